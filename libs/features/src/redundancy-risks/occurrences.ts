import { Rejected } from '@kernel/decider.js';
import { DAY } from '@kernel/time.js';
import ICAL from 'ical.js';
import { UTC, type WallTime, type Zone, zoneOf } from './wall-clock.js';

/** Days ahead for which an event that recurs is written out. */
export const DAYS_AHEAD = 90;
export const MAX_OCCURRENCES = 500;
/** Times that are looked at for all rules of a file. */
const MAX_STEPS = 50_000;
const MAX_INTERVAL = 400;
const VALUE = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(Z?))?$/;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** A time as an event gives it. */
export interface Moment {
  readonly wall: WallTime;
  readonly zone: Zone;
  /** A day without a time: a whole day of UTC. */
  readonly isDay: boolean;
}

/** What one file is read with. */
export class Reading {
  private steps = 0;
  /** Whether something was left out because it is further ahead than is read. */
  isCut = false;

  constructor(
    readonly zones: ReadonlyMap<string, string>,
    readonly now: number,
  ) {}

  get horizon(): number {
    return this.now + DAYS_AHEAD * DAY;
  }

  /** @throws Rejected recurs-too-often */
  step(): void {
    if (++this.steps <= MAX_STEPS) return;
    throw new Rejected('invalid', 'recurs-too-often', 'what recurs in this file recurs too often for too long');
  }
}

/** The times of one property. @throws Rejected invalid-time, floating-time, unknown-time-zone */
export function momentsOf(property: ICAL.Property, zones: ReadonlyMap<string, string>): Moment[] {
  const [name, parameters, , ...values] = property.jCal as unknown as [string, { tzid?: string }, string, ...unknown[]];
  return values.map((value) => {
    // Of a period the start.
    const text = String(Array.isArray(value) ? value[0] : value).replace(/\/.*$/, '');
    const found = VALUE.exec(text);
    const [year, month, day, hour = 0, minute = 0, second = 0] = (found ?? [])
      .slice(1, 7)
      .map((part) => Number(part ?? 0));
    const wall = found === null ? NaN : Date.UTC(year!, month! - 1, day, hour, minute, second);
    if (found === null || Number.isNaN(wall) || new Date(wall).getUTCDate() !== day || year! < 1990 || year! > 2099) {
      const sentence = `${name.toUpperCase()} is not a time: ${JSON.stringify(text.slice(0, 40))}`;
      throw new Rejected('invalid', 'invalid-time', sentence);
    }
    if (found[4] === undefined) return { wall, zone: UTC, isDay: true };
    if (found[7] === 'Z') return { wall, zone: UTC, isDay: false };
    if (typeof parameters.tzid !== 'string') {
      const sentence = `${name.toUpperCase()} is ambiguous: ${text} in no time zone is another moment for everybody`;
      throw new Rejected('invalid', 'floating-time', sentence);
    }
    return { wall, zone: zoneOf(parameters.tzid, zones), isDay: false };
  });
}

export function instantOf({ wall, zone }: Moment): number {
  return zone.toUtc(wall);
}

export function isRecurring(event: ICAL.Component): boolean {
  return event.hasProperty('rrule') || event.hasProperty('rdate');
}

/**
 * When an event that recurs begins: all that are not over before `now`, up to 90 days ahead, without its exceptions.
 * @throws Rejected recurs-too-often, too-many-occurrences
 */
export function occurrencesOf(event: ICAL.Component, start: Moment, length: number, reading: Reading): number[] {
  const { zones, now, horizon } = reading;
  const times = (name: string): Moment[] =>
    event.getAllProperties(name).flatMap((property) => momentsOf(property, zones));
  const walls = event
    .getAllProperties('rrule')
    .flatMap((rule) => wallsOf(rule.getFirstValue() as ICAL.Recur, start, length, reading));
  const excepted = times('exdate');
  const instants = new Set(excepted.filter(({ isDay }) => isDay === start.isDay).map(instantOf));
  const days = new Set(excepted.filter(({ isDay }) => isDay).map(({ wall }) => wall));
  const found = [start.wall, ...walls]
    .filter((wall) => !days.has(Math.floor(wall / DAY) * DAY))
    .map((wall) => start.zone.toUtc(wall));
  const toCome = [...new Set([...found, ...times('rdate').map(instantOf)])].filter(
    (ms) => !instants.has(ms) && ms + length > now,
  );
  const all = toCome.filter((ms) => ms < horizon).sort((a, b) => a - b);
  if (all.length < toCome.length) reading.isCut = true;
  if (all.length <= MAX_OCCURRENCES) return all;
  const sentence = `recurs ${all.length} times within ${DAYS_AHEAD} days; at most ${MAX_OCCURRENCES} are taken`;
  throw new Rejected('invalid', 'too-many-occurrences', sentence);
}

