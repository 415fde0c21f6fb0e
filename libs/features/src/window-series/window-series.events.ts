import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, Matches, Max, Min, ValidateNested } from 'class-validator';
import { WindowPlan } from '../maintenance-windows/maintenance-window.events.js';

export const SERIES_RULE =
  /^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:INTERVAL|COUNT|UNTIL|BYDAY|BYMONTHDAY|BYMONTH)=[A-Z0-9,+-]{1,100}){0,6}$/;
export const DAY_TEXT = /^\d{4}-\d\d-\d\d$/;
export const MAX_DAYS_AHEAD = 90;

/** Windows that recur. */
export class SeriesDetails {
  /** The first window; the others are the same at other times. */
  @ValidateNested() @Type(() => WindowPlan) plan: WindowPlan;
  /** Recurrence rule of iCalendar (RFC 5545), in UTC, such as FREQ=WEEKLY;BYDAY=TU. */
  @Matches(SERIES_RULE) rule: string;
  /** So long ahead its windows are scheduled. */
  @IsInt() @Min(1) @Max(MAX_DAYS_AHEAD) daysAhead: number;
}

class Skipped {
  /** The day for which the rule has it, in UTC. */
  @Matches(DAY_TEXT) day: string;
  @IsText({ maxBytes: 2000, multiline: true }) reason: string;
}

class Ended {
  /** Windows that start later than this do not take place. */
  @IsISO8601() after: string;
  @IsText({ maxBytes: 2000, multiline: true }) reason: string;
}

const everybody = () => 'public' as const;
const withoutWords = (said: SeriesDetails): SeriesDetails => ({
  ...said,
  plan: {
    ...said.plan,
    title: REDACTED,
    otherKind: said.plan.otherKind === '' ? '' : REDACTED,
    changes: [],
    responsible: { ...said.plan.responsible, name: REDACTED },
    text: '',
  },
});

export const SeriesPlanned = defineEvent('window-series.planned', SeriesDetails, {
  audience: everybody,
  whenRedacted: withoutWords,
});
/** What is said of it, whole, for the windows that are not scheduled yet. */
export const SeriesChanged = defineEvent('window-series.changed', SeriesDetails, {
  audience: everybody,
  whenRedacted: withoutWords,
});
/** On this day it does not take place. */
export const SeriesSkipped = defineEvent('window-series.skipped', Skipped, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, reason: REDACTED }),
});
export const SeriesEnded = defineEvent('window-series.ended', Ended, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, reason: REDACTED }),
});
export const windowSeriesEvents = [SeriesPlanned, SeriesChanged, SeriesSkipped, SeriesEnded] as const;
export type WindowSeriesEvent = (typeof windowSeriesEvents)[number];
