import type { AnnouncementKind } from '../../channels/announcement-kinds.js';
import type { Replaced } from '../../maintenance-windows/maintenance-window.events.js';
import type { DateMention } from './date-mentions.js';
import { promisesMade } from './promises.js';
import { dayStart, type ReadMail } from './read-mail.js';
import { MINUTE, type Moment, readTimes, type Span } from './read-times.js';
import type { Said } from './rule.js';
import type { Stretch } from './text-places.js';

/** The times of a window that a message of one kind tells. */
export interface TimesTold {
  readonly kind: AnnouncementKind;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  /** The times that were announced before; null: it did not move. */
  readonly replaces: Replaced | null;
  /** What people said of the window, such as its outcome: in these words other times may be named. */
  readonly quoted: readonly string[];
}

interface Wanted {
  /** Nothing outside of these is named. */
  readonly first: number;
  readonly last: number;
  readonly start: readonly number[];
  readonly end: readonly number[];
}

/** A time until which, or at which, something else has to happen. */
const DEADLINE = /\b(?:by|before|until|no\slater\sthan|deadline)\s[^.!?\n]{0,20}$/i;
const ANNOUNCES: ReadonlySet<AnnouncementKind> = new Set(['advance', 'rescheduled']);

/** Where a text names other times than its window has, or not those that it has to name. */
export function otherTimes(mail: ReadMail, told: TimesTold): Said[] {
  const wanted = wantedOf(told, mail.now);
  const { spans, dates } = timesIn(mail, told);
  const isAside = asidesOf(mail, told);
  const isOutside = ({ from, until }: Span): boolean =>
    [from.at, until?.at ?? null].some((at) => at !== null && (at < minute(wanted.first) || at > wanted.last));
  const wrongSpans = spans.filter((span) => isOutside(span) && !isAside(span));
  const isInside = (date: DateMention): boolean =>
    isBetween(date, wanted) || daysOf(wanted).some((day) => isDayOf(date, day));
  const wrongDates = dates.filter((date) => !isAside(date) && !isInside(date) && !wrongSpans.some(holds(date)));
  const [start, end] = [wanted.start[0]!, wanted.end[0]!];
  const wrong = [...wrongSpans, ...wrongDates].map((at) => ({
    message: `the window ${told.kind === 'ended' ? 'was' : 'is'} from ${utc(start)} to ${utc(end)}`,
    at,
  }));
  if (wrong.length > 0) return wrong;
  return omitted(
    spans.filter((span) => !isAside(span)),
    wanted,
    told.kind,
  );
}

/** Which of its times may be said, and which are said first. */
function wantedOf({ kind, ...told }: TimesTold, now: number): Wanted {
  const [start, end] = [Date.parse(told.startsAt), Date.parse(told.endsAt)];
  if (ANNOUNCES.has(kind)) return { first: start, last: end, start: [start], end: [end] };
  const began = told.startedAt === null ? start : Date.parse(told.startedAt);
  const over = kind !== 'ended' || told.completedAt === null ? end : Date.parse(told.completedAt);
  return {
    first: Math.min(start, began),
    // An update tells what is so by now.
    last: Math.max(end, began, over, kind === 'update' ? now : 0),
    start: kind === 'ended' ? [began, start] : [start, began],
    end: [over],
  };
}

/** What is late `was planned for` times that do hold. */
function timesIn(mail: ReadMail, { kind, replaces }: TimesTold): Pick<ReadMail, 'spans' | 'dates'> {
  if (kind !== 'delayed' || replaces !== null) return mail;
  const { spans, dates } = readTimes(mail.words);
  return { spans: spans.filter(({ again }) => !again), dates };
}

function asidesOf(mail: ReadMail, { quoted }: TimesTold): (at: Stretch) => boolean {
  const asides = [...promisesMade(mail), ...quoted.flatMap((said) => placesOf(said.trim(), mail.typed))];
  return (at) =>
    asides.some(({ start, end }) => at.start >= start && at.start < end) ||
    DEADLINE.test(mail.words.slice(Math.max(0, at.start - 40), at.start));
}

function placesOf(said: string, text: string): Stretch[] {
  const places: Stretch[] = [];
  for (let at = text.indexOf(said); said !== '' && at !== -1; at = text.indexOf(said, at + said.length)) {
    places.push({ start: at, end: at + said.length });
  }
  return places;
}

function omitted(spans: readonly Span[], { start, end }: Wanted, kind: AnnouncementKind): Said[] {
  const said = new Set(
    spans.flatMap(({ from, until }) => [instantIn(from, start[0]!), instantIn(until ?? from, end[0]!)]),
  );
  const isWhole = spans.some(({ until }) => until !== null);
  const isAsked = ANNOUNCES.has(kind) || (isWhole && kind !== 'update');
  const ends = [
    { which: 'start', of: start, isAsked },
    { which: 'end', of: end, isAsked: isAsked || (kind === 'ended' && spans.length > 0) },
  ];
  return ends
    .filter((one) => one.isAsked && !one.of.some((at) => said.has(minute(at))))
    .map(({ which, of }) => ({ message: `it does not name the ${which}, ${utc(of[0]!)}`, at: null }));
}

/** A year that the text leaves open is that of the window: the rule `missing-year` says so already. */
function instantIn({ at, date, time, zone }: Moment, near: number): number | null {
  if (at !== null || date === null || date.month === null || zone?.minutes == null) return at;
  const year = date.year ?? new Date(near).getUTCFullYear();
  return Date.UTC(year, date.month - 1, date.day ?? 1, time.hour, time.minute) - zone.minutes * MINUTE;
}

export function namesInstant(text: string, at: number): boolean {
  return readTimes(text).spans.some(({ from, until }) =>
    [from, until].some((one) => one !== null && instantIn(one, at) === minute(at)),
  );
}

function holds(date: DateMention): (span: Span) => boolean {
  return ({ from, until }) => from.date === date || until?.date === date;
}

function daysOf({ first, last, start, end }: Wanted): number[] {
  return [...start, ...end, first, last];
}

/** Of several days those between the first and the last are no others. */
function isBetween(date: DateMention, { first, last }: Wanted): boolean {
  const day = dayStart(date);
  return day !== null && day > first && day <= last;
}

/** A day that the text leaves open is not another. */
export function isDayOf({ year, month, day }: DateMention, at: number): boolean {
  const date = new Date(at);
  return (
    (year ?? date.getUTCFullYear()) === date.getUTCFullYear() &&
    (month ?? date.getUTCMonth() + 1) === date.getUTCMonth() + 1 &&
    (day ?? date.getUTCDate()) === date.getUTCDate()
  );
}

export function minute(at: number): number {
  return at - (at % MINUTE);
}

export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
