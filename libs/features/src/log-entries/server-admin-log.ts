import { type Fact, type LiveFact, publicVia } from '@kernel/event.js';
import { defineProjection, type Row, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import { LATE_AFTER } from './log-entry.js';
import { logEntryEvents } from './log-entry.events.js';
import { shortName } from './read-hosts.js';
import { type Mark, readMark } from './read-mark.js';
import { readRefs, type Refs } from './read-refs.js';
import { anyKeyExpression, keysExpression, keyToken, wordsExpression } from './search-keys.js';

/** Entries of one millisecond that keep their order: the low bits of a sort key. */
const SEQUENCE_BITS = 21n;

/** An entry as it is kept for answering: without what changes around it (its operation) or by settings (addresses). */
export interface StoredEntry {
  readonly id: string;
  readonly log: string;
  readonly message: string;
  readonly actor: { readonly name: string; readonly person?: string };
  readonly reporter: object;
  readonly via: object;
  readonly occurredAt: string;
  readonly precision: string;
  readonly recordedAt: string;
  /** When this version was recorded. */
  readonly changedAt: string;
  readonly late: boolean;
  readonly status: 'logged' | 'amended' | 'retracted';
  readonly revision: number;
  readonly position: number;
  readonly correlationId: string | null;
  readonly refs: Refs;
}

/**
 * What was done, newest first: one row for each version of each entry, in the order people read them. The primary key
 * is the time of the entry and a sequence within that millisecond, so that a page is one range and a search, which runs
 * over the same key, gives its newest hits first without sorting.
 */
export const serverAdminLog = defineProjection({
  name: 'server-admin-log',
  version: 1,
  schema: `
    CREATE TABLE server_admin_log (
      sort_key INTEGER PRIMARY KEY,
      entry TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      log TEXT NOT NULL,
      part TEXT,
      operation_name TEXT,
      json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX server_admin_log_by_entry ON server_admin_log (entry, from_position);
    CREATE INDEX server_admin_log_by_log ON server_admin_log (log, sort_key);
    CREATE VIRTUAL TABLE server_admin_log_words USING fts5 (
      message, actor, keys, content='', prefix='3', tokenize='unicode61 remove_diacritics 2'
    );`,
  events: logEntryEvents,
  on: {
    'log-entry.logged': (fact, own) => {
      if (fact.erased) return [];
      return insert(begun(fact, fact.data), fact.position, own);
    },
    'log-entry.amended': (fact, own) => {
      if (fact.erased) return [];
      const { actor, log, message, occurredAt, precision } = fact.data;
      const said = { actor, log, message, occurredAt, precision, status: 'amended', refs: readRefs(message) } as const;
      const change = (entry: StoredEntry): StoredEntry => {
        return { ...entry, ...said, late: isLate(occurredAt, Date.parse(entry.recordedAt)) };
      };
      // Where the original was erased, the amendment is where the entry begins.
      return replace(fact, own, change) ?? insert({ ...begun(fact, said), ...said }, fact.position, own);
    },
    'log-entry.retracted': (fact, own) => replace(fact, own, (entry) => ({ ...entry, status: 'retracted' })) ?? [],
  },
});

/** What a list of entries is asked for; everything that is given must hold. */
export interface EntryFilter {
  readonly logs?: readonly string[] | undefined;
  readonly words?: string | undefined;
  /** A name; with `person`, everything of that person too. */
  readonly actor?: { readonly name: string; readonly person: string | null } | undefined;
  readonly host?: string | undefined;
  readonly task?: string | undefined;
  readonly change?: string | undefined;
  readonly tag?: string | undefined;
  readonly operation?: string | undefined;
  /** Only these entries. */
  readonly entries?: readonly (string | null | undefined)[] | undefined;
  readonly status?: string | undefined;
  /** Milliseconds since 1970, inclusive. */
  readonly from?: number | undefined;
  /** Milliseconds since 1970, exclusive. */
  readonly to?: number | undefined;
}

export interface EntryPage {
  readonly rows: readonly EntryRow[];
  /** Sort key to continue before; null at the end. */
  readonly next: string | null;
}

export interface EntryRow {
  readonly id: string;
  /** Which part of an operation it is by its own words; null for none, and for what is retracted. */
  readonly part: 'start' | 'end' | 'whole' | null;
  readonly operationName: string | null;
  readonly json: string;
}

/** A page of entries as they were at a position, newest first, before a sort key. */
export function readEntries(
  rows: Rows,
  filter: EntryFilter,
  at: number,
  hiddenLogsJson: string,
  page: { before: string | null; limit: number },
): EntryPage {
  const lowest = filter.from === undefined ? 0n : sortKeyOf(filter.from);
  const highest = filter.to === undefined ? sortKeyOf(Date.UTC(2101, 0)) : sortKeyOf(filter.to);
  const before = page.before === null ? highest : min(BigInt(page.before), highest);
  const match = matchOf(filter);
  const [log] = filter.logs ?? [];
  const source =
    match === null
      ? sql`server_admin_log AS s WHERE ${log === undefined ? sql`` : sql`s.log = ${log} AND`}
          s.sort_key < ${before} AND s.sort_key >= ${lowest}`
      : sql`server_admin_log_words AS w JOIN server_admin_log AS s ON s.sort_key = w.rowid
          WHERE w.server_admin_log_words MATCH ${match} AND w.rowid < ${before} AND w.rowid >= ${lowest}`;
  const found = rows.all(sql`
    SELECT CAST(s.sort_key AS TEXT) AS key, s.entry AS id, s.part, s.operation_name AS operationName, s.json FROM ${source}
      AND s.from_position <= ${at} AND s.until_position > ${at}
      AND s.log NOT IN (SELECT value FROM json_each(${hiddenLogsJson}))
      ${filter.entries === undefined ? sql`` : sql`AND s.entry IN (SELECT value FROM json_each(${JSON.stringify(filter.entries)}))`}
    ORDER BY ${match === null ? sql`s.sort_key` : sql`w.rowid`} DESC LIMIT ${page.limit + 1}`);
  const kept = found.slice(0, page.limit);
  const more = found.length > page.limit;
  return { rows: kept as unknown as EntryRow[], next: more ? (kept.at(-1)!['key'] as string) : null };
}

/** One entry as it was at a position, also when it is hidden: the caller compares its log with what it may see. */
export function findEntry(rows: Rows, id: string, at: number): (EntryRow & { readonly log: string }) | undefined {
  const row = rows.get(sql`
    SELECT entry AS id, log, part, operation_name AS operationName, json FROM server_admin_log
    WHERE entry = ${id} AND from_position <= ${at} AND until_position > ${at}`);
  return row as (EntryRow & { readonly log: string }) | undefined;
}

function matchOf(filter: EntryFilter): string | null {
  const parts: string[] = [];
  if (filter.logs !== undefined && filter.logs.length > 1) {
    parts.push(anyKeyExpression(filter.logs.map((log) => keyToken('log', log))));
  }
  if (filter.actor !== undefined) {
    const { name, person } = filter.actor;
    parts.push(anyKeyExpression([keyToken('actor', name), ...(person === null ? [] : [keyToken('person', person)])]));
  }
  if (filter.host !== undefined) {
    // Asked with a domain, a host is meant where the message names it so, or without any domain.
    const either = filter.host.includes('.') ? [keyToken('bare', shortName(filter.host))] : [];
    parts.push(anyKeyExpression([keyToken('host', filter.host), ...either]));
  }
  const exact = (['task', 'change', 'tag', 'operation', 'status'] as const).flatMap((kind) => {
    const value = filter[kind];
    return value === undefined ? [] : [keyToken(kind, value)];
  });
  if (exact.length > 0) parts.push(keysExpression(exact));
  const words = filter.words === undefined ? null : wordsExpression('message actor', filter.words);
  if (words !== null) parts.unshift(words);
  // One log alone has an index of its own.
  if (parts.length > 0 && filter.logs?.length === 1) parts.push(keysExpression([keyToken('log', filter.logs[0]!)]));
  return parts.length === 0 ? null : parts.map((part) => `(${part})`).join(' AND ');
}

function insert(entry: StoredEntry, position: number, own: Rows): Sql[] {
  const sortKey = nextSortKey(Date.parse(entry.occurredAt), own);
  const mark = readMark(entry.message);
  const told = entry.status === 'retracted' ? null : mark;
  return [
    sql`INSERT INTO server_admin_log VALUES (
      ${sortKey}, ${entry.id}, ${position}, ${STILL_SO}, ${entry.log},
      ${told?.part ?? null}, ${told?.name ?? null}, ${JSON.stringify(entry)})`,
    sql`INSERT INTO server_admin_log_words (rowid, message, actor, keys)
      VALUES (${sortKey}, ${entry.message}, ${entry.actor.name}, ${keysOf(entry, mark)})`,
  ];
}

/** The first version that is known of an entry. */
function begun(fact: LiveFact, { log, message }: { readonly log: string; readonly message: string }): StoredEntry {
  const recordedAt = isoInstant(fact.recordedAt);
  return {
    id: entryId(fact),
    log,
    message,
    actor: fact.actor,
    reporter: fact.reporter,
    via: publicVia(fact.via),
    occurredAt: fact.occurredAt,
    precision: fact.precision,
    recordedAt,
    changedAt: recordedAt,
    late: isLate(fact.occurredAt, fact.recordedAt),
    status: 'logged',
    revision: fact.revision,
    position: fact.position,
    correlationId: fact.correlationId ?? null,
    refs: readRefs(message),
  };
}

/** Null when no version is known, because the content of all of them was erased. */
function replace(fact: Fact, own: Rows, change: (entry: StoredEntry) => StoredEntry): Sql[] | null {
  const id = entryId(fact);
  const row: Row | undefined = own.get(sql`
    SELECT CAST(sort_key AS TEXT) AS key, json FROM server_admin_log
    WHERE entry = ${id} AND until_position = ${STILL_SO}`);
  if (row === undefined) return null;
  const { revision, recordedAt } = fact;
  const entry = JSON.parse(row['json'] as string) as StoredEntry;
  const after = { ...change(entry), revision, changedAt: isoInstant(recordedAt) };
  return [
    sql`UPDATE server_admin_log SET until_position = ${fact.position} WHERE sort_key = ${BigInt(row['key'] as string)}`,
    ...insert(after, fact.position, own),
  ];
}

function keysOf(entry: StoredEntry, mark: Mark | null): string {
  const { refs, actor } = entry;
  const keys: [string, string][] = [
    ['log', entry.log],
    ['status', entry.status],
    ['actor', actor.name],
    ...(actor.person === undefined ? [] : [['person', actor.person] as [string, string]]),
    ...(mark === null ? [] : [['operation', mark.name] as [string, string]]),
    ...refs.tasks.map((task): [string, string] => ['task', task]),
    ...refs.changes.map((change): [string, string] => ['change', change]),
    ...refs.tags.map((tag): [string, string] => ['tag', tag]),
    ...refs.hosts.flatMap((host): [string, string][] =>
      host.includes('.')
        ? [
            ['host', host],
            ['host', shortName(host)],
          ]
        : [
            ['host', host],
            ['bare', host],
          ],
    ),
  ];
  return keys.map(([kind, value]) => keyToken(kind, value)).join(' ');
}

function nextSortKey(occurredAt: number, own: Rows): bigint {
  const first = sortKeyOf(occurredAt);
  const last = own.get(sql`
    SELECT CAST(max(sort_key) AS TEXT) AS key FROM server_admin_log
    WHERE sort_key >= ${first} AND sort_key < ${sortKeyOf(occurredAt + 1)}`);
  return last?.['key'] == null ? first : BigInt(last['key'] as string) + 1n;
}

function sortKeyOf(ms: number): bigint {
  return BigInt(ms) << SEQUENCE_BITS;
}

function isLate(occurredAt: string, recordedAt: number): boolean {
  return Date.parse(occurredAt) < recordedAt - LATE_AFTER;
}

/** The id of the entry whose stream this is. */
export function entryId(fact: { readonly stream: string }): string {
  return fact.stream.slice('log-entry-'.length);
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
