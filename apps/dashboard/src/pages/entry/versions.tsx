import type { Version } from '../../api/api.js';
import { Difference } from '../../pieces/difference.js';
import { Fact } from '../../pieces/fact.js';
import { Time } from '../../pieces/time.js';
import { versionDifferences } from '../../pieces/version-differences.js';

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

function OtherDifferences({ version, before }: { readonly version: Version; readonly before: Version }) {
  const differences = versionDifferences(before, version);
  if (differences.length === 0) return null;
  return (
    <dl class="facts">
      {differences.map(([name, difference]) => (
        <Fact name={name}>{difference}</Fact>
      ))}
    </dl>
  );
}
