import { defineProjection, type Row, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import { logEvents, type LogDetails } from './log.events.js';

/** A log as it is told to those who may see it. */
export interface LogRow extends LogDetails {
  readonly name: string;
  readonly status: 'open' | 'archived';
  readonly createdAt: string;
}

/** Which logs there are, and under which names: one row for each version of each log. */
export const logCatalogue = defineProjection({
  name: 'log-catalogue',
  version: 1,
  schema: `
    CREATE TABLE logs (
      name TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      visibility TEXT NOT NULL,
      json TEXT NOT NULL,
      PRIMARY KEY (name, from_position)
    ) STRICT;
    CREATE INDEX logs_by_visibility ON logs (visibility, until_position);
    -- Names, aliases, channels and patterns: what an incoming entry is matched with.
    CREATE TABLE log_names (
      kind TEXT NOT NULL,
      word TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      log TEXT NOT NULL,
      PRIMARY KEY (kind, word, from_position)
    ) STRICT;
    CREATE INDEX log_names_of ON log_names (log, until_position);`,
  events: logEvents,
  on: {
    'log.created': (fact) => {
      if (fact.erased) return [];
      const row: LogRow = { ...fact.data, status: 'open', createdAt: isoInstant(fact.recordedAt) };
      return write(row, fact);
    },
    'log.changed': (fact, own) => (fact.erased ? [] : revise(fact.data.name, fact.data, fact, own)),
    'log.archived': (fact, own) => (fact.erased ? [] : revise(fact.data.name, { status: 'archived' }, fact, own)),
    'log.reopened': (fact, own) => (fact.erased ? [] : revise(fact.data.name, { status: 'open' }, fact, own)),
  },
});

type Place = { readonly position: number; readonly revision: number };

function revise(name: string, change: Partial<LogRow>, fact: Place, own: Rows): Sql[] {
  const row = own.get(sql`SELECT json FROM logs WHERE name = ${name} AND until_position = ${STILL_SO}`);
  return row === undefined ? [] : write({ ...(JSON.parse(row['json'] as string) as LogRow), ...change }, fact);
}

function write(log: LogRow, { position, revision }: Place): Sql[] {
  const words = [
    ['name', log.name],
    ...log.aliases.map((alias) => ['name', alias]),
    ...log.channels.map((channel) => ['channel', channel]),
    ...log.patterns.map((pattern) => ['pattern', pattern]),
  ] as [string, string][];
  return [
    sql`UPDATE logs SET until_position = ${position} WHERE name = ${log.name} AND until_position = ${STILL_SO}`,
    sql`INSERT INTO logs VALUES (${log.name}, ${position}, ${STILL_SO}, ${revision}, ${log.visibility}, ${JSON.stringify(log)})`,
    sql`UPDATE log_names SET until_position = ${position} WHERE log = ${log.name} AND until_position = ${STILL_SO}`,
    ...words.map(
      ([kind, word]) => sql`INSERT INTO log_names VALUES (${kind}, ${word}, ${position}, ${STILL_SO}, ${log.name})`,
    ),
  ];
}

/** Logs as they were at a position, by name; `revision` is of the last event that changed this log. */
export function readLogs(
  rows: Rows,
  at: number,
  hiddenLogsJson: string,
  page: { after: string; limit: number },
): { name: string; revision: number; json: string }[] {
  return rows.all(sql`
    SELECT name, revision, json FROM logs
    WHERE from_position <= ${at} AND until_position > ${at} AND name > ${page.after}
      AND name NOT IN (SELECT value FROM json_each(${hiddenLogsJson}))
    ORDER BY name LIMIT ${page.limit}`) as { name: string; revision: number; json: string }[];
}

/** One log by its name, as it was at a position. */
export function findLog(rows: Rows, name: string, at: number): { row: LogRow; revision: number } | undefined {
  const found = rows.get(sql`
    SELECT revision, json FROM logs WHERE name = ${name} AND from_position <= ${at} AND until_position > ${at}`);
  if (found === undefined) return undefined;
  return { row: JSON.parse(found['json'] as string) as LogRow, revision: found['revision'] as number };
}

const NEWEST = STILL_SO - 1;

/** The log that a name, alias or channel meant at a position; without one, means now. */
export function logNamed(rows: Rows, kind: 'name' | 'channel', word: string, at = NEWEST): LogRow | undefined {
  const found = rows.get(sql`
    SELECT l.json FROM log_names AS n
    JOIN logs AS l ON l.name = n.log AND l.from_position <= ${at} AND l.until_position > ${at}
    WHERE n.kind = ${kind} AND n.word = ${word.toLowerCase()} AND n.from_position <= ${at} AND n.until_position > ${at}`);
  return found === undefined ? undefined : (JSON.parse(found['json'] as string) as LogRow);
}

/** The log one of whose patterns (`tools.*`) a name matches. */
export function logWithPatternFor(rows: Rows, name: string): LogRow | undefined {
  const patterns = rows.all(sql`
    SELECT word, log FROM log_names WHERE kind = 'pattern' AND until_position = ${STILL_SO} ORDER BY length(word) DESC`);
  const found = patterns.find(
    ({ word }: Row) => name.length >= word.length && name.startsWith((word as string).slice(0, -1)),
  );
  return found === undefined ? undefined : logNamed(rows, 'name', found['log'] as string);
}

export function privateLogs(rows: Rows): string[] {
  const found = rows.all(sql`SELECT name FROM logs WHERE visibility = 'private' AND until_position = ${STILL_SO}`);
  return found.map((row) => row['name'] as string);
}

/** All names and aliases now; for suggestions. */
export function allLogNames(rows: Rows): { word: string; log: string }[] {
  return rows.all(sql`SELECT word, log FROM log_names WHERE kind = 'name' AND until_position = ${STILL_SO}`) as {
    word: string;
    log: string;
  }[];
}
