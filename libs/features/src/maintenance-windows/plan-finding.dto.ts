import { ApiProperty } from '@nestjs/swagger';
import { SEVERITIES, type Severity } from './plan-finding.js';

export class FieldPlaceView {
  @ApiProperty({
    type: String,
    description: '`subject`, or `text` for what is said nowhere; of a window the member of its plan.',
  })
  field: string;
}

export class PlanFindingView {
  @ApiProperty({ type: String, description: 'docs/linter.md lists them.' }) rule: string;
  @ApiProperty({ type: String, enum: [...SEVERITIES] }) severity: Severity;
  @ApiProperty({ type: String }) message: string;
  @ApiProperty({ type: String, description: 'What to do about it.' }) mend: string;
  @ApiProperty({ type: FieldPlaceView }) place: FieldPlaceView;
}
