import { ApiProperty } from '@nestjs/swagger';
import { Page } from '@platform/http/event.dto.js';
import { ChoiceField, InstantField, TextField } from '@platform/http/fields.js';
import { ListQuery } from '@platform/http/reads.js';
import { MAX_REASON_BYTES } from './log-entry.events.js';
import { CLOSING_OUTCOMES } from './operation.events.js';

export class OperationQuery extends ListQuery {
  @TextField({ doc: 'Only in this log.', optional: true, maxBytes: 63 }) log?: string;
  @TextField({ doc: 'Only with this name, such as sre.hosts.reboot.', optional: true, asSaid: true, maxBytes: 200 })
  name?: string;
  @TextField({ doc: 'Only by this actor.', optional: true, asSaid: true, maxBytes: 200 }) actor?: string;
  @TextField({ doc: 'Only on this host.', optional: true, maxBytes: 253 }) host?: string;
  @TextField({
    doc: 'Only what was in a log or on a host of this component or of its parts, as it was then.',
    optional: true,
    maxBytes: 63,
  })
  component?: string;
  @TextField({ doc: 'Begun at or after this instant or day.', optional: true, maxBytes: 40 }) from?: string;
  @TextField({ doc: 'Begun before this instant, or on or before this day.', optional: true, maxBytes: 40 }) to?: string;
  @TextField({
    doc: 'Not ended before this instant or day: with `to`, what ran during a time. What is in flight or abandoned has not ended.',
    optional: true,
    maxBytes: 40,
  })
  endsAfter?: string;
}

export class CloseRequest {
  @ChoiceField({ doc: 'How it ended.', of: CLOSING_OUTCOMES }) outcome: (typeof CLOSING_OUTCOMES)[number];
  @InstantField({ doc: 'When it ended.' }) endedAt: string;
  @TextField({ doc: 'How you know.', maxBytes: MAX_REASON_BYTES, multiline: true }) reason: string;
}

class ClosingView {
  @ApiProperty({ type: String, enum: CLOSING_OUTCOMES }) outcome: string;
  @ApiProperty({ type: String, format: 'date-time' }) endedAt: string;
  @ApiProperty({ type: String }) reason: string;
  @ApiProperty({ type: String }) by: string;
}

const nullable = { nullable: true } as const;

export class OperationView {
  @ApiProperty({ type: String, description: 'Id of its START entry, or of its END where no START is known.' })
  id: string;
  @ApiProperty({ type: String }) log: string;
  @ApiProperty({ type: String }) actor: string;
  @ApiProperty({ type: String, enum: ['cookbook', 'deploy', 'database-maintenance', 'action'] }) kind: string;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String }) text: string;
  @ApiProperty({ type: [String] }) hosts: readonly string[];
  @ApiProperty({ type: String, enum: ['in-flight', 'abandoned', 'ended', 'closed'] }) phase: string;
  @ApiProperty({ type: String, enum: ['pass', 'fail', 'error', 'aborted'], ...nullable }) outcome: string | null;
  @ApiProperty({ type: Number, ...nullable }) exitCode: number | null;
  @ApiProperty({ type: String, format: 'date-time', ...nullable }) startedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', ...nullable }) endedAt: string | null;
  @ApiProperty({ type: Number, ...nullable, description: 'Until now, while it has not ended.' })
  durationSeconds: number | null;
  @ApiProperty({ type: Number, ...nullable, description: 'As its END says.' }) reportedSeconds: number | null;
  @ApiProperty({ type: String, ...nullable }) startEntry: string | null;
  @ApiProperty({ type: String, ...nullable }) endEntry: string | null;
  @ApiProperty({ type: String, ...nullable, description: 'The operation within which it ran.' }) parent: string | null;
  @ApiProperty({ type: ClosingView, ...nullable, description: 'What somebody said by hand.' })
  closed: ClosingView | null;
}

export class OperationList {
  @ApiProperty({ type: [OperationView] }) data: OperationView[];
  @ApiProperty({ type: Page }) page: Page;
}
