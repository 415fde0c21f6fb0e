import { ApiProperty } from '@nestjs/swagger';
import { Page } from '@platform/http/event.dto.js';
import { ChoiceField, TextField, TextListField } from '@platform/http/fields.js';
import { ListQuery } from '@platform/http/reads.js';
import { ComponentRef } from '../maintenance-windows/maintenance-windows.dto.js';
import { MAX_CHOSEN } from './subscription.events.js';
import { SUBSCRIPTION_STATUSES, type SubscriptionStatus } from './subscription.js';

const when = { type: String, format: 'date-time' } as const;
const nullable = { nullable: true } as const;

class ChoiceFields {
  @TextListField({
    doc: 'Names or ids of components; none: all.',
    optional: true,
    most: MAX_CHOSEN,
    each: { maxBytes: 63 },
  })
  components?: string[];
  @TextListField({ doc: 'Kinds of downtime; none: all.', optional: true, most: 7, each: { maxBytes: 20 } })
  kinds?: string[];
}

export class SubscribeRequest extends ChoiceFields {
  @TextField({ doc: 'Where the mails go.', maxBytes: 254, example: 'ops@example.org' }) address: string;
}

export class ChangeSubscriptionRequest extends ChoiceFields {
  @TextField({ doc: 'From the link in a mail.', maxBytes: 100 }) proof: string;
}

export class ProofRequest {
  @TextField({ doc: 'From the link in a mail.', maxBytes: 100 }) proof: string;
}

export class ProofQuery {
  @TextField({ doc: 'From the link in a mail.', optional: true, maxBytes: 100 }) proof?: string;
}

export class EndSubscriptionRequest {
  @TextField({ doc: 'Why.', maxBytes: 2000, multiline: true }) reason: string;
}

export class SubscriptionQuery extends ListQuery {
  @ChoiceField({ doc: 'Only in this state.', optional: true, of: SUBSCRIPTION_STATUSES }) status?: SubscriptionStatus;
}

export class SubscribedView {
  @ApiProperty({ type: String }) detail: string;
}

/** What whoever has a link from a mail may see. */
export class OwnSubscriptionView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, enum: [...SUBSCRIPTION_STATUSES] }) status: string;
  @ApiProperty({ type: [ComponentRef] }) components: readonly ComponentRef[];
  @ApiProperty({ type: [String] }) kinds: readonly string[];
}

class EndedSubscriptionView {
  @ApiProperty({ ...when }) at: string;
  @ApiProperty({ type: String }) how: string;
  @ApiProperty({ type: String }) reason: string;
}

export class SubscriptionView extends OwnSubscriptionView {
  @ApiProperty({ type: String }) address: string;
  @ApiProperty({ ...when }) requestedAt: string;
  @ApiProperty({ type: Number, description: 'How often the address was asked for confirmation.' }) asked: number;
  @ApiProperty({ type: String, ...nullable, description: 'Why the last mail that asks did not get there.' })
  lastFailure: string | null;
  @ApiProperty({ ...when, ...nullable }) confirmedAt: string | null;
  @ApiProperty({ type: EndedSubscriptionView, ...nullable }) ended: EndedSubscriptionView | null;
}

export class SubscriptionList {
  @ApiProperty({ type: [SubscriptionView] }) data: SubscriptionView[];
  @ApiProperty({ type: Page }) page: Page;
}
