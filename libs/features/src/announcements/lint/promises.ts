import { dayStart, type ReadMail, sentenceAround } from './read-mail.js';
import { DAY, MINUTE } from './read-times.js';
import type { Stretch } from './text-places.js';

const WE =
  "(?:we|i|somebody|someone)(?:['’]ll|\\s(?:will|shall|are\\sgoing\\sto|am\\sgoing\\sto|plan\\sto))\\s(?:\\w{1,12}\\s){0,2}?";
const NEWS =
  '(?:e?-?mails?|messages?|updates?|announcements?|details|reports?|summary|notes?|reminders?|notices?|news)';
const READERS = '(?:you|everybody|everyone|people|users|this|subscribers|here|the\\s(?:list|task))';
const PROMISE = new RegExp(
  [
    `\\b${WE}(?:announce|follow\\sup|report\\sback|let\\s(?:you|everybody|everyone|people)\\b)`,
    `\\b${WE}(?:update|notify|inform|tell)\\s${READERS}\\b`,
    `\\b${WE}(?:send|post|share|write|provide|give)\\s(?:\\w{1,12}\\s){0,4}?${NEWS}\\b`,
    '\\bwill\\s(?:be\\s)?(?:follow(?:ed)?\\sup|announced)\\b',
    `\\b(?:more|further|another|an|the)\\s(?:\\w{1,12}\\s){0,2}?${NEWS}\\s(?:will\\s(?:be\\s(?:sent|posted|shared|given|published)|follow)|to\\sfollow)`,
    '\\b(?:to\\sbe\\s(?:announced|determined|confirmed|decided)|TB[ADC])\\b',
    '\\bstay\\stuned\\b',
  ].join('|'),
  'gi',
);
/** A mail is wrapped at 70 characters or so: a line that ends long before, where the next one begins anew, is no part of it. */
const END_OF_SHORT_LINE = /(?<=(?:^|\n)[^\n]{1,50})\n(?=[^\S\n]{0,3}(?:[-*•]\s|[A-Z]))/g;
const WITHIN = /\b(?:within|in|after)\s(?:the\snext\s)?(\d{1,3}|an?|one|two)\s(minute|hour|day|week)s?\b(?!\sof\b)/i;
const LENGTHS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: DAY, week: 7 * DAY };
const COUNTS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2 };
const MOST_PROMISES = 50;

export interface PromiseMade extends Stretch {
  /** Null: the text does not say by when. */
  readonly dueAt: number | null;
}

/** What a mail says will be told later: each sentence is one promise. */
export function promisesMade(mail: ReadMail): PromiseMade[] {
  const made = new Map<number, PromiseMade>();
  for (const { index, 0: said } of mail.words.matchAll(PROMISE)) {
    const sentence = sentenceOf(mail.words, { start: index, end: index + said.length });
    if (!made.has(sentence.start)) made.set(sentence.start, { ...sentence, dueAt: dueIn(mail, sentence, index) });
    if (made.size === MOST_PROMISES) break;
  }
  return [...made.values()];
}

/** Not with a short line before or after it, such as a heading, that ends without a full stop. */
function sentenceOf(words: string, said: Stretch): Stretch {
  const { start, end } = sentenceAround(words, said);
  const ends = [...words.slice(start, end).matchAll(END_OF_SHORT_LINE)].map(({ index }) => start + index);
  const before = ends.findLast((at) => at < said.start) ?? start;
  const blank = /^\s*/.exec(words.slice(before, said.start))![0].length;
  return { start: before + blank, end: Math.max(said.end, ends.find((at) => at >= said.end) ?? end) };
}

/** A time in the same sentence, a day (to its end), or a length from now. */
function dueIn({ spans, dates, words, now }: ReadMail, sentence: Stretch, from: number): number | null {
  const isIn = ({ start }: Stretch): boolean => start >= sentence.start && start < sentence.end;
  const time = spans.find((span) => isIn(span) && span.from.at !== null);
  if (time !== undefined) return time.from.at;
  const day = dates.find(isIn);
  const midnight = day === undefined ? null : dayStart(day);
  if (midnight !== null) return midnight + DAY - 1;
  const within = WITHIN.exec(words.slice(from, sentence.end));
  if (within === null) return null;
  const count = COUNTS[within[1]!.toLowerCase()] ?? Number(within[1]);
  return now + count * LENGTHS[within[2]!.toLowerCase()]!;
}
