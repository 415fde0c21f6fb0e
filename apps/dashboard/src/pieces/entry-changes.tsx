import { api, bodyOf, type Version } from '../api/api.js';
import { useLoaded } from '../loaded.js';
import { Difference } from './difference.js';
import { ProblemNote } from './problem-note.js';
import { Time } from './time.js';
import { versionDifferences } from './version-differences.js';

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
  const { status, actor, recordedAt, reason, message } = version;
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
      {versionDifferences(before, version).map(([name, difference]) => (
        <span>
          {name} {difference}
        </span>
      ))}
    </span>
  );
}
