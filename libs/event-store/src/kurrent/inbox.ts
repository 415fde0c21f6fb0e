import type { AllStreamRecordedEvent, AllStreamSubscription } from '@kurrent/kurrentdb-client';
import { StoreUnavailable } from '../event-store.js';

/** Live events, and their bytes, that wait for the disk before the server is told to wait. */
const MOST_WAITING = 5000;
const MOST_BYTES = 32 * 1024 * 1024;
/** What had to be waited for so long comes alone. */
const ALONE_AFTER_MS = 1;
const FOLLOWS_WITHIN_MS = 0.5;
const LONGEST_MS = 10;

/** What a subscription brought, in batches as large as the reader is slow. */
export class Inbox {
  private waiting: AllStreamRecordedEvent[] = [];
  private bytes = 0;
  private failure: Error | null = null;
  private notify = (): void => {};

  constructor(private readonly subscription: AllStreamSubscription) {
    subscription.on('data', ({ event }) => {
      if (event !== undefined) {
        this.waiting.push(event);
        this.bytes += sizeOf(event);
      }
      if (this.waiting.length >= MOST_WAITING || this.bytes >= MOST_BYTES) subscription.pause();
      this.notify();
    });
    subscription.on('error', (error) => this.fail(error));
    for (const end of ['end', 'close'] as const) {
      subscription.on(end, () => this.fail(new StoreUnavailable('the server ended the subscription')));
    }
  }

  fail(error: unknown): void {
    this.failure ??= error as Error;
    this.notify();
  }

  async next(): Promise<AllStreamRecordedEvent[]> {
    const asked = performance.now();
    while (this.waiting.length === 0) {
      if (this.failure !== null) throw this.failure;
      await new Promise<void>((resolve) => (this.notify = resolve));
    }
    if (performance.now() - asked < ALONE_AFTER_MS) await this.gather();
    const batch = this.waiting;
    this.waiting = [];
    this.bytes = 0;
    if (this.subscription.isPaused()) this.subscription.resume();
    return batch;
  }

  /**
   * The client unpacks events one by one, each in a turn of its own, and a transaction for each costs more than the
   * event: while they come thick, what follows on is waited for. One that comes alone is not held up.
   */
  private async gather(): Promise<void> {
    const began = performance.now();
    let [count, last] = [this.waiting.length, began];
    for (let now = began; now - last < FOLLOWS_WITHIN_MS && now - began < LONGEST_MS; now = performance.now()) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.waiting.length === count) continue;
      [count, last] = [this.waiting.length, performance.now()];
    }
  }
}

/** Of its content, as far as it is bytes: all of ours is. */
export function sizeOf({ data }: AllStreamRecordedEvent): number {
  return data instanceof Uint8Array ? data.byteLength : 0;
}
