import { DAY, isoDay, isoInstant, MINUTE } from '@kernel/time.js';
import ICAL from 'ical.js';
import { DAYS_AHEAD, occurrencesOf, Reading } from '../redundancy-risks/occurrences.js';
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
  const start = Date.parse(plan.startsAt);
  const length = Date.parse(plan.endsAt) - start;
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('rrule', ICAL.Recur.fromString(rule));
  // A rule of days and times is of whole seconds; what is finer in the start comes back afterwards.
  const finer = start % 1000;
  return occurrencesOf(event, { wall: start - finer, zone: UTC, isDay: false }, length, new Reading(new Map(), now))
    .map((ms) => ms + finer)
    .filter((ms) => ms > now && ms <= now + DAYS_AHEAD * DAY)
    .map((ms) => ({ day: isoDay(ms), startsAt: isoInstant(ms), endsAt: isoInstant(ms + Math.max(length, MINUTE)) }));
}
