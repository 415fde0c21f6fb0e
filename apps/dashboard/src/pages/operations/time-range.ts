import { DAY, HOUR, isDay, MINUTE } from '../../pieces/times.js';

/** Milliseconds since 1970, the end not included. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Ranges that end now, by their name in the address. */
export const LASTS = { '6h': 6 * HOUR, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY } as const;
export type Last = keyof typeof LASTS;
export const DEFAULT_LAST: Last = '24h';

const SHORTEST = MINUTE;
/** What is in flight shall be seen to reach now, and not the edge. */
const ROOM_AFTER_NOW = 1 / 40;

export function lastRange(last: Last, now: number): TimeRange {
  return { from: now - LASTS[last], to: now + LASTS[last] * ROOM_AFTER_NOW };
}

const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?) ?(Z|[+-]\d{2}:\d{2})?$/i;

/** A day or an instant as somebody types it, in UTC unless it says another offset; null for anything else. */
export function readTime(text: string, which: 'from' | 'to'): number | null {
  const trimmed = text.trim();
  const found = INSTANT.exec(trimmed);
  if (!DAY_ONLY.test(trimmed) && found === null) return null;
  const at = Date.parse(found === null ? trimmed : `${found[1]}T${found[2]}${found[3]?.toUpperCase() ?? 'Z'}`);
  if (Number.isNaN(at) || !isDay(trimmed.slice(0, 10))) return null;
  return found === null && which === 'to' ? at + DAY : at;
}

/** As it stands in an address: no more exact than somebody can point. */
export function writeTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/:00$/, '')}Z`;
}

export function shifted({ from, to }: TimeRange, times: 1 | -1): TimeRange {
  const by = (to - from) * times;
  return whole({ from: from + by, to: to + by });
}

/** `factor` 2 shows twice as much around the same middle. */
export function zoomed({ from, to }: TimeRange, factor: number): TimeRange {
  const half = Math.max(SHORTEST, (to - from) * factor) / 2;
  return whole({ from: (from + to) / 2 - half, to: (from + to) / 2 + half });
}

/** What a reader pointed out, in whole minutes, or seconds where it is short. */
export function pointedOut(one: number, other: number): TimeRange {
  const range = { from: Math.min(one, other), to: Math.max(one, other) };
  return range.to - range.from < SHORTEST ? zoomed(range, 1) : whole(range);
}

function whole({ from, to }: TimeRange): TimeRange {
  const unit = to - from < HOUR ? 1000 : MINUTE;
  return { from: Math.round(from / unit) * unit, to: Math.round(to / unit) * unit };
}
