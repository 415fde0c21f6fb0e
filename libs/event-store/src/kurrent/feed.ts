import type { Clock } from '@kernel/clock.js';
import type { AllStreamRecordedEvent, KurrentDBClient } from '@kurrent/kurrentdb-client';
import { createHash, randomUUID } from 'node:crypto';
import { Inbox, sizeOf } from './inbox.js';
import { ANSWER_WITHIN_MS, explain, type KurrentServer, whileLively, within } from './kurrent-server.js';
import { type Arrived, type Checkpoint, HistoryDiffers } from './ledger-mirror.js';
import {
  arrivedOf,
  historyLost,
  limitsIn,
  moveUnfinished,
  positionOf,
  recognise,
  streamLimited,
} from './on-the-server.js';
import { MOVE_BEGUN, MOVE_STREAM, type StreamNames } from './recorded-event.js';
import { SignsOfLife } from './signs-of-life.js';

/** Events that are taken over in one transaction. */
const PAGE = 2000;
const PAGE_BYTES = 32 * 1024 * 1024;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** An event beside the ledger: a lease, the mark of a move, a sign of life. In the same order as the ledger's own. */
export interface Beside {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: unknown;
}

export interface FeedState {
  /** Why the ledger cannot be written or followed now, as a sentence; null when all is well. */
  readonly problem: string | null;
  /** The server is away, and may soon be back: what is to be appended waits a little. */
  readonly mayPass: boolean;
  /** Everything that is on the server arrives here as it comes, and what was there before is what was read. */
  readonly live: boolean;
  /** When this last was so, milliseconds since 1970; 0 for never. */
  readonly liveAt: number;
  /** How often the connection was lost and made anew. */
  readonly reconnects: number;
}

export interface FeedTarget {
  readonly checkpoint: Checkpoint | null;
  leafHex(envelope: Arrived['envelope']): string;
  /** Events of the ledger that follow on. What it throws stops the feed, which then begins anew. */
  take(events: readonly Arrived[]): void;
  beside(event: Beside): void;
  state(state: FeedState): void;
}

export interface FeedOptions {
  /** Also a ledger that is being moved to here. */
  readonly mayBeUnfinished?: boolean;
  /** When what is here was last up to date, milliseconds since 1970. */
  readonly liveAt?: number;
}

/**
 * Reads one ledger from a server, from the checkpoint on and then live, for as long as it is not stopped. Whatever goes
 * wrong is told as a state, and tried again with another client after a pause.
 */
export class Feed {
  private readonly replica = randomUUID();
  private stopped = false;
  private now: FeedState;
  private signs: SignsOfLife | null = null;
  private pauseMs = FIRST_PAUSE_MS;
  private wake = (): void => {};

  constructor(
    private readonly server: KurrentServer,
    private readonly names: StreamNames,
    private readonly target: FeedTarget,
    private readonly clock: Clock,
    private readonly options: FeedOptions = {},
  ) {
    this.now = { problem: null, mayPass: true, live: false, liveAt: options.liveAt ?? 0, reconnects: 0 };
  }

