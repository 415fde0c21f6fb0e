import type { Clock } from '@kernel/clock.js';
import { isMailAddress } from '@kernel/mail-address.js';
import type { Rows } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import type { Addresses } from '@platform/platform.tokens.js';
import { readSending } from './delivery-table.js';
import { hostWithDot, ownHost } from './mail-carrier.js';
import { messageIdOf } from './mail-headers.js';
import { mailOf } from './mail-message.js';
import type { MailSender } from './mail-sender.js';
import type { Sending } from './sending.js';

/** A mail to one person, which is no announcement. */
export interface Letter {
  readonly address: string;
  /** What tells it from every other: the same for every attempt. */
  readonly id: string;
  readonly part: string;
  /** First part of its List-Id, by which people sort their mails. */
  readonly list: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends single mails, such as a question or a reminder. */
export class Letters {
  constructor(
    private readonly sender: MailSender | null,
    private readonly from: string,
    private readonly rows: Rows,
    private readonly addresses: Addresses,
    private readonly clock: Clock,
  ) {}

  /** Whether any can be sent now. */
  get areSent(): boolean {
    return this.sender !== null && !readSending(this.rows).paused;
  }

  /** One attempt; an address that is none any more is refused for good. */
  async send({ address, id, part, list, subject, text }: Letter): Promise<Sending> {
    if (!isMailAddress(address)) {
      return { outcome: 'failed', permanent: true, code: 'bad-address', why: 'there is no mail address' };
    }
    const host = ownHost(this.addresses);
    const messageId = messageIdOf(host, id, part);
    const sentAt = isoInstant(this.clock.now());
    const notice = { messageId, subject, text, references: [], url: null, sentAt };
    const listId = `${list}.${hostWithDot(host)}`;
    const mail = mailOf(notice, { address, from: this.from, listId, unsubscribe: null });
    return this.sender!.send(mail, { from: this.from, to: address });
  }
}
