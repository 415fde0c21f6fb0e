import { type Actor, type Fact, type LiveFact, publicVia, type Scar } from '@kernel/event.js';
import { defineProjection, type Row, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { type ErasedEvent, erasedBy, type Redaction, RedactionMade, scarOf } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import { LATE_AFTER } from './log-entry.js';
import { logEntryEvents } from './log-entry.events.js';
import { shortName } from './read-hosts.js';
import { type Mark, readMark } from './read-mark.js';
import { readRefs, type Refs } from './read-refs.js';
import { keyToken } from './search-keys.js';

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
  readonly status: 'logged' | 'amended' | 'retracted' | 'redacted';
  readonly revision: number;
  readonly position: number;
  readonly correlationId: string | null;
  /** The scar, where what it said was erased. */
  readonly redaction: EntryScar | null;
  readonly refs: Refs;
}

export type EntryScar = Omit<Scar, 'what'>;

/**
 * What was done, newest first: one row for each version of each entry, in the order people read them. The primary key
 * is the time of the entry and a sequence within that millisecond, so that a page is one range and a search, which runs
 * over the same key, gives its newest hits first without sorting.
 */
export const serverAdminLog = defineProjection({
  name: 'server-admin-log',
  version: 2,
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
    CREATE VIRTUAL TABLE server_admin_log_words USING fts5 (
      message, actor, keys, content='', prefix='3', tokenize='unicode61 remove_diacritics 2'
    );`,
  events: [...logEntryEvents, RedactionMade],
  on: {
    'log-entry.logged': (fact, own) => {
      if (fact.erased) return [];
      return insert(begun(fact, fact.data), fact.position, fact.position, own);
    },
    'log-entry.amended': (fact, own) => {
      if (fact.erased) return [];
      const { actor, log, message, occurredAt, precision } = fact.data;
      const scar = scarOn(fact);
      const status = scar === null ? 'amended' : 'redacted';
      const said = { actor, log, message, occurredAt, precision, status, refs: readRefs(message) } as const;
      const change = (entry: StoredEntry): StoredEntry => {
        const late = isLate(occurredAt, Date.parse(entry.recordedAt));
        return { ...entry, ...said, late, redaction: scar ?? entry.redaction };
      };
      // Where nothing is known of the original, the amendment is where the entry begins.
      return (
        replace(fact, own, change, fact.position) ??
        insert({ ...begun(fact, said), ...said }, fact.position, fact.position, own)
      );
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
    after = { ...after, reporter, via: publicVia(via), correlationId: correlationId ?? null };
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
    status: scarOn(fact) === null ? 'logged' : 'redacted',
    revision: fact.revision,
    position: fact.position,
    correlationId: fact.correlationId ?? null,
    redaction: scarOn(fact),
    refs: readRefs(message),
  };
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
  return [
    sql`UPDATE server_admin_log SET until_position = ${fact.position} WHERE sort_key = ${BigInt(row['key'] as string)}`,
    ...insert(after, fact.position, said ?? (row['said_position'] as number), own),
  ];
}

/** Where only names were erased, the entry is as it was. */
function scarOn({ scar }: Fact): EntryScar | null {
  return scar?.what === 'content' ? shown(scar) : null;
}

function shown({ position, at, by, reason, bytes }: Scar): EntryScar {
  return { position, at, by, reason, bytes };
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

export function sortKeyOf(ms: number): bigint {
  return BigInt(ms) << SEQUENCE_BITS;
}

function isLate(occurredAt: string, recordedAt: number): boolean {
  return Date.parse(occurredAt) < recordedAt - LATE_AFTER;
}

/** The id of the entry whose stream this is. */
export function entryId(fact: { readonly stream: string }): string {
  return fact.stream.slice('log-entry-'.length);
}
