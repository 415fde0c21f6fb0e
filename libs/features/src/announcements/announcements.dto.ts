import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { ActorView, Page } from '@platform/http/event.dto.js';
import {
  ChoiceField,
  FlagField,
  InstantField,
  TextField,
  TextListField,
  WholeNumberField,
} from '@platform/http/fields.js';
import { ListQuery, ReadQuery } from '@platform/http/reads.js';
import { ANNOUNCEMENT_KINDS, type AnnouncementKind } from '../channels/announcement-kinds.js';
import { CHANNEL_TYPES } from '../channels/channel.events.js';
import { ComponentRef } from '../maintenance-windows/maintenance-windows.dto.js';
import { IMPACT_LENGTHS, type ImpactLength, POLICY_SCOPES } from '../notice-policies/notice-policy.events.js';
import { MAX_ANNOUNCEMENT_BYTES, MAX_SUBJECT_BYTES } from './announcement.events.js';
import { ANNOUNCEMENT_STATUSES } from './announcement.js';
import { LintAnswer } from './lint.dto.js';

const REASON = { maxBytes: 2000, multiline: true };
const SUBJECT = { maxBytes: MAX_SUBJECT_BYTES };
const TEXT = { maxBytes: MAX_ANNOUNCEMENT_BYTES, multiline: true };
const NAMES = { optional: true, most: 200, each: { maxBytes: 63 } };
const when = { type: String, format: 'date-time' } as const;
const nullable = { nullable: true } as const;

export class ComposeRequest {
  @TextField({ doc: 'Id of the window that it is about; left out: it is about none.', optional: true, maxBytes: 36 })
  window?: string;
  @ChoiceField({ doc: 'What it tells.', of: ANNOUNCEMENT_KINDS }) kind: AnnouncementKind;
  @TextField({
    doc: 'Written from the window, unless given. {{title}}, {{when}} and the like are filled.',
    optional: true,
    ...SUBJECT,
  })
  subject?: string;
  @TextField({
    doc: 'Written from the window, unless given. {{title}}, {{when}} and the like are filled.',
    optional: true,
    ...TEXT,
  })
  text?: string;
  @TextListField({ doc: 'Without a window: the components that it is about.', ...NAMES }) components?: string[];
  @TextListField({ doc: 'Without a window: the kinds of downtime.', optional: true, most: 7, each: { maxBytes: 20 } })
  kinds?: string[];
  @ChoiceField({ doc: 'Without a window: how long the impact lasts.', optional: true, of: IMPACT_LENGTHS })
  impact?: ImpactLength;
  @TextField({ doc: 'Why something is moved, late or off, for the text.', optional: true, ...REASON, blank: true })
  reason?: string;
}

export class EditRequest {
  @TextField({ doc: 'Another subject.', optional: true, ...SUBJECT }) subject?: string;
  @TextField({ doc: 'Another text.', optional: true, ...TEXT }) text?: string;
}

export class SendRequest {
  @TextListField({
    doc: 'Names of channels; those that the rules choose, unless told.',
    optional: true,
    most: 100,
    each: { maxBytes: 63 },
  })
  channels?: string[];
  @TextField({ doc: 'Why it is sent though its facts are wrong.', optional: true, ...REASON }) override?: string;
}

export class RecordSentRequest {
  @TextField({ doc: 'Name of the channel; left out: it is none of them.', optional: true, maxBytes: 63 })
  channel?: string;
  @TextField({
    doc: 'Where it was sent, such as the address of a list; that of the channel, unless told.',
    optional: true,
    maxBytes: 500,
  })
  where?: string;
  @InstantField({ doc: 'When it was sent; now, unless told.', optional: true }) sentAt?: string;
  @TextField({ doc: 'Address where everybody can read it, such as in the archive of the list.', maxBytes: 1000 })
  proof: string;
}

export class RecordNewRequest extends IntersectionType(ComposeRequest, RecordSentRequest) {}

export class SeenRequest {
  @TextField({ doc: 'Name of the channel.', maxBytes: 63 }) channel: string;
  @TextField({ doc: 'Address where it was seen.', maxBytes: 1000 }) proof: string;
}

export class SettleRequest {
  @WholeNumberField({ doc: 'Which of its promises; the first is 0.', min: 0, max: 19 }) promise: number;
  @TextField({ doc: 'Id of the announcement that keeps it.', optional: true, maxBytes: 36 }) by?: string;
  @FlagField({ doc: 'Whether nothing is expected any more.', optional: true }) waived?: boolean;
  @TextField({ doc: 'How it was kept, or why nothing is expected.', ...REASON }) reason: string;
}

export class AnnouncementReason {
  @TextField({ doc: 'Why.', ...REASON }) reason: string;
}

export class AnnouncementQuery extends ListQuery {
  @ChoiceField({ doc: 'Only in this state.', optional: true, of: ANNOUNCEMENT_STATUSES }) status?: string;
  @ChoiceField({ doc: 'Only of this kind.', optional: true, of: ANNOUNCEMENT_KINDS }) kind?: string;
  @TextField({ doc: 'Only about this window.', optional: true, maxBytes: 36 }) window?: string;
  @TextField({ doc: 'Only about this component, what it is a part of, or its parts.', optional: true, maxBytes: 63 })
  component?: string;
  @TextField({ doc: 'A part of its subject or text.', optional: true, maxBytes: 200 }) q?: string;
  @TextField({ doc: 'Composed at or after this instant or day.', optional: true, maxBytes: 40 }) from?: string;
  @TextField({ doc: 'Composed before this instant, or on or before this day.', optional: true, maxBytes: 40 })
  to?: string;
}

