import type { ServerAddress } from '@event-store/kurrent/connection-string.js';
import { Feed, type FeedState, type FeedTarget } from '@event-store/kurrent/feed.js';
import { KurrentServer } from '@event-store/kurrent/kurrent-server.js';
import { type Arrived, LedgerMirror } from '@event-store/kurrent/ledger-mirror.js';
import { StreamNames } from '@event-store/kurrent/recorded-event.js';
import type { Clock } from '@kernel/clock.js';
import type { Progress } from '../read-model/read-model-files.js';
import { CannotBeDone } from './cannot-be-done.js';

export interface OnServer {
  readonly address: ServerAddress;
  readonly ledger: string;
}

/** All that is on the server now, as a ledger file. */
export async function copyOf(
  { address, ledger }: OnServer,
  path: string,
  clock: Clock,
  onProgress: (progress: Progress) => void,
): Promise<string> {
  const mirror = new LedgerMirror(path);
  const copy = new Copy(mirror, onProgress);
  const feed = new Feed(new KurrentServer(address), new StreamNames(ledger), copy, clock, { mayBeUnfinished: true });
  const running = feed.run();
  try {
    await copy.complete;
  } finally {
    feed.stop();
    await running;
    mirror.close();
  }
  return path;
}

/** Follows until nothing more is there, or something is wrong. */
class Copy implements FeedTarget {
  readonly complete: Promise<void>;
  private end: (problem: CannotBeDone | null) => void = () => {};

  constructor(
    private readonly mirror: LedgerMirror,
    private readonly onProgress: (progress: Progress) => void,
  ) {
    this.complete = new Promise((resolve, reject) => {
      this.end = (problem) => (problem === null ? resolve() : reject(problem));
    });
  }

  get checkpoint() {
    return this.mirror.checkpoint;
  }

  leafHex(envelope: Arrived['envelope']): string {
    return this.mirror.leafHex(envelope);
  }

  take(events: readonly Arrived[]): void {
    this.mirror.apply(events);
    this.onProgress({ position: this.mirror.head, head: this.mirror.head });
  }

  beside(): void {}

  state({ live, problem }: FeedState): void {
    if (live) this.end(null);
    else if (problem !== null) this.end(new CannotBeDone(problem));
  }
}
