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

/**
 * Which operations ran, from when to when, and how they ended: START and END entries as pairs. A late, amended or
 * retracted half changes the pairs after it; each version of a pair is a row.
 */
export const operations = defineProjection({
  name: 'operations',
  version: 2,
  schema: `
    CREATE TABLE operation_halves (
      entry TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      family TEXT NOT NULL,
      occurred_at INTEGER NOT NULL,
      position INTEGER NOT NULL,
      json TEXT NOT NULL,
      PRIMARY KEY (entry, from_position)
    ) STRICT;
    CREATE INDEX operation_halves_in_order ON operation_halves (family, until_position, occurred_at);
    CREATE TABLE operations (
      id TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      family TEXT NOT NULL,
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
      PRIMARY KEY (id, from_position)
    ) STRICT;
    CREATE INDEX operations_newest ON operations (sort_at DESC, position DESC);
    CREATE INDEX operations_open ON operations (sort_at DESC, position DESC) WHERE ended_at IS NULL;
    CREATE INDEX operations_by_start ON operations (start_entry);
    CREATE INDEX operations_by_end ON operations (end_entry);
    CREATE INDEX operations_of_family_by_end ON operations (family, until_position, ended_at, sort_at);
    CREATE INDEX operations_of_family_by_start ON operations (family, until_position, sort_at);
    CREATE INDEX operations_of_actor ON operations (log, actor, started_at);
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
    sql`DELETE FROM operations WHERE start_entry = ${entry} OR end_entry = ${entry}`,
    sql`DELETE FROM operation_halves WHERE entry = ${entry}`,
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
  const current =
    fact.revision === 0
      ? undefined
      : own.get(sql`SELECT json FROM operation_halves WHERE entry = ${entry} AND until_position = ${STILL_SO}`);
  const before = current === undefined ? null : toHalf(current);
  const after = said === null ? null : halfOf(fact, said, before?.position);
  if (before === null && after === null) return [];
  const statements: Sql[] = [];
  if (before !== null) {
    statements.push(sql`
      UPDATE operation_halves SET until_position = ${fact.position}
      WHERE entry = ${entry} AND until_position = ${STILL_SO}`);
  }
  if (after !== null) {
    const { family, occurredAt, position } = after;
    statements.push(sql`
      INSERT INTO operation_halves VALUES (
        ${entry}, ${fact.position}, ${STILL_SO}, ${family}, ${occurredAt}, ${position}, ${JSON.stringify(after)})`);
  }
  for (const family of new Set([before?.family, after?.family])) {
    if (family !== undefined) statements.push(...repair(family, before, after, fact.position, own));
  }
  return statements;
}

/** Pairs anew from the moment that changed: what was settled before it stays. */
function repair(family: string, before: Half | null, after: Half | null, now: number, own: Rows): Sql[] {
  const touched = [before, after].filter((half) => half?.family === family) as Half[];
  const since = Math.min(...touched.map((half) => half.occurredAt));
  const later = own
    .all(
      sql`
      SELECT json FROM operation_halves WHERE family = ${family} AND until_position = ${STILL_SO} AND occurred_at >= ${since}`,
    )
    .map(toHalf)
    .filter((half) => half.entry !== before?.entry);
  if (after?.family === family) later.push(after);
  // A START that comes in its time takes nothing from anybody: the usual case, and the cheapest.
  const takesAnother = before !== null || later.some((half) => half.mark.part === 'end');
  const openThen = takesAnother ? openBefore(since, family, own).filter((half) => half.entry !== before?.entry) : [];
  const open = JSON.stringify(openThen.map((half) => half.entry));
  // What comes in its time can change only the operations that are open.
  const isNewest = before === null && later.length === 1;
  const stale = isNewest
    ? openThen.length === 0
      ? []
      : own.all(withIds(open))
    : currentSince(family, since, open, own);
  return replacePairs(family, stale, pairHalves(openThen, later), now);
}

function withIds(ids: string): Sql {
  return sql`
    SELECT id, from_position, json FROM operations
    WHERE id IN (SELECT value FROM json_each(${ids})) AND until_position = ${STILL_SO}`;
}

/** Three searches and not one with OR, which would read the whole family. */
function currentSince(family: string, since: number, open: string, own: Rows): Row[] {
  return own.all(sql`
    SELECT id, from_position, json FROM operations
    WHERE family = ${family} AND until_position = ${STILL_SO} AND sort_at >= ${since}
    UNION
    SELECT id, from_position, json FROM operations
    WHERE family = ${family} AND until_position = ${STILL_SO} AND ended_at >= ${since}
    UNION ${withIds(open)}`);
}

/**
 * STARTs that had no END before a moment: the latest of them. The limits are expressions, because SQLite prepares a
 * statement anew whenever another value is bound to a bare one.
 */
function openBefore(since: number, family: string, own: Rows): Half[] {
  const open = own.all(sql`
      SELECT h.json FROM (
        SELECT * FROM (
          SELECT start_entry, started_at, position FROM operations
          WHERE family = ${family} AND until_position = ${STILL_SO} AND ended_at IS NULL AND sort_at < ${since}
          ORDER BY sort_at DESC LIMIT ${MOST_OPEN} + 0)
        UNION ALL
        SELECT start_entry, started_at, position FROM operations
        WHERE family = ${family} AND until_position = ${STILL_SO} AND ended_at >= ${since}
          AND started_at < ${since} AND start_entry IS NOT end_entry
      ) AS o JOIN operation_halves AS h ON h.entry = o.start_entry AND h.until_position = ${STILL_SO}
      ORDER BY o.started_at DESC, o.position DESC LIMIT ${MOST_OPEN} + 0`);
  return open.map(toHalf);
}

function replacePairs(family: string, stale: readonly Row[], pairs: readonly Pair[], now: number): Sql[] {
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
function end(row: Row, position: number): Sql {
  return sql`UPDATE operations SET until_position = ${position}
    WHERE id = ${row['id']} AND from_position = ${row['from_position']}`;
}

function halfOf(fact: Fact, said: Said, firstPosition: number | undefined): Half | null {
  const mark = readMark(said.message);
  if (mark === null) return null;
  return {
    entry: entryId(fact),
    family: JSON.stringify([said.log, said.actor, mark.kind, mark.name]),
    occurredAt: Date.parse(said.occurredAt),
    position: firstPosition ?? fact.position,
    log: said.log,
    actor: said.actor,
    mark,
  };
}

function toHalf(row: Row): Half {
  return JSON.parse(row['json'] as string) as Half;
}
