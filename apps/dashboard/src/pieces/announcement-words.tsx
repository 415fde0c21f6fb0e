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
        says {ANNOUNCED[of.kind] ?? of.kind}; since <Time at={of.since} day />
        {of.late !== null && (
          <>
            ; late: <bdi>{of.late}</bdi>
          </>
        )}
      </span>
    </p>
  );
}

type Places = Pick<Announcement, 'destinations' | 'elsewhere' | 'seen'>;

function isSeenIn({ seen, elsewhere }: Places, channel: string): boolean {
  return seen.some((one) => one.channel === channel) || elsewhere.some((one) => one.channel === channel);
}

/** Nothing has gone to a channel by hand before somebody says so. */
function isOpenIn(of: Places, { channel, type }: Places['destinations'][number]): boolean {
  return type === 'manual' && !isSeenIn(of, channel);
}

/** The channels to which a person has to send it still. */
export function toSendByHand(of: Places): string[] {
  return of.destinations.filter((one) => isOpenIn(of, one)).map(({ name }) => name);
}

/** Where it went by channels, and where people sent it themselves. */
export function wentTo(of: Places): string[] {
  const sentTo = new Set(of.destinations.map(({ channel }) => channel));
  return [
    ...of.destinations
      .filter((one) => !isOpenIn(of, one))
      .map(({ channel, name }) => `${name}${isSeenIn(of, channel) ? ' (seen)' : ''}`),
    ...of.elsewhere.flatMap(({ channel, where }) =>
      channel !== null && sentTo.has(channel) ? [] : [`${where} (sent by a person)`],
    ),
  ];
}

/** Where it went, and where it has to go still. */
export function placesOf(of: Places): string[] {
  return [...wentTo(of), ...toSendByHand(of).map((name) => `${name} (to be sent by hand)`)];
}
