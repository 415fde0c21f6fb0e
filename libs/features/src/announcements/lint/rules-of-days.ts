import { type DateMention, WEEKDAYS } from './date-mentions.js';
import { clauseAround, dayStart, likelyDay, type ReadMail, sentenceAround, tellsThePast } from './read-mail.js';
import { DAY, MINUTE, type Span } from './read-times.js';
import type { Rule, Said } from './rule.js';

/** A day has begun everywhere before it ends in UTC+14, and ends in UTC-12. */
const DAY_LASTS = DAY + 12 * 60 * MINUTE;
const WARNING =
  /\b(?:warn(?:ing|ings|ed)?|remind(?:er|ers|ed)?|(?:last|final|first)\s(?:notice|call|announcement)|notify|notified|brown[- ]?outs?)\b/i;
const ENDING =
  /\b(?:shut(?:ting)?\s?down|turn(?:ed|ing)?\soff|switch(?:ed)?\soff|decommission\w*|remov(?:ed|al|e|ing)|delet(?:ed|ion|e)|end[- ]of[- ]life)\b/i;
const RELATIVE =
  /\b(?:tomorrow|tonight|(?:next|this|coming)\s(?:week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|on\s(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/gi;

const iso = (day: number): string => new Date(day).toISOString().slice(0, 10);

export const rulesOfDays: readonly Rule[] = [
  {
    name: 'weekday',
    severity: 'error',
    about: 'The weekday is not that of the date. Without a year, that of the next such day counts.',
    mend: 'Give the right one of the two, or the date alone.',
    find: ({ dates, now }) =>
      dates.flatMap((date) => {
        const day = likelyDay(date, now);
        if (day === null || date.weekday === null || new Date(day).getUTCDay() === date.weekday) return [];
        const [is, said] = [WEEKDAYS[new Date(day).getUTCDay()]!, WEEKDAYS[date.weekday]!];
        return [{ message: `${iso(day)} is a ${is}, not a ${said}`, at: date }];
      }),
  },
  {
    name: 'impossible-date',
    severity: 'error',
    about: 'No calendar has the date, such as 30 February.',
    mend: 'Give the date that is meant.',
    find: ({ dates }) =>
      dates.filter(({ impossible }) => impossible).map((at) => ({ message: 'there is no such date', at })),
  },
  {
    name: 'past-date',
    severity: 'error',
    about: 'What is to come is dated in the past.',
    mend: 'Give the date that is meant; often it is the year.',
    find: (mail) => (mail.isPlan ? [...pastSpans(mail), ...pastDates(mail)] : []),
  },
  {
    name: 'shutdown-before-warning',
    severity: 'error',
    about: 'Something ends before the day on which the same text warns of it.',
    mend: 'Put the warnings before the end.',
    find: warningsThatComeTooLate,
  },
  {
    name: 'missing-year',
    severity: 'warning',
    about: 'A date without its year, and no other date of the text has one.',
    mend: 'Write the date as 2026-11-24.',
    find: ({ dates, namesYear }) => (namesYear ? [] : dates.map((at) => ({ message: 'the date has no year', at }))),
  },
  {
    name: 'ambiguous-date',
    severity: 'warning',
    about: 'Day and month can be taken for each other: 05/06/2026.',
    mend: 'Write the date as 2026-06-05.',
    find: ({ dates }) =>
      dates.filter(({ month }) => month === null).map((at) => ({ message: 'day and month cannot be told apart', at })),
  },
  {
    name: 'relative-date',
    severity: 'warning',
    about: 'Only “tomorrow”, “next week” or a weekday says when; mails are read late, and in other zones.',
    mend: 'Write the date as 2026-11-24.',
    find: ({ dates, words }) =>
      dates.length > 0
        ? []
        : [...words.matchAll(RELATIVE)].map(({ index, 0: said }) => ({
            message: `“${said}” depends on when it is read`,
            at: { start: index, end: index + said.length },
          })),
  },
];

function pastSpans({ spans, now, words }: ReadMail): Said[] {
  const isPast = ({ from, until }: Span): boolean => from.at !== null && (until?.at ?? from.at) < now;
  return spans
    .filter((span) => isPast(span) && !tellsThePast(words, span))
    .map((at) => ({ message: `${new Date(at.from.at!).toISOString().slice(0, 16)}Z is past`, at }));
}

/** Of dates without a time. */
function pastDates({ dates, spans, now, words }: ReadMail): Said[] {
  const taken = new Set(spans.flatMap(({ from, until }) => [from.date, until?.date]));
  return dates.flatMap((at) => {
    const day = dayStart(at);
    const isPast = day !== null && day + DAY_LASTS < now && !taken.has(at) && !tellsThePast(words, at);
    return isPast ? [{ message: `${iso(day)} is past`, at }] : [];
  });
}

function warningsThatComeTooLate({ dates, words, now }: ReadMail): Said[] {
  const dated = dates.flatMap((date) => {
    const day = likelyDay(date, now);
    return day === null ? [] : [{ date, day, kind: kindOf(words, date) }];
  });
  const ends = dated.filter(({ kind }) => kind === 'end').map(({ day }) => day);
  if (ends.length === 0) return [];
  const first = Math.min(...ends);
  return dated
    .filter(({ kind, day }) => kind === 'warning' && day > first)
    .map(({ date, day }) => ({ message: `warns on ${iso(day)} of what ends on ${iso(first)}`, at: date }));
}

function kindOf(words: string, date: DateMention): 'warning' | 'end' | null {
  for (const { start, end } of [clauseAround(words, date), sentenceAround(words, date)]) {
    const said = words.slice(start, end);
    const [warns, ends] = [WARNING.test(said), ENDING.test(said)];
    if (warns !== ends) return warns ? 'warning' : 'end';
  }
  return null;
}
