import type { Lease } from '@event-store/leases.js';
import type { Clock } from '@kernel/clock.js';
import type { Ids } from '@kernel/ids.js';
import { type Rows, STILL_SO } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import type { DueWork } from '@platform/due-loop.js';
import type { Ledger } from '@platform/ledger.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import type { Addresses } from '@platform/platform.tokens.js';
import type { SendingKey } from '../channels/sending-key.js';
import { ComponentTree } from '../components/component-tree.js';
import { readUnasked, type SubscriptionRow } from '../subscriptions/subscription-table.js';
import { subscription } from '../subscriptions/subscription.js';
import { SUBSCRIPTION_PURPOSE } from '../subscriptions/subscriptions.controller.js';
import type { Letter, Letters } from './letters.js';
import { chanceOf, nextAttempt } from './retry-times.js';

/** Asks everybody who was named as a subscriber whether they want that. */
export class SubscriptionAsker implements DueWork {
  readonly name = 'ask-subscribers';

  constructor(
    private readonly letters: Letters,
    private readonly ledger: Ledger,
    private readonly rows: Rows,
    private readonly addresses: Addresses,
    private readonly key: SendingKey,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  isDue(): boolean {
    return this.letters.areSent && this.next() !== undefined;
  }

  async runDue(lease: Lease): Promise<boolean> {
    const row = this.next();
    if (row === undefined) return false;
    await lease.check();
    const sending = await this.letters.send(await this.letterTo(row));
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

  private async letterTo({ id, address, requestedAt, components, kinds }: SubscriptionRow): Promise<Letter> {
    const proof = await this.key.proof(SUBSCRIPTION_PURPOSE, id);
    const { publicUrl } = this.addresses;
    const link = `${publicUrl}/subscriptions?id=${id}&proof=${encodeURIComponent(proof)}`;
    return {
      address,
      id,
      part: String(Date.parse(requestedAt)),
      list: 'subscriptions',
      subject: 'Please confirm: announcements of expected downtime',
      text: [
        `Somebody asked the operations ledger at ${publicUrl} to tell this address of expected downtime.`,
        '',
        `Components: ${this.namesOf(components).join(', ') || 'all'}`,
        `Kinds of downtime: ${kinds.join(', ') || 'all'}`,
        '',
        `If that was you, confirm it here: ${link}`,
        '',
        'If it was not, do nothing: nothing is sent unless you confirm.',
      ].join('\n'),
    };
  }

  private namesOf(components: readonly string[]): string[] {
    const tree = ComponentTree.at(this.rows, STILL_SO - 1);
    return components.map((id) => tree.withId(id)?.name ?? id);
  }

  private again({ requestedAt }: SubscriptionRow, attempts: number): string | null {
    const lastAt = isoInstant(this.clock.now());
    return nextAttempt({ attempts, firstAt: requestedAt, lastAt }, chanceOf(this.ids));
  }
}