/** Whether the rule gives the start itself, or only later times. @throws Rejected recurs-too-often */
export function givesStart(rule: ICAL.Recur, start: Moment): boolean {
  const [first] = wallsOf(rule, start, 0, new Reading(new Map(), start.zone.toUtc(start.wall)));
  return first === start.wall;
}

/** What one rule gives, up to the horizon and one more. What only leaves days out is tried here: the library looks for ever. */
function wallsOf(rule: ICAL.Recur, start: Moment, length: number, reading: Reading): WallTime[] {
  const { freq, interval } = rule;
  if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(freq) || interval > MAX_INTERVAL) {
    const sentence = `recurs in a way that is not read: FREQ=${freq};INTERVAL=${interval}`;
    throw new Rejected('invalid', 'recurs-too-often', sentence);
  }
  const plain = rule.clone();
  const accepts = withoutLimits(plain);
  const count = rule.count ?? Infinity;
  const isPast = pastUntil(rule, start);
  const walls: WallTime[] = [];
  const first = rule.count === null ? nearestStart(rule, start.wall, reading.now - length) : start.wall;
  const iterator = plain.iterator(ICAL.Time.fromData(fieldsOf(first, start.isDay)));
  while (walls.length < count) {
    reading.step();
    const next = iterator.next() as ICAL.Time | null;
    if (next === null) break;
    const wall = Date.UTC(next.year, next.month - 1, next.day, next.hour, next.minute, next.second);
    if (isPast(wall)) break;
    // A day more than the horizon: no zone is further from UTC.
    const isBeyond = wall > reading.horizon + DAY;
    if (isBeyond || accepts(wall)) walls.push(wall);
    if (isBeyond) break;
  }
  return walls;
}

/** Years of days and weeks that are over need not be counted one by one. */
function nearestStart({ freq, interval }: ICAL.Recur, start: WallTime, now: number): WallTime {
  const every = interval * (freq === 'DAILY' ? DAY : freq === 'WEEKLY' ? 7 * DAY : Infinity);
  // A period and a day early: of the first week only days behind the start count, and zones differ.
  const periods = Math.floor((now - start - DAY) / every) - 1;
  return periods > 0 ? start + periods * every : start;
}

/** Takes out of a rule what only leaves days out, and gives it back as a question. */
function withoutLimits(rule: ICAL.Recur): (wall: WallTime) => boolean {
  const parts = rule.parts as Record<string, (string | number)[] | undefined>;
  const { BYMONTH: months, BYMONTHDAY: days, BYDAY: weekdays } = parts;
  rule.count = null;
  rule.until = null;
  if (rule.freq !== 'YEARLY') delete parts['BYMONTH'];
  const isDaily = rule.freq === 'DAILY';
  if (isDaily) {
    delete parts['BYMONTHDAY'];
    delete parts['BYDAY'];
  }
  return (wall) => {
    const date = new Date(wall);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    const isOn = (day: number): boolean => (day < 0 ? last + 1 + day : day) === date.getUTCDate();
    return (
      (months === undefined || months.some((month) => Number(month) === date.getUTCMonth() + 1)) &&
      (!isDaily || days === undefined || days.some((day) => isOn(Number(day)))) &&
      (!isDaily || weekdays === undefined || weekdays.some((day) => day === WEEKDAYS[date.getUTCDay()]))
    );
  };
}

/** UNTIL is a moment in UTC, or a day or time of the same clock. */
function pastUntil({ until }: ICAL.Recur, { zone }: Moment): (wall: WallTime) => boolean {
  if (until === null || until === undefined) return () => false;
  const { year, month, day, hour, minute, second, isDate } = until;
  const end = Date.UTC(year, month - 1, day, hour, minute, second);
  if (isDate) return (wall) => wall >= end + DAY;
  return until.zone === ICAL.Timezone.utcTimezone
    ? (wall) => wall > end - DAY && zone.toUtc(wall) > end
    : (wall) => wall > end;
}

function fieldsOf(wall: WallTime, isDay: boolean): object {
  const date = new Date(wall);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    isDate: isDay,
  };
}
