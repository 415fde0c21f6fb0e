import { ApiProperty } from '@nestjs/swagger';
import { ActorView } from '@platform/http/event.dto.js';
import { ChoiceField, InstantField, TextField, TextListField } from '@platform/http/fields.js';
import { ListQuery } from '@platform/http/reads.js';
import { Page } from '@platform/http/event.dto.js';
import { MAX_RISK_REASON_BYTES, RISK_KINDS, type RiskKind } from './redundancy-risk.events.js';

const STATUSES = ['standing', 'ended', 'cancelled'] as const;
const NAMES = { optional: true, most: 50, each: { maxBytes: 63 } };
const REASON = { maxBytes: MAX_RISK_REASON_BYTES, multiline: true };
const when = { type: String, format: 'date-time' } as const;
const nullable = { nullable: true } as const;

class RiskFields {
  @TextField({ doc: 'Who does it, or who knows of it.', optional: true, maxBytes: 200, blank: true }) vendor?: string;
  @TextField({ doc: 'What is known of it.', optional: true, maxBytes: 8000, multiline: true, blank: true })
  text?: string;
  @TextListField({ doc: 'Names of the redundancy groups that it touches.', ...NAMES }) groups?: string[];
  @TextListField({ doc: 'Names or ids of the components that it touches.', ...NAMES }) components?: string[];
  @InstantField({ doc: 'When it ends; left out for a fault that is open.', optional: true }) endsAt?: string;
}

export class RiskRequest extends RiskFields {
  @ChoiceField({ doc: 'The work of somebody else, or something that is broken.', of: RISK_KINDS }) kind: RiskKind;
  @TextField({ doc: 'What it is, in a few words.', maxBytes: 200 }) title: string;
  @InstantField({ doc: 'When it begins, or began.' }) startsAt: string;
}

export class RiskPatch extends RiskFields {
  @TextField({ doc: 'What it is, in a few words.', optional: true, maxBytes: 200 }) title?: string;
  @InstantField({ doc: 'When it begins, or began.', optional: true }) startsAt?: string;
}

export class RiskReason {
  @TextField({ doc: 'Why.', ...REASON }) reason: string;
}

export class EndRiskRequest extends RiskReason {
  @InstantField({ doc: 'When the fault was mended or the work done; now, unless told.', optional: true })
  endsAt?: string;
}

export class RiskQuery extends ListQuery {
  @ChoiceField({ doc: 'Only of this kind.', optional: true, of: RISK_KINDS }) kind?: RiskKind;
  @ChoiceField({ doc: 'Only in this state; those that stand, unless told.', optional: true, of: [...STATUSES, 'any'] })
  status?: string;
  @TextField({ doc: 'Only what touches this redundancy group.', optional: true, maxBytes: 63 }) group?: string;
  @TextField({ doc: 'Only what touches this component.', optional: true, maxBytes: 63 }) component?: string;
  @TextField({ doc: 'Lasting into the time from this instant or day on.', optional: true, maxBytes: 40 }) from?: string;
  @TextField({ doc: 'Begun before this instant, or on or before this day.', optional: true, maxBytes: 40 }) to?: string;
}

export class CalendarImportQuery {
  @TextListField({ doc: 'Redundancy groups that everything in the calendar touches.', ...NAMES }) group?: string[];
  @TextListField({ doc: 'Components that everything in the calendar touches.', ...NAMES }) component?: string[];
  @TextField({ doc: 'Whose work it is.', optional: true, maxBytes: 200 }) vendor?: string;
  @ChoiceField({ doc: 'Change nothing, say what would be done.', optional: true, of: ['true', 'false'] })
  dryRun?: 'true' | 'false';
}

class OverView {
  @ApiProperty({ ...when }) at: string;
  @ApiProperty({ type: ActorView }) by: ActorView;
  @ApiProperty({ type: String }) reason: string;
}

export class RiskView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, enum: [...RISK_KINDS] }) kind: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String }) vendor: string;
  @ApiProperty({ type: String }) text: string;
  @ApiProperty({ type: [String] }) groups: readonly string[];
  @ApiProperty({ type: [String], description: 'Names.' }) components: readonly string[];
  @ApiProperty({ ...when }) startsAt: string;
  @ApiProperty({ ...when, ...nullable, description: 'Null: of a fault, that it is still open.' })
  endsAt: string | null;
  @ApiProperty({ type: String, ...nullable, description: 'Of the calendar event that it was imported from.' })
  uid: string | null;
  @ApiProperty({ type: String, enum: [...STATUSES] }) status: string;
  @ApiProperty({ ...when }) recordedAt: string;
  @ApiProperty({ type: ActorView }) recordedBy: ActorView;
  @ApiProperty({ type: OverView, ...nullable, description: 'How it came to an end or was cancelled.' })
  over: OverView | null;
}

export class RiskList {
  @ApiProperty({ type: [RiskView] }) data: RiskView[];
  @ApiProperty({ type: Page }) page: Page;
}

class ImportedEvent {
  @ApiProperty({ type: String, description: 'UID of the calendar event, with the day of an occurrence.' }) uid: string;
  @ApiProperty({ type: String, enum: ['recorded', 'changed', 'cancelled', 'unchanged', 'refused'] }) outcome: string;
  @ApiProperty({ type: String, ...nullable, description: 'Of the risk.' }) id: string | null;
  @ApiProperty({ type: String, ...nullable, description: 'Why it was refused.' }) problem: string | null;
}

export class CalendarImportAnswer {
  @ApiProperty({ type: [ImportedEvent] }) data: readonly ImportedEvent[];
}
