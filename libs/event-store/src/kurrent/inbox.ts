import type { AllStreamRecordedEvent, AllStreamSubscription } from '@kurrent/kurrentdb-client';
import { StoreUnavailable } from '../event-store.js';

/** Live events, and their bytes, that wait for the disk before the server is told to wait. */
const MOST_WAITING = 5000;
const MOST_BYTES = 32 * 1024 * 1024;

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
    while (this.waiting.length === 0) {
      if (this.failure !== null) throw this.failure;
      await new Promise<void>((resolve) => (this.notify = resolve));
    }
    const batch = this.waiting;
    this.waiting = [];
    this.bytes = 0;
    if (this.subscription.isPaused()) this.subscription.resume();
    return batch;
  }
}

/** Of its content, as far as it is bytes: all of ours is. */
export function sizeOf({ data }: AllStreamRecordedEvent): number {
  return data instanceof Uint8Array ? data.byteLength : 0;
}
