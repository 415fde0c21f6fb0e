import { DAY, HOUR } from '../../pieces/times.js';

/** From when until when, as it stands in the address. */
export interface TimeStretch {
  readonly from: string;
  readonly to: string;
}

/** Entries over time, as the API counts them. */
export interface Counted {
  readonly by: 'hour' | 'day' | 'month';
  readonly from: string | null;
  readonly to: string | null;
  readonly data: readonly { readonly from: string; readonly entries: number }[];
}

export interface Bar {
  /** Instants; `to` is the beginning of the next. */
  readonly from: string;
  readonly to: string;
  readonly entries: number;
  /** What is asked for to see only these: days where it is whole days. */
  readonly range: TimeStretch;
}

/** A bar for each hour, day or month of the time that was counted, also where there is nothing. */
export function barsOf({ by, from, to, data }: Counted): readonly Bar[] {
  if (from === null || to === null) return [];
  const counts = new Map(data.map((bucket) => [Date.parse(bucket.from), bucket.entries]));
  const bars: Bar[] = [];
  const end = Date.parse(to);
  for (let start = beginningOf(Date.parse(from), by); start < end || bars.length === 0; start = nextOf(start, by)) {
    const next = nextOf(start, by);
    const bar = { from: new Date(start).toISOString(), to: new Date(next).toISOString() };
    bars.push({ ...bar, entries: counts.get(start) ?? 0, range: rangeOf([bar], by) });
  }
  return bars;
}

/** What is asked for to see these bars alone, the earliest first. */
export function rangeOf(bars: readonly { from: string; to: string }[], by: Counted['by']): TimeStretch {
  const [from, to] = [bars[0]!.from, bars.at(-1)!.to];
  if (by === 'hour') return { from: `${from.slice(0, 16)}Z`, to: `${to.slice(0, 16)}Z` };
  // A day that is named as the end is included.
  return { from: from.slice(0, 10), to: new Date(Date.parse(to) - DAY).toISOString().slice(0, 10) };
}

/** What a bar is called: `2026-11-22 17:00`, `2026-11-22`, `2026-11`. */
export function nameOf({ from }: { readonly from: string }, by: Counted['by']): string {
  return by === 'hour' ? from.slice(0, 16).replace('T', ' ') : from.slice(0, by === 'day' ? 10 : 7);
}

function beginningOf(ms: number, by: Counted['by']): number {
  if (by === 'month') return Date.parse(`${new Date(ms).toISOString().slice(0, 7)}-01T00:00:00Z`);
  const length = by === 'hour' ? HOUR : DAY;
  return Math.floor(ms / length) * length;
}

function nextOf(start: number, by: Counted['by']): number {
  if (by !== 'month') return start + (by === 'hour' ? HOUR : DAY);
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
