import { type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { FactOf, NewFactOf } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import { checkPlan } from '../maintenance-windows/window-rules.js';
import {
  SERIES_RULE,
  SeriesChanged,
  type SeriesDetails,
  SeriesEnded,
  SeriesPlanned,
  SeriesSkipped,
  type WindowSeriesEvent,
  windowSeriesEvents,
} from './window-series.events.js';

export type SeriesCommand =
  | ({ readonly do: 'plan' } & SeriesDetails)
  | { readonly do: 'change'; readonly details: Partial<SeriesDetails> }
  | { readonly do: 'skip'; readonly day: string; readonly reason: string }
  | { readonly do: 'end'; readonly after: string; readonly reason: string };

export interface Series {
  readonly details: SeriesDetails;
  /** Days, each with the reason. */
  readonly skipped: ReadonlyMap<string, string>;
  /** On the ledger's clock; null while it goes on. */
  readonly ended: { readonly at: number; readonly reason: string } | null;
}

/** Windows that recur, such as rolling reboots or a weekly deployment. */
export const windowSeries: Decider<SeriesCommand, Series | null, WindowSeriesEvent> = {
  category: 'window-series',
  events: windowSeriesEvents,
  initial: null,

  decide(command, series) {
    if (command.do === 'plan') {
      if (series !== null) return [];
      const { do: _do, ...details } = command;
      check(details);
      return [SeriesPlanned.of(details)];
    }
    if (series === null) throw new Rejected('not-found', 'unknown-series', 'there is no series with this id');
    if (series.ended !== null) {
      const { at, reason } = series.ended;
      if (command.do === 'end' && command.reason === reason) return [];
      const hint = command.do === 'end' ? ', for another reason' : ': plan another';
      const sentence = `the series is ended since ${isoInstant(at)}${hint}`;
      throw new Rejected('conflict', 'wrong-state', sentence);
    }
    switch (command.do) {
      case 'change': {
        const { plan, rule, daysAhead } = { ...series.details, ...command.details };
        const details = { plan, rule, daysAhead };
        if (JSON.stringify(details) === JSON.stringify(series.details)) return [];
        check(details);
        return [SeriesChanged.of(details)];
      }
      case 'skip':
        return skip(command, series);
      case 'end':
        return [SeriesEnded.of({ after: command.after, reason: command.reason })];
      default:
        return unreachable(command);
    }
  },

  evolve: (series, fact) => (fact.erased ? series : applied(series, fact)),
};

function skip(
  { day, reason }: { readonly day: string; readonly reason: string },
  { skipped }: { readonly skipped: ReadonlyMap<string, string> },
): NewFactOf<WindowSeriesEvent>[] {
  const before = skipped.get(day);
  if (before === undefined) return [SeriesSkipped.of({ day, reason })];
  if (before === reason) return [];
  throw new Rejected('conflict', 'skipped-already', `day: ${day} is left out already, for another reason`, 'day');
}

function check({ plan, rule }: SeriesDetails): void {
  checkPlan(plan);
  if (plan.affected.length === 0) {
    throw new Rejected('invalid', 'nothing-affected', 'affected: name at least one component', 'affected');
  }
  if (!SERIES_RULE.test(rule)) {
    throw new Rejected('invalid', 'rule', 'rule: must be a recurrence rule such as FREQ=WEEKLY;BYDAY=TU', 'rule');
  }
}

function applied(series: Series | null, fact: FactOf<WindowSeriesEvent> & { erased: false }): Series | null {
  switch (fact.type) {
    case 'window-series.planned':
      return { details: fact.data, skipped: new Map(), ended: null };
    case 'window-series.changed':
      return series === null ? null : { ...series, details: fact.data };
    case 'window-series.skipped':
      return series === null
        ? null
        : { ...series, skipped: new Map([...series.skipped, [fact.data.day, fact.data.reason]]) };
    case 'window-series.ended':
      return series === null ? null : { ...series, ended: { at: fact.recordedAt, reason: fact.data.reason } };
    default:
      return unreachable(fact);
  }
}
