import { DAY, HOUR } from '@kernel/time.js';

export const PERIODS = ['hour', 'day', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** Hours or days of a histogram; of months there are not many more in all the years that are taken. */
export const MOST_PERIODS = 1000;
const LONGEST_BY_HOUR = 4 * DAY;
const LONGEST_BY_DAY = 200 * DAY;

/** How many entries there are, by the milliseconds at which an hour or a day begins. */
export type Counts = ReadonlyMap<number, number>;

export interface Bucket {
  /** Milliseconds since 1970, when the period begins. */
  readonly from: number;
  readonly entries: number;
}

/** By what a span of time is divided, unless told. */
export function periodFor(milliseconds: number): Period {
  if (milliseconds <= LONGEST_BY_HOUR) return 'hour';
  return milliseconds <= LONGEST_BY_DAY ? 'day' : 'month';
}

/** Whether there are too many periods between two instants, which both belong to it. */
export function isTooFine(by: Period, first: number, last: number): boolean {
  if (by === 'month') return false;
  const size = by === 'hour' ? HOUR : DAY;
  return Math.floor(last / size) - Math.floor(first / size) >= MOST_PERIODS;
}

/** The same counts by longer periods, oldest first; periods without entries are left out. */
export function bucketsOf(counts: Counts, by: Period): Bucket[] {
  const sums = new Map<number, number>();
  for (const [time, entries] of counts) {
    const from = beginningOf(by, time);
    sums.set(from, (sums.get(from) ?? 0) + entries);
  }
  return [...sums].map(([from, entries]) => ({ from, entries })).sort((a, b) => a.from - b.from);
}

function beginningOf(by: Period, time: number): number {
  if (by === 'hour') return time - (time % HOUR);
  if (by === 'day') return time - (time % DAY);
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}
