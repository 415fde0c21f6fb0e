import type { OldEntry, Read, Replaced } from './old-entry.js';
import { readWikitextPage } from './wikitext-page.js';

export interface Revision {
  readonly id: number;
  readonly contributor: string;
  readonly text: string;
}

/**
 * One wiki page, revision by revision, the oldest first. An entry is given at the revision that brought it; where the
 * same revision took off a line of the same time and nick, it was written over that one. No more is kept than two revisions.
 */
export class PageHistory {
  private lines = new Map<string, OldEntry>();
  private others: Read[] = [];
  /** Keys of lines that were written over. */
  private readonly overwritten = new Set<string>();

  constructor(
    private readonly log: string,
    private readonly page: string,
  ) {}

  /** What a revision brought, and what it took off. */
  add({ id, contributor, text }: Revision): Read[] {
    const before = this.lines;
    const all = readWikitextPage(text, { log: this.log, page: this.page, revision: id });
    const entries = all.filter((read) => read.kind === 'entry');
    this.others = all.filter((read) => read.kind !== 'entry');
    this.lines = new Map(
      entries.map((entry) => [keyOf(entry), before.get(keyOf(entry)) ?? detached(this.putBack(entry))]),
    );
    const gone = [...before].filter(([key]) => !this.lines.has(key)).map(([, entry]) => entry);
    const fresh = [...this.lines].filter(([key]) => !before.has(key)).map(([, entry]) => entry);
    const brought = overwriting(fresh, gone, contributor);
    for (const { replaces } of brought) if (replaces !== undefined) this.overwritten.add(keyOf(replaces));
    return [...brought, ...gone.map((entry): Read => ({ kind: 'taken-off', entry, revision: id, by: contributor }))];
  }

  /** A line that was written over, and stands there again beside what it was written over with, is another entry. */
  private putBack(entry: OldEntry): OldEntry {
    if (!this.overwritten.has(keyOf(entry))) return entry;
    return { ...entry, source: { ...entry.source, ordinal: entry.source.ordinal! + PUT_BACK } };
  }

  /** What is to be said of the page when its newest revision is known. */
  end(): Read[] {
    return this.others;
  }
}

/** Added to the number of a line that was put back; no minute has so many of the same. */
const PUT_BACK = 1000;
/** Lines whose time somebody mended are not moved further than this. */
const MENDED_WITHIN_MS = 2 * 24 * 60 * 60 * 1000;

/** What of a line a person mends: its words, its nick, or its time. */
const isMended = {
  words: (one: OldEntry, other: OldEntry) => one.occurredAt === other.occurredAt && one.actor === other.actor,
  nick: (one: OldEntry, other: OldEntry) => one.occurredAt === other.occurredAt && one.message === other.message,
  time: (one: OldEntry, other: OldEntry) =>
    one.actor === other.actor &&
    one.message === other.message &&
    Math.abs(Date.parse(one.occurredAt) - Date.parse(other.occurredAt)) < MENDED_WITHIN_MS,
};

/** Pairs what a revision brought with what it took off, where that was written over; the rest stays among the gone. */
function overwriting(brought: readonly OldEntry[], gone: OldEntry[], by: string): OldEntry[] {
  // Where many lines went at once, they went to an archive: what is like them then is another entry.
  const ways = gone.length > brought.length ? [isMended.words] : [isMended.words, isMended.nick, isMended.time];
  return brought.map((entry) => {
    for (const isSame of ways) {
      const [closest] = gone.filter((one) => isSame(one, entry)).toSorted((a, b) => alike(b, entry) - alike(a, entry));
      if (closest === undefined) continue;
      gone.splice(gone.indexOf(closest), 1);
      const { actor, message, occurredAt, source } = closest;
      return { ...entry, replaces: { actor, message, occurredAt, ordinal: source.ordinal!, by } };
    }
    return entry;
  });
}

/** How many words of one are in the other, too. */
function alike(one: OldEntry, other: OldEntry): number {
  const words = new Set(other.message.split(' '));
  return one.message.split(' ').filter((word) => words.has(word)).length;
}

/**
 * The strings of an entry are parts of the whole text of its revision, and would keep that in memory: in a batch of
 * entries, each brought by a revision of its own, a thousand times a page. Through JSON they become strings of their own.
 */
function detached(entry: OldEntry): OldEntry {
  return JSON.parse(JSON.stringify(entry)) as OldEntry;
}

/** The same for a line and for what says of it that it was written over. */
function keyOf(line: OldEntry | Replaced): string {
  const { actor, message, occurredAt } = line;
  const ordinal = 'source' in line ? line.source.ordinal : line.ordinal % PUT_BACK;
  return `${occurredAt} ${ordinal} ${actor}\n${message}`;
}