export class FeedQuery extends ReadQuery {
  @TextField({ doc: 'Only about this component, what it is a part of, or its parts.', optional: true, maxBytes: 63 })
  component?: string;
}

class PromisedView {
  @ApiProperty({ type: String }) text: string;
  @ApiProperty({ ...when, ...nullable, description: 'Null: the text does not say when.' }) dueAt: string | null;
}

class SettledView {
  @ApiProperty({ type: String, ...nullable, description: 'The announcement that keeps it.' }) by: string | null;
  @ApiProperty({ type: Boolean }) waived: boolean;
  @ApiProperty({ type: String }) reason: string;
  @ApiProperty({ ...when }) at: string;
  @ApiProperty({ type: ActorView }) actor: ActorView;
}

class PromiseView extends PromisedView {
  @ApiProperty({ type: SettledView, ...nullable }) settled: SettledView | null;
}

export class DestinationView {
  @ApiProperty({ type: String, format: 'uuid' }) channel: string;
  @ApiProperty({ type: String, description: 'Of the channel.' }) name: string;
  @ApiProperty({ type: String, enum: [...CHANNEL_TYPES] }) type: string;
  @ApiProperty({ type: String, description: 'The rule that sends it there, or who chose it.' }) why: string;
}

export class PreviewView extends LintAnswer {
  @ApiProperty({ type: String }) subject: string;
  @ApiProperty({ type: String }) text: string;
  @ApiProperty({ type: [DestinationView], description: 'Where it would go.' }) destinations: readonly DestinationView[];
}

class ConcernsView {
  @ApiProperty({ type: [ComponentRef] }) components: readonly ComponentRef[];
  @ApiProperty({ type: [String] }) kinds: readonly string[];
  @ApiProperty({ type: [String], enum: [...POLICY_SCOPES] }) scopes: readonly string[];
  @ApiProperty({ type: String, enum: [...IMPACT_LENGTHS] }) impact: string;
}

class ElsewhereView {
  @ApiProperty({ type: String, ...nullable, description: 'Id of the channel.' }) channel: string | null;
  @ApiProperty({ type: String }) where: string;
  @ApiProperty({ ...when }) sentAt: string;
  @ApiProperty({ type: String, format: 'uri' }) proof: string;
  @ApiProperty({ type: ActorView }) by: ActorView;
}

class SeenView {
  @ApiProperty({ type: String, description: 'Id of the channel.' }) channel: string;
  @ApiProperty({ type: String, format: 'uri' }) proof: string;
  @ApiProperty({ ...when }) at: string;
}

class DiscardedView {
  @ApiProperty({ ...when }) at: string;
  @ApiProperty({ type: ActorView }) by: ActorView;
  @ApiProperty({ type: String }) reason: string;
}

export class AnnouncementView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: Number, description: 'Of its last event: its ETag.' }) revision: number;
  @ApiProperty({ type: String, enum: [...ANNOUNCEMENT_KINDS] }) kind: string;
  @ApiProperty({ type: String, format: 'uuid', ...nullable }) window: string | null;
  @ApiProperty({ type: Number, description: 'Which of the schedules of the window it tells: how often it had moved.' })
  schedule: number;
  @ApiProperty({ type: ConcernsView }) concerns: ConcernsView;
  @ApiProperty({ type: String }) subject: string;
  @ApiProperty({ type: String }) text: string;
  @ApiProperty({ type: [PromiseView] }) promises: readonly PromiseView[];
  @ApiProperty({ type: String, enum: [...ANNOUNCEMENT_STATUSES] }) status: string;
  @ApiProperty({ ...when, description: 'Of the status.' }) since: string;
  @ApiProperty({ ...when }) composedAt: string;
  @ApiProperty({ type: ActorView }) composedBy: ActorView;
  @ApiProperty({ ...when, ...nullable, description: 'When it was given to the channels.' }) sentAt: string | null;
  @ApiProperty({ type: ActorView, ...nullable }) sentBy: ActorView | null;
  @ApiProperty({ type: [DestinationView] }) destinations: readonly DestinationView[];
  @ApiProperty({
    type: [String],
    required: false,
    description:
      'Rules of the linter that found something in what was sent, or in the draft as it would be sent now; of a draft in a list, or as of then, it is left out.',
  })
  findings?: readonly string[];
  @ApiProperty({ type: String, ...nullable, description: 'Why it was sent though its facts were wrong.' })
  overridden: string | null;
  @ApiProperty({ type: String, ...nullable, description: 'Why it was not sent in time.' }) late: string | null;
  @ApiProperty({ type: [String], description: 'Ids of the announcements before it in its thread.' })
  thread: readonly string[];
  @ApiProperty({ type: [ElsewhereView], description: 'Sent by people.' }) elsewhere: readonly ElsewhereView[];
  @ApiProperty({ type: [SeenView], description: 'Seen where everybody can read it.' }) seen: readonly SeenView[];
  @ApiProperty({ type: DiscardedView, ...nullable }) discarded: DiscardedView | null;
  @ApiProperty({ type: String, format: 'uri' }) url: string;
}

export class AnnouncementList {
  @ApiProperty({ type: [AnnouncementView] }) data: AnnouncementView[];
  @ApiProperty({ type: Page }) page: Page;
}
