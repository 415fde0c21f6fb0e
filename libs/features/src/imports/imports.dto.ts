import { PRECISIONS, type Precision } from '@kernel/time.js';
import { ApiProperty } from '@nestjs/swagger';
import { Page } from '@platform/http/event.dto.js';
import { ChoiceField, InstantField, ObjectField, TextField, WholeNumberField } from '@platform/http/fields.js';
import { ProblemView } from '@platform/http/problem.dto.js';
import { ListQuery } from '@platform/http/reads.js';
import { SourceView } from '../log-entries/log-entries.dto.js';
import { MAX_LINE_BYTES, MAX_MESSAGE_BYTES, SOURCE_KINDS } from '../log-entries/log-entry.events.js';
import { WHY_SET_ASIDE } from './import.events.js';

const MAX_NUMBER = Number.MAX_SAFE_INTEGER;
const MESSAGE = { maxBytes: MAX_MESSAGE_BYTES, multiline: true };
const NAME = { maxBytes: 200, asSaid: true };
const REVISION = {
  doc: 'Of the page: the one in which the line is found first.',
  optional: true,
  min: 0,
  max: MAX_NUMBER,
};
const ORDINAL = { doc: 'Which of the same lines of the same minute it is, the oldest is 0.', min: 0, max: MAX_NUMBER };

export class SourceRequest {
  @ChoiceField({ doc: 'What it is.', of: SOURCE_KINDS }) kind: (typeof SOURCE_KINDS)[number];
  @TextField({ doc: 'Title of the wiki page.', optional: true, asSaid: true, maxBytes: 300 }) page?: string;
  @WholeNumberField(REVISION) revision?: number;
  @WholeNumberField({ ...ORDINAL, optional: true }) ordinal?: number;
  @TextField({ doc: 'Id in the index.', optional: true, asSaid: true, maxBytes: 200 }) id?: string;
  @TextField({ doc: 'The line as it stood.', optional: true, maxBytes: MAX_LINE_BYTES, multiline: true }) line?: string;
}

export class ReplacedRequest {
  @TextField({ doc: 'Nick of the line that is gone.', ...NAME }) actor: string;
  @TextField({ doc: 'Its text.', ...MESSAGE }) message: string;
  @InstantField({ doc: 'Its time.' }) occurredAt: string;
  @WholeNumberField(ORDINAL) ordinal: number;
  @TextField({ doc: 'Who wrote over it.', asSaid: true, maxBytes: 400 }) by: string;
}

/** What an entry and a line that is none have in common. */
class FromSource {
  @TextField({ doc: 'Name or alias of the log.', maxBytes: 63 }) log: string;
  @ObjectField({ doc: 'Where it stands.', of: SourceRequest }) source: SourceRequest;
}

export class EntryToImport extends FromSource {
  @ChoiceField({ doc: 'An entry.', of: ['entry'] }) kind: 'entry';
  @TextField({ doc: 'Who did it.', ...NAME }) actor: string;
  @TextField({ doc: 'What was done.', ...MESSAGE }) message: string;
  @InstantField({ doc: 'When it was done.' }) occurredAt: string;
  @ChoiceField({ doc: 'How exactly that is known.', of: PRECISIONS }) precision: Precision;
  @ObjectField({ doc: 'The line that this one was written over.', optional: true, of: ReplacedRequest })
  replaces?: ReplacedRequest;
}

export class LineToKeep extends FromSource {
  @ChoiceField({ doc: 'A line that is no entry.', of: ['line'] }) kind: 'line';
  @WholeNumberField({ doc: 'Its number in its page or file, from 1.', min: 1, max: MAX_NUMBER }) number: number;
  @TextField({ doc: 'The line.', maxBytes: MAX_MESSAGE_BYTES, multiline: true, blank: true }) line: string;
  @ChoiceField({ doc: 'Why it is no entry.', of: WHY_SET_ASIDE }) why: (typeof WHY_SET_ASIDE)[number];
  @WholeNumberField({ doc: 'Which part of a long line it is, from 1.', min: 1, max: MAX_NUMBER }) part: number;
}

export class ImportQuery {
  @ChoiceField({ doc: 'Only say what would become of each.', optional: true, of: ['true', 'false'] }) dryRun?: string;
  @ChoiceField({ doc: 'Make logs that are not there.', optional: true, of: ['true', 'false'] }) createLogs?: string;
}

export const OUTCOMES = ['imported', 'known', 'linked', 'revised', 'set-aside'] as const;

class DifferenceView {
  @ApiProperty({ type: String, required: false }) actor?: string;
  @ApiProperty({ type: String, required: false }) message?: string;
  @ApiProperty({ type: String, format: 'date-time', required: false }) occurredAt?: string;
}

class ImportOutcome {
  @ApiProperty({ type: Number, description: '200, or the status of the problem.' }) status: number;
  @ApiProperty({ type: String, enum: [...OUTCOMES], required: false }) outcome?: (typeof OUTCOMES)[number];
  @ApiProperty({ type: String, required: false, description: 'Of the entry.' }) id?: string;
  @ApiProperty({ type: DifferenceView, required: false, description: 'What this source says otherwise.' })
  differs?: DifferenceView;
  @ApiProperty({
    type: String,
    required: false,
    description: 'An entry of about the same time that was redacted here: look whether this one says it again.',
  })
  redactedNear?: string;
  @ApiProperty({ type: ProblemView, required: false }) problem?: ProblemView;
}

export class ImportAnswer {
  @ApiProperty({ type: [ImportOutcome], description: 'In the order of the request.' }) data: ImportOutcome[];
}

export class LinesQuery extends ListQuery {
  @TextField({ doc: 'Only of this log.', optional: true, maxBytes: 63 }) log?: string;
  @TextField({ doc: 'Only of this wiki page.', optional: true, asSaid: true, maxBytes: 300 }) page?: string;
}

class LineView {
  @ApiProperty({ type: Number }) position: number;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt: string;
  @ApiProperty({ type: String }) log: string;
  @ApiProperty({ type: SourceView }) source: SourceView;
  @ApiProperty({ type: Number, description: 'Of the line in its page or file, from 1.' }) number: number;
  @ApiProperty({ type: String }) line: string;
  @ApiProperty({ type: String, enum: [...WHY_SET_ASIDE] }) why: string;
  @ApiProperty({ type: Number, description: 'A long line has several.' }) part: number;
}

export class LineList {
  @ApiProperty({ type: [LineView] }) data: LineView[];
  @ApiProperty({ type: Page }) page: Page;
}
