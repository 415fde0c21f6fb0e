import { Rejected } from '@kernel/decider.js';
import { DAY, isoDay, isoInstant, MINUTE, parseDay } from '@kernel/time.js';
import ICAL from 'ical.js';
import { DAYS_AHEAD, givesStart, type Moment, occurrencesOf, Reading } from '../redundancy-risks/occurrences.js';
import { UTC } from '../redundancy-risks/wall-clock.js';
import type { SeriesDetails } from './window-series.events.js';

export interface Occurrence {
  /** For which the rule has it, in UTC. */
  readonly day: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** What says when the windows of a series are. */
export interface Recurring {
  readonly plan: Pick<SeriesDetails['plan'], 'startsAt' | 'endsAt'>;
  readonly rule: string;
  readonly daysAhead: number;
}

/** When the windows of a series are, from now to so many days ahead as it says. @throws Rejected */
export function upcoming(series: Recurring, now: number): Occurrence[] {
  return foreseen(series, now).filter(({ startsAt }) => isNear(series, startsAt, now));
}

/** Those behind that: they are not scheduled yet. @throws Rejected */
export function later(series: Recurring, now: number): Occurrence[] {
  return foreseen(series, now).filter(({ startsAt }) => !isNear(series, startsAt, now));
}

function isNear({ daysAhead }: Recurring, startsAt: string, now: number): boolean {
  return Date.parse(startsAt) <= now + daysAhead * DAY;
}

/** All that can be foreseen: those of the next 90 days. @throws Rejected */
export function foreseen({ plan, rule }: Recurring, now: number): Occurrence[] {
  const length = Date.parse(plan.endsAt) - Date.parse(plan.startsAt);
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('rrule', ICAL.Recur.fromString(rule));
  const { start, finer } = startOf(plan);
  return occurrencesOf(event, start, length, new Reading(new Map(), now))
    .map((ms) => ms + finer)
    .filter((ms) => ms > now && ms <= now + DAYS_AHEAD * DAY)
    .map((ms) => ({ day: isoDay(ms), startsAt: isoInstant(ms), endsAt: isoInstant(ms + Math.max(length, MINUTE)) }));
}

/** What the series has on a day, however far that is. @throws Rejected */
export function occurrenceOn(series: Recurring, day: string, now: number): Occurrence | undefined {
  const since = Math.max(now, parseDay(day, 'day') - 1);
  return foreseen(series, since).find((one) => one.day === day);
}

/** Whether the first window is at a time that the rule gives. @throws Rejected */
function beginsByRule({ plan, rule }: Recurring): boolean {
  return givesStart(ICAL.Recur.fromString(rule), startOf(plan).start);
}

/** A rule of days and times is of whole seconds; what is finer in the start comes back afterwards. */
function startOf({ startsAt }: Recurring['plan']): { readonly start: Moment; readonly finer: number } {
  const ms = Date.parse(startsAt);
  const finer = ms % 1000;
  return { start: { wall: ms - finer, zone: UTC, isDay: false }, finer };
}

/**
 * A rule that cannot be followed is refused when it is given, and a start to come that it does not give: that would be
 * a window of its own. From one that is over the rule only counts. @throws Rejected
 */
export function checkedTimes(series: Recurring, now: number, field = 'startsAt'): Occurrence[] {
  const { rule, plan } = series;
  const found = followed(() => foreseen(series, now));
  if (Date.parse(plan.startsAt) <= now || followed(() => beginsByRule(series))) return found;
  const sentence = `${field}: the first window starts ${plan.startsAt}, which is none of the times of ${rule} (in UTC)`;
  throw new Rejected('invalid', 'start-not-by-rule', sentence, field);
}

function followed<Found>(follow: () => Found): Found {
  try {
    return follow();
  } catch (error) {
    const sentence = `rule: ${(error as Error).message.slice(0, 200)}`;
    throw new Rejected('invalid', 'rule', sentence, 'rule');
  }
}
