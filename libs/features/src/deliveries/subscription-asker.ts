import type { Lease } from '@event-store/leases.js';
import type { Clock } from '@kernel/clock.js';
import type { Ids } from '@kernel/ids.js';
import type { Rows } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import { isMailAddress } from '@kernel/mail-address.js';
import type { DueWork } from '@platform/due-loop.js';
import type { Ledger } from '@platform/ledger.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import type { Addresses } from '@platform/platform.tokens.js';
import type { SendingKey } from '../channels/sending-key.js';
import { readUnasked, type SubscriptionRow } from '../subscriptions/subscription-table.js';
import { subscription } from '../subscriptions/subscription.js';
import { SUBSCRIPTION_PURPOSE } from '../subscriptions/subscriptions.controller.js';
import { readSending } from './delivery-table.js';
import { messageIdOf } from './mail-headers.js';
import { mailOf } from './mail-message.js';
import type { MailSender } from './mail-sender.js';
import { nextAttempt } from './retry-times.js';
import { ownHost } from './mail-carrier.js';

/** Asks everybody who was named as a subscriber whether they want that. */
export class SubscriptionAsker implements DueWork {
  readonly name = 'ask-subscribers';

  constructor(
    private readonly sender: MailSender | null,
    private readonly from: string,
    private readonly ledger: Ledger,
    private readonly rows: Rows,
    private readonly addresses: Addresses,
    private readonly key: SendingKey,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  isDue(): boolean {
    return this.sender !== null && !readSending(this.rows).paused && this.next() !== undefined;
  }

  async runDue(lease: Lease): Promise<boolean> {
    const row = this.next();
    if (row === undefined) return false;
    await lease.check();
    const sending = await this.ask(row);
    if (sending.outcome === 'failed' && sending.code === 'stopped') return false;
    const attempt = row.asked + 1;
    const accepted = sending.outcome === 'accepted';
    const why = accepted ? '' : `${sending.code}: ${sending.why}`;
    const againAt = accepted || sending.permanent ? null : this.again(row, attempt);
    await this.ledger.execute(subscription, row.id, { do: 'note-asked', accepted, attempt, why, againAt }, SYSTEM);
    return true;
  }

  private next(): SubscriptionRow | undefined {
    return readUnasked(this.rows, this.clock.now(), 1)[0];
  }

  private async ask({ id, address, requestedAt }: SubscriptionRow) {
    if (!isMailAddress(address))
      return { outcome: 'failed', permanent: true, code: 'bad-address', why: 'it is erased' } as const;
    const { publicUrl } = this.addresses;
    const proof = await this.key.proof(SUBSCRIPTION_PURPOSE, id);
    const link = `${publicUrl}/subscriptions?id=${id}&proof=${encodeURIComponent(proof)}`;
    const host = ownHost(this.addresses);
    const notice = {
      messageId: messageIdOf(host, id, String(Date.parse(requestedAt))),
      subject: 'Please confirm: announcements of expected downtime',
      text: [
        'Somebody asked to be told of expected downtime at this address.',
        '',
        `If that was you, confirm it here: ${link}`,
        '',
        'If it was not, do nothing: nothing is sent unless you confirm.',
      ].join('\n'),
      references: [],
      url: null,
      sentAt: isoInstant(this.clock.now()),
    };
    const list = { address, from: this.from, listId: `subscriptions.${host.includes('.') ? host : `${host}.invalid`}` };
    return this.sender!.send(mailOf(notice, { ...list, unsubscribe: null }), { from: this.from, to: address });
  }

  private again({ requestedAt }: SubscriptionRow, attempts: number): string | null {
    const lastAt = isoInstant(this.clock.now());
    const chance = Buffer.from(this.ids.salt()).readUInt32BE() / 2 ** 32;
    return nextAttempt({ attempts, firstAt: requestedAt, lastAt }, chance);
  }
}
