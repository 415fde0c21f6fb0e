import type { OldEntry, Read, Replaced } from './old-entry.js';
import { readWikitextPage } from './wikitext-page.js';

export interface Revision {
  readonly id: number;
  readonly contributor: string;
  readonly text: string;
}

/**
 * One wiki page, revision by revision, the oldest first. An entry is given at the revision that brought it; where the
 * same revision took off a line that is like it, it was written over that one. Kept are the lines of one revision, and those
 * that were written over.
 */
export class PageHistory {
  private lines = new Map<string, OldEntry>();
  private others: Read[] = [];
  /** Key of a line that was written over → what it was written over with. */
  private readonly successors = new Map<string, OldEntry>();

  constructor(
    private readonly log: string,
    private readonly page: string,
  ) {}

  /** What a revision brought, and what it took off. */
  add({ id, contributor, text }: Revision): Read[] {
    const before = this.lines;
    const all = readWikitextPage(text, { log: this.log, page: this.page, revision: id });
    this.others = all.filter((read) => read.kind !== 'entry');
    const entries = new Map(all.filter((read) => read.kind === 'entry').map((entry) => [keyOf(entry), entry]));
    this.lines = new Map(
      [...entries].map(([key, entry]) => [
        key,
        before.get(key) ?? detached(this.putBack(key, entry, entries, contributor)),
      ]),
    );
    const [oldest, newest] = [before.keys().next().value, [...this.lines.keys()].at(-1)];
    const gone = [...before].filter(([key]) => !this.lines.has(key)).map(([, entry]) => entry);
    const fresh = [...this.lines].filter(([key]) => !before.has(key)).map(([, entry]) => entry);
    // A page that is kept short loses its oldest lines when it gets new ones.
    const isTrimmed =
      gone.length < before.size &&
      oldest !== undefined &&
      !this.lines.has(oldest) &&
      newest !== undefined &&
      !before.has(newest);
    const brought = overwriting(fresh, gone, isTrimmed, contributor);
    for (const entry of brought) if (entry.replaces !== undefined) this.successors.set(keyOf(entry.replaces), entry);
    return [...brought, ...gone.map((entry): Read => ({ kind: 'taken-off', entry, revision: id, by: contributor }))];
  }

  /** A line that was written over: beside its successor it is another entry, without it it is written back. */
  private putBack(key: string, entry: OldEntry, there: ReadonlyMap<string, OldEntry>, by: string): OldEntry {
    const successor = this.successors.get(key);
    if (successor === undefined) return entry;
    if (!there.has(keyOf(successor))) return { ...entry, replaces: replaced(successor, by) };
    return { ...entry, source: { ...entry.source, ordinal: entry.source.ordinal! + PUT_BACK } };
  }

  /** What is to be said of the page when its newest revision is known. */
  end(): Read[] {
    return this.others;
  }
}

/** Added to the number of a line that was put back; no minute has so many of the same. */
const PUT_BACK = 1000;
const HOUR_MS = 60 * 60 * 1000;

/** What of a line a person mends: its words, its nick, or its time. */
const isMended = {
  words: (one: OldEntry, other: OldEntry) => one.occurredAt === other.occurredAt && one.actor === other.actor,
  nick: (one: OldEntry, other: OldEntry) => one.occurredAt === other.occurredAt && one.message === other.message,
  time: (one: OldEntry, other: OldEntry) =>
    one.actor === other.actor &&
    one.message === other.message &&
    isNear(Math.abs(Date.parse(one.occurredAt) - Date.parse(other.occurredAt))),
};

/** Some minutes off, or the day before or after. */
function isNear(apart: number): boolean {
  return apart < HOUR_MS || apart === 24 * HOUR_MS;
}

/** Pairs what a revision brought with what it took off, where that was written over; the rest stays among the gone. */
function overwriting(brought: readonly OldEntry[], gone: OldEntry[], isTrimmed: boolean, by: string): OldEntry[] {
  // Where many lines went at once, they went to an archive: what is like them then is another entry.
  const ways =
    isTrimmed || gone.length > brought.length ? [isMended.words] : [isMended.words, isMended.nick, isMended.time];
  return brought.map((entry) => {
    if (entry.replaces !== undefined) return withoutGone(entry, gone);
    for (const isSame of ways) {
      const [closest] = gone.filter((one) => isSame(one, entry)).toSorted((a, b) => alike(b, entry) - alike(a, entry));
      if (closest === undefined) continue;
      gone.splice(gone.indexOf(closest), 1);
      return { ...entry, replaces: replaced(closest, by) };
    }
    return entry;
  });
}

function replaced({ actor, message, occurredAt, source }: OldEntry, by: string): Replaced {
  return { actor, message, occurredAt, ordinal: source.ordinal!, by };
}

/** What was written back takes its successor from the gone, where that went only now. */
function withoutGone(entry: OldEntry, gone: OldEntry[]): OldEntry {
  const index = gone.findIndex((one) => keyOf(one) === keyOf(entry.replaces!));
  if (index >= 0) gone.splice(index, 1);
  return entry;
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
  const ordinal = ('source' in line ? line.source.ordinal! : line.ordinal) % PUT_BACK;
  return `${occurredAt} ${ordinal} ${actor}\n${message}`;
}
