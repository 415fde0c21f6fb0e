import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ChoiceField, TextField } from '@platform/http/fields.js';
import { ListQuery, ReadQuery } from '@platform/http/reads.js';
import { Page } from '@platform/http/event.dto.js';
import { ComponentRef } from '../maintenance-windows/maintenance-windows.dto.js';
import { DOWNTIME_KINDS } from '../maintenance-windows/maintenance-window.events.js';
import { VERDICTS } from './compliance.js';
import { OBLIGATION_KINDS } from './obligation.events.js';
import { OBLIGATION_STATES } from './obligations-of.js';

const MONTH = { pattern: /^(?:199\d|20\d\d)-(?:0[1-9]|1[0-2])$/, words: 'a month such as 2026-11' };
const when = { type: String, format: 'date-time' } as const;
const nullable = { nullable: true } as const;

export class ObligationQuery extends ListQuery {
  @TextField({ doc: 'Only about this window.', optional: true, maxBytes: 36 }) window?: string;
  @ChoiceField({ doc: 'Only in this state.', optional: true, of: OBLIGATION_STATES }) state?: string;
  @ChoiceField({ doc: 'Only of this kind.', optional: true, of: OBLIGATION_KINDS }) kind?: string;
  @TextField({
    doc: 'Due at this instant or day, or later. Without `from`, `to` and `window`: due within 31 days before or after now.',
    optional: true,
    maxBytes: 40,
  })
  from?: string;
  @TextField({
    doc: 'Due before this instant, or on or before this day; without it also promises that do not say when, last, where their windows last beyond `from`.',
    optional: true,
    maxBytes: 40,
  })
  to?: string;
}

export class OneObligationQuery extends ReadQuery {
  @TextField({ doc: 'Id of the window; without it, a promise about no window.', optional: true, maxBytes: 36 })
  window?: string;
}

export class ObligationView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    ...nullable,
    description: 'Null: a promise in an announcement about no window; that is settled, or waived, where it was made.',
  })
  window: string | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    ...nullable,
    description: 'Of a promise: the announcement that makes it.',
  })
  announcement: string | null;
  @ApiProperty({ type: String, enum: [...OBLIGATION_KINDS] }) kind: string;
  @ApiProperty({ ...when, ...nullable, description: 'Null: a promise that does not say when.' }) dueAt: string | null;
  @ApiProperty({ type: String, enum: [...OBLIGATION_STATES] }) state: string;
  @ApiProperty({ ...when, ...nullable, description: 'When people first had it.' }) metAt: string | null;
  @ApiProperty({ type: String, format: 'uuid', ...nullable, description: 'The announcement that proves it.' })
  evidence: string | null;
  @ApiProperty({ type: String }) words: string;
}

export class ObligationList {
  @ApiProperty({ type: [ObligationView], description: 'By when they are due.' }) data: readonly ObligationView[];
  @ApiProperty({ type: Page }) page: Page;
}

export class WaiveRequest {
  @TextField({ doc: 'Id of the window.', maxBytes: 36 }) window: string;
  @TextField({ doc: 'Why nobody is owed it.', maxBytes: 2000, multiline: true }) reason: string;
}

export class ComplianceQuery extends ReadQuery {
  @TextField({ doc: 'From the windows that start in this month on.', maxBytes: 7, form: MONTH, example: '2026-01' })
  from: string;
  @TextField({ doc: 'To those of this month.', maxBytes: 7, form: MONTH, example: '2026-12' }) to: string;
  @TextField({ doc: 'Only of this component and its parts.', optional: true, maxBytes: 63 }) component?: string;
  @ChoiceField({ doc: 'Only of this kind of downtime.', optional: true, of: DOWNTIME_KINDS }) kind?: string;
}

const IDS: ApiPropertyOptions = { type: [String], description: 'Ids of windows.' };

export class ComplianceCellView {
  @ApiProperty({ type: String, example: '2026-11', description: 'By the start, in UTC.' }) month: string;
  @ApiProperty({ type: ComponentRef }) component: ComponentRef;
  @ApiProperty({ type: String, enum: [...DOWNTIME_KINDS] }) kind: string;
  @ApiProperty({ type: Number }) windows: number;
  @ApiProperty(IDS) enough: readonly string[];
  @ApiProperty(IDS) short: readonly string[];
  @ApiProperty(IDS) none: readonly string[];
  @ApiProperty(IDS) emergency: readonly string[];
  @ApiProperty(IDS) notRequired: readonly string[];
  @ApiProperty(IDS) moved: readonly string[];
  @ApiProperty(IDS) overran: readonly string[];
  @ApiProperty(IDS) cancelled: readonly string[];
}

export class ComplianceTable {
  @ApiProperty({ type: [ComplianceCellView], description: 'By month, component and kind.' })
  data: readonly ComplianceCellView[];
}

class EvidenceView {
  @ApiProperty({ type: Number, description: 'Of the event.' }) position: number;
  @ApiProperty({ type: String }) type: string;
  @ApiProperty({ ...when }) at: string;
  @ApiProperty({ type: String, ...nullable, description: 'The announcement that it is about.' }) announcement:
    string | null;
}

export class NoticeView {
  @ApiProperty({ type: String, format: 'uuid' }) window: string;
  @ApiProperty({ type: String, enum: [...VERDICTS], ...nullable, description: 'Null: not decided yet.' })
  verdict: string | null;
  @ApiProperty({ type: String }) words: string;
  @ApiProperty({ type: Boolean }) moved: boolean;
  @ApiProperty({ type: Boolean }) overran: boolean;
  @ApiProperty({ type: Boolean }) cancelled: boolean;
  @ApiProperty({ type: [EvidenceView], description: 'The events that prove it, oldest first.' })
  evidence: readonly EvidenceView[];
}
