/** In milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How times are written. `zone` is `utc`, or `local` for that of the reader's machine. */
export type Zone = 'utc' | 'local';

export interface TimeParts {
  /** `2026-11-22` */
  readonly day: string;
  /** `17:05` */
  readonly minute: string;
  /** `17:05:09` */
  readonly second: string;
  /** `UTC`, or the name of the local zone at that moment, such as `GMT+1`. */
  readonly zone: string;
}

const local = new Intl.DateTimeFormat('en-CA', {
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

/** `instant` as the API writes it: `2026-11-22T17:05:09.123Z`. */
export function timeParts(instant: string, zone: Zone): TimeParts {
  if (zone === 'utc') {
    return { day: instant.slice(0, 10), minute: instant.slice(11, 16), second: instant.slice(11, 19), zone: 'UTC' };
  }
  const parts = Object.fromEntries(local.formatToParts(Date.parse(instant)).map(({ type, value }) => [type, value]));
  const minute = `${parts['hour']}:${parts['minute']}`;
  return {
    day: `${parts['year']}-${parts['month']}-${parts['day']}`,
    minute,
    second: `${minute}:${parts['second']}`,
    zone: parts['timeZoneName']!,
  };
}

/** `3 s`, `12 min`, `4 h 05 min`, `12 d 3 h`: as exact as somebody wants it who looks at an age. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole < 600 && whole % 60 > 0 ? `${minutes} min ${whole % 60} s` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  const days = Math.floor(hours / 24);
  return `${days} d ${hours % 24} h`;
}

/** The 30th of February is none, although it can be read as the 2nd of March. */
export function isDay(day: string): boolean {
  const at = Date.parse(day);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
