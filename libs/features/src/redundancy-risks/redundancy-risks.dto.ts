import { ApiProperty } from '@nestjs/swagger';
import { ActorView, Page, ReporterView } from '@platform/http/event.dto.js';
import { ChoiceField, InstantField, TextField, TextListField } from '@platform/http/fields.js';
import { ListQuery } from '@platform/http/reads.js';
import { MAX_RISK_REASON_BYTES, RISK_KINDS, type RiskKind } from './redundancy-risk.events.js';

const NAMES = { most: 50, each: { maxBytes: 63 } };
const GROUPS = { doc: 'Redundancy groups of which a part is away.', ...NAMES, optional: true };
const COMPONENTS = { doc: 'Components that are touched, by name, alias or id.', ...NAMES, optional: true };
const VENDOR = { doc: 'Who does it, or who knows of it.', optional: true, maxBytes: 200, blank: true };
const TEXT = { doc: 'More about it.', optional: true, maxBytes: 8000, multiline: true, blank: true };
const END = {
  doc: 'An instant such as 2026-11-22T17:05:09Z; of a fault, empty: still open.',
  optional: true,
  maxBytes: 40,
  blank: true,
};
const TITLE = { doc: 'What it is, in a line.', maxBytes: 200, example: 'One of two uplinks is down' };

export class RiskRequest {
  @ChoiceField({ doc: 'The work of a vendor, or something that is broken.', of: RISK_KINDS }) kind: RiskKind;
  @TextField(TITLE) title: string;
  @TextField(VENDOR) vendor?: string;
  @TextField(TEXT) text?: string;
  @TextListField(GROUPS) groups?: string[];
  @TextListField(COMPONENTS) components?: string[];
  @InstantField({ doc: 'Since when, or from when.' }) startsAt: string;
  @TextField(END) endsAt?: string;
}

export class RiskPatch {
  @ChoiceField({ doc: 'Another kind.', optional: true, of: RISK_KINDS }) kind?: RiskKind;
  @TextField({ ...TITLE, optional: true }) title?: string;
  @TextField(VENDOR) vendor?: string;
  @TextField(TEXT) text?: string;
  @TextListField(GROUPS) groups?: string[];
  @TextListField(COMPONENTS) components?: string[];
  @InstantField({ doc: 'Another start.', optional: true }) startsAt?: string;
  @TextField(END) endsAt?: string;
}

const REASON = { doc: 'Why.', maxBytes: MAX_RISK_REASON_BYTES, multiline: true };

export class RiskEndRequest {
  @TextField(REASON) reason: string;
  @InstantField({ doc: 'When it ended; now, unless told.', optional: true }) endsAt?: string;
}

export class RiskReason {
  @TextField(REASON) reason: string;
}

export class RiskQuery extends ListQuery {
  @ChoiceField({ doc: 'Only those of this kind.', optional: true, of: RISK_KINDS }) kind?: RiskKind;
  @TextField({ doc: 'Only those of this redundancy group.', optional: true, maxBytes: 63 }) group?: string;
  @TextField({ doc: 'Only those that name this component.', optional: true, maxBytes: 63 }) component?: string;
  @TextField({ doc: 'Only those that last beyond this instant or day.', optional: true, maxBytes: 40 }) from?: string;
  @TextField({
    doc: 'Only those that begin before this instant, or by the end of this day.',
    optional: true,
    maxBytes: 40,
  })
  to?: string;
  @ChoiceField({
    doc: 'Only those that are under way or still to come (true), or over (false).',
    optional: true,
    of: ['true', 'false'],
  })
  open?: 'true' | 'false';
}

class OverView {
  @ApiProperty({ type: String, enum: ['ended', 'cancelled'] }) as: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'When that was recorded.' }) at: string;
  @ApiProperty({ type: String }) reason: string;
}

export class RiskView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, enum: [...RISK_KINDS] }) kind: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String }) vendor: string;
  @ApiProperty({ type: String }) text: string;
  @ApiProperty({ type: [String] }) groups: readonly string[];
  @ApiProperty({ type: [String], description: 'Names of components.' }) components: readonly string[];
  @ApiProperty({ type: String, format: 'date-time' }) startsAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null: a fault that is open.' })
  endsAt: string | null;
  @ApiProperty({
    type: String,
    enum: ['open', 'ended', 'cancelled'],
    description: 'Ended: by a person, or because its end is past. Open: under way or still to come.',
  })
  status: string;
  @ApiProperty({ type: OverView, nullable: true, description: 'Who ended or cancelled it said why.' })
  over: OverView | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of the iCal event that it was imported from.' })
  uid: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt: string;
}

export class RiskList {
  @ApiProperty({ type: [RiskView] }) data: RiskView[];
  @ApiProperty({ type: Page }) page: Page;
}

export class RiskVersionView {
  @ApiProperty({ type: Number }) position: number;
  @ApiProperty({ type: Number }) revision: number;
  @ApiProperty({ type: String, description: 'Of the event, such as redundancy-risk.changed.' }) type: string;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt: string;
  @ApiProperty({ type: ActorView, nullable: true }) actor: ActorView | null;
  @ApiProperty({ type: ReporterView, nullable: true }) reporter: ReporterView | null;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What it said.' }) details: object;
  @ApiProperty({ type: Boolean, description: 'Whether its words were erased.' }) redacted: boolean;
}

export class RiskHistory {
  @ApiProperty({ type: [RiskVersionView] }) data: RiskVersionView[];
}
