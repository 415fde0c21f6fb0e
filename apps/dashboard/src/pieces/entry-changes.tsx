import { api, bodyOf, type Version } from '../api/api.js';
import { useLoaded } from '../loaded.js';
import { Difference } from './difference.js';
import { ProblemNote } from './problem-note.js';
import { Time } from './time.js';

/** What became of an entry, step by step: who changed what, when and why. */
export function EntryChanges({ id, revision }: { readonly id: string; readonly revision: number }) {
  const { value, problem, reload } = useLoaded(`${id} ${revision}`, (signal) =>
    bodyOf(api.GET('/api/v1/log-entries/{id}/history', { params: { path: { id } }, signal })),
  );
  if (problem !== null) return <ProblemNote problem={problem} again={reload} />;
  const versions = value?.data ?? [];
  return (
    <span class="changes">
      {versions.slice(1).map((version, index) => (
        <Change key={version.revision} version={version} before={versions[index]!} />
      ))}
    </span>
  );
}

interface ChangeProps {
  readonly version: Version;
  readonly before: Version;
}

function Change({ version, before }: ChangeProps) {
  const { status, actor, recordedAt, reason, message, occurredAt, log } = version;
  return (
    <span>
      <span class="by">
        {status} {actor !== null && <bdi>by {actor.name}</bdi>} <Time at={recordedAt} day />
        {reason !== null && reason !== '' && (
          <>
            : <bdi>{reason}</bdi>
          </>
        )}
      </span>
      {before.message !== null && message !== null && before.message !== message && (
        <Difference before={before.message} after={message} />
      )}
      {before.log !== null && log !== null && before.log !== log && (
        <span>
          log <Difference before={before.log} after={log} />
        </span>
      )}
      {before.occurredAt !== null && occurredAt !== null && before.occurredAt !== occurredAt && (
        <span>
          done <Time at={occurredAt} day seconds />, before: <Time at={before.occurredAt} day seconds />
        </span>
      )}
    </span>
  );
}
