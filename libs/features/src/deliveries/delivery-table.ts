import type { FactOf } from '@kernel/event.js';
import { defineProjection, type Row, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { erasedBy, RedactionMade } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import { LedgerRestored } from '@kernel/ledger-restored.js';
import { AnnouncementSent } from '../announcements/announcement.events.js';
import type { ChannelType } from '../channels/channel.events.js';
import {
  DeliveryAccepted,
  DeliveryFailed,
  DeliveryFinished,
  DeliverySkipped,
  SendingResumed,
} from './delivery.events.js';

/** Channels to which the ledger itself brings something. */
const BROUGHT: ReadonlySet<ChannelType> = new Set(['mailing-list', 'webhook', 'subscribers']);
/** In a key: the channel itself, such as a list. */
const ITSELF = '';

/** What became of each attempt to bring an announcement somewhere, and what is still to be brought. */
export const deliveryTable = defineProjection({
  name: 'deliveries',
  version: 1,
  schema: `
    CREATE TABLE delivery_outcomes (
      announcement TEXT NOT NULL,
      channel TEXT NOT NULL,
      subscription TEXT NOT NULL,
      position INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      at INTEGER NOT NULL,
      again_at INTEGER,
      attempt INTEGER NOT NULL,
      first_at INTEGER NOT NULL,
      words TEXT NOT NULL,
      PRIMARY KEY (announcement, channel, subscription, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE outbox (
      announcement TEXT NOT NULL,
      channel TEXT NOT NULL,
      type TEXT NOT NULL,
      sent_position INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      PRIMARY KEY (announcement, channel)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sending_states (
      position INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      state TEXT NOT NULL
    ) STRICT;`,
  events: [
    AnnouncementSent,
    DeliveryAccepted,
    DeliveryFailed,
    DeliverySkipped,
    DeliveryFinished,
    SendingResumed,
    LedgerRestored,
    RedactionMade,
  ],
  on: {
    'announcement.sent': (fact) => {
      if (fact.erased) return [];
      const announcement = fact.stream.slice('announcement-'.length);
      return fact.data.destinations
        .filter(({ type }) => BROUGHT.has(type))
        .map(
          ({ channel, type }) => sql`
            INSERT INTO outbox VALUES (${announcement}, ${channel}, ${type}, ${fact.position}, -1)`,
        );
    },
    'delivery.accepted': (fact, own) => outcome(fact, own),
    'delivery.failed': (fact, own) => outcome(fact, own),
    'delivery.skipped': (fact, own) => outcome(fact, own),
    'delivery.finished': (fact) => {
      if (fact.erased) return [];
      const { announcement, channel } = fact.data;
      return [sql`DELETE FROM outbox WHERE announcement = ${announcement} AND channel = ${channel}`];
    },
    'sending.resumed': ({ position, recordedAt }) => [
      sql`INSERT INTO sending_states VALUES (${position}, ${recordedAt}, 'resumed')`,
    ],
    'redaction.made': (fact) => {
      if (fact.erased) return [];
      return erasedBy(fact.data)
        .filter(({ type }) => type.startsWith('delivery.'))
        .map(({ position, kept }) => {
          const words = kept === null ? '' : wordsOf(kept.data);
          return sql`UPDATE delivery_outcomes SET words = ${words} WHERE position = ${position}`;
        });
    },
    'ledger.restored': ({ position, recordedAt }) => [
      sql`INSERT INTO sending_states VALUES (${position}, ${recordedAt}, 'restored')`,
    ],
  },
});

type Outcome = FactOf<typeof DeliveryAccepted | typeof DeliveryFailed | typeof DeliverySkipped>;

function outcome(fact: Outcome, own: Rows): Sql[] {
  if (fact.erased) return [];
  const { position, revision, recordedAt, data } = fact;
  const { announcement, channel } = data;
  const subscription = data.subscription ?? ITSELF;
  const first = own.get(sql`
    SELECT min(first_at) AS at FROM delivery_outcomes
    WHERE announcement = ${announcement} AND channel = ${channel} AND subscription = ${subscription}`);
  const firstAt = (first?.['at'] as number | null | undefined) ?? recordedAt;
  const [what, againAt, attempt] =
    'messageId' in data
      ? (['accepted', null, 0] as const)
      : 'attempt' in data
        ? ([
            data.permanent ? 'set-aside' : 'failed',
            data.againAt === null ? null : Date.parse(data.againAt),
            data.attempt,
          ] as const)
        : (['skipped', null, 0] as const);
  return [
    sql`INSERT INTO delivery_outcomes VALUES (
      ${announcement}, ${channel}, ${subscription}, ${position}, ${what}, ${recordedAt}, ${againAt},
      ${attempt}, ${firstAt}, ${wordsOf(data)})`,
    sql`UPDATE outbox SET revision = ${revision} WHERE announcement = ${announcement} AND channel = ${channel}`,
  ];
}

interface Words {
  readonly response: string;
  readonly code: string;
  readonly why: string;
}

function wordsOf({ response, code, why = '' }: Partial<Words>): string {
  return response ?? (code === undefined ? why : `${code}: ${why}`);
}

/** Something that is to be brought through a channel. */
export interface Outgoing {
  readonly announcement: string;
  readonly channel: string;
  readonly type: ChannelType;
  readonly sentPosition: number;
  /** Of the last event of its stream; -1 for none. */
  readonly revision: number;
}

/** What is not finished of some types of channel, the oldest first. */
export function readOutbox(rows: Rows, types: readonly ChannelType[]): Outgoing[] {
  const found = rows.all(sql`
    SELECT announcement, channel, type, sent_position AS sentPosition, revision FROM outbox
    WHERE type IN (SELECT value FROM json_each(${JSON.stringify(types)})) ORDER BY sent_position, announcement, channel`);
  return found as unknown as Outgoing[];
}

export interface Attempts {
  /** Of this recipient by now. */
  readonly attempts: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly againAt: number | null;
  readonly outcome: DeliveryOutcome;
}
export type DeliveryOutcome = 'accepted' | 'failed' | 'set-aside' | 'skipped';

/** The last outcome for each recipient (a subscription, or '' for the channel itself) of an outgoing announcement. */
export function readAttempts(
  rows: Rows,
  { announcement, channel }: Pick<Outgoing, 'announcement' | 'channel'>,
  at = STILL_SO - 1,
): Map<string, Attempts> {
  const found = rows.all(sql`
    SELECT subscription, outcome, at, again_at, attempt, first_at, max(position) FROM delivery_outcomes
    WHERE announcement = ${announcement} AND channel = ${channel} AND position <= ${at} GROUP BY subscription`);
  return new Map(
    found.map((row) => [
      row['subscription'] as string,
      {
        attempts: row['attempt'] as number,
        firstAt: row['first_at'] as number,
        lastAt: row['at'] as number,
        againAt: row['again_at'] as number | null,
        outcome: row['outcome'] as DeliveryOutcome,
      },
    ]),
  );
}

export interface OutcomeRow {
  readonly channel: string;
  readonly subscription: string | null;
  readonly position: number;
  readonly outcome: DeliveryOutcome;
  readonly at: string;
  readonly againAt: string | null;
  readonly attempt: number;
  readonly words: string;
}

/** Everything that was tried for an announcement up to a position, oldest first; of subscribers only counts are told. */
export function readOutcomes(rows: Rows, announcement: string, at: number): OutcomeRow[] {
  const found = rows.all(sql`
    SELECT * FROM delivery_outcomes
    WHERE announcement = ${announcement} AND subscription = ${ITSELF} AND position <= ${at} ORDER BY position`);
  return found.map(toOutcome);
}

/** How many subscribers have which outcome, by channel. */
export function countSubscribers(
  rows: Rows,
  announcement: string,
  at: number,
): { readonly channel: string; readonly outcome: DeliveryOutcome; readonly recipients: number }[] {
  const found = rows.all(sql`
    SELECT channel, outcome, count(*) AS recipients FROM (
      SELECT channel, outcome, max(position) FROM delivery_outcomes
      WHERE announcement = ${announcement} AND subscription <> ${ITSELF} AND position <= ${at}
      GROUP BY channel, subscription)
    GROUP BY channel, outcome ORDER BY channel, outcome`);
  return found as unknown as ReturnType<typeof countSubscribers>;
}

/** When some server first had each of these announcements: what proves that people were told. */
export function readFirstAccepted(rows: Rows, announcements: readonly string[], at: number): Map<string, number> {
  const found = rows.all(sql`
    SELECT announcement, min(at) AS at FROM delivery_outcomes
    WHERE announcement IN (SELECT value FROM json_each(${JSON.stringify(announcements)}))
      AND outcome = 'accepted' AND position <= ${at}
    GROUP BY announcement`);
  return new Map(found.map((row) => [row['announcement'] as string, row['at'] as number]));
}

export interface SendingState {
  /** After a restore, until somebody says that this is the ledger that sends. */
  readonly paused: boolean;
  /** Position of the last restore; 0 for none. */
  readonly restoredAt: number;
  /** When that was, milliseconds since 1970. */
  readonly restoredSince: number;
}

/** Whether anything is sent. */
export function readSending(rows: Rows, at = STILL_SO - 1): SendingState {
  const last = rows.get(sql`SELECT state FROM sending_states WHERE position <= ${at} ORDER BY position DESC LIMIT 1`);
  const restored = rows.get(sql`
    SELECT max(position) AS position, at FROM sending_states WHERE state = 'restored' AND position <= ${at}`);
  return {
    paused: last?.['state'] === 'restored',
    restoredAt: (restored?.['position'] as number | null | undefined) ?? 0,
    restoredSince: (restored?.['at'] as number | null | undefined) ?? 0,
  };
}

function toOutcome(row: Row): OutcomeRow {
  return {
    channel: row['channel'] as string,
    subscription: row['subscription'] === ITSELF ? null : (row['subscription'] as string),
    position: row['position'] as number,
    outcome: row['outcome'] as DeliveryOutcome,
    at: isoInstant(row['at'] as number),
    againAt: row['again_at'] === null ? null : isoInstant(row['again_at'] as number),
    attempt: row['attempt'] as number,
    words: row['words'] as string,
  };
}
