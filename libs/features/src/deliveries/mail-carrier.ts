import type { Clock } from '@kernel/clock.js';
import type { Rows } from '@kernel/projection.js';
import { Rejected } from '@kernel/rejected.js';
import { isoInstant } from '@kernel/time.js';
import { isMailAddress } from '@kernel/mail-address.js';
import type { Addresses } from '@platform/platform.tokens.js';
import type { SendingKey } from '../channels/sending-key.js';
import { findAnnouncement } from '../announcements/announcement-table.js';
import { findSubscription, type SubscriptionRow } from '../subscriptions/subscription-table.js';
import { messageIdOf } from './mail-headers.js';
import { type Mail, mailOf } from './mail-message.js';
import type { MailSender } from './mail-sender.js';
import type { Carrier, Load } from './outbox.js';
import { type Sending, wordsOf } from './sending.js';
import { subscribersOf } from './subscribers-of.js';
import { SUBSCRIPTION_PURPOSE } from '../subscriptions/subscriptions.controller.js';

/** Brings announcements to mailing lists and to subscribers. */
export class MailCarrier implements Carrier {
  readonly types = ['mailing-list', 'subscribers'] as const;
  readonly isOneServer = true;

  constructor(
    private readonly sender: MailSender | null,
    private readonly from: string,
    private readonly rows: Rows,
    private readonly addresses: Addresses,
    private readonly key: SendingKey,
    private readonly clock: Clock,
  ) {}

  get isReady(): boolean {
    return this.sender !== null;
  }

  recipients({ channel, outgoing, announcement }: Load): readonly string[] {
    if (channel.type === 'mailing-list') return [''];
    return subscribersOf(announcement, this.rows, outgoing.sentPosition);
  }

  async carry(load: Load, recipient: string): Promise<Sending | null> {
    try {
      const mail = await this.mailFor(load, recipient);
      return mail === null ? null : await this.sender!.send(mail, { from: this.from, to: mail.to });
    } catch (error) {
      // What cannot be written as a mail today cannot be tomorrow.
      if (!(error instanceof Rejected)) throw error;
      return { outcome: 'failed', permanent: true, code: error.code, why: wordsOf(error.message) };
    }
  }

  /** As it is sent at a time; null: nobody is there any more. @throws Rejected bad-header, bad-address */
  async mailFor(
    { announcement, channel, outgoing }: Load,
    recipient: string,
    at: number = this.clock.now(),
  ): Promise<Mail | null> {
    const subscriber = recipient === '' ? undefined : findSubscription(this.rows, recipient)?.row;
    if (recipient !== '' && !isThere(subscriber)) return null;
    const { subject, text, thread, url } = {
      ...announcement,
      url: `${this.addresses.publicUrl}/announcements/${announcement.id}`,
    };
    const notice = {
      messageId: this.messageId({ outgoing }),
      subject,
      text,
      references: this.threadIn(thread, outgoing),
      url,
      sentAt: isoInstant(at),
    };
    const host = this.host;
    if (subscriber === undefined) {
      const listId = channel.listId === '' ? channel.target.replace('@', '.') : channel.listId;
      return mailOf(notice, { address: channel.target, from: this.from, listId, unsubscribe: null });
    }
    const proof = await this.key.proof(SUBSCRIPTION_PURPOSE, subscriber.id);
    const leave = `${this.addresses.publicUrl}/api/v1/subscriptions/${subscriber.id}/unsubscribe?proof=${proof}`;
    const listId = `${channel.name}.${hostWithDot(host)}`;
    return mailOf(notice, { address: subscriber.address, from: this.from, listId, unsubscribe: { url: leave } });
  }

  messageId({ outgoing }: Pick<Load, 'outgoing'>): string {
    return messageIdOf(this.host, outgoing.announcement, outgoing.channel);
  }

  private get host(): string {
    return ownHost(this.addresses);
  }

  /** Of the announcements before it those that went the same way. */
  private threadIn(thread: readonly string[], { channel, sentPosition }: Load['outgoing']): string[] {
    return thread
      .filter((id) => {
        const before = findAnnouncement(this.rows, id, sentPosition)?.row;
        return before?.destinations.some((one) => one.channel === channel) === true;
      })
      .map((id) => messageIdOf(this.host, id, channel));
  }
}

function isThere(row: SubscriptionRow | undefined): row is SubscriptionRow {
  return row !== undefined && row.status === 'active' && isMailAddress(row.address);
}

/** A List-Id has two labels at least. */
export function hostWithDot(host: string): string {
  return host.includes('.') ? host : `${host}.invalid`;
}

/** The name by which messages of this ledger are known. */
export function ownHost({ publicUrl }: Addresses): string {
  const { hostname } = new URL(publicUrl);
  return hostname.startsWith('[') ? 'localhost' : hostname;
}
