import { DAY, isoDay, isoInstant, MINUTE } from '@kernel/time.js';
import ICAL from 'ical.js';
import { occurrencesOf, Reading } from '../redundancy-risks/occurrences.js';
import { UTC } from '../redundancy-risks/wall-clock.js';
import type { SeriesDetails } from './window-series.events.js';

export interface Occurrence {
  /** For which the rule has it, in UTC. */
  readonly day: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** When the windows of a series are, from now to so many days ahead as it says. @throws Rejected */
export function upcoming({ plan, rule, daysAhead }: SeriesDetails, now: number): Occurrence[] {
  const start = Date.parse(plan.startsAt);
  const length = Date.parse(plan.endsAt) - start;
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('rrule', ICAL.Recur.fromString(rule));
  // A rule of days and times is of whole seconds; what is finer in the start comes back afterwards.
  const finer = start % 1000;
  return occurrencesOf(event, { wall: start - finer, zone: UTC, isDay: false }, length, new Reading(new Map(), now))
    .map((ms) => ms + finer)
    .filter((ms) => ms > now && ms <= now + daysAhead * DAY)
    .map((ms) => ({ day: isoDay(ms), startsAt: isoInstant(ms), endsAt: isoInstant(ms + Math.max(length, MINUTE)) }));
}
