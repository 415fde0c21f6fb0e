import { type Fact, type LiveFact, publicVia, type Scar } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import { LATE_AFTER } from './log-entry.js';
import type { EntrySource } from './log-entry.events.js';
import { shortName } from '@kernel/host-ranges.js';
import type { Mark } from './read-mark.js';
import { readRefs, type Refs } from './read-refs.js';
import { keyToken } from './search-keys.js';

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
  /** Where it was imported from. */
  readonly source: StoredSource | null;
  /** Other sources in which it stands. */
  readonly alsoIn: readonly StoredSource[];
  readonly refs: Refs;
}

/** Kind and page come first: who looks for entries of a page looks for them in the JSON. */
export interface StoredSource {
  readonly kind: EntrySource['kind'];
  readonly page: string | null;
  readonly revision: number | null;
  readonly id: string | null;
}

export type EntryScar = Omit<Scar, 'what'>;

/** The first version that is known of an entry. */
export function begun(
  fact: LiveFact,
  { log, message }: { readonly log: string; readonly message: string },
): StoredEntry {
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
    source: null,
    alsoIn: [],
    refs: readRefs(message),
  };
}

/** A source as it is shown. */
export function stored({ kind, page, revision, id }: EntrySource): StoredSource {
  return { kind, page: page ?? null, revision: revision ?? null, id: id ?? null };
}

/** Where only names were erased, the entry is as it was. */
export function scarOn({ scar }: Fact): EntryScar | null {
  return scar?.what === 'content' ? shown(scar) : null;
}

/** A scar as it is shown. */
export function shown({ position, at, by, reason, bytes }: Scar): EntryScar {
  return { position, at, by, reason, bytes };
}

/** By what an entry is found exactly. */
export function keysOf(entry: StoredEntry, mark: Mark | null): string {
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

/** Written down long after it happened. */
export function isLate(occurredAt: string, recordedAt: number): boolean {
  return Date.parse(occurredAt) < recordedAt - LATE_AFTER;
}

export function entriesOf(rows: readonly { readonly json: string }[]): StoredEntry[] {
  return rows.map(({ json }) => JSON.parse(json) as StoredEntry);
}

/** When the newest of these entries changed; when they are none, since when they could have been. */
export function lastChange(entries: readonly StoredEntry[], since: string): string {
  return entries.reduce((newest, { changedAt }) => (changedAt > newest ? changedAt : newest), since);
}

/** The id of the entry whose stream this is. */
export function entryId(fact: { readonly stream: string }): string {
  return fact.stream.slice('log-entry-'.length);
}
