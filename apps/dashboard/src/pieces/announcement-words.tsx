import type { components } from '@api/openapi.js';
import { addressOf } from '../navigation.js';
import { Time } from './time.js';

export type Announcement = components['schemas']['AnnouncementView'];

/** What an announcement tells. */
export const ANNOUNCED: Readonly<Record<string, string>> = {
  advance: 'that it is planned',
  starting: 'that it starts',
  ended: 'that it has ended',
  delayed: 'that it is delayed',
  rescheduled: 'that it is moved',
  cancelled: 'that it is off',
  update: 'news of it',
  outage: 'an outage',
};

const LOOKS: Readonly<Record<string, readonly [sign: string, look: string]>> = {
  draft: ['✎', ''],
  sent: ['✓', 'pass'],
  discarded: ['✕', 'retracted'],
};

export function AnnouncementState({ of: { status } }: { readonly of: Announcement }) {
  const [sign, look] = LOOKS[status] ?? ['', ''];
  return (
    <span class={`mark ${look}`}>
      <span aria-hidden="true">{sign}</span> {status}
    </span>
  );
}

/** An announcement in a line: what it tells, its subject, and since when it is what it is. */
export function AnnouncementLine({ of }: { readonly of: Announcement }) {
  return (
    <p class="announcement-line">
      <a href={addressOf(`announcements/${of.id}`)}>
        <bdi>{of.subject}</bdi>
      </a>{' '}
      <AnnouncementState of={of} />{' '}
      <span class="by">
        says {ANNOUNCED[of.kind] ?? of.kind}; {of.status} since <Time at={of.since} day />
        {of.late !== null && (
          <>
            ; late: <bdi>{of.late}</bdi>
          </>
        )}
      </span>
    </p>
  );
}

/** Where it went by channels, and where people sent it themselves. */
export function placesOf({ destinations, elsewhere, seen }: Announcement): string[] {
  const isSeen = (channel: string): boolean =>
    seen.some((one) => one.channel === channel) || elsewhere.some((one) => one.channel === channel);
  const sentTo = new Set(destinations.map(({ channel }) => channel));
  return [
    ...destinations.map(({ channel, name }) => `${name}${isSeen(channel) ? ' (seen)' : ''}`),
    ...elsewhere.flatMap(({ channel, where }) =>
      channel !== null && sentTo.has(channel) ? [] : [`${where} (sent by a person)`],
    ),
  ];
}
