import { DAY, HOUR, MINUTE, timeParts, type Zone } from '../../pieces/times.js';
import { type TimeRange } from './time-range.js';
import { xOf } from './swim-lanes.js';

const SECOND = 1000;
const STEPS = [
  ...[1, 5, 10, 30].map((n) => n * SECOND),
  ...[1, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 364, 3640].map((n) => n * DAY),
];
const TIME_WIDTH = 64;
const DAY_WIDTH = 84;

export interface Tick {
  readonly x: number;
  readonly label: string;
}

export interface TimeAxis {
  readonly days: readonly Tick[];
  readonly times: readonly Tick[];
}

/** Days, and times within them where there is room; both as the clocks of the zone have them. */
export function timeAxis(range: TimeRange, width: number, zone: Zone): TimeAxis {
  const wanted = ((range.to - range.from) / width) * TIME_WIDTH;
  const fine = STEPS.find((step) => step >= wanted) ?? STEPS.at(-1)!;
  const coarse = Math.max(DAY, STEPS.find((step) => step >= (wanted / TIME_WIDTH) * DAY_WIDTH) ?? STEPS.at(-1)!);
  const days: Tick[] = [];
  const times: Tick[] = [];
  const tickAt = (at: number): Tick => ({
    x: xOf(at, { range, width }),
    label: labelOf(at, zone, fine < MINUTE),
  });
  let day = dayStart(range.from, zone);
  while (day < range.to) {
    if (Math.round(day / DAY) % (coarse / DAY) === 0 || days.length === 0) {
      days.push({ x: Math.max(0, xOf(day, { range, width })), label: dayOf(day + HOUR, zone) });
    }
    const next = dayStart(day + 26 * HOUR, zone);
    if (fine < DAY) {
      for (
        let at = Math.max(day, day + Math.ceil((range.from - day) / fine) * fine);
        at < Math.min(next, range.to);
        at += fine
      ) {
        times.push(tickAt(at));
      }
    }
    day = next;
  }
  return { days: spaced(days), times };
}

/** The first day begins before the range: where the second stands near, that one is meant. */
function spaced(days: readonly Tick[]): readonly Tick[] {
  return days.filter(({ x }, index) => index + 1 >= days.length || days[index + 1]!.x - x >= DAY_WIDTH);
}

function labelOf(at: number, zone: Zone, withSeconds: boolean): string {
  const { minute, second } = timeParts(new Date(at).toISOString(), zone);
  return withSeconds ? second : minute;
}

function dayOf(at: number, zone: Zone): string {
  return timeParts(new Date(at).toISOString(), zone).day;
}

function dayStart(at: number, zone: Zone): number {
  return zone === 'utc' ? Math.floor(at / DAY) * DAY : new Date(at).setHours(0, 0, 0, 0);
}
