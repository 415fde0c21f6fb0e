import type { components } from '@api/openapi.js';
import { DAY, HOUR, MINUTE, type Zone } from '../../pieces/times.js';

export type Precision = components['schemas']['EntryPreviewView']['precision'];

/** When something was done, as the API takes it. */
export interface When {
  readonly occurredAt: string;
  readonly precision: Precision;
}

/** What a clock that is ahead may say. */
const AHEAD_MS = 2 * MINUTE;
const UNITS: readonly (readonly [words: RegExp, ms: number, precision: Precision])[] = [
  [/^(?:s|secs?|seconds?)$/, 1000, 'second'],
  [/^(?:m|mins?|minutes?)$/, MINUTE, 'minute'],
  [/^(?:h|hrs?|hours?)$/, HOUR, 'hour'],
  [/^(?:d|days?)$/, DAY, 'day'],
];
const AGO = /^(\d{1,5}|an?) ?([a-z]+)(?: ago)?$/;
const ABOUT = /^(?:about|around|ca\.?|~) ?/;
const MOMENT = /^(?:(\d{4}-\d\d-\d\d|today|yesterday)(?:[ t]|$))?(?:(\d{1,2}:\d\d(?::\d\d(?:\.\d{1,3})?)?) ?(\D.*)?)?$/;
const OFFSET = /^([+-])(\d\d):?(\d\d)$/;

/**
 * Reads what somebody writes of a time: `10 min ago`, `14:05`, `yesterday 14:05`, `2026-11-22 17:05`, or an instant of
 * the API. Without a zone it is in `zone`; a time without a day is the last one that was; `about` before it says so.
 * Null when it is none of these.
 */
export function whenOf(typed: string, now: number, zone: Zone): When | null {
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  const exact = text.replace(ABOUT, '');
  const when = ago(exact, now) ?? moment(exact, now, zone);
  return when === null || exact === text ? when : { ...when, precision: 'approximate' };
}

function ago(text: string, now: number): When | null {
  const found = AGO.exec(text);
  const unit = UNITS.find(([words]) => found !== null && words.test(found[2]!));
  if (found === null || unit === undefined) return null;
  const [, ms, precision] = unit;
  const count = /^\d/.test(found[1]!) ? Number(found[1]) : 1;
  const step = Math.min(ms, MINUTE);
  return { occurredAt: new Date(Math.floor((now - count * ms) / step) * step).toISOString(), precision };
}

function moment(text: string, now: number, zone: Zone): When | null {
  const [, day, time, suffix] = MOMENT.exec(text) ?? [];
  if (day === undefined && time === undefined) return null;
  const offset = offsetOf(suffix, zone);
  if (offset === null) return null;
  const date = dateOf(day, now, offset);
  // A day is one of UTC, whatever zone hours are told in.
  if (time === undefined) return when(Date.parse(`${date}T00:00:00Z`), date, 'day');
  const [hour, minute, second] = time.split(':');
  const full = `${hour!.padStart(2, '0')}:${minute}:${(second ?? '00').padEnd(2, '0')}`;
  const ms = instantOf(date, full, offset);
  const precision = second === undefined ? 'minute' : second.includes('.') ? 'millisecond' : 'second';
  const isToCome = day === undefined && ms > now + AHEAD_MS;
  const found = isToCome ? instantOf(dateOf('yesterday', now, offset), full, offset) : ms;
  return when(found, date, precision);
}

function when(ms: number, date: string, precision: Precision): When | null {
  const exists = new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ?? false;
  return exists && !Number.isNaN(ms) ? { occurredAt: new Date(ms).toISOString(), precision } : null;
}

/** Minutes east of UTC, or as the machine says it; null when this is no zone. */
function offsetOf(suffix: string | undefined, zone: Zone): number | 'local' | null {
  if (suffix === undefined) return zone === 'local' ? 'local' : 0;
  if (suffix === 'z' || suffix === 'utc') return 0;
  const [, sign, hours, minutes] = OFFSET.exec(suffix) ?? [];
  if (sign === undefined) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function dateOf(day: string | undefined, now: number, offset: number | 'local'): string {
  if (day !== undefined && /^\d/.test(day)) return day;
  const east = offset === 'local' ? -new Date(now).getTimezoneOffset() : offset;
  const shifted = new Date(now + east * MINUTE);
  if (day === 'yesterday') shifted.setUTCDate(shifted.getUTCDate() - 1);
  return shifted.toISOString().slice(0, 10);
}

/** ISO 8601 without a zone is what the machine's clock showed. */
function instantOf(date: string, time: string, offset: number | 'local'): number {
  return offset === 'local' ? Date.parse(`${date}T${time}`) : Date.parse(`${date}T${time}Z`) - offset * MINUTE;
}
