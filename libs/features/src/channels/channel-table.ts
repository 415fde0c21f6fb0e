import type { FactOf } from '@kernel/event.js';
import { defineProjection, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { erasedBy, RedactionMade } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import { type ChannelDetails, type ChannelEvent, channelEvents } from './channel.events.js';

/** A channel as its events made it. */
export interface ChannelRow extends ChannelDetails {
  readonly id: string;
  readonly rotation: number;
  readonly addedAt: string;
  readonly retired: { readonly at: string; readonly reason: string } | null;
  /** Positions of the events whose words these are. */
  readonly saidAt: { readonly details: number; readonly retired: number | null };
}

/** Which channels there are: one row for each version of each. */
export const channelTable = defineProjection({
  name: 'channels',
  version: 1,
  schema: `
    CREATE TABLE channels (
      id TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      json TEXT NOT NULL,
      PRIMARY KEY (id, from_position)
    ) STRICT;`,
  events: [...channelEvents, RedactionMade],
  on: {
    'channel.added': onEvent,
    'channel.changed': onEvent,
    'channel.secret-rotated': onEvent,
    'channel.retired': onEvent,
    'redaction.made': (fact, own) => {
      if (fact.erased || fact.stream !== 'channels') return [];
      const kept = new Map(erasedBy(fact.data).map(({ position, kept }) => [position, kept?.data]));
      return own.all(sql`SELECT id, from_position, json FROM channels`).flatMap(({ id, from_position, json }) => {
        const row = JSON.parse(json as string) as ChannelRow;
        const retired: { reason?: string } | undefined = kept.get(row.saidAt.retired ?? -1);
        const { reason } = retired ?? {};
        const told = {
          ...row,
          ...kept.get(row.saidAt.details),
          ...(row.retired === null || reason === undefined ? {} : { retired: { ...row.retired, reason } }),
        };
        const after = JSON.stringify(told);
        if (after === json) return [];
        return [sql`UPDATE channels SET json = ${after} WHERE id = ${id} AND from_position = ${from_position}`];
      });
    },
  },
});

function onEvent(fact: FactOf<ChannelEvent>, own: Rows): Sql[] {
  if (fact.erased) return [];
  const { position, revision, recordedAt } = fact;
  const found = own.get(sql`SELECT json FROM channels WHERE id = ${fact.data.id} AND until_position = ${STILL_SO}`);
  const before = found === undefined ? undefined : (JSON.parse(found['json'] as string) as ChannelRow);
  const after = applied(before, fact, position, isoInstant(recordedAt));
  if (after === undefined) return [];
  return [
    sql`UPDATE channels SET until_position = ${position} WHERE id = ${after.id} AND until_position = ${STILL_SO}`,
    sql`INSERT INTO channels VALUES (${after.id}, ${position}, ${STILL_SO}, ${revision}, ${JSON.stringify(after)})`,
  ];
}

function applied(
  before: ChannelRow | undefined,
  fact: FactOf<ChannelEvent> & { erased: false },
  position: number,
  at: string,
): ChannelRow | undefined {
  if (fact.type === 'channel.added' || fact.type === 'channel.changed') {
    const saidAt = { retired: null, ...before?.saidAt, details: position };
    const { rotation = 0, addedAt = at, retired = null } = before ?? {};
    return { ...fact.data, rotation, addedAt, retired, saidAt };
  }
  if (before === undefined) return undefined;
  if (fact.type === 'channel.secret-rotated') return { ...before, rotation: fact.data.rotation };
  const { reason } = fact.data;
  return { ...before, retired: { at, reason }, saidAt: { ...before.saidAt, retired: position } };
}

export interface FoundChannel {
  readonly row: ChannelRow;
  readonly revision: number;
}

/** All channels as they were at a position, by name. */
export function readChannels(rows: Rows, at: number): FoundChannel[] {
  const found = rows.all(sql`
    SELECT revision, json FROM channels WHERE from_position <= ${at} AND until_position > ${at}
    ORDER BY json ->> '$.name'`);
  return found.map(({ json, revision }) => ({
    row: JSON.parse(json as string) as ChannelRow,
    revision: revision as number,
  }));
}

/** By its name or id. */
export function findChannel(rows: Rows, word: string, at: number): FoundChannel | undefined {
  return readChannels(rows, at).find(({ row }) => row.id === word || row.name === word);
}
