import type { Stretch } from './text-places.js';

/** A day as a text names it; null is what it leaves open. */
export interface DateMention extends Stretch {
  readonly year: number | null;
  /** 1 to 12; null: day and month cannot be told apart. */
  readonly month: number | null;
  readonly day: number | null;
  /** 0 is Sunday. */
  readonly weekday: number | null;
  /** No calendar has it: 30 February. */
  readonly impossible: boolean;
}

/** More than a mail has; what a machine made of dates is not read to its end. */
export const MOST_MENTIONS = 400;
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

export const WEEKDAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?';
export const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const BEFORE = `(?:\\b(?<weekday>${WEEKDAY})\\.?,?\\s{1,2}(?:the\\s)?)?`;
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?:,?\\s(?<year>(?:19|20)\\d\\d)\\b(?!\\s?(?:UTC|GMT|Z\\b)|:))?';

const FORMS: readonly RegExp[] = [
  `${BEFORE}(?<![\\d.-]|(?<!Z)/)(?<year>\\d{4})([-/.])(?<month>\\d{1,2})\\3(?<day>\\d{1,2})(?!\\d|[-/.]\\d)`,
  `${BEFORE}(?<![\\w:.])${DAY}\\.?\\s(?:of\\s)?(?<month>${MONTH})\\b\\.?${YEAR}`,
  `${BEFORE}\\b(?<month>${MONTH})\\.?\\s(?:the\\s)?${DAY}(?![\\d:]|\\s?[ap]\\.?m\\b)(?:\\s?[–-]\\s?\\d{1,2}\\b(?!:))?${YEAR}`,
  `${BEFORE}(?<![\\d/])(?<first>\\d{1,2})/(?<second>\\d{1,2})/(?<year>(?:20)?\\d\\d)(?![\\d/])`,
  `${BEFORE}(?<![\\d.])(?<first>\\d{1,2})\\.(?<second>\\d{1,2})\\.(?<year>20\\d\\d)(?!\\d|\\.\\d)`,
  `(?:\\b(?<weekday>${WEEKDAY}),?|\\bon)\\s(?<first>\\d{1,2})/(?<second>\\d{1,2})(?![\\d/])`,
].map((form) => new RegExp(form.replaceAll('\\3', '\\k<dash>').replace('([-/.])', '(?<dash>[-/.])'), 'gi'));
const AFTER = new RegExp(`^,?\\s\\(?(${WEEKDAY})\\b\\)?`, 'i');

/** The days that a text names, in its order. */
export function dateMentions(text: string): DateMention[] {
  const found = FORMS.flatMap((form) => mentionsOf(form, text)).sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return found.filter((one) => one.start >= end && (end = one.end) > 0).slice(0, MOST_MENTIONS);
}

function mentionsOf(form: RegExp, text: string): DateMention[] {
  const found: DateMention[] = [];
  for (const match of text.matchAll(form)) {
    // Services may be slow: a word, not a month.
    if (match.groups!['month'] === 'may') continue;
    const mention = mentionOf(match, text);
    if (mention !== null) found.push(mention);
    if (found.length === MOST_MENTIONS) break;
  }
  return found;
}

function mentionOf(match: RegExpMatchArray & { index: number }, text: string): DateMention | null {
  const { first, second, ...said } = match.groups!;
  const numbers = first === undefined ? [Number(said['day']), monthOf(said['month']!)] : dayAndMonth(+first, +second!);
  if (numbers === null) return null;
  const [day, month] = numbers as [number | null, number | null];
  const year = said['year'] === undefined ? null : Number(said['year']) + (said['year'].length === 2 ? 2000 : 0);
  // The full stop behind a whole month is that of the sentence.
  let end = match.index + match[0].replace(/(?<=[a-z]{5}|june|july)\.$/i, '').length;
  let weekday = said['weekday'];
  if (weekday === undefined) {
    const after = AFTER.exec(text.slice(end, end + 16));
    weekday = after?.[1];
    end += after?.[0].length ?? 0;
  }
  return {
    start: match.index,
    end,
    year,
    month,
    day,
    weekday: weekday === undefined ? null : weekdayNamed(weekday),
    impossible: day !== null && month !== null && !exists(year ?? 2000, month, day),
  };
}

/** 24/11 can only be one day; 5/6 can be two, and 6/6 is one. Null: it is no day at all. */
function dayAndMonth(first: number, second: number): [day: number | null, month: number | null] | null {
  if (first < 1 || second < 1 || Math.max(first, second) > 31 || Math.min(first, second) > 12) return null;
  if (first === second) return [first, second];
  if (Math.max(first, second) <= 12) return [null, null];
  return first > 12 ? [first, second] : [second, first];
}

function monthOf(said: string): number {
  return /^\d/.test(said) ? Number(said) : MONTHS.indexOf(said.slice(0, 3).toLowerCase()) + 1;
}

export function weekdayNamed(said: string): number {
  return WEEKDAYS.findIndex((name) => name.slice(0, 3).toLowerCase() === said.slice(0, 3).toLowerCase());
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