  async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const client = await this.server.client();
        if (this.options.mayBeUnfinished !== true) await this.refuseUnfinished();
        await this.catchUp(client);
        await this.live(client);
      } catch (error) {
        this.server.renew();
        const mayPass = !(error instanceof HistoryDiffers || error instanceof CannotBeTaken);
        // Appends stop at once; the sentence may take a moment.
        if (!this.isStopped) this.tell({ live: false, mayPass });
        const problem = await this.diagnose(error);
        if (this.isStopped) return;
        this.tell({ problem, mayPass, live: false, reconnects: this.now.reconnects + 1 });
        await this.pause();
      }
    }
  }

  /** Reads fail without a reason, so what an append is refused for is asked too. */
  private async diagnose(error: unknown): Promise<string> {
    if (error instanceof HistoryDiffers || error instanceof CannotBeTaken) {
      return `${error.message} (${this.server.address.shown})`;
    }
    if ((error as { type?: string }).type !== 'unavailable') return explain(error, this.server.address);
    return this.server.revisionOf(this.names.beside('replicas')).then(
      () => explain(error, this.server.address),
      (reason: unknown) => explain(reason, this.server.address),
    );
  }

  /** Something that was appended has not arrived: asks at once for a sign of life. */
  poke(): void {
    this.signs?.give();
  }

  stop(): void {
    this.stopped = true;
    this.wake();
    this.server.close();
  }

  private async refuseUnfinished(): Promise<void> {
    if ((await this.server.lastTypeOf(this.names.beside(MOVE_STREAM))) === MOVE_BEGUN) throw moveUnfinished();
  }

  /** Everything that is there; returns when a read brought nothing new. */
  private async catchUp(client: KurrentDBClient): Promise<void> {
    // The subscription begins where the last read ended: an end that moves on is no reason to wait for it.
    while ((await this.readOn(client)) >= PAGE);
  }

  /** From the checkpoint to the end, in pages. Returns how many events of the ledger there were. */
  private async readOn(client: KurrentDBClient): Promise<number> {
    const { checkpoint } = this.target;
    const history = client.readAll(this.fromCheckpoint);
    let isFirst = checkpoint !== null;
    let page: AllStreamRecordedEvent[] = [];
    let [count, bytes] = [0, 0];
    await whileLively(history, async ({ event }) => {
      if (event === undefined) return;
      if (isFirst) recognise(event, checkpoint!, this.names, this.target);
      else {
        page.push(event);
        bytes += sizeOf(event);
      }
      isFirst = false;
      if (page.length < PAGE && bytes < PAGE_BYTES) return;
      count += await this.process(page, client);
      [page, bytes] = [[], 0];
    });
    if (isFirst) throw historyLost(checkpoint!);
    return count + (await this.process(page, client));
  }

  /** Until the subscription ends, which it does without saying why. */
  private async live(client: KurrentDBClient): Promise<void> {
    const subscription = client.subscribeToAll(this.fromCheckpoint, { highWaterMark: 1000 });
    const inbox = new Inbox(subscription);
    this.signs = new SignsOfLife(client, this.server, this.names.beside('replicas'), this.clock, {
      onSign: (problem) => {
        try {
          this.tell({ problem, mayPass: false, live: true });
          this.pauseMs = FIRST_PAUSE_MS;
        } catch (error) {
          inbox.fail(cannotBeTaken(error));
        }
      },
      onDeath: (error) => inbox.fail(error),
    });
    this.signs.give();
    try {
      for (;;) await this.process(await inbox.next(), client);
    } finally {
      this.signs.end();
      this.signs = null;
      subscription.on('error', () => {});
      subscription.unsubscribe().catch(() => {});
    }
  }

  /** Returns how many events of the ledger there were. */
  private async process(events: readonly AllStreamRecordedEvent[], client: KurrentDBClient): Promise<number> {
    let run: Arrived[] = [];
    let count = 0;
    const flush = (): void => {
      if (run.length === 0) return;
      try {
        this.target.take(run);
      } catch (error) {
        if (error instanceof HistoryDiffers) throw error;
        throw cannotBeTaken(error);
      }
      count += run.length;
      run = [];
    };
    try {
      for (const event of events) {
        const stream = this.names.ours(event.streamId);
        if (stream !== null) {
          run.push(arrivedOf(stream, event));
          continue;
        }
        const settings = this.names.settingsOf(event.streamId);
        if (settings !== null) await this.refuseLimits(settings, event, client);
        const beside = this.names.besides(event.streamId);
        if (beside === null) continue;
        flush();
        this.takeBeside(beside, event);
      }
    } finally {
      // What stood before an event that cannot be taken is taken all the same.
      flush();
    }
    return count;
  }

  private takeBeside(stream: string, event: AllStreamRecordedEvent): void {
    this.signs?.see(event);
    // What was before is known from the connection; while this follows, a move that begins ends it.
    const isFenced = this.signs !== null && stream === MOVE_STREAM && event.type === MOVE_BEGUN;
    if (isFenced && this.options.mayBeUnfinished !== true) throw moveUnfinished();
    this.target.beside({ stream, revision: Number(event.revision), type: event.type, data: event.data });
  }

  /** Settings that let the server forget events: passed over only where they do not hold any more. */
  private async refuseLimits(stream: string, event: AllStreamRecordedEvent, client: KurrentDBClient): Promise<void> {
    if (limitsIn(event).length === 0) return;
    const reading = client.getStreamMetadata(this.names.of(stream), { credentials: this.server.credentials });
    const { metadata } = await within(ANSWER_WITHIN_MS, 'the settings of a stream', reading);
    const { maxCount, maxAge, truncateBefore } = metadata ?? {};
    if (maxCount === undefined && maxAge === undefined && (truncateBefore ?? 0) === 0) return;
    throw streamLimited(event);
  }

  /** A read includes the event at the checkpoint, a subscription does not. */
  private get fromCheckpoint() {
    const { checkpoint } = this.target;
    return {
      fromPosition: checkpoint === null ? ('start' as const) : positionOf(checkpoint.place),
      filter: { filterOn: 'streamName' as const, prefixes: this.names.prefixes, checkpointInterval: 1000 },
      credentials: this.server.credentials,
    };
  }

  /** Read anew: it may have changed while something was awaited. */
  private get isStopped(): boolean {
    return this.stopped;
  }

  private tell(change: Partial<FeedState>): void {
    const live = change.live ?? this.now.live;
    const next = { ...this.now, ...change, liveAt: live ? this.clock.now() : this.now.liveAt };
    // What the target cannot bear has not become so.
    this.target.state(next);
    this.now = next;
  }

  /** Longer each time, and not the same for all replicas. */
  private async pause(): Promise<void> {
    const share = createHash('sha256').update(this.replica).digest()[0]! / 255;
    const ms = this.pauseMs * (0.5 + share / 2);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** The disk of this replica is full, or an event is newer than this build. */
class CannotBeTaken extends Error {}

function cannotBeTaken(cause: unknown): CannotBeTaken {
  return new CannotBeTaken(`what is on the server cannot be taken over here: ${(cause as Error).message}`, { cause });
}
