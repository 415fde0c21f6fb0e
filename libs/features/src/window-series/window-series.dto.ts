import { ApiProperty } from '@nestjs/swagger';
import { ActorView } from '@platform/http/event.dto.js';
import { InstantField, TextField, WholeNumberField } from '@platform/http/fields.js';
import { ComponentRef, WindowPatch, WindowRequest } from '../maintenance-windows/maintenance-windows.dto.js';
import { DOWNTIME_KINDS } from '../maintenance-windows/maintenance-window.events.js';
import { WINDOW_STATUSES } from '../maintenance-windows/window-state.js';
import { DAY_TEXT, MAX_DAYS_AHEAD } from './window-series.events.js';

const RULE = { maxBytes: 500 };
const RULE_READ =
  'RFC 5545, in UTC: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY with INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH';
const REASON = { maxBytes: 2000, multiline: true };
const AHEAD = {
  doc: 'So many days ahead its windows are scheduled; 35, unless told.',
  optional: true,
  min: 1,
  max: MAX_DAYS_AHEAD,
};
const when = { type: String, format: 'date-time' } as const;
const nullable = { nullable: true } as const;

export class SeriesRequest extends WindowRequest {
  @TextField({ doc: `How the window recurs (${RULE_READ}); its start and end are those of the first.`, ...RULE })
  rule: string;
  @WholeNumberField(AHEAD) daysAhead?: number;
}

export class SeriesPatch extends WindowPatch {
  @TextField({ doc: 'How it recurs from now on.', optional: true, ...RULE }) rule?: string;
  @WholeNumberField(AHEAD) daysAhead?: number;
}

export class SeriesTimesRequest {
  @InstantField({ doc: 'When the first window starts.' }) startsAt: string;
  @InstantField({ doc: 'When it ends.' }) endsAt: string;
  @TextField({ doc: `How the window recurs (${RULE_READ}).`, ...RULE }) rule: string;
}

export class SkipRequest {
  @TextField({
    doc: 'The day for which the rule has it, in UTC.',
    maxBytes: 10,
    form: { pattern: DAY_TEXT, words: 'a day such as 2026-12-24' },
  })
  day: string;
  @TextField({ doc: 'Why.', ...REASON }) reason: string;
}

export class EndSeriesRequest {
  @TextField({ doc: 'Why.', ...REASON }) reason: string;
}

class SkippedView {
  @ApiProperty({ type: String }) day: string;
  @ApiProperty({ ...when }) at: string;
  @ApiProperty({ type: ActorView }) by: ActorView;
  @ApiProperty({ type: String }) reason: string;
}

class EndedView {
  @ApiProperty({ ...when, description: 'Windows that start later do not take place.' }) after: string;
  @ApiProperty({ ...when }) at: string;
  @ApiProperty({ type: ActorView }) by: ActorView;
  @ApiProperty({ type: String }) reason: string;
}

class OccurrenceView {
  @ApiProperty({ type: String }) day: string;
  @ApiProperty({ ...when }) startsAt: string;
  @ApiProperty({ ...when }) endsAt: string;
}

class OccurrenceWindowView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, enum: [...WINDOW_STATUSES] }) status: string;
  @ApiProperty({ ...when, description: 'Other than that of the rule where it was moved.' }) startsAt: string;
  @ApiProperty({ ...when }) endsAt: string;
}

export class SeriesOccurrenceView extends OccurrenceView {
  @ApiProperty({ type: OccurrenceWindowView, ...nullable, description: 'As it is now; null: there is none yet.' })
  window: OccurrenceWindowView | null;
}

export class SeriesView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: [String], enum: [...DOWNTIME_KINDS] }) kinds: readonly string[];
  @ApiProperty({ type: String }) otherKind: string;
  @ApiProperty({ type: [ComponentRef] }) affected: readonly ComponentRef[];
  @ApiProperty({ type: [ComponentRef] }) unaffected: readonly ComponentRef[];
  @ApiProperty({ ...when, description: 'Of the first window.' }) startsAt: string;
  @ApiProperty({ ...when }) endsAt: string;
  @ApiProperty({ type: Number, ...nullable, description: 'Null: not known, so the whole window.' })
  impactMinutes: number | null;
  @ApiProperty({ type: [String] }) tasks: readonly string[];
  @ApiProperty({ type: [String] }) changes: readonly string[];
  @ApiProperty({ type: ActorView }) responsible: ActorView;
  @ApiProperty({ type: String }) text: string;
  @ApiProperty({ type: String }) rule: string;
  @ApiProperty({ type: Number }) daysAhead: number;
  @ApiProperty({ ...when }) plannedAt: string;
  @ApiProperty({ type: ActorView }) plannedBy: ActorView;
  @ApiProperty({ type: [SkippedView] }) skipped: readonly SkippedView[];
  @ApiProperty({ type: EndedView, ...nullable }) ended: EndedView | null;
  @ApiProperty({
    type: [SeriesOccurrenceView],
    description: 'By the rule, so many days ahead as it says; without what is skipped.',
  })
  upcoming: readonly SeriesOccurrenceView[];
  @ApiProperty({
    type: [SeriesOccurrenceView],
    description:
      'By the rule, behind those and up to 90 days ahead, without what is skipped: they are not scheduled yet.',
  })
  later: readonly SeriesOccurrenceView[];
}

export class OccurrenceList {
  @ApiProperty({ type: [OccurrenceView] }) data: readonly OccurrenceView[];
}

export class SeriesList {
  @ApiProperty({ type: [SeriesView] }) data: readonly SeriesView[];
}
