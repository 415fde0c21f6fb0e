import { Rejected } from './rejected.js';

export const PRECISIONS = ['millisecond', 'second', 'minute', 'hour', 'day', 'approximate'] as const;
/** How exactly a claimed time is known. */
export type Precision = (typeof PRECISIONS)[number];

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d:\d\d)$/;
const CALENDAR_DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/**
 * An ISO 8601 instant with an offset, as milliseconds since 1970 (finer digits are cut). Years 1990–2099: outside
 * them it is a typing mistake, and the sort key of the server admin log has room for no more. `field` names the
 * culprit in the refusal.
 */
export function parseInstant(text: string, field: string): number {
  const found = INSTANT.exec(text);
  if (found === null) {
    throw bad(field, `must be an instant such as 2026-11-22T17:05:09Z or 2026-11-22T18:05+01:00, not ${quote(text)}`);
  }
  const [, year, month, day, hour, minute, second = '00', fraction = '', offset = 'Z'] = found;
  const ms = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second, +fraction.slice(0, 3).padEnd(3, '0'));
  const same = new Date(ms);
  if (same.getUTCDate() !== +day! || same.getUTCHours() !== +hour! || same.getUTCMinutes() !== +minute!) {
    throw bad(field, `${quote(text)} is not a time that exists`);
  }
  if (+second > 59 || +month! > 12 || Math.abs(offsetMinutes(offset)) > 14 * 60 || /:[6-9]\d$/.test(offset)) {
    throw bad(field, `${quote(text)} is not a time that exists`);
  }
  return inRange(ms - offsetMinutes(offset) * MINUTE, text, field);
}

/** A calendar day in UTC, as the milliseconds of its first instant. */
export function parseDay(text: string, field: string): number {
  const found = CALENDAR_DAY.exec(text);
  const ms = found === null ? NaN : Date.UTC(+found[1]!, +found[2]! - 1, +found[3]!);
  if (found === null || isoDay(ms) !== text) {
    throw bad(field, `must be a day such as 2026-11-22, not ${quote(text)}`);
  }
  return inRange(ms, text, field);
}

/** `2026-11-22T17:05:09.123Z` */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** `2026-11-22` */
export function isoDay(ms: number): string {
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10);
}

/** How exactly a text such as `2026-11-22T17:05Z` claims to know the time. */
export function precisionOf(text: string): Precision {
  const found = INSTANT.exec(text);
  if (found?.[6] === undefined) return 'minute';
  return found[7] === undefined ? 'second' : 'millisecond';
}

function inRange(ms: number, text: string, field: string): number {
  if (ms < Date.UTC(1990, 0) || ms >= Date.UTC(2100, 0)) {
    throw bad(field, `${quote(text)} is outside the years 1990 to 2099`);
  }
  return ms;
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = +offset.slice(1, 3) * 60 + +offset.slice(4, 6);
  return offset.startsWith('-') ? -minutes : minutes;
}

function bad(field: string, sentence: string): Rejected {
  return new Rejected('invalid', 'invalid-time', `${field}: ${sentence}`, field);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
