import type { Fact, FactOf } from '@kernel/event.js';
import { defineProjection, type Row, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { REDACTED, RedactionMade } from '@kernel/redaction.js';
import { logEntryEvents, type LogEntryImported, type LogEntryLogged } from './log-entry.events.js';
import { OperationClosed } from './operation.events.js';
import { pairHalves, type Half, type Pair } from './pair-halves.js';
import { readMark } from './read-mark.js';
import { entryId } from './stored-entry.js';

/** STARTs without an END among which a family looks: what was abandoned for years must not slow down what comes. */
const MOST_OPEN = 100;
/** Halves after a late END among which is looked for what it would end. */
const MOST_LATER = 100;

/** The indexes that have it are found only by the same words. */
const OPEN_NOW = sql`ended_at IS NULL AND until_position = 9007199254740991`;
/** An entry that tells of a whole operation is both of its halves. */
export const OF_TWO_HALVES = sql`start_entry IS NOT end_entry`;

/**
 * Which operations ran, from when to when, and how they ended: START and END entries as pairs. A late, amended or
 * retracted half changes the pairs after it; each version of a pair is a row. Halves are what pairing needs to know now.
 */
export const operations = defineProjection({
  name: 'operations',
  version: 3,
  schema: `
    -- A family is known by the position at which it was first heard of.
    CREATE TABLE operation_families (id INTEGER PRIMARY KEY, said TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE operation_halves (
      position INTEGER PRIMARY KEY,
      family INTEGER NOT NULL,
      occurred_at INTEGER NOT NULL,
      json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX operation_halves_in_order ON operation_halves (family, occurred_at);
    CREATE TABLE operations (
      id TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      family INTEGER NOT NULL,
      log TEXT NOT NULL,
      actor TEXT NOT NULL,
      name TEXT NOT NULL,
      start_entry TEXT,
      end_entry TEXT,
      started_at INTEGER,
      ended_at INTEGER,
      sort_at INTEGER NOT NULL,
      position INTEGER NOT NULL,
      json TEXT NOT NULL,
      PRIMARY KEY (sort_at, position, from_position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX operations_by_id ON operations (id);
    CREATE INDEX operations_by_end ON operations (end_entry) WHERE end_entry IS NOT NULL AND ${OF_TWO_HALVES.text};
    CREATE INDEX operations_open ON operations (sort_at, position) WHERE ended_at IS NULL;
    CREATE INDEX operations_open_now ON operations (family, sort_at) WHERE ${OPEN_NOW.text};
    CREATE INDEX operations_of_actor ON operations (log, actor, started_at) WHERE ${OF_TWO_HALVES.text};
    CREATE TABLE operation_closings (
      operation TEXT PRIMARY KEY,
      from_position INTEGER NOT NULL,
      json TEXT NOT NULL
    ) STRICT;`,
  events: [...logEntryEvents, OperationClosed, RedactionMade],
  on: {
    'log-entry.logged': said,
    'log-entry.imported': said,
    'log-entry.linked': () => [],
    'log-entry.amended': (fact, own) => {
      if (fact.erased) return [];
      const { actor, log, message, occurredAt } = fact.data;
      return rewrite(fact, own, { log, message, actor: actor.name, occurredAt });
    },
    'log-entry.retracted': (fact, own) => rewrite(fact, own, null),
    'redaction.made': (fact, own) => {
      if (fact.erased || fact.data.what === 'names') return [];
      if (fact.stream.startsWith('operation-')) return [forgetReason(fact)];
      return fact.stream.startsWith('log-entry-') ? forget(fact, own) : [];
    },
    'operation.closed': (fact) => {
      if (fact.erased) return [];
      const closed = { ...fact.data, by: fact.actor.name };
      return [
        sql`INSERT INTO operation_closings VALUES (
          ${fact.stream.slice('operation-'.length)}, ${fact.position}, ${JSON.stringify(closed)})`,
      ];
    },
  },
});

function said(fact: FactOf<typeof LogEntryLogged> | FactOf<typeof LogEntryImported>, own: Rows): Sql[] {
  if (fact.erased) return [];
  const { data, actor, occurredAt } = fact;
  return rewrite(fact, own, { log: data.log, message: data.message, actor: actor.name, occurredAt });
}

/** What a redacted entry said of an operation serves no more, at no position; the rebuild then pairs without it. */
function forget(fact: Fact, own: Rows): Sql[] {
  const entry = entryId(fact);
  return [
    ...rewrite(fact, own, null),
    sql`DELETE FROM operations WHERE id = ${entry}`,
    sql`DELETE FROM operations WHERE end_entry = ${entry} AND ${OF_TWO_HALVES}`,
  ];
}

function forgetReason({ stream }: Fact): Sql {
  return sql`UPDATE operation_closings SET json = json_set(json, '$.reason', ${REDACTED})
    WHERE operation = ${stream.slice('operation-'.length)}`;
}

interface Said {
  readonly log: string;
  readonly message: string;
  readonly actor: string;
  readonly occurredAt: string;
}

/** What an entry says from now on about an operation, if anything, and what becomes of the pairs after it. */
function rewrite(fact: Fact, own: Rows, said: Said | null): Sql[] {
  const entry = entryId(fact);
  // What an entry says first cannot have been said before.
  const before = fact.revision === 0 ? null : halfSaidBy(entry, own);
  const after = said === null ? null : halfOf(fact, said, before?.position, own);
  const statements: Sql[] = [];
  if (before !== null) statements.push(sql`DELETE FROM operation_halves WHERE position = ${before.position}`);
  if (after !== null) {
    const { family, occurredAt, position } = after;
    if (family === fact.position)
      statements.push(sql`INSERT INTO operation_families VALUES (${family}, ${familySaid(after)})`);
    statements.push(sql`
      INSERT INTO operation_halves VALUES (${position}, ${family}, ${occurredAt}, ${JSON.stringify(after)})`);
  }
  for (const family of new Set([before?.family, after?.family])) {
    if (family !== undefined) statements.push(...repair(family, before, after, fact.position, own));
  }
  return statements;
}

/** Each half belongs to one operation, which knows when it was. */
function halfSaidBy(entry: string, own: Rows): Half | null {
  const [operation] = own.all(withHalves([entry]));
  if (operation === undefined) return null;
  const { family, started_at, ended_at } = operation;
  return own
    .all(
      sql`
      SELECT json FROM operation_halves WHERE family = ${family} AND occurred_at IN (${started_at}, ${ended_at})`,
    )
    .map(toHalf)
    .find((half) => half.entry === entry)!;
}

/** The operation that somebody would end who said this now; null too where too much was said after it to tell. */
export function willEnd(said: Omit<Half, 'entry' | 'family' | 'position'>, rows: Rows): Pair | null {
  if (said.mark.part !== 'end') return null;
  const family = familyOf(said, rows);
  if (family === undefined) return null;
  const later = rows
    .all(
      sql`
      SELECT json FROM operation_halves WHERE family = ${family} AND occurred_at >= ${said.occurredAt}
      LIMIT ${MOST_LATER} + 1`,
    )
    .map(toHalf);
  if (later.length > MOST_LATER) return null;
  const end = { ...said, entry: '', family, position: Number.MAX_SAFE_INTEGER };
  const pairs = pairHalves(openBefore(said.occurredAt, family, later, rows), [...later, end]);
  return pairs.find(({ startEntry, endEntry }) => startEntry !== null && endEntry === end.entry) ?? null;
}

/** Pairs anew from the moment that changed: what was settled before it stays. */
function repair(family: number, before: Half | null, after: Half | null, now: number, own: Rows): Sql[] {
  const [was, is] = [before, after].map((half) => (half?.family === family ? half : null));
  const since = Math.min(was?.occurredAt ?? Infinity, is?.occurredAt ?? Infinity);
  const later = own
    .all(sql`SELECT json FROM operation_halves WHERE family = ${family} AND occurred_at >= ${since}`)
    .map(toHalf)
    .filter((half) => half.entry !== was?.entry);
  const settled = [...later, ...(was == null ? [] : [was])];
  if (is != null) later.push(is);
  // A START that comes in its time takes nothing from anybody: the usual case, and the cheapest.
  const takesAnother = was != null || later.some((half) => half.mark.part === 'end');
  const openThen = takesAnother
    ? openBefore(since, family, settled, own).filter((half) => half.entry !== was?.entry)
    : [];
  const touched = [...settled, ...openThen].map((half) => half.entry);
  const stale = touched.length === 0 ? [] : own.all(withHalves(touched)).filter((row) => row['family'] === family);
  return replacePairs(family, stale, pairHalves(openThen, later), now);
}

/** The operations, as they are now, that have one of these entries as a half. */
function withHalves(entries: readonly string[]): Sql {
  const ids = JSON.stringify(entries);
  return sql`
    SELECT * FROM operations WHERE id IN (SELECT value FROM json_each(${ids})) AND until_position = ${STILL_SO}
    UNION
    SELECT * FROM operations
    WHERE end_entry IN (SELECT value FROM json_each(${ids})) AND ${OF_TWO_HALVES} AND until_position = ${STILL_SO}`;
}

/**
 * STARTs that had no END before a moment: the latest of them. Those that have one since then are found by it. The limits
 * are expressions, because SQLite prepares a statement anew whenever another value is bound to a bare one; a CROSS JOIN
 * is searched in the order in which it stands.
 */
function openBefore(since: number, family: number, later: readonly Half[], own: Rows): Half[] {
  const ends = later.filter((half) => half.mark.part === 'end').map((half) => half.entry);
  const open = own.all(sql`
      SELECT h.json FROM (
        SELECT * FROM (
          SELECT started_at, position FROM operations
          WHERE family = ${family} AND ${OPEN_NOW} AND sort_at < ${since}
          ORDER BY sort_at DESC LIMIT ${MOST_OPEN} + 0)
        UNION ALL
        SELECT started_at, position FROM operations
        WHERE end_entry IN (SELECT value FROM json_each(${JSON.stringify(ends)})) AND ${OF_TWO_HALVES}
          AND until_position = ${STILL_SO} AND started_at < ${since}
      ) AS o
      CROSS JOIN operation_halves AS h ON h.position = o.position
      ORDER BY o.started_at DESC, o.position DESC LIMIT ${MOST_OPEN} + 0`);
  return open.map(toHalf);
}

function replacePairs(family: number, stale: readonly Row[], pairs: readonly Pair[], now: number): Sql[] {
  const was = new Map(stale.map((row: Row) => [row['id'] as string, row]));
  const statements: Sql[] = [];
  for (const pair of pairs) {
    const json = JSON.stringify(pair);
    const before = was.get(pair.id);
    was.delete(pair.id);
    if (before?.['json'] === json) continue;
    if (before !== undefined) statements.push(end(before, now));
    statements.push(sql`
      INSERT INTO operations VALUES (
        ${pair.id}, ${now}, ${STILL_SO}, ${family}, ${pair.log}, ${pair.actor}, ${pair.name}, ${pair.startEntry},
        ${pair.endEntry}, ${pair.startedAt}, ${pair.endedAt}, ${pair.startedAt ?? pair.endedAt}, ${pair.position}, ${json})`);
  }
  return [...[...was.values()].map((row) => end(row, now)), ...statements];
}

/**
 * By the whole primary key: around what may change several rows SQLite sets a savepoint, and at each savepoint the
 * full-text index of the same file writes out what it has gathered.
 */
function end(row: Row, now: number): Sql {
  return sql`UPDATE operations SET until_position = ${now}
    WHERE sort_at = ${row['sort_at']} AND position = ${row['position']} AND from_position = ${row['from_position']}`;
}

function halfOf(fact: Fact, said: Said, firstPosition: number | undefined, own: Rows): Half | null {
  const mark = readMark(said.message);
  if (mark === null) return null;
  const { log, actor } = said;
  return {
    entry: entryId(fact),
    family: familyOf({ log, actor, mark }, own) ?? fact.position,
    occurredAt: Date.parse(said.occurredAt),
    position: firstPosition ?? fact.position,
    log,
    actor,
    mark,
  };
}

function familyOf(said: Pick<Half, 'log' | 'actor' | 'mark'>, rows: Rows): number | undefined {
  const known = rows.get(sql`SELECT id FROM operation_families WHERE said = ${familySaid(said)}`);
  return known?.['id'] as number | undefined;
}

function familySaid({ log, actor, mark }: Pick<Half, 'log' | 'actor' | 'mark'>): string {
  return JSON.stringify([log, actor, mark.kind, mark.name]);
}

function toHalf(row: Row): Half {
  return JSON.parse(row['json'] as string) as Half;
}
