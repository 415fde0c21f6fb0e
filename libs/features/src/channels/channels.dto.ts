import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, ObjectListField, TextField, TextListField } from '@platform/http/fields.js';
import { IMPACT_LENGTHS, type ImpactLength } from '../notice-policies/notice-policy.events.js';
import { CHANNEL_NAME, CHANNEL_TYPES, type ChannelType } from './channel.events.js';

const WORDS = { optional: true, most: 20, each: { maxBytes: 40 } };
const NAME = { maxBytes: 63, form: { pattern: CHANNEL_NAME, words: 'lower-case letters, digits, dots and hyphens' } };

class RuleFields {
  @TextListField({ doc: 'One of these notice scopes; none: any.', ...WORDS }) scopes?: string[];
  @TextListField({ doc: 'One of these kinds of downtime; none: any.', ...WORDS }) kinds?: string[];
  @TextListField({ doc: 'One of these kinds of announcement; none: any.', ...WORDS }) announcements?: string[];
  @ChoiceField({ doc: 'An impact of this length, or longer; any, unless told.', optional: true, of: IMPACT_LENGTHS })
  impact?: ImpactLength;
}

class ChannelFields {
  @TextField({ doc: 'What it is for.', optional: true, maxBytes: 200, blank: true }) title?: string;
  @TextField({
    doc: 'Address of a mailing list or a webhook; of a manual channel, where a person sends it.',
    optional: true,
    maxBytes: 500,
    blank: true,
  })
  target?: string;
  @TextField({
    doc: 'List-Id of a mailing list; made of its address, unless told.',
    optional: true,
    maxBytes: 200,
    blank: true,
  })
  listId?: string;
  @ObjectListField({
    doc: 'What goes there by itself; one rule that matches is enough, and without rules nothing does.',
    optional: true,
    most: 20,
    of: RuleFields,
  })
  rules?: RuleFields[];
}

export class ChannelRequest extends ChannelFields {
  @TextField({ doc: 'A name of its own.', ...NAME, example: 'cloud-announce' }) name: string;
  @ChoiceField({ doc: 'How announcements get there.', of: CHANNEL_TYPES }) type: ChannelType;
}

export class ChannelPatch extends ChannelFields {
  @TextField({ doc: 'Another name; the id stays.', optional: true, ...NAME }) name?: string;
}

export class ChannelReason {
  @TextField({ doc: 'Why.', maxBytes: 2000, multiline: true }) reason: string;
}

class RuleView {
  @ApiProperty({ type: [String] }) scopes: readonly string[];
  @ApiProperty({ type: [String] }) kinds: readonly string[];
  @ApiProperty({ type: [String] }) announcements: readonly string[];
  @ApiProperty({ type: String, enum: [...IMPACT_LENGTHS] }) impact: string;
  @ApiProperty({ type: String, description: 'The rule as people say it.' }) words: string;
}

class RetiredChannelView {
  @ApiProperty({ type: String, format: 'date-time' }) at: string;
  @ApiProperty({ type: String }) reason: string;
}

export class ChannelView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String, enum: [...CHANNEL_TYPES] }) type: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String, description: 'The address; of a webhook only who may announce sees the whole.' })
  target: string;
  @ApiProperty({ type: String }) listId: string;
  @ApiProperty({ type: [RuleView] }) rules: readonly RuleView[];
  @ApiProperty({ type: Number, description: 'How often the secret of a webhook was replaced.' }) rotation: number;
  @ApiProperty({ type: String, format: 'date-time' }) addedAt: string;
  @ApiProperty({ type: RetiredChannelView, nullable: true }) retired: RetiredChannelView | null;
}

export class ChannelList {
  @ApiProperty({ type: [ChannelView], description: 'By name.' }) data: readonly ChannelView[];
}

export class ChannelSecretView {
  @ApiProperty({ type: String, description: 'Give it to the receiver; it is not shown again before it is rotated.' })
  secret: string;
}
