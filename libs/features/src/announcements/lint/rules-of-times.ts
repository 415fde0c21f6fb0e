import { dayStart, type ReadMail } from './read-mail.js';
import type { Moment, Span } from './read-times.js';
import type { Rule, Said } from './rule.js';

const LASTS =
  /\b(?:\d{1,4}(?:[.,]\d)?|half\san|an?|one|two|three|four|five|ten|fifteen|twenty|thirty|few)(?:\s?[–-]\s?\d{1,3})?\s?-?(?:hours?|hrs?|h|minutes?|mins?|seconds?|secs?|days?|weeks?)\b(?!\s(?:before|ahead|notice|ago|earlier|prior))/i;
/** What the text names is the end. */
const ENDS_AT = /\b(?:end(?:s|ed|ing)?|until|till|finish\w{0,4}|complete\w{0,2}|done|over|back)\b[^.!?\n]{0,30}$/i;
const EACH = /\b(?:each|both|every|daily|all (?:of )?(?:these|those|the) days)\b/i;

const moments = ({ spans }: ReadMail): Moment[] =>
  spans.flatMap(({ from, until }) => (until === null ? [from] : [from, until]));

export const rulesOfTimes: readonly Rule[] = [
  {
    name: 'reversed-end',
    severity: 'error',
    about: 'The end is not after the start.',
    mend: 'Give the end that is meant, with its date when it lies on another day.',
    find: ({ spans }) =>
      spans
        .filter(({ from, until }) => until !== null && isReversed(from, until))
        .map((at) => ({ message: 'it ends before it begins, or at that minute', at })),
  },
  {
    name: 'missing-end',
    severity: 'warning',
    about: 'A start without an end, and nothing says how long it takes.',
    mend: 'Give the end: 14:00–15:30 UTC, or how long it takes.',
    find: ({ isPlan, isShutdown, isCancelled, spans, words }) => {
      const open = spans.find(({ until }) => until === null);
      const isEnd = ({ start }: Span): boolean => ENDS_AT.test(words.slice(Math.max(0, start - 60), start));
      const isSaid =
        spans.some(isEnd) ||
        isShutdown ||
        isCancelled ||
        spans.some(({ until }) => until !== null) ||
        LASTS.test(words);
      return isPlan && open !== undefined && !isSaid ? [{ message: 'no end and no length', at: open }] : [];
    },
  },
  {
    name: 'missing-time',
    severity: 'warning',
    about: 'A day of downtime without a time of day.',
    mend: 'Give start and end: 14:00–15:30 UTC.',
    find: ({ isPlan, isShutdown, isCancelled, isMoved, spans, dates }) =>
      isPlan && !isShutdown && !isCancelled && !isMoved && spans.length === 0 && dates.length > 0
        ? [{ message: 'no time of day', at: dates[0]! }]
        : [],
  },
  {
    name: 'missing-zone',
    severity: 'warning',
    about: 'A time without a zone.',
    mend: 'Write UTC behind it.',
    find: (mail) =>
      moments(mail)
        .filter(({ zone }) => zone === null)
        .map((at) => ({ message: 'the time has no zone', at })),
  },
  {
    name: 'local-time',
    severity: 'warning',
    about: 'A time in a local zone (CET, PST, Europe/Berlin), where many readers have to convert it, and not in UTC.',
    mend: 'Give it in UTC; the local time may follow in brackets.',
    find: (mail) =>
      moments(mail)
        .filter(({ zone }) => zone !== null && zone.kind !== 'utc')
        .map((at) => ({ message: zoneTrouble(at), at })),
  },
  {
    name: 'twelve-hour',
    severity: 'warning',
    about: 'A time with a.m. or p.m.; 12 a.m. and 12 p.m. are taken for each other.',
    mend: 'Write 14:00 for 2 p.m.',
    find: (mail) =>
      moments(mail)
        .filter(({ time }) => time.twelve)
        .map((at) => ({ message: 'a.m. or p.m.', at })),
  },
  {
    name: 'windows-alike',
    severity: 'warning',
    about: 'Two windows in one text whose times cannot be told apart: they overlap, or do not stand beside their days.',
    mend: 'Give each window a line of its own with its own date, or a mail of its own.',
    find: windowsAlike,
  },
];

function isReversed(from: Moment, until: Moment): boolean {
  if (from.at !== null && until.at !== null) return until.at <= from.at;
  // The zone may be open; the clock of one day is not.
  const days = [from, until].map(({ date }) => (date === null ? null : dayStart(date)));
  const [first, second] = [from, until].map(({ time }) => time.hour * 60 + time.minute) as [number, number];
  if (days[0] !== null && days[1] !== null && days[0] !== days[1]) return days[1]! < days[0]!;
  return first === second || (second < first && first - second < 12 * 60);
}

function zoneTrouble({ zone }: Moment): string {
  const { name, kind, minutes } = zone!;
  if (kind === 'local') return `“${name}” is not UTC`;
  return minutes === null ? `“${name}” means several zones` : `“${name}” is not UTC`;
}

function windowsAlike({ spans, dates, words }: ReadMail): Said[] {
  const windows = spans.filter(({ until }) => until !== null);
  const days = new Set(dates.map(({ year, month, day }) => `${year}-${month}-${day}`));
  const isLost = ({ besideDay }: Span): boolean => !besideDay && days.size > 1 && !EACH.test(words);
  const [first, ...others] = windows;
  if (first === undefined || !others.some((other) => !isSame(first, other))) return [];
  const lost = windows.find(isLost);
  if (lost !== undefined) return [{ message: 'which of the days it is for is not clear', at: lost }];
  const crossed = windows.find((one, at) => windows.slice(0, at).some((other) => isCrossed(one, other)));
  return crossed === undefined ? [] : [{ message: 'it overlaps another window of this text', at: crossed }];
}

function isSame(one: Span, other: Span): boolean {
  const of = ({ from, until }: Span): string => [from, until!].map(({ time }) => `${time.hour}:${time.minute}`).join();
  return of(one) === of(other) && (one.from.at === other.from.at || one.from.date === null || other.from.date === null);
}

/** Neither is a part of the other, as the impact is of its window. */
function isCrossed({ from, until }: Span, other: Span): boolean {
  const times = [from.at, until!.at, other.from.at, other.until!.at];
  if (times.includes(null)) return false;
  const [start, end, otherStart, otherEnd] = times as [number, number, number, number];
  return (
    (start < otherStart && otherStart < end && end < otherEnd) ||
    (otherStart < start && start < otherEnd && otherEnd < end)
  );
}
