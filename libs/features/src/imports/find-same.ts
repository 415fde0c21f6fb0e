import { type Rows, sql, STILL_SO } from '@kernel/projection.js';
import { MINUTE } from '@kernel/time.js';
import type { Difference } from '../log-entries/log-entry.events.js';
import { sortKeyOf } from '../log-entries/server-admin-log.js';
import type { StoredEntry } from '../log-entries/stored-entry.js';

/** Two sources of one entry were written by different clocks. */
const CLOCKS_DIFFER = 2 * MINUTE;
/** A shorter text is too often the beginning of another one. */
const SHORTEST_BEGINNING = 20;
const LEAST_LIKENESS = 0.8;

export interface Sought {
  readonly log: string;
  readonly actor: string;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly source: { readonly kind: string; readonly page?: string | undefined };
}

export interface Same {
  readonly entry: string;
  readonly differs: Difference | undefined;
}

/**
 * An entry of the same log that is the same thing, told by another source: within two minutes, by the same nick, with
 * the same words, or nearly. Entries that stand in this source already are others. `taken` are those found before.
 */
export function findSame(rows: Rows, sought: Sought, taken: ReadonlySet<string>): Same | undefined {
  const found = rows.all(sql`
    SELECT entry, json FROM server_admin_log
    WHERE log = ${sought.log} AND sort_key >= ${sortKeyOf(sought.at - CLOCKS_DIFFER)}
      AND sort_key < ${sortKeyOf(sought.at + CLOCKS_DIFFER + MINUTE)} AND until_position = ${STILL_SO}`);
  const own = ownSource(sought.source);
  let best: { entry: StoredEntry; likeness: number } | undefined;
  for (const { entry: id, json } of found) {
    // Read as text first: most of what stands nearby is of the same page.
    if (taken.has(id as string) || (json as string).includes(own)) continue;
    const entry = JSON.parse(json as string) as StoredEntry;
    const likeness = likenessOf(entry, sought);
    if (likeness >= LEAST_LIKENESS && likeness > (best?.likeness ?? 0)) best = { entry, likeness };
  }
  return best === undefined ? undefined : { entry: best.entry.id, differs: differenceOf(best.entry, sought) };
}

/** How a stored entry says that it stands in a source: as JSON, which no message can contain. */
function ownSource({ kind, page }: Sought['source']): string {
  return kind === 'index' ? '{"kind":"index",' : `{"kind":"wiki-page","page":${JSON.stringify(page)},`;
}

/** 1 = the same words at the same time; 0 = something else. */
function likenessOf(entry: StoredEntry, sought: Sought): number {
  if (entry.actor.name.toLowerCase() !== sought.actor.toLowerCase()) return 0;
  const apart = Math.abs(minuteOf(Date.parse(entry.occurredAt)) - minuteOf(sought.at)) / MINUTE;
  const [a, b] = [plain(entry.message), plain(sought.message)];
  return (a === b ? 1 : likenessOfWords(a, b)) - apart / 100;
}

function likenessOfWords(a: string, b: string): number {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  // A relay that cuts long lines leaves their beginning.
  if (shorter.length >= SHORTEST_BEGINNING && longer.startsWith(shorter.replace(/(?:…|\.\.\.)$/, ''))) return 0.95;
  const [left, right] = [new Set(a.split(' ')), new Set(b.split(' '))];
  const both = [...left].filter((word) => right.has(word)).length;
  return (0.95 * 2 * both) / (left.size + right.size);
}

/** Without what writing it as wikitext, and marking it there, may have changed. */
function plain(text: string): string {
  return text
    .replace(/ \((?:amended|retracted)\)$/, '')
    .replace(/<\/?s>/g, '')
    .replace(/\[\[:/g, '[[')
    .replace(/\s+/gu, ' ')
    .trim();
}

function differenceOf(entry: StoredEntry, { actor, message, at }: Sought): Difference | undefined {
  const isoMinute = new Date(minuteOf(at)).toISOString();
  const differs: Difference = {
    ...(actor === entry.actor.name ? {} : { actor }),
    ...(plain(message) === plain(entry.message) ? {} : { message }),
    ...(isoMinute.slice(0, 16) === entry.occurredAt.slice(0, 16) ? {} : { occurredAt: new Date(at).toISOString() }),
  };
  return Object.keys(differs).length === 0 ? undefined : differs;
}

function minuteOf(ms: number): number {
  return ms - (ms % MINUTE);
}
