import type { ComponentChildren } from 'preact';
import type { Version } from '../../api/api.js';
import { Difference } from '../../pieces/difference.js';
import { Time } from '../../pieces/time.js';

const WHAT: Readonly<Record<string, string>> = {
  'log-entry.logged': 'Logged',
  'log-entry.imported': 'Imported',
  'log-entry.amended': 'Amended',
  'log-entry.retracted': 'Retracted',
  'log-entry.linked': 'Found in another source',
  'redaction.made': 'Redacted',
};

/** What became of the entry, in the order in which it happened: so an auditor reads it, and so it is printed. */
export function Versions({ versions }: { readonly versions: readonly Version[] }) {
  return (
    <section class="panel versions" aria-labelledby="versions">
      <h2 id="versions">
        Versions <span class="count">{versions.length}</span>
      </h2>
      {versions.length === 1 && <p class="explanation">Nothing was changed since it was written down.</p>}
      <ol>
        {versions.map((version, index) => (
          <VersionLine key={version.position} version={version} before={versions[index - 1] ?? null} />
        ))}
      </ol>
    </section>
  );
}

interface VersionLineProps {
  readonly version: Version;
  readonly before: Version | null;
}

function VersionLine({ version, before }: VersionLineProps) {
  const { revision, type, recordedAt, actor, reporter, via, reason, message, position } = version;
  return (
    <li class="version">
      <h3>
        {WHAT[type] ?? type} <span class="explanation">revision {revision}</span>
      </h3>
      <p class="by">
        <Time at={recordedAt} day seconds />, by <bdi>{actor?.name ?? 'who was erased'}</bdi>
        {reporter !== null && reporter.name !== actor?.name && (
          <>
            , written by <bdi>{reporter.name}</bdi> ({reporter.kind})
          </>
        )}
        {via !== null && `, by ${via.kind}, ${via.verified ? 'verified' : 'not verified'}`}, position {position}
      </p>
      {reason !== null && (
        <p>
          <span class="explanation">Reason:</span> <bdi class="reason">{reason}</bdi>
        </p>
      )}
      {message === null ? (
        <p class="explanation">What this version said was erased.</p>
      ) : before?.message === message ? null : (
        <p class="version-message">
          <Difference before={before?.message ?? message} after={message} />
        </p>
      )}
      {before !== null && <OtherDifferences version={version} before={before} />}
    </li>
  );
}

/** What differs beside the words. */
function OtherDifferences({ version, before }: { readonly version: Version; readonly before: Version }) {
  const changes: [name: string, before: ComponentChildren, after: ComponentChildren][] = [];
  const add = (
    name: string,
    before: string | null | undefined,
    after: string | null | undefined,
    isTime = false,
  ): void => {
    if (before === after || before == null || after == null) return;
    const show = (value: string) => (isTime ? <Time at={value} day seconds /> : <bdi>{value}</bdi>);
    changes.push([name, show(before), show(after)]);
  };
  add('Log', before.log, version.log);
  add('Done by', before.doneBy?.name, version.doneBy?.name);
  add('Occurred', before.occurredAt, version.occurredAt, true);
  add('Precision', before.precision, version.precision);
  if (changes.length === 0) return null;
  return (
    <dl class="facts">
      {changes.map(([name, before, after]) => (
        <>
          <dt>{name}</dt>
          <dd class="difference">
            <del>
              <span class="visually-hidden">removed: </span>
              {before}
            </del>{' '}
            <ins>
              <span class="visually-hidden">added: </span>
              {after}
            </ins>
          </dd>
        </>
      ))}
    </dl>
  );
}
