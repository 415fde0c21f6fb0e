import type { components } from '@api/openapi.js';
import { Time } from '../../pieces/time.js';

type Version = components['schemas']['ComponentVersionView'];

const WHAT: Readonly<Record<string, string>> = {
  'component.registered': 'Registered',
  'component.changed': 'Changed',
  'component.log-attached': 'Log attached',
  'component.log-detached': 'Log detached',
  'component.retired': 'Retired',
  'component.reinstated': 'Reinstated',
};

/** What of it changed, as the page calls it above. */
const FIELDS: Readonly<Record<string, string>> = {
  name: 'Name',
  title: 'Title',
  description: 'Description',
  parent: 'Part of',
  ownerTeam: 'Owner',
  contact: 'Contact',
  noticeScope: 'Notice scope',
  hosts: 'Hosts',
  groups: 'Redundancy groups',
  aliases: 'Aliases',
  logs: 'Logs',
};

/** What became of the component, newest first. */
export function ComponentVersions({ versions }: { readonly versions: readonly Version[] }) {
  return (
    <section class="panel" aria-labelledby="versions">
      <h2 id="versions">
        History <span class="count">{versions.length}</span>
      </h2>
      <ol class="component-versions" reversed>
        {versions.toReversed().map((version) => (
          <VersionLine key={version.position} version={version} />
        ))}
      </ol>
    </section>
  );
}

function VersionLine({ version: { type, recordedAt, actor, changed, log, reason, redacted, details } }: LineProps) {
  const said: Readonly<Record<string, unknown>> | null = details;
  return (
    <li>
      <strong>{WHAT[type] ?? type}</strong> {log !== null && <bdi>{log}</bdi>}
      <span class="by">
        {' '}
        <Time at={recordedAt} day seconds />, by <bdi>{actor?.name ?? 'who was erased'}</bdi>
      </span>
      {redacted && <span class="mark redacted">redacted</span>}
      {reason !== null && (
        <p>
          <bdi>{reason}</bdi>
        </p>
      )}
      {said !== null && changed.length > 0 && (
        <dl class="facts">
          {changed.map((field) => (
            <>
              <dt>{FIELDS[field] ?? field}</dt>
              <dd>
                <bdi>{wordsOf(said[field])}</bdi>
              </dd>
            </>
          ))}
        </dl>
      )}
    </li>
  );
}

interface LineProps {
  readonly version: Version;
}

function wordsOf(value: unknown): string {
  const words = Array.isArray(value) ? value.join(', ') : ((value as string | null) ?? '');
  return words === '' ? 'none' : words;
}
