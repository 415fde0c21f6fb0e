import { type Actor, type Fact, type LiveFact, publicVia } from '@kernel/event.js';
import { defineProjection, type Row, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { type ErasedEvent, erasedBy, type Redaction, RedactionMade, scarOf } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import { type EntrySource, logEntryEvents } from './log-entry.events.js';
import { readMark } from './read-mark.js';
import { readRefs } from './read-refs.js';
import {
  begun,
  entryId,
  isLate,
  keysOf,
  scarOn,
  shown,
  stored,
  type StoredEntry,
  type StoredSource,
} from './stored-entry.js';

/** Sources that an entry shows; its history has all. */
const MOST_SOURCES = 20;
/** Entries of one millisecond that keep their order: the low bits of a sort key. */
export const SEQUENCE_BITS = 21n;

/**
 * What was done, newest first: one row for each version of each entry, in the order people read them. The primary key
 * is the time of the entry and a sequence within that millisecond, so that a page is one range and a search, which runs
 * over the same key, gives its newest hits first without sorting.
 */
export const serverAdminLog = defineProjection({
  name: 'server-admin-log',
  version: 3,
  schema: `
    CREATE TABLE server_admin_log (
      sort_key INTEGER PRIMARY KEY,
      entry TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      log TEXT NOT NULL,
      part TEXT,
      operation_name TEXT,
      -- The event whose words these are.
      said_position INTEGER NOT NULL,
      json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX server_admin_log_by_entry ON server_admin_log (entry, from_position);
    CREATE INDEX server_admin_log_by_log ON server_admin_log (log, sort_key);
    -- Entries of a month (m2026-11) and of a day (d2026-11-22) as they are now, of a log and ('') of all.
    CREATE TABLE entry_counts (
      log TEXT NOT NULL, period TEXT NOT NULL, entries INTEGER NOT NULL, PRIMARY KEY (log, period)
    ) STRICT, WITHOUT ROWID;
    -- What an entry is found by in the sources it stands in: ids of the index, keys of linked lines.
    CREATE TABLE entry_sources (key TEXT PRIMARY KEY, entry TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE VIRTUAL TABLE server_admin_log_words USING fts5 (
      message, actor, keys, content='', prefix='3', tokenize='unicode61 remove_diacritics 2'
    );`,
  events: [...logEntryEvents, RedactionMade],
  on: {
    'log-entry.logged': (fact, own) => {
      if (fact.erased) return [];
      return begin(begun(fact, fact.data), own);
    },
    'log-entry.imported': (fact, own) => {
      if (fact.erased) return [];
      const { source } = fact.data;
      return [
        ...begin({ ...begun(fact, fact.data), late: false, source: stored(source) }, own),
        ...foundBy(fact, source),
      ];
    },
    'log-entry.linked': (fact, own) => {
      if (fact.erased) return [];
      const { source, keys } = fact.data;
      return [
        ...(replace(fact, own, (entry) => ({ ...entry, alsoIn: alsoIn(entry, source) })) ?? []),
        ...foundBy(fact, source, keys),
      ];
    },
    'log-entry.amended': (fact, own) => {
      if (fact.erased) return [];
      const { actor, log, message, occurredAt, precision } = fact.data;
      const scar = scarOn(fact);
      const status = scar === null ? 'amended' : 'redacted';
      const said = { actor, log, message, occurredAt, precision, status, refs: readRefs(message) } as const;
      const change = (entry: StoredEntry): StoredEntry => {
        const late = entry.source === null && isLate(occurredAt, Date.parse(entry.recordedAt));
        return { ...entry, ...said, late, redaction: scar ?? entry.redaction };
      };
      // Where nothing is known of the original, the amendment is where the entry begins.
      return replace(fact, own, change, fact.position) ?? begin({ ...begun(fact, said), ...said }, own);
    },
    'log-entry.retracted': (fact, own) =>
      replace(fact, own, (entry) => ({
        ...entry,
        status: entry.status === 'redacted' ? 'redacted' : 'retracted',
      })) ?? [],
    'redaction.made': (fact, own) => {
      if (fact.erased || !fact.stream.startsWith('log-entry-')) return [];
      return redact(fact, own);
    },
  },
});

/** An entry is there from now on. */
function begin(entry: StoredEntry, own: Rows): Sql[] {
  return [...insert(entry, entry.position, entry.position, own), ...count(entry, 1)];
}

function count({ log, occurredAt }: StoredEntry, by: 1 | -1): Sql[] {
  const periods = [`m${occurredAt.slice(0, 7)}`, `d${occurredAt.slice(0, 10)}`];
  return [log, ''].flatMap((log) =>
    periods.map(
      (period) => sql`
        INSERT INTO entry_counts VALUES (${log}, ${period}, ${by})
        ON CONFLICT DO UPDATE SET entries = entries + excluded.entries`,
    ),
  );
}

/** Another revision of a page is no other source. */
function alsoIn({ source, alsoIn }: StoredEntry, other: EntrySource): readonly StoredSource[] {
  const isThere = [source, ...alsoIn].some((one) => one?.kind === 'wiki-page' && one.page === other.page);
  return isThere || alsoIn.length === MOST_SOURCES ? alsoIn : [...alsoIn, stored(other)];
}

function foundBy(fact: Fact, { id }: EntrySource, keys: readonly string[] = []): Sql[] {
  const all = id === undefined ? keys : [...keys, indexKey(id)];
  return all.map((key) => sql`INSERT INTO entry_sources VALUES (${key}, ${entryId(fact)}) ON CONFLICT DO NOTHING`);
}

/** By what an entry of the index is found. */
export function indexKey(id: string): string {
  return `index:${id}`;
}

function insert(entry: StoredEntry, position: number, said: number, own: Rows): Sql[] {
  const sortKey = nextSortKey(Date.parse(entry.occurredAt), own);
  const mark = readMark(entry.message);
  const told = entry.status === 'retracted' ? null : mark;
  return [
    sql`INSERT INTO server_admin_log VALUES (
      ${sortKey}, ${entry.id}, ${position}, ${STILL_SO}, ${entry.log},
      ${told?.part ?? null}, ${told?.name ?? null}, ${said}, ${JSON.stringify(entry)})`,
    sql`INSERT INTO server_admin_log_words (rowid, message, actor, keys)
      VALUES (${sortKey}, ${entry.message}, ${entry.actor.name}, ${keysOf(entry, mark)})`,
  ];
}

/**
 * Cleans every version of an entry of what a redaction erases, so that nothing serves it from this moment on; the file
 * is built anew afterwards. Gives what a replay gives, and adds the version that the redaction made.
 */
function redact(fact: LiveFact<string, Redaction>, own: Rows): Sql[] {
  const erased = new Map(erasedBy(fact.data).map((event) => [event.position, event]));
  const rows = own.all(sql`
    SELECT CAST(sort_key AS TEXT) AS key, said_position, until_position, json FROM server_admin_log
    WHERE entry = ${entryId(fact)} ORDER BY from_position`);
  const statements: Sql[] = [];
  for (const row of rows) {
    const key = BigInt(row['key'] as string);
    const said = row['said_position'] as number;
    const before = JSON.parse(row['json'] as string) as StoredEntry;
    const after = withoutErased(before, said, erased, fact);
    statements.push(...rewrite(key, before, after));
    if (row['until_position'] !== STILL_SO) continue;
    const { revision, recordedAt, position } = fact;
    statements.push(
      sql`UPDATE server_admin_log SET until_position = ${position} WHERE sort_key = ${key}`,
      ...insert({ ...after, revision, changedAt: isoInstant(recordedAt) }, position, said, own),
    );
  }
  return statements;
}

function withoutErased(
  entry: StoredEntry,
  saidAt: number,
  erased: ReadonlyMap<number, ErasedEvent>,
  redaction: LiveFact<string, Redaction>,
): StoredEntry {
  let after = entry;
  const origin = erased.get(entry.position)?.kept;
  if (origin != null) {
    const { reporter, via, correlationId } = origin;
    const { source } = origin.data as { source?: EntrySource };
    after = { ...after, reporter, via: publicVia(via), correlationId: correlationId ?? null };
    if (source !== undefined) after = { ...after, source: stored(source) };
  }
  const said = erased.get(saidAt);
  if (said?.kept != null) {
    const { message, actor = said.kept.actor } = said.kept.data as { message: string; actor?: Actor };
    const scar =
      redaction.data.what === 'content'
        ? ({ status: 'redacted', redaction: shown(scarOf(redaction, said)) } as const)
        : {};
    after = { ...after, message, actor, ...scar, refs: readRefs(message) };
  }
  const redactor = erased.get(after.redaction?.position ?? 0)?.kept?.actor;
  return redactor === undefined ? after : { ...after, redaction: { ...after.redaction!, by: redactor } };
}

function rewrite(key: bigint, before: StoredEntry, after: StoredEntry): Sql[] {
  const json = JSON.stringify(after);
  if (JSON.stringify(before) === json) return [];
  const [was, is] = [readMark(before.message), readMark(after.message)];
  const told = after.status === 'retracted' ? null : is;
  return [
    sql`INSERT INTO server_admin_log_words (server_admin_log_words, rowid, message, actor, keys)
      VALUES ('delete', ${key}, ${before.message}, ${before.actor.name}, ${keysOf(before, was)})`,
    sql`INSERT INTO server_admin_log_words (rowid, message, actor, keys)
      VALUES (${key}, ${after.message}, ${after.actor.name}, ${keysOf(after, is)})`,
    sql`UPDATE server_admin_log SET json = ${json}, part = ${told?.part ?? null},
      operation_name = ${told?.name ?? null} WHERE sort_key = ${key}`,
  ];
}

/** Null when no version is known. `said` is the event whose words they are, where those are new. */
function replace(fact: Fact, own: Rows, change: (entry: StoredEntry) => StoredEntry, said?: number): Sql[] | null {
  const id = entryId(fact);
  const row: Row | undefined = own.get(sql`
    SELECT CAST(sort_key AS TEXT) AS key, said_position, json FROM server_admin_log
    WHERE entry = ${id} AND until_position = ${STILL_SO}`);
  if (row === undefined) return null;
  const { revision, recordedAt } = fact;
  const entry = JSON.parse(row['json'] as string) as StoredEntry;
  const after = { ...change(entry), revision, changedAt: isoInstant(recordedAt) };
  const moved = after.log !== entry.log || after.occurredAt.slice(0, 10) !== entry.occurredAt.slice(0, 10);
  return [
    ...(moved ? [...count(entry, -1), ...count(after, 1)] : []),
    sql`UPDATE server_admin_log SET until_position = ${fact.position} WHERE sort_key = ${BigInt(row['key'] as string)}`,
    ...insert(after, fact.position, said ?? (row['said_position'] as number), own),
  ];
}

function nextSortKey(occurredAt: number, own: Rows): bigint {
  const first = sortKeyOf(occurredAt);
  const last = own.get(sql`
    SELECT CAST(max(sort_key) AS TEXT) AS key FROM server_admin_log
    WHERE sort_key >= ${first} AND sort_key < ${sortKeyOf(occurredAt + 1)}`);
  return last?.['key'] == null ? first : BigInt(last['key'] as string) + 1n;
}

export function sortKeyOf(ms: number): bigint {
  return BigInt(ms) << SEQUENCE_BITS;
}
