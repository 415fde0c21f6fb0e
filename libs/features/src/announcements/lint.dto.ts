import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { TextField } from '@platform/http/fields.js';
import { FieldPlaceView } from '../maintenance-windows/plan-finding.dto.js';
import { SEVERITIES, type Severity } from '../maintenance-windows/plan-finding.js';

const MAX_TEXT_BYTES = 64 * 1024;
const MAX_SUBJECT_BYTES = 500;

export class LintRequest {
  @TextField({ doc: 'The text of a mail, with newlines only.', maxBytes: MAX_TEXT_BYTES, multiline: true, blank: true })
  text: string;
  @TextField({ doc: 'Its subject.', optional: true, asSaid: true, maxBytes: MAX_SUBJECT_BYTES, blank: true })
  subject?: string;
  @TextField({ doc: 'Id of the window that it should agree with.', optional: true, maxBytes: 36 }) window?: string;
}

export class TextPlaceView {
  @ApiProperty({ type: Number, description: 'In UTF-16 units from 0.' }) start: number;
  @ApiProperty({ type: Number }) end: number;
  @ApiProperty({ type: Number, description: 'From 1.' }) line: number;
  @ApiProperty({ type: Number, description: 'From 1.' }) column: number;
}

const PLACE = { oneOf: [{ $ref: getSchemaPath(TextPlaceView) }, { $ref: getSchemaPath(FieldPlaceView) }] };

@ApiExtraModels(TextPlaceView, FieldPlaceView)
class FindingView {
  @ApiProperty({ type: String, description: 'docs/linter.md lists them.' }) rule: string;
  @ApiProperty({ type: String, enum: [...SEVERITIES] }) severity: Severity;
  @ApiProperty({ type: String }) message: string;
  @ApiProperty({ type: String, description: 'What to do about it.' }) mend: string;
  @ApiProperty(PLACE) place: TextPlaceView | FieldPlaceView;
}

class TextPromiseView {
  @ApiProperty({ type: String }) text: string;
  @ApiProperty(PLACE) place: TextPlaceView | FieldPlaceView;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null: the text does not say by when.',
  })
  dueAt: string | null;
}

export class LintAnswer {
  @ApiProperty({ type: [FindingView], description: 'By place; then what the text lacks.' })
  findings: readonly FindingView[];
  @ApiProperty({ type: [TextPromiseView], description: 'What it promises to tell.' })
  promises: readonly TextPromiseView[];
}
