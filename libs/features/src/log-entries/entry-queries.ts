import { type Row, type Rows, type SearchableRows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { HOUR } from '@kernel/time.js';
import { shortName } from '@kernel/host-ranges.js';
import type { Covered } from '../components/component-tree.js';
import { anyKeyExpression, beginningExpression, keysExpression, keyToken, wordsExpression } from './search-keys.js';
import { indexKey, SEQUENCE_BITS, sortKeyOf } from './server-admin-log.js';

/** What a list of entries is asked for; everything that is given must hold. */
export interface EntryFilter {
  readonly logs?: readonly string[] | undefined;
  readonly words?: string | undefined;
  /** A name; with `person`, everything of that person too. */
  readonly actor?: { readonly name: string; readonly person: string | null } | undefined;
  readonly host?: string | undefined;
  /** In one of its logs or on one of its hosts. */
  readonly component?: Covered | undefined;
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
  readonly rows: readonly ListedEntry[];
  /** The place behind the last of them; null at the end. */
  readonly next: string | null;
}

export interface EntryRow {
  readonly id: string;
  /** Which part of an operation it is by its own words; null for none, and for what is retracted. */
  readonly part: 'start' | 'end' | 'whole' | null;
  readonly operationName: string | null;
  readonly json: string;
}

export interface ListedEntry extends EntryRow {
  /** Its sort key, newer ones are greater. */
  readonly key: string;
}

/** When an entry happened, milliseconds since 1970, by its sort key. */
export function timeOf(key: string): number {
  return Number(BigInt(key) >> SEQUENCE_BITS);
}

/** Which comes first. */
export const ORDERS = ['newest', 'oldest'] as const;
export type Order = (typeof ORDERS)[number];

/** Which page of a list. */
export interface EntryPlace {
  /** A sort key: the place just below it, from which a walk may go either way; null = from the first on. */
  readonly after: string | null;
  readonly order?: Order | undefined;
  readonly limit: number;
  readonly offset?: number;
  /** Characters of JSON with which a page ends, though the limit is not reached. */
  readonly length?: number;
}

/** A page of entries as they were at a position, newest first unless asked otherwise. */
export function readEntries(
  rows: Rows,
  filter: EntryFilter,
  at: number,
  hiddenLogsJson: string,
  place: EntryPlace,
): EntryPage {
  return pageOf(rows.all(wanted(filter, matchOf(filter), at, hiddenLogsJson, place)), place);
}

/** The same where words or keys may have to be looked for, which can take long. @throws StoreOverloaded */
export async function searchEntries(
  rows: SearchableRows,
  filter: EntryFilter,
  at: number,
  hiddenLogsJson: string,
  place: EntryPlace,
): Promise<EntryPage> {
  const match = matchOf(filter);
  if (match === null) return readEntries(rows, filter, at, hiddenLogsJson, place);
  return pageOf(await rows.search(wanted(filter, match, at, hiddenLogsJson, place)), place);
}

/** How many entries a filter finds, as far as `most`. @throws StoreOverloaded */
export async function countEntries(
  rows: SearchableRows,
  filter: EntryFilter,
  at: number,
  hiddenLogsJson: string,
  most: number,
): Promise<number> {
  const [found] = await rows.search(sql`
    SELECT count(*) AS n FROM (SELECT 1 FROM ${matching(filter, matchOf(filter), at, hiddenLogsJson, sortKeysOf(filter))} LIMIT ${most})`);
  return found!['n'] as number;
}

/** What one slice of a count found. */
export interface CountedSlice {
  /** By the milliseconds at which an hour begins. */
  readonly hours: readonly { readonly hour: number; readonly entries: number }[];
  /** Milliseconds since 1970 of the oldest and the newest that was found. */
  readonly first: number | null;
  readonly last: number | null;
  /** The place to go on behind; null at the end. */
  readonly next: string | null;
}

/** How many of the next `most` matches, newest first, can be seen, by the hour. @throws StoreOverloaded */
export async function countSlice(
  rows: SearchableRows,
  filter: EntryFilter,
  at: number,
  hiddenLogsJson: string,
  { after, most }: { readonly after: string | null; readonly most: number },
): Promise<CountedSlice> {
  const match = matchOf(filter);
  const key = match === null ? sql`s.sort_key` : sql`w.rowid`;
  // What cannot be seen counts among the matches: a slice must not grow by it.
  const found = await rows.search(sql`
    SELECT ms / ${HOUR} * ${HOUR} AS hour, sum(seen) AS entries, count(*) AS matches, CAST(min(key) AS TEXT) AS lowest,
      min(CASE WHEN seen THEN ms END) AS first, max(CASE WHEN seen THEN ms END) AS last
    FROM (
      SELECT ${key} AS key, ${key} >> ${SEQUENCE_BITS} AS ms, ${seen(at, hiddenLogsJson)} AS seen
      FROM ${matches(filter, match, sortKeysOf(filter, { after }))}
      ORDER BY ${key} DESC LIMIT ${most} + 0)
    GROUP BY hour ORDER BY hour`);
  const matched = found.reduce((sum, { matches }) => sum + (matches as number), 0);
  const hours = found.filter(({ entries }) => entries > 0) as (Row & CountedSlice['hours'][number])[];
  return {
    hours,
    first: (hours[0]?.['first'] as number | undefined) ?? null,
    last: (hours.at(-1)?.['last'] as number | undefined) ?? null,
    next: matched < most ? null : (found[0]!['lowest'] as string),
  };
}

function wanted(filter: EntryFilter, match: string | null, at: number, hiddenLogsJson: string, place: EntryPlace): Sql {
  const { limit, offset = 0, order = 'newest' } = place;
  // A LIMIT that is a value alone has SQLite prepare the statement anew for each.
  return sql`
    SELECT CAST(s.sort_key AS TEXT) AS key, s.entry AS id, s.part, s.operation_name AS operationName, s.json
    FROM ${matching(filter, match, at, hiddenLogsJson, sortKeysOf(filter, place))}
    ORDER BY ${match === null ? sql`s.sort_key` : sql`w.rowid`} ${order === 'newest' ? sql`DESC` : sql`ASC`}
    LIMIT ${limit} + 1 OFFSET ${offset} + 0`;
}

function pageOf(found: readonly Row[], { limit, length = Infinity, order }: EntryPlace): EntryPage {
  let left = length;
  const isFull = found.findIndex(({ json }) => (left -= (json as string).length) <= 0);
  const kept = found.slice(0, Math.min(limit, isFull === -1 ? limit : isFull + 1));
  if (found.length === kept.length) return { rows: kept as unknown as ListedEntry[], next: null };
  const last = BigInt(kept.at(-1)!['key'] as string);
  return { rows: kept as unknown as ListedEntry[], next: String(order === 'oldest' ? last + 1n : last) };
}

interface SortKeys {
  readonly lowest: bigint;
  readonly below: bigint;
}

/** The sort keys that a filter lets through, of them those on one side of a place. */
function sortKeysOf(
  { from, to }: EntryFilter,
  { after, order }: Pick<EntryPlace, 'after' | 'order'> = { after: null },
): SortKeys {
  const lowest = from === undefined ? 0n : sortKeyOf(from);
  const below = to === undefined ? sortKeyOf(Date.UTC(2101, 0)) : sortKeyOf(to);
  if (after === null) return { lowest, below };
  const place = min(BigInt(after), below);
  return order === 'oldest' ? { lowest: max(place, lowest), below } : { lowest, below: place };
}

/** What stands behind FROM for a filter whose words and keys are `match`. */
function matching(filter: EntryFilter, match: string | null, at: number, hiddenLogsJson: string, keys: SortKeys): Sql {
  return sql`${matches(filter, match, keys)} AND ${seen(at, hiddenLogsJson)}`;
}

function seen(at: number, hiddenLogsJson: string): Sql {
  return sql`(s.from_position <= ${at} AND s.until_position > ${at}
    AND s.log NOT IN (SELECT value FROM json_each(${hiddenLogsJson})))`;
}

/** The same, whatever position and log they are of. */
function matches(filter: EntryFilter, match: string | null, { lowest, below }: SortKeys): Sql {
  const [log] = filter.logs ?? [];
  const source =
    match === null
      ? sql`server_admin_log AS s WHERE ${log === undefined ? sql`` : sql`s.log = ${log} AND`}
          s.sort_key < ${below} AND s.sort_key >= ${lowest}`
      : sql`server_admin_log_words AS w JOIN server_admin_log AS s ON s.sort_key = w.rowid
          WHERE w.server_admin_log_words MATCH ${match} AND w.rowid < ${below} AND w.rowid >= ${lowest}`;
  const entries =
    filter.entries === undefined
      ? sql``
      : sql`AND s.entry IN (SELECT value FROM json_each(${JSON.stringify(filter.entries)}))`;
  return sql`${source} ${entries}`;
}

/** One entry as it was at a position, also when it is hidden: the caller compares its log with what it may see. */
export function findEntry(rows: Rows, id: string, at: number): (EntryRow & { readonly log: string }) | undefined {
  const row = rows.get(sql`
    SELECT entry AS id, log, part, operation_name AS operationName, json FROM server_admin_log
    WHERE entry = ${id} AND from_position <= ${at} AND until_position > ${at}`);
  return row as (EntryRow & { readonly log: string }) | undefined;
}

/** The entry that has this id, or of which a line with this id was linked. */
export function entryKnownBy(rows: Rows, id: string): string | undefined {
  const known = rows.get(sql`
    SELECT coalesce(
      (SELECT entry FROM server_admin_log WHERE entry = ${id} LIMIT 1),
      (SELECT entry FROM entry_sources WHERE key = ${id})) AS entry`);
  return (known!['entry'] as string | null) ?? undefined;
}

/** The entry that has this id in the index, and the log in which it is now. */
export function logOfIndexEntry(rows: Rows, id: string): { readonly entry: string; readonly log: string } | undefined {
  return rows.get(sql`
    SELECT s.entry, s.log FROM entry_sources AS f
    JOIN server_admin_log AS s ON s.entry = f.entry AND s.until_position = ${STILL_SO}
    WHERE f.key = ${indexKey(id)}`) as { entry: string; log: string } | undefined;
}

/** The entry that is known by a key of its sources: an id of the index, or a line that was linked. */
export function entryFoundBy(rows: Rows, key: string): string | undefined {
  return rows.get(sql`SELECT entry FROM entry_sources WHERE key = ${key}`)?.['entry'] as string | undefined;
}

/** One entry by its id, or by the one that it had in an index from which it was imported. */
export function findByAnyId(rows: Rows, id: string, at: number): ReturnType<typeof findEntry> {
  const found = findEntry(rows, id, at);
  const imported = found === undefined ? entryFoundBy(rows, indexKey(id)) : undefined;
  return imported === undefined ? found : findEntry(rows, imported, at);
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
    parts.push(anyKeyExpression(hostTokens(filter.host)));
  }
  if (filter.component !== undefined) parts.push(componentExpression(filter.component));
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

/** Asked with a domain, a host is meant where the message names it so, or without any domain. */
function hostTokens(host: string): string[] {
  const either = host.includes('.') ? [keyToken('bare', shortName(host))] : [];
  return [keyToken('host', host), ...either];
}

function componentExpression({ logs, names, beginnings }: Covered): string {
  const tokens = [...logs.map((log) => keyToken('log', log)), ...names.flatMap(hostTokens)];
  // What covers nothing is in no entry; no entry has this key.
  const exact = anyKeyExpression(tokens.length === 0 ? [keyToken('nothing', '')] : [...new Set(tokens)]);
  return [exact, ...beginnings.map((beginning) => beginningExpression(keyToken('host', beginning)))].join(' OR ');
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
