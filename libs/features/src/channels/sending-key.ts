import { derivedId } from '@kernel/ids.js';
import { LedgerKey } from '@platform/ledger-key.js';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { SendingKeyMade } from './channel.events.js';

/** The key of what others must not be able to make up: secrets of webhooks, links to confirm and to unsubscribe. */
export class SendingKey extends LedgerKey {
  protected override readonly stream = 'sending-key';
  protected override readonly made = SendingKeyMade;

  /** Of a webhook, in the form that Standard Webhooks gives it; another one for each rotation. */
  async webhookSecret(channel: string, rotation: number): Promise<string> {
    const bytes = createHmac('sha256', await this.read())
      .update(`webhook ${channel} ${rotation}`)
      .digest();
    return `whsec_${bytes.toString('base64')}`;
  }

  /** What a link has to hold to do something with a thing, such as `unsubscribe`. */
  async proof(purpose: string, id: string): Promise<string> {
    return createHmac('sha256', await this.read())
      .update(derivedId(purpose, id))
      .digest('base64url')
      .slice(0, 32);
  }

  async proves(purpose: string, id: string, proof: string): Promise<boolean> {
    const [expected, given] = [await this.proof(purpose, id), proof].map((text) => Buffer.from(text)) as [
      Buffer,
      Buffer,
    ];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}
