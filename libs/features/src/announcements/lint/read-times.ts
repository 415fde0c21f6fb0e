import { type DateMention, dateMentions, MONTH, WEEKDAY } from './date-mentions.js';
import type { Stretch } from './text-places.js';
import { type TimeMention, timeMentions, type Zone } from './time-mentions.js';

/** A time of day with the day and zone it belongs to, as far as the text tells. */
export interface Moment extends Stretch {
  readonly time: TimeMention;
  readonly date: DateMention | null;
  readonly zone: Zone | null;
  /** Milliseconds since 1970 in UTC; null: something is left open. */
  readonly at: number | null;
}

/** From when until when. */
export interface Span extends Stretch {
  readonly from: Moment;
  /** Null: the text names no end. */
  readonly until: Moment | null;
  /** The text says that this does not hold any more. */
  readonly replaced: boolean;
  /** Its day stands beside it; else it was named somewhere before. */
  readonly besideDay: boolean;
  /** The same time again in another zone, in brackets: 14:00 UTC (15:00 CET). */
  readonly again: boolean;
}

export interface TimesRead {
  readonly dates: readonly DateMention[];
  readonly times: readonly TimeMention[];
  readonly spans: readonly Span[];
}

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
const LONGEST_GAP = 90;
const LONGEST_OVER_MIDNIGHT = 12 * 60 * MINUTE;

const WILL_END =
  '(?:and\\s)?(?:(?:will|should|is\\sexpected\\sto|are\\sexpected\\sto|it\\sshould|expected\\sto)\\s)?(?:be\\s(?:done|finished|over|complete[d]?)|end(?:s|ing)?|finish(?:es|ed|ing)?|complete[d]?|until|till|ready)(?:\\stime)?';
const BETWEEN = new RegExp(
  `^[\\s,.;)|*]{0,6}(?:-{1,2}>?|–|—|→|to|until|till|through|and|${WILL_END})[\\s:=|*(]{0,6}(?:at|by|on|about|around|approximately|~)?[\\s,]{0,3}(?:at\\s)?$`,
  'i',
);
const MOVED_FROM =
  /\b(?:moved?|rescheduled?|postponed?|shift(?:ed)?|changed?|pushed|delayed)\b[^.!?\n]{0,40}\bfrom\b[^.!?]{0,40}$/i;
const NOT_ANY_MORE =
  /\b(?:instead of|original(?:ly)?|previous(?:ly)?|formerly|(?:was|were|had been) (?:planned|scheduled|announced)|replac(?:es|ing)|no longer|rather than|not on|old (?:time|date|window)|earlier (?:announced|planned|scheduled))\b[^!?]{0,50}$/i;
/** What follows the time that is left: it `is moved to 2026-12-11`. */
const MOVED_TO = new RegExp(
  `^[^.!?;]{0,60}\\b(?:moved|rescheduled|postponed|shifted|changed|pushed\\sback|brought\\sforward)\\sto\\s(?:the\\s)?(?:next\\s(?:week|month)\\b|${WEEKDAY}\\b|\\d{1,4}(?:[-:/.]\\d|(?:st|nd|rd|th)?\\s(?:of\\s)?${MONTH}\\b)|${MONTH}\\s\\d)`,
  'i',
);
const ALL_IN_UTC = /\btimes\b[^.!?]{0,25}\b(?:UTC|GMT)\b/i;
const UTC_ZONE: Zone = { kind: 'utc', name: 'UTC', minutes: 0 };

/** The one grammar of days and times in a text that people wrote. Values, places, and what was left open. */
export function readTimes(text: string): TimesRead {
  const dates = dateMentions(text);
  const times = timeMentions(text).filter(({ start }) => !dates.some((date) => inside(start, date)));
  const pairs = pairsOf(text, dates, times);
  const standard = ALL_IN_UTC.test(text) ? UTC_ZONE : null;
  const spans: Span[] = [];
  for (const [first, second] of pairs)
    spans.push(spanOf({ text, dates, standard, before: spans.at(-1) }, first, second));
  return { dates, times, spans };
}

function inside(at: number, { start, end }: Stretch): boolean {
  return at >= start && at < end;
}

/** Which times are the two ends of one stretch. */
function pairsOf(
  text: string,
  dates: readonly DateMention[],
  times: readonly TimeMention[],
): (readonly [TimeMention, TimeMention | null])[] {
  const pairs: (readonly [TimeMention, TimeMention | null])[] = [];
  for (let at = 0; at < times.length; at++) {
    const [first, second] = [times[at]!, times[at + 1]];
    const joined = second !== undefined && areJoined(text, dates, first, second);
    pairs.push([first, joined ? second : null]);
    if (joined) at++;
  }
  return pairs;
}

