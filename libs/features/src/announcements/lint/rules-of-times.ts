import { promisesMade } from './promises.js';
import { dayStart, DOWNTIME, type ReadMail, sentenceAround, tellsThePast } from './read-mail.js';
import { MINUTE, type Moment, type Span } from './read-times.js';
import type { Rule, Said } from './rule.js';
import type { Stretch } from './text-places.js';

const LASTS =
  /\b(?:\d{1,4}(?:[.,]\d)?|half\san|an?|one|two|three|four|five|ten|fifteen|twenty|thirty|few)(?:\s?[–-]\s?\d{1,3})?\s?-?(?:hours?|hrs?|h|minutes?|mins?|seconds?|secs?|days?|weeks?)\b(?!\s(?:before|ahead|notice|ago|earlier|prior))/i;
/** What the text names is the end. */
const ENDS_AT = /\b(?:end(?:s|ed|ing)?|until|till|finish\w{0,4}|complete\w{0,2}|done|over|back)\b[^.!?\n]{0,30}$/i;
const DEADLINE = /\b(?:by|before|until|till|since|deadline|no\slater\sthan)\s[^.!?\n]{0,30}$/i;
/** A line of its own that says how long all of it takes. */
const LENGTH =
  /^[^\S\n]{0,8}(?:(?:total|planned|estimated|expected)\s)?(?:duration|length)\s?:[^\S\n]{0,8}(\d{1,3}(?:\.\d)?)\s?(h|hours?|hrs?|m|mins?|minutes?)\.?[^\S\n]{0,8}$/gim;
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
    name: 'zones-disagree',
    severity: 'error',
    about: 'The same time in two zones, `14:00 UTC (16:00 CET)`, is not the same time.',
    mend: 'Give the right one of the two, or UTC alone.',
    find: ({ repeated }) =>
      repeated.filter(([one, again]) => disagree(one, again)).map(([, at]) => ({ message: 'it is another time', at })),
  },
  {
    name: 'longer-than-window',
    severity: 'error',
    about:
      'A line `Duration: 3 hours` says more than lies between the start and the end of the one window of the text.',
    mend: 'Give the end, or the length, that is meant.',
    find: lengthsTooLong,
  },
  {
    name: 'missing-end',
    severity: 'warning',
    about: 'A start without an end, and nothing says how long it takes; also of a second window on another day.',
    mend: 'Give the end: 14:00–15:30 UTC, or how long it takes.',
    find: (mail) => {
      const { isPlan, isShutdown, isCancelled, spans, words } = mail;
      const isEnd = ({ start }: Span): boolean => ENDS_AT.test(words.slice(Math.max(0, start - 60), start));
      if (!isPlan || isShutdown || isCancelled || LASTS.test(words) || spans.some(isEnd)) return [];
      const isWhole = spans.some(({ until }) => until !== null);
      const open = isWhole ? anotherWithoutEnd(mail) : spans.find(({ until }) => until === null);
      return open === undefined ? [] : [{ message: 'no end and no length', at: open }];
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
    find: ({ spans, repeated }) => {
      const given = new Set(repeated.filter(([, { from }]) => from.zone?.kind === 'utc').map(([one]) => one));
      const isLocal = ({ zone }: Moment): boolean => zone !== null && zone.kind !== 'utc';
      return inTrouble(
        spans.filter((span) => !given.has(span)),
        isLocal,
        zoneTrouble,
      );
    },
  },
  {
    name: 'twelve-hour',
    severity: 'warning',
    about: 'A time with a.m. or p.m.; 12 a.m. and 12 p.m. are taken for each other.',
    mend: 'Write 14:00 for 2 p.m.',
    find: ({ spans }) =>
      inTrouble(
        spans,
        ({ time }) => time.twelve,
        () => 'a.m. or p.m.',
      ),
  },
  {
    name: 'windows-alike',
    severity: 'warning',
    about: 'Two windows in one text whose times cannot be told apart: they overlap, or do not stand beside their days.',
    mend: 'Give each window a line of its own with its own date, or a mail of its own.',
    find: windowsAlike,
  },
];

/** Of a start and its end that are both in trouble, one is told. */
function inTrouble(spans: readonly Span[], is: (at: Moment) => boolean, message: (at: Moment) => string): Said[] {
  return spans.flatMap(({ from, until }) => {
    const [first, last] = [from, until].filter((one) => one !== null && is(one)) as [Moment?, Moment?];
    return first === undefined
      ? []
      : [{ message: message(first), at: { start: first.start, end: (last ?? first).end } }];
  });
}

function disagree(one: Span, again: Span): boolean {
  if (one.from.date !== again.from.date) return false;
  return (['from', 'until'] as const).some((which) => {
    const [first, second] = [one[which], again[which]];
    if (first?.zone?.minutes == null || second?.zone?.minutes == null) return false;
    const zones = first.zone.minutes - second.zone.minutes;
    return zones !== 0 && (clock(first) - clock(second) - zones) % 1440 !== 0;
  });
}

function clock({ time }: Moment): number {
  return time.hour * 60 + time.minute;
}

function lengthsTooLong({ spans, words }: ReadMail): Said[] {
  const [window, ...others] = spans.filter(({ until }) => until !== null);
  if (window === undefined || others.length > 0 || EACH.test(words)) return [];
  const [start, end] = [window.from.at, window.until!.at];
  if (start === null || end === null || end <= start) return [];
  return [...words.matchAll(LENGTH)].flatMap((match) => {
    const minutes = Number(match[1]) * (match[2]!.toLowerCase().startsWith('h') ? 60 : 1);
    const at = { start: match.index, end: match.index + match[0].length };
    const lies = (end - start) / MINUTE;
    return minutes > lies ? [{ message: `from start to end are only ${lies} minutes`, at }] : [];
  });
}

/** A second window on a day that has no whole one, which names only its start. */
function anotherWithoutEnd(mail: ReadMail): Span | undefined {
  const { spans, words } = mail;
  const whole = spans.filter(({ until }) => until !== null);
  const promises = promisesMade(mail);
  const isIn = (at: Stretch, around: Stretch): boolean => at.start >= around.start && at.start < around.end;
  const dayOf = (at: Moment | null): string | null => (at?.date ? `${at.date.month}-${at.date.day}` : null);
  const days = new Set(whole.flatMap(({ from, until }) => [dayOf(from), dayOf(until)]));
  return spans.find((span) => {
    const { from, until, besideDay, start } = span;
    if (until !== null || !besideDay || days.has(dayOf(from)) || promises.some((one) => isIn(span, one))) return false;
    if (DEADLINE.test(words.slice(Math.max(0, start - 60), start)) || tellsThePast(words, span)) return false;
    const sentence = sentenceAround(words, span);
    return whole.some((one) => isIn(one, sentence)) || DOWNTIME.test(words.slice(sentence.start, sentence.end));
  });
}

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
