import { DAY } from '../../pieces/times.js';
import { addDays, dayOf } from './window-query.js';

const DAYS_OF_WEEK = 7;

/** What of a window decides where it stands in a calendar. */
interface Lasting {
  readonly id: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** A window on one day. */
export interface Piece<Window> {
  readonly window: Window;
  /** Whether it began on this day, and whether it ends on it. */
  readonly begins: boolean;
  readonly ends: boolean;
  /** On how many days of the week it is from this one on. */
  readonly days: number;
}

export interface CalendarDay<Window> {
  readonly day: string;
  /** One below the other, each window of a week in the same place on all its days; null where none is. */
  readonly lanes: readonly (Piece<Window> | null)[];
}

/** The weeks that a month touches, or the week of a day; each begins on Monday. */
export function weeksAround(day: string, span: 'month' | 'week'): string[][] {
  const first = span === 'week' ? day : `${day.slice(0, 8)}01`;
  const weeks: string[][] = [];
  for (let monday = mondayOf(first); weeks.length === 0 || isOfMonth(monday, day, span);) {
    const start = monday;
    weeks.push(Array.from({ length: DAYS_OF_WEEK }, (_, index) => addDays(start, index)));
    monday = addDays(monday, DAYS_OF_WEEK);
  }
  return weeks;
}

function isOfMonth(monday: string, day: string, span: 'month' | 'week'): boolean {
  return span === 'month' && monday.slice(0, 7) === day.slice(0, 7);
}

function mondayOf(day: string): string {
  const weekday = (new Date(day).getUTCDay() + 6) % DAYS_OF_WEEK;
  return addDays(day, -weekday);
}

/** The windows of each day of a week, in UTC. What ends at midnight is not on the day that begins then. */
export function placed<Window extends Lasting>(
  week: readonly string[],
  windows: readonly Window[],
): CalendarDay<Window>[] {
  const lanes: Window[][] = [];
  const inOrder = windows
    .filter((window) => week.some((day) => isOn(window, day)))
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt) || b.endsAt.localeCompare(a.endsAt));
  for (const window of inOrder) {
    const free = lanes.find((lane) => !lane.some((other) => week.some((day) => isOn(other, day) && isOn(window, day))));
    if (free === undefined) lanes.push([window]);
    else free.push(window);
  }
  return week.map((day) => ({
    day,
    lanes: lanes.map((lane) =>
      pieceOn(
        lane.find((window) => isOn(window, day)),
        day,
        week.at(-1)!,
      ),
    ),
  }));
}

function pieceOn<Window extends Lasting>(
  window: Window | undefined,
  day: string,
  lastOfWeek: string,
): Piece<Window> | null {
  if (window === undefined) return null;
  const last = lastDayOf(window);
  const until = last < lastOfWeek ? last : lastOfWeek;
  const days = Math.round((Date.parse(until) - Date.parse(day)) / DAY) + 1;
  return { window, begins: window.startsAt.startsWith(day), ends: last === day, days };
}

function isOn(window: Lasting, day: string): boolean {
  return window.startsAt.slice(0, 10) <= day && day <= lastDayOf(window);
}

function lastDayOf({ startsAt, endsAt }: Lasting): string {
  return dayOf(Math.max(Date.parse(startsAt), Date.parse(endsAt) - 1));
}

/** `Wednesday 25 November 2026`. */
export function dayInWords(day: string): string {
  return words.format(Date.parse(day)).replaceAll(',', '');
}

const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' });

/** `November 2026`, or `23 – 29 November 2026`. */
export function headingOf(weeks: readonly (readonly string[])[], day: string, span: 'month' | 'week'): string {
  if (span === 'month') return month.format(Date.parse(day));
  return range.formatRange(Date.parse(weeks[0]![0]!), Date.parse(weeks[0]!.at(-1)!));
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const range = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
