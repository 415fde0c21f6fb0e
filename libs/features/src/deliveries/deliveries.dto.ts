import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '@platform/http/fields.js';
import { CHANNEL_TYPES } from '../channels/channel.events.js';

const OUTCOMES = ['accepted', 'failed', 'set-aside', 'skipped'] as const;
const STATES = ['shown', 'by-hand', 'waiting', 'trying', 'accepted', 'set-aside', 'skipped', 'seen'] as const;
const when = { type: String, format: 'date-time' } as const;
const nullable = { nullable: true } as const;

class AttemptView {
  @ApiProperty({ type: Number, description: 'Of the event that proves it.' }) position: number;
  @ApiProperty({ ...when }) at: string;
  @ApiProperty({ type: String, enum: [...OUTCOMES] }) outcome: string;
  @ApiProperty({ type: String, description: 'What the other side said.' }) words: string;
  @ApiProperty({ ...when, ...nullable, description: 'When it is tried again.' }) againAt: string | null;
}

class RecipientsView {
  @ApiProperty({ type: String, enum: [...OUTCOMES] }) outcome: string;
  @ApiProperty({ type: Number }) recipients: number;
}

export class DeliveryView {
  @ApiProperty({ type: String, format: 'uuid' }) channel: string;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String, enum: [...CHANNEL_TYPES] }) type: string;
  @ApiProperty({ type: String, description: 'The rule that sent it there, or who chose it.' }) why: string;
  @ApiProperty({
    type: String,
    enum: [...STATES],
    description: 'Accepted by a server and seen where everybody can read it are two things.',
  })
  state: string;
  @ApiProperty({ type: String, description: 'What is waited for, where it is not done.' }) words: string;
  @ApiProperty({ type: [String], description: 'Where it was seen.' }) proofs: readonly string[];
  @ApiProperty({ type: [AttemptView], description: 'Oldest first; not of single subscribers.' })
  attempts: readonly AttemptView[];
  @ApiProperty({ type: [RecipientsView], description: 'Of subscribers: how many have which outcome.' })
  recipients: readonly RecipientsView[];
}

export class DeliveryList {
  @ApiProperty({ type: [DeliveryView] }) data: readonly DeliveryView[];
}

export class SendingView {
  @ApiProperty({ type: Boolean, description: 'After a restore nothing is sent until somebody resumes it.' })
  paused: boolean;
  @ApiProperty({ type: Boolean, description: 'Whether a mail server is set.' }) mail: boolean;
  @ApiProperty({ type: Number, description: 'Announcements that are on their way through a channel.' })
  underWay: number;
}

export class ResumeRequest {
  @TextField({ doc: 'How you know that no other ledger sends the same.', maxBytes: 2000, multiline: true })
  reason: string;
}

export class MailSourceView {
  @ApiProperty({ type: String, description: 'Name of the channel.' }) channel: string;
  @ApiProperty({ type: String, description: 'The mail as it would be given to the server (RFC 5322).' }) source: string;
}

export class MailSourceList {
  @ApiProperty({ type: [MailSourceView] }) data: readonly MailSourceView[];
}
