import { isDay, type Zone } from '../../pieces/times.js';

/** When something was done, as somebody typed it. */
export interface SaidTime {
  readonly occurredAt: string;
  readonly precision: 'second' | 'minute' | 'day';
}

const AGO = /^(\d{1,4}) ?(s|sec|m|min|h|d)(?: ago)?$/i;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_AND_CLOCK = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::(\d{2}))?(?:\.\d+)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DAY_MS = 86_400_000;

/**
 * `10 min ago`, `17:05`, `2026-11-22`, `2026-11-22 17:05`, or an instant; without a zone in that of the page. A time of
 * the day is the last one that has been. Null = nothing of this.
 */
export function readSaidTime(text: string, now: number, zone: Zone): SaidTime | null {
  const typed = text.trim();
  const ago = AGO.exec(typed);
  if (ago !== null) {
    const unit = ago[2]![0]!.toLowerCase();
    return said(now - Number(ago[1]) * UNIT_MS[unit]!, unit === 's' ? 'second' : 'minute');
  }
  const clock = CLOCK.exec(typed);
  if (clock !== null) {
    const [, hour = '', minute, second] = clock;
    const time = `${hour.padStart(2, '0')}:${minute}:${second ?? '00'}`;
    const today = instantOf(dayOf(now, zone), time, zone);
    return said(today > now ? today - DAY_MS : today, second === undefined ? 'minute' : 'second');
  }
  if (DAY.test(typed)) return isDay(typed) ? said(Date.parse(`${typed}T00:00:00Z`), 'day') : null;
  const whole = DAY_AND_CLOCK.exec(typed);
  if (whole === null) return null;
  const [, day = '', minute = '', second, offset] = whole;
  if (!isDay(day)) return null;
  const precision = second === undefined ? 'minute' : 'second';
  const time = `${minute}:${second ?? '00'}`;
  if (offset === undefined) return said(instantOf(day, time, zone), precision);
  return said(Date.parse(`${day}T${time}${/^(?:Z|UTC)$/i.test(offset) ? 'Z' : offset}`), precision);
}

function said(ms: number, precision: SaidTime['precision']): SaidTime | null {
  return Number.isNaN(ms) ? null : { occurredAt: new Date(ms).toISOString(), precision };
}

function instantOf(day: string, time: string, zone: Zone): number {
  return Date.parse(`${day}T${time}${zone === 'utc' ? 'Z' : ''}`);
}

function dayOf(now: number, zone: Zone): string {
  if (zone === 'utc') return new Date(now).toISOString().slice(0, 10);
  const date = new Date(now);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