function areJoined(text: string, dates: readonly DateMention[], first: TimeMention, second: TimeMention): boolean {
  if (second.start - first.end > LONGEST_GAP) return false;
  let between = '';
  let from = first.end;
  for (const date of dates.filter(({ start }) => start >= first.end && start < second.start)) {
    between += text.slice(from, date.start).replace(/\son\s$/i, ' ');
    from = date.end;
  }
  between = `${between}${text.slice(from, second.start)}`.replace(/\s{2,}/g, ' ').replace(/T$/, '');
  const before = text.slice(Math.max(0, first.start - LONGEST_GAP), first.start);
  // The interval of ISO 8601.
  if (/^\s?\/\s?$/.test(between)) return before.endsWith('T') && first.zone?.name === second.zone?.name;
  if (!BETWEEN.test(between) || (MOVED_FROM.test(before) && /\bto\b/i.test(between))) return false;
  return !/^[\s,]*and[\s,]*(?:at|on)?[\s,]*$/i.test(between) || /\bbetween\b[^.!?\n]{0,60}$/i.test(before);
}

interface Around {
  readonly text: string;
  readonly dates: readonly DateMention[];
  readonly standard: Zone | null;
  readonly before: Span | undefined;
}

function spanOf(around: Around, first: TimeMention, second: TimeMention | null): Span {
  const { text, dates, standard, before } = around;
  const date = dayOf(text, dates, first, second);
  const from = momentOf(first, date, first.zone ?? second?.zone ?? standard);
  const own = second === null ? null : dayOfEnd(text, dates, first, second);
  const until = second === null ? null : endOf(from, second, own, second.zone ?? first.zone ?? standard);
  const leads = date !== null && date.end <= first.start && first.start - date.end < 20;
  const start = leads && date.start >= (before?.end ?? 0) ? date.start : first.start;
  const last = second ?? first;
  return {
    start,
    end: last.end,
    from,
    until,
    replaced: isReplaced(text, { start, end: last.end }),
    besideDay: leads || own !== null || (date !== null && date.start >= first.end && date.start - last.end < 20),
    again: before !== undefined && /^\)?[\s,]{0,2}(?:[(/=]|i\.e\.)[\s(]{0,2}$/.test(text.slice(before.end, start)),
  };
}

/** Whether the text says of what begins here that it does not hold any more. */
export function isReplaced(text: string, { start, end }: Stretch): boolean {
  const ahead = text.slice(Math.max(0, start - LONGEST_GAP), start);
  if (NOT_ANY_MORE.test(ahead) || (MOVED_FROM.test(ahead) && !/\bto\b[^.!?]{0,25}$/i.test(ahead))) return true;
  return MOVED_TO.test(text.slice(end, end + 2 * LONGEST_GAP));
}

/** `14:00 on 24 November` goes before the day that was named last. */
function dayOf(
  text: string,
  dates: readonly DateMention[],
  first: TimeMention,
  second: TimeMention | null,
): DateMention | null {
  const last = second ?? first;
  const next = dates.find(({ start }) => start >= last.end);
  const ahead = dates.findLast(({ end }) => end <= first.start);
  const leads = ahead !== undefined && first.start - ahead.end < 20;
  const follows = dayBehind(text, dates, first) ?? dayBehind(text, dates, last);
  if (follows !== null && !leads) return follows;
  return ahead ?? (second === null ? (next ?? null) : (dates.find(({ start }) => start >= first.end) ?? null));
}

/** `to 02:00 UTC on Wednesday` or `to Wednesday, 02:00`; null: it has no day of its own. */
function dayOfEnd(
  text: string,
  dates: readonly DateMention[],
  first: TimeMention,
  second: TimeMention,
): DateMention | null {
  const between = dates.findLast(({ start, end }) => start >= first.end && end <= second.start) ?? null;
  if (between === null || between !== dayBehind(text, dates, first)) return between;
  return dayBehind(text, dates, second);
}

function dayBehind(text: string, dates: readonly DateMention[], { end }: Stretch): DateMention | null {
  const next = dates.find(({ start }) => start >= end);
  if (next === undefined || next.start - end > 20) return null;
  return /^\)?,?\s{0,2}(?:,\s?)?(?:on|of|,)?\s{0,2}$/i.test(text.slice(end, next.start)) ? next : null;
}

function momentOf(time: TimeMention, date: DateMention | null, zone: Zone | null, later = 0): Moment {
  const known = date !== null && date.year !== null && date.month !== null && !date.impossible && zone?.minutes != null;
  const at = known
    ? Date.UTC(date.year, date.month - 1, date.day!, time.hour, time.minute) - zone.minutes * MINUTE + later
    : null;
  return { start: time.start, end: time.end, time, date, zone, at };
}

/** Without a day of its own an end lies on that of the start, or, when it is soon after midnight, on the next. */
function endOf(from: Moment, time: TimeMention, own: DateMention | null, zone: Zone | null): Moment {
  if (own !== null) return momentOf(time, own, zone);
  const minutes = (one: TimeMention): number => one.hour * 60 + one.minute;
  const ahead = (minutes(time) - minutes(from.time)) * MINUTE;
  const over = ahead < 0 && ahead + DAY <= LONGEST_OVER_MIDNIGHT;
  return momentOf(time, from.date, zone, over ? DAY : 0);
}
