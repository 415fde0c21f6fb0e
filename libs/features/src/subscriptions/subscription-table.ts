import { unreachable } from '@kernel/decider.js';
import { type Row, type Rows, sql, STILL_SO } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import { defineVersions, type Told } from '@kernel/versions.js';
import { type SubscriptionEvent, subscriptionEvents } from './subscription.events.js';
import type { SubscriptionStatus } from './subscription.js';

/** A subscription as its events made it. */
export interface SubscriptionRow {
  readonly id: string;
  readonly address: string;
  readonly components: readonly string[];
  readonly kinds: readonly string[];
  readonly status: SubscriptionStatus;
  readonly requestedAt: string;
  /** Attempts to ask for confirmation, and when there is another; null: none by itself. */
  readonly asked: number;
  readonly askAt: string | null;
  readonly lastFailure: string | null;
  readonly confirmedAt: string | null;
  readonly ended: { readonly at: string; readonly how: string; readonly reason: string } | null;
}

/** Who is told by mail. */
export const subscriptionTable = defineVersions<SubscriptionRow, SubscriptionEvent>({
  name: 'subscriptions',
  version: 1,
  table: 'subscriptions',
  category: 'subscription',
  events: subscriptionEvents,
  columns: ['status TEXT NOT NULL', 'ask_at INTEGER'],
  schema: `
    CREATE INDEX subscriptions_by_status ON subscriptions (status, id, until_position);
    CREATE INDEX subscriptions_to_ask ON subscriptions (until_position, ask_at) WHERE ask_at IS NOT NULL;`,
  apply: applied,
  columnsOf: ({ status, askAt }) => [status, askAt === null ? null : Date.parse(askAt)],
});

function applied(before: SubscriptionRow | null, id: string, fact: Told<SubscriptionEvent>): SubscriptionRow | null {
  const at = isoInstant(fact.recordedAt);
  if (fact.type === 'subscription.requested') {
    return {
      id,
      ...fact.data,
      status: 'requested',
      requestedAt: at,
      asked: 0,
      askAt: at,
      lastFailure: null,
      confirmedAt: null,
      ended: null,
    };
  }
  if (before === null) return null;
  switch (fact.type) {
    case 'subscription.asked': {
      const { attempt, accepted, againAt, why } = fact.data;
      return { ...before, asked: attempt, askAt: againAt, lastFailure: accepted ? null : why };
    }
    case 'subscription.confirmed':
      return { ...before, status: 'active', confirmedAt: at, askAt: null };
    case 'subscription.changed':
      return { ...before, ...fact.data };
    case 'subscription.ended':
      return { ...before, status: 'ended', askAt: null, ended: { at, ...fact.data } };
    default:
      return unreachable(fact);
  }
}

export interface FoundSubscription {
  readonly row: SubscriptionRow;
  readonly revision: number;
}

export function findSubscription(rows: Rows, id: string, at = STILL_SO - 1): FoundSubscription | undefined {
  const row = rows.get(sql`
    SELECT revision, json FROM subscriptions WHERE id = ${id} AND from_position <= ${at} AND until_position > ${at}`);
  return row === undefined ? undefined : toFound(row);
}

/** A page of subscriptions as they were at a position, by id. */
export function readSubscriptions(
  rows: Rows,
  status: SubscriptionStatus | undefined,
  at: number,
  { after, limit }: { after: string; limit: number },
): FoundSubscription[] {
  const found = rows.all(sql`
    SELECT revision, json FROM subscriptions
    WHERE id > ${after} AND from_position <= ${at} AND until_position > ${at}
      ${status === undefined ? sql`` : sql`AND status = ${status}`}
    ORDER BY id LIMIT ${limit} + 0`);
  return found.map(toFound);
}

/** How many asked for a mail since an instant and did not confirm it yet, as far as `most`. */
export function countUnconfirmed(rows: Rows, since: string, most: number): number {
  const found = rows.get(sql`
    SELECT count(*) AS n FROM (
      SELECT 1 FROM subscriptions
      WHERE status = 'requested' AND until_position = ${STILL_SO} AND json ->> '$.requestedAt' >= ${since} LIMIT ${most} + 0)`);
  return found!['n'] as number;
}

/** Who has to be asked for confirmation by now, milliseconds since 1970. */
export function readUnasked(rows: Rows, now: number, limit: number): SubscriptionRow[] {
  const found = rows.all(sql`
    SELECT revision, json FROM subscriptions
    WHERE until_position = ${STILL_SO} AND ask_at <= ${now} ORDER BY ask_at LIMIT ${limit} + 0`);
  return found.map((row) => toFound(row).row);
}

function toFound({ json, revision }: Row): FoundSubscription {
  return { row: JSON.parse(json as string) as SubscriptionRow, revision: revision as number };
}
