import { DAY, HOUR, isDay, MINUTE } from './times.js';

const MOMENT = /^(\d{4}-\d\d-\d\d)[T ]+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)? ?(?:Z|UTC)?$/i;
const TIME = /^(\d{1,2}):(\d\d) ?(?:Z|UTC)?$/i;
const LENGTH = /^\+? ?(\d+(?:\.\d+)?) ?(min|minutes?|m|h|hours?|d|days?)$/i;

/** An instant of `2026-12-08 14:00`, in UTC; null when it is none. */
export function startOf(typed: string): string | null {
  const [, day, hour, minute, second = '00'] = MOMENT.exec(typed.trim()) ?? [];
  if (day === undefined || !isDay(day)) return null;
  return instantOf(`${day}T${hour!.padStart(2, '0')}:${minute}:${second}Z`);
}

/** The same of an end, which can also be said by its time alone (`15:30`: the next after the start) or by a length. */
export function endOf(typed: string, startsAt: string | null): string | null {
  const text = typed.trim();
  const whole = startOf(text);
  if (whole !== null || startsAt === null) return whole;
  const [, hour, minute] = TIME.exec(text) ?? [];
  if (hour !== undefined) {
    const at = instantOf(`${startsAt.slice(0, 10)}T${hour.padStart(2, '0')}:${minute}:00Z`);
    return at === null || at > startsAt ? at : new Date(Date.parse(at) + DAY).toISOString();
  }
  const [, count, unit] = LENGTH.exec(text) ?? [];
  if (count === undefined) return null;
  const ms = { m: MINUTE, h: HOUR, d: DAY }[unit![0]!.toLowerCase()]!;
  return instantOf(Date.parse(startsAt) + Number(count) * ms);
}

function instantOf(of: string | number): string | null {
  const at = new Date(of);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** As somebody types it. */
export function typedOf(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, instant.slice(17, 19) === '00' ? 16 : 19)}`;
}
