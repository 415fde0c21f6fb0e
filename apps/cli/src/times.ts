import { EXIT, Failure } from './client.js';

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

const DAY = /^\d{4}-\d\d-\d\d$/;
/** As it is printed here: `2026-11-22 17:05`, `2026-11-22 17:05:09 UTC`. */
const PRINTED = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?)(?: UTC)?$/;

/**
 * What people type for a time, as an instant: ISO 8601, what is printed here (in UTC), `17:05` (today, UTC), or `90m`,
 * `2h`, `3d` (ago).
 */
export function instantFrom(text: string, now: Date = new Date()): string {
  const [, amount, unit] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  if (amount !== undefined) {
    const instant = new Date(now.getTime() - Number(amount) * UNITS[unit!]! * 1000).toISOString();
    // Nobody means the millisecond: what is written tells how exactly it is known.
    return unit === 's' ? `${instant.slice(0, 19)}Z` : `${instant.slice(0, 16)}Z`;
  }
  if (/^\d\d:\d\d$/.test(text)) return `${now.toISOString().slice(0, 10)}T${text}Z`;
  if (DAY.test(text)) return `${text}T00:00Z`;
  const [, day, clock] = PRINTED.exec(text) ?? [];
  if (day !== undefined) return `${day}T${clock}Z`;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return text;
  throw new Failure(
    EXIT.usage,
    `${JSON.stringify(text)} is no time: use 2026-11-22T17:05Z, 17:05 (today, UTC) or 90m (ago)`,
  );
}

/** A time of a window: a bare day would be its first minute, which hardly anybody means. */
export function momentFrom(text: string): string {
  if (!DAY.test(text)) return instantFrom(text);
  throw new Failure(EXIT.usage, `${JSON.stringify(text)} is a whole day: say at what time, as in ${text}T14:00Z`);
}
