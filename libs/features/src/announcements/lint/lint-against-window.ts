import type { DowntimeKind, Replaced } from '../../maintenance-windows/maintenance-window.events.js';
import type { DateMention } from './date-mentions.js';
import type { Finding } from './finding.js';
import { promisesMade } from './promises.js';
import { readMail, type ReadMail } from './read-mail.js';
import { MINUTE, type Moment, readTimes, type Span } from './read-times.js';
import type { Said } from './rule.js';
import type { Stretch } from './text-places.js';
import { typedMail } from './typed-mail.js';

/** What a text about a window has to agree with. */
export interface WindowTold {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly kinds: readonly DowntimeKind[];
  readonly otherKind: string;
  /** Every affected component, with all that people call it. */
  readonly affected: readonly { readonly names: readonly string[] }[];
  /** The times that were announced before; null: it did not move. */
  readonly replaces: Replaced | null;
}

interface AgainstRule {
  readonly name: string;
  readonly about: string;
  readonly mend: string;
  readonly find: (mail: ReadMail, window: WindowTold) => readonly Said[];
}

/** By which words a text says what people will notice. */
const KIND_WORDS: Readonly<Record<DowntimeKind, RegExp>> = {
  'all-services': /\b(?:all|every|everything|whole|complete(?:ly)?)\b/i,
  network: /\b(?:networks?|connectivity|connections?|unreachable|packet\sloss)\b/i,
  database: /\bdatabases?\b|\breplicas?\b/i,
  'read-only': /\bread[- ]only\b|\bwrites?\b/i,
  restarts: /\b(?:restart|reboot)\w*/i,
  degraded: /\b(?:degraded|slow\w*|latency|reduced|errors?)\b/i,
  other: /(?:)/,
};
/** A time until which, or at which, something else has to happen. */
const DEADLINE = /\b(?:by|before|until|no\slater\sthan|deadline)\s[^.!?\n]{0,20}$/i;

/** All are wrong facts. */
export const againstWindowRules: readonly AgainstRule[] = [
  {
    name: 'other-time-than-window',
    about: 'The text names another date, time or year than the window, or not its start and end.',
    mend: 'Give the times of the window, or reschedule it.',
    find: otherTimes,
  },
  {
    name: 'affected-component-omitted',
    about: 'An affected component of the window is not named.',
    mend: 'Name it.',
    find: ({ typed }, { affected }) =>
      affected
        .filter(({ names }) => !names.some((name) => speaksOf(typed, name)))
        .map(({ names }) => ({ message: `“${names[0]}” is affected and not named`, at: null })),
  },
  {
    name: 'kind-omitted',
    about: 'A kind of downtime of the window is not said.',
    mend: 'Say it.',
    find: ({ typed }, { kinds, otherKind }) =>
      kinds
        .filter((kind) => (kind === 'other' ? !speaksOf(typed, otherKind) : !KIND_WORDS[kind].test(typed)))
        .map((kind) => ({ message: `it does not say “${kind === 'other' ? otherKind : kind}”`, at: null })),
  },
  {
    name: 'move-omitted',
    about: 'The window moved, and the text does not name the time that it replaces.',
    mend: 'Say: “moved from …”, with the old start.',
    find: ({ words }, { replaces }) =>
      replaces === null || namesOld(words, Date.parse(replaces.startsAt))
        ? []
        : [{ message: `it does not say that it moved from ${utc(Date.parse(replaces.startsAt))}`, at: null }],
  },
];

/** Where a text disagrees with the window that it is about. */
export function lintAgainstWindow(
  text: string,
  window: WindowTold,
  { now, subject }: { readonly now: number; readonly subject?: string | undefined },
): readonly Finding[] {
  const { typed, place } = typedMail(text, subject);
  const mail = readMail(typed, now);
  return againstWindowRules.flatMap(({ name, mend, find }) =>
    find(mail, window).map(({ message, at }) => ({
      rule: name,
      severity: 'error' as const,
      message,
      mend,
      place: place(at),
    })),
  );
}

function otherTimes(mail: ReadMail, window: WindowTold): Said[] {
  const [start, end] = [Date.parse(window.startsAt), Date.parse(window.endsAt)];
  const promises = promisesMade(mail);
  const isAside = (at: Stretch): boolean =>
    promises.some((promise) => at.start >= promise.start && at.start < promise.end) ||
    DEADLINE.test(mail.words.slice(Math.max(0, at.start - 40), at.start));
  const isOutside = ({ from, until }: Span): boolean =>
    [from.at, until?.at ?? null].some((at) => at !== null && (at < minute(start) || at > end));
  const wrongSpans = mail.spans.filter((span) => isOutside(span) && !isAside(span));
  const wrongDates = mail.dates.filter(
    (date) => !isAside(date) && !isDayOf(date, start) && !isDayOf(date, end) && !wrongSpans.some(holds(date)),
  );
  const wrong = [...wrongSpans, ...wrongDates].map((at) => ({
    message: `the window is from ${utc(start)} to ${utc(end)}`,
    at,
  }));
  if (wrong.length > 0) return wrong;
  const said = new Set(
    mail.spans.flatMap(({ from, until }) => [instantIn(from, start), instantIn(until ?? from, end)]),
  );
  return [start, end]
    .filter((at) => !said.has(minute(at)))
    .map((at) => ({ message: `it does not name the ${at === start ? 'start' : 'end'}, ${utc(at)}`, at: null }));
}

/** A year that the text leaves open is that of the window: the rule `missing-year` says so already. */
function instantIn({ at, date, time, zone }: Moment, near: number): number | null {
  if (at !== null || date === null || date.month === null || zone?.minutes == null) return at;
  const year = date.year ?? new Date(near).getUTCFullYear();
  return Date.UTC(year, date.month - 1, date.day ?? 1, time.hour, time.minute) - zone.minutes * MINUTE;
}

function holds(date: DateMention): (span: Span) => boolean {
  return ({ from, until }) => from.date === date || until?.date === date;
}

/** A day that the text leaves open is not another. */
function isDayOf({ year, month, day }: DateMention, at: number): boolean {
  const date = new Date(at);
  return (
    (year ?? date.getUTCFullYear()) === date.getUTCFullYear() &&
    (month ?? date.getUTCMonth() + 1) === date.getUTCMonth() + 1 &&
    (day ?? date.getUTCDate()) === date.getUTCDate()
  );
}

function namesOld(words: string, old: number): boolean {
  const { spans, dates } = readTimes(words);
  return (
    spans.some(({ from, until }) => from.at === minute(old) || until?.at === minute(old)) ||
    (spans.every(({ replaced }) => !replaced) && dates.some((date) => date.year !== null && isDayOf(date, old)))
  );
}

function speaksOf(text: string, name: string): boolean {
  const [where, what] = [text.toLowerCase(), name.trim().toLowerCase()];
  const isPartOfWord = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  for (let at = where.indexOf(what); what !== '' && at !== -1; at = where.indexOf(what, at + 1)) {
    if (!isPartOfWord(where[at - 1]) && !isPartOfWord(where[at + what.length])) return true;
  }
  return false;
}

function minute(at: number): number {
  return at - (at % MINUTE);
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
