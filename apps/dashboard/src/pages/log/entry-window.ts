import type { Entry } from '../../api/api.js';

/** The part of a list that the reader has, newest first. */
export interface EntryWindow {
  readonly entries: readonly Entry[];
  /** Cursor of what is older; null = there is nothing. */
  readonly older: string | null;
  /** Cursor of what is newer; null = the first entry is the newest that there was. */
  readonly newer: string | null;
}

export interface EntryPage {
  readonly data: readonly Entry[];
  readonly page: { readonly next: string | null };
}

/** At a place in the middle: what is before it, and (oldest first) what is after it. */
export function windowAround(before: EntryPage, after: EntryPage): EntryWindow {
  return { entries: merged(before.data, after.data), older: before.page.next, newer: after.page.next };
}

export function withOlder(window: EntryWindow, page: EntryPage): EntryWindow {
  return { ...window, entries: merged(window.entries, page.data), older: page.page.next };
}

export function withNewer(window: EntryWindow, page: EntryPage): EntryWindow {
  return { ...window, entries: merged(window.entries, page.data), newer: page.page.next };
}

/** With the newest page. Where that does not reach the window, so much has come that the window begins anew. */
export function withNewest(window: EntryWindow, page: EntryPage): EntryWindow {
  const known = new Set(window.entries.map(({ id }) => id));
  const reaches = page.page.next === null || page.data.some(({ id }) => known.has(id));
  if (!reaches) return { entries: page.data, older: page.page.next, newer: null };
  return { ...window, entries: merged(window.entries, page.data), newer: null };
}

/**
 * With entries as they are now; those that are not within the window by their time stay out, or leave it: what is shown
 * has no holes. What is newer than all of it comes with the newest.
 */
export function withChanged(window: EntryWindow, changed: readonly Entry[]): EntryWindow {
  const [first, last] = [window.entries[0], window.entries.at(-1)];
  const isBeyond = (entry: Entry): boolean =>
    (first !== undefined && entry.occurredAt > first.occurredAt) ||
    (last !== undefined && window.older !== null && entry.occurredAt < last.occurredAt);
  const gone = new Set(changed.filter(isBeyond).map(({ id }) => id));
  const staying = window.entries.some(({ id }) => gone.has(id))
    ? window.entries.filter(({ id }) => !gone.has(id))
    : window.entries;
  const entries = merged(
    staying,
    changed.filter(({ id }) => !gone.has(id)),
  );
  return entries === window.entries ? window : { ...window, entries };
}

/** How many of a page are not in the window. */
export function newOnes(window: EntryWindow, page: EntryPage): number {
  const known = new Set(window.entries.map(({ id }) => id));
  return page.data.filter(({ id }) => !known.has(id)).length;
}

/** Each entry once, in its newest version; the same array when nothing is new. */
function merged(entries: readonly Entry[], others: readonly Entry[]): readonly Entry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const last = entries.at(-1);
  // Who scrolls down adds to the end, again and again: that needs no sorting of all.
  if (last !== undefined && others.every((other) => inOrder(last, other) < 0 && !byId.has(other.id))) {
    return others.length === 0 ? entries : [...entries, ...others];
  }
  let isNew = false;
  for (const other of others) {
    const known = byId.get(other.id);
    if (known !== undefined && known.revision >= other.revision) continue;
    byId.set(other.id, other);
    isNew = true;
  }
  return isNew ? [...byId.values()].sort(inOrder) : entries;
}

function inOrder(a: Entry, b: Entry): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt ? 1 : -1;
  // Within a millisecond, as the server has it: what was changed last comes first.
  if (a.changedAt !== b.changedAt) return a.changedAt < b.changedAt ? 1 : -1;
  return b.position - a.position;
}

/** Whether a window is another one with more at its end alone. */
export function isContinued({ entries: before }: EntryWindow, { entries }: EntryWindow): boolean {
  return entries[0] === before[0] && entries[before.length - 1] === before.at(-1);
}

/** Entries of the same day, or hour. */
export interface Stretch {
  /** `2026-11-22` */
  readonly name: string;
  readonly entries: readonly Entry[];
}

/** Entries in stretches of time; those that did not change are the same objects as in `last`. */
export function inStretches(
  entries: readonly Entry[],
  nameOf: (instant: string) => string,
  last: readonly Stretch[] = [],
): readonly Stretch[] {
  const stretches = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = nameOf(entry.occurredAt);
    const list = stretches.get(name);
    if (list === undefined) stretches.set(name, [entry]);
    else list.push(entry);
  }
  const before = new Map(last.map((one) => [one.name, one]));
  return [...stretches].map(([name, entries]) => {
    const known = before.get(name);
    return known !== undefined && isSame(known.entries, entries) ? known : { name, entries };
  });
}

function isSame(a: readonly Entry[], b: readonly Entry[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}

/** An event of the feed, as far as it tells which entries it is about. */
interface EntryEvent {
  readonly stream: string;
  readonly type: string;
  readonly position: number;
  readonly occurredAt: string | null;
}

export interface Touched {
  /** Ids of entries of the window that are not what they were. */
  readonly changed: ReadonlySet<string>;
  /** Times of entries that came late, and may belong into it. */
  readonly late: ReadonlySet<string>;
}

const STREAM = 'log-entry-';
const BEGINNINGS = new Set(['log-entry.logged', 'log-entry.imported']);

/** What events are to a window. `upTo` is a position: what was logged until then is in the window if it belongs there. */
export function touchedBy(events: readonly EntryEvent[], { entries, older }: EntryWindow, upTo: number): Touched {
  const known = new Set(entries.map(({ id }) => id));
  const newest = entries[0]?.occurredAt ?? '';
  const oldest = older === null ? '' : (entries.at(-1)?.occurredAt ?? '');
  const changed = new Set<string>();
  const late = new Set<string>();
  for (const { stream, type, occurredAt, position } of events) {
    const id = stream.slice(STREAM.length);
    if (!BEGINNINGS.has(type)) {
      if (known.has(id)) changed.add(id);
    } else if (position > upTo && occurredAt !== null && occurredAt < newest && occurredAt >= oldest) {
      late.add(occurredAt);
    }
  }
  return { changed, late };
}
