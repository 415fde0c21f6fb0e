import { type DateMention } from './date-mentions.js';
import { DAY, isReplaced, readTimes, type Span } from './read-times.js';
import { ownWords, type Stretch } from './text-places.js';

/** A mail as the rules see it. */
export interface ReadMail {
  /** Subject and text as they were typed. */
  readonly typed: string;
  /** The same length, without quoted lines and addresses. */
  readonly words: string;
  readonly now: number;
  /** Those that hold. */
  readonly dates: readonly DateMention[];
  /** Those that hold, each once. */
  readonly spans: readonly Span[];
  /** Those that are said again in another zone, with what is said there. */
  readonly repeated: readonly (readonly [Span, again: Span])[];
  readonly namesOld: boolean;
  /** Of any date, also of one that does not hold any more. */
  readonly namesYear: boolean;
  /** It speaks of downtime to come. */
  readonly isPlan: boolean;
  readonly isShutdown: boolean;
  readonly isCancelled: boolean;
  readonly isMoved: boolean;
}

const TO_COME =
  /\b(?:will|shall|going to|planned|planning|scheduled|upcoming|starting|postponed|rescheduled|plan to|we'll|we’ll)\b|\b(?:when|start|date|window)\s?:/i;
const OVER =
  /\b(?:is|are|has|have|was|were|been)\s(?:now\s|all\s|been\s){0,2}(?:completed?|done|finished|over|restored|back\s(?:to|online|up))\b/i;
export const DOWNTIME =
  /\b(?:maintenance|downtime|outage|reboot\w*|restart\w*|upgrad\w*|migrat\w*|fail\s?over|switch\s?over|unavailable|unreachable|read[- ]only|interruptions?|disruptions?|affected|offline|window|work)\b/i;
const PAST_TENSE =
  /\b(?:was|were|had|has\sbeen|have\sbeen|happened|occurred|began|begun|started|finished|ended|since|ago|yesterday|last\s(?:week|month|year)|cancell?ed|posted|sent|announced)\b/i;
const SHUTDOWN =
  /\b(?:shut(?:ting)?\s?down|turn(?:ed|ing)?\soff|switch(?:ed)?\soff|decommission\w*|sunset\w*|end[- ]of[- ]life)\b/i;
const CANCELLED = /\b(?:cancel(?:l?ed|l?ing|lation)?|called\soff|will\snot\s(?:take\splace|happen))\b/i;
const MOVED = new RegExp(
  [
    'reschedul\\w*',
    'postpon\\w*',
    'new\\s(?:date|time|window)\\b',
    '(?:maintenance|window|work|upgrade|reboots?|this|it|date)\\s(?:\\w{1,12}\\s){0,3}(?:pushed\\sback|brought\\sforward|delayed|moved)\\b(?!\\s(?:to|from|into|onto)\\s(?:the|an?|new|other)\\b)',
    'moved\\s(?:to|by)\\s(?:\\d|later|next|tomorrow|another\\s(?:day|date|time)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)',
  ].join('|'),
  'i',
);

export function readMail(typed: string, now: number): ReadMail {
  const words = ownWords(typed);
  const { dates, spans } = readTimes(words);
  const speaksOfDowntime = DOWNTIME.test(words) || SHUTDOWN.test(words);
  const isOver = OVER.test(words) && !/\b(?:will|going to|scheduled for|planned for)\b/i.test(words);
  return {
    typed,
    words,
    now,
    dates: dates.filter((date) => !isReplaced(words, date)),
    spans: spans.filter(({ replaced, again }) => !replaced && !again),
    repeated: spans.flatMap((again, at) => (again.again ? [[spans[at - 1]!, again] as const] : [])),
    namesOld: spans.some(({ replaced }) => replaced) || dates.some((date) => isReplaced(words, date)),
    namesYear: dates.some(({ year }) => year !== null),
    isPlan:
      speaksOfDowntime &&
      !isOver &&
      (dates.length > 0 || spans.length > 0) &&
      (TO_COME.test(words) || dates.some((date) => (likelyDay(date, now) ?? 0) > now - DAY)),
    isShutdown: SHUTDOWN.test(words),
    isCancelled: CANCELLED.test(words),
    isMoved: MOVED.test(words),
  };
}

/** The first millisecond of the day in UTC; null: the text leaves it open. */
export function dayStart({ year, month, day, impossible }: DateMention): number | null {
  return year === null || month === null || day === null || impossible ? null : Date.UTC(year, month - 1, day);
}

/** The year that people mean by a day without one: the next such day, or the one just past. */
export function likelyDay(date: DateMention, now: number): number | null {
  const { month, day, impossible } = date;
  if (date.year !== null || month === null || day === null || impossible) return dayStart(date);
  const year = new Date(now).getUTCFullYear();
  const days = [year - 1, year, year + 1].map((one) => Date.UTC(one, month - 1, day));
  return days.find((one) => one > now - 60 * DAY) ?? null;
}

const REACH = 300;

/** The sentence that a place lies in, not further than a few lines. */
export function sentenceAround(words: string, { start, end }: Stretch): Stretch {
  return around(words, { start, end }, /[.!?;](?=\s|$)|\n\s{0,3}\n/g);
}

export function tellsThePast(words: string, at: Stretch): boolean {
  const { start, end } = sentenceAround(words, at);
  return PAST_TENSE.test(words.slice(start, end));
}

/** The part of a sentence. */
export function clauseAround(words: string, { start, end }: Stretch): Stretch {
  return around(words, { start, end }, /[.!?;,](?=\s|$)|\n\s{0,3}\n|\b(?:and|but|then)\b/g);
}

function around(words: string, { start, end }: Stretch, border: RegExp): Stretch {
  const from = Math.max(0, start - REACH);
  const before = [...words.slice(from, start).matchAll(border)].at(-1);
  const after = words.slice(end, end + REACH).search(border);
  return {
    start: before === undefined ? from : from + before.index + before[0].length,
    end: after === -1 ? Math.min(words.length, end + REACH) : end + after,
  };
}
