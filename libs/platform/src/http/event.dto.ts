import { ApiProperty } from '@nestjs/swagger';

export class Page {
  @ApiProperty({ type: String, nullable: true, description: 'Send it as `after` for the next page; null at the end.' })
  next: string | null;
}

export class ActorView {
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String, required: false, description: 'The person, where one is known.' }) person?: string;
}

export class ReporterView {
  @ApiProperty({ type: String, enum: ['person', 'tool', 'relay', 'system'] }) kind: string;
  @ApiProperty({ type: String }) id: string;
  @ApiProperty({ type: String }) name: string;
}

/** What one event says of the thing that it is about. */
export class StreamStepView {
  @ApiProperty({ type: Number }) position: number;
  @ApiProperty({ type: Number }) revision: number;
  @ApiProperty({ type: String, description: 'Of the event, such as maintenance-window.rescheduled.' }) type: string;
  @ApiProperty({ type: String, format: 'date-time' }) occurredAt: string;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt: string;
  @ApiProperty({ type: ActorView }) actor: ActorView;
  @ApiProperty({ type: Object, description: 'What it says; see docs/events.md for the shape of each type.' })
  data: object;
}

export class StreamHistory {
  @ApiProperty({ type: [StreamStepView], description: 'Oldest first.' }) data: StreamStepView[];
}

/** An event as the feed shows it; of what was erased, what the redaction lets stand. */
export class EventView {
  @ApiProperty({ type: Number, description: '1, 2, 3 … over the whole ledger.' }) position: number;
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, example: 'log-entry.logged' }) type: string;
  @ApiProperty({ type: Number }) version: number;
  @ApiProperty({ type: String }) stream: string;
  @ApiProperty({ type: Number }) revision: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) occurredAt: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt: string;
  @ApiProperty({ type: Object, nullable: true }) actor: object | null;
  @ApiProperty({ type: Object, nullable: true }) reporter: object | null;
  @ApiProperty({ type: Object, nullable: true }) via: object | null;
  @ApiProperty({ type: String, nullable: true }) correlationId: string | null;
  @ApiProperty({ type: String, nullable: true }) causationId: string | null;
  @ApiProperty({ type: Object, nullable: true, description: 'See docs/events.md for the shape of each type.' })
  data: object | null;
  @ApiProperty({ type: Boolean, description: 'The content was erased; the place in history stays.' }) erased: boolean;
  @ApiProperty({ type: Number, nullable: true, description: 'Position of the redaction that erased it.' })
  redaction: number | null;
  @ApiProperty({ type: String, description: 'SHA-256 of the content, hex.' }) commitment: string;
}

export class EventList {
  @ApiProperty({ type: [EventView] }) data: EventView[];
  @ApiProperty({ type: Page }) page: Page;
}
