import type { components } from '@api/openapi.js';

export type Series = components['schemas']['SeriesView'];
type Window = components['schemas']['WindowView'];

/** One time that is to come: by the rule, or a window that was moved there. */
export interface Row {
  /** For which the rule has it. */
  readonly day: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isMoved: boolean;
  /** Null: it is not scheduled yet. */
  readonly window: Window | null;
}

const GOING_ON = new Set(['draft', 'scheduled', 'in-progress']);

/** What is to come of a series, the next first, and its windows that are over, the latest first. */
export function rowsOf({ upcoming, later, skipped }: Series, windows: readonly Window[]) {
  const byDay = new Map(windows.map((window) => [window.occurrence, window]));
  const isSkipped = (day: string | null): boolean => skipped.some((one) => one.day === day);
  const foreseen = [...upcoming, ...later];
  const days = new Set<string | null>(foreseen.map(({ day }) => day));
  // Moved from a day that is over, or on its way.
  const others = windows.filter(({ occurrence, status }) => !days.has(occurrence) && GOING_ON.has(status));
  const next = [
    ...foreseen.map(({ day, startsAt, endsAt }): Row => {
      const window = byDay.get(day) ?? null;
      const times = window ?? { startsAt, endsAt };
      const isMoved = times.startsAt !== startsAt;
      return { day, startsAt: times.startsAt, endsAt: times.endsAt, isMoved, window };
    }),
    ...others.map((window): Row => {
      const { occurrence, startsAt, endsAt, moves } = window;
      return {
        day: occurrence ?? '',
        startsAt,
        endsAt,
        isMoved: moves.some(({ step }) => step === 'rescheduled'),
        window,
      };
    }),
  ].sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
  const earlier = windows
    .filter((window) => !days.has(window.occurrence) && !GOING_ON.has(window.status))
    .filter(({ occurrence, status }) => !(status === 'cancelled' && isSkipped(occurrence)))
    .sort((one, other) => Date.parse(other.startsAt) - Date.parse(one.startsAt));
  return { next, earlier };
}

/** Those that go on, the next first; then those that have ended. */
export function inOrder(all: readonly Series[]): Series[] {
  const next = ({ ended, upcoming, later, plannedAt }: Series): string =>
    ended === null ? (upcoming[0]?.startsAt ?? later[0]?.startsAt ?? '9') : `A${plannedAt}`;
  return all.toSorted((one, other) => (next(one) < next(other) ? -1 : 1));
}
