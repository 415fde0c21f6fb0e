import { ApiProperty } from '@nestjs/swagger';
import { ActorView } from '@platform/http/event.dto.js';
import { PRECISIONS } from '@kernel/time.js';
import { RefsView, TaskLink } from './log-entries.dto.js';

class OperationPart {
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String, enum: ['start', 'end', 'whole'] }) part: string;
}

class EndedOperation {
  @ApiProperty({ type: String }) id: string;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String, format: 'date-time' }) startedAt: string;
}

export class EntryPreviewView {
  @ApiProperty({ type: String, description: 'By its name, also where an alias was given.' }) log: string;
  @ApiProperty({ type: ActorView }) actor: ActorView;
  @ApiProperty({ type: String }) message: string;
  @ApiProperty({ type: String, format: 'date-time' }) occurredAt: string;
  @ApiProperty({ type: String, enum: [...PRECISIONS] }) precision: string;
  @ApiProperty({ type: Boolean, description: 'Written down more than five minutes after.' }) late: boolean;
  @ApiProperty({ type: RefsView }) refs: RefsView;
  @ApiProperty({ type: OperationPart, nullable: true }) operation: OperationPart | null;
  @ApiProperty({ type: [TaskLink] }) taskLinks: TaskLink[];
  @ApiProperty({ type: EndedOperation, nullable: true, description: 'The operation that it would end.' })
  pairs: EndedOperation | null;
}
