import type { Clock } from '@kernel/clock.js';
import type { Rows } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import type { Addresses } from '@platform/platform.tokens.js';
import type { SendingKey } from '../channels/sending-key.js';
import { ComponentTree } from '../components/component-tree.js';
import { findWindow } from '../maintenance-windows/window-queries.js';
import { windowAnswer } from '../maintenance-windows/window-answers.js';
import type { Carrier, Load } from './outbox.js';
import type { Sending } from './sending.js';
import { webhookRequest } from './webhook-request.js';
import { postWebhook } from './webhook-sender.js';

const NEWEST = Number.MAX_SAFE_INTEGER - 1;

/** Brings announcements to webhooks, signed as Standard Webhooks says. */
export class WebhookCarrier implements Carrier {
  readonly types = ['webhook'] as const;
  readonly isReady = true;
  readonly isOneServer = false;

  constructor(
    private readonly rows: Rows,
    private readonly addresses: Addresses,
    private readonly key: SendingKey,
    private readonly clock: Clock,
    private readonly allowPrivate: boolean,
  ) {}

  recipients(): readonly string[] {
    return [''];
  }

  async carry(load: Load): Promise<Sending> {
    const { announcement, channel } = load;
    const now = isoInstant(this.clock.now());
    const secrets = await Promise.all(
      [channel.rotation, channel.rotation - 1]
        .filter((rotation) => rotation >= 0)
        .map((rotation) => this.key.webhookSecret(channel.id, rotation)),
    );
    const notice = {
      id: this.messageId(load),
      type: `announcement.${announcement.kind}`,
      timestamp: announcement.sentAt ?? now,
      data: this.dataOf(load),
    };
    return postWebhook(channel.target, webhookRequest(notice, secrets, now), { allowPrivate: this.allowPrivate, now });
  }

  messageId({ outgoing }: Load): string {
    return `${outgoing.announcement}_${outgoing.channel}`;
  }

  private dataOf({ announcement }: Load): object {
    const { id, kind, subject, text, window } = announcement;
    const { publicUrl } = this.addresses;
    const found = window === null ? undefined : findWindow(this.rows, window, NEWEST);
    const tree = ComponentTree.at(this.rows, NEWEST);
    return {
      id,
      kind,
      subject,
      text,
      url: `${publicUrl}/announcements/${id}`,
      window: found === undefined ? null : windowAnswer(found, tree, publicUrl),
    };
  }
}
