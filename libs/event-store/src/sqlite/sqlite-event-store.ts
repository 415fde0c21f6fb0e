import type { StoredEvent } from '@kernel/event.js';
import { BehaviorSubject } from 'rxjs';
import {
  type Appended,
  type Availability,
  checkSizes,
  EventStore,
  MAX_WAITING_APPENDS,
  type NewEvent,
  StoreOverloaded,
  type StreamRead,
  WrongExpectedRevision,
} from '../event-store.js';
import type { Append, AppendOutcome, SqliteLedger } from './sqlite-ledger.js';

/** Most appends of one transaction: beyond it one flush is no longer what costs. */
const MAX_BATCH = 1024;

const ALWAYS: Availability = { problem: null, warning: null, live: true, liveAt: 0, reconnects: 0 };

/** Where batches go to be made durable: this thread (`inThisThread`) or the writer worker. */
export interface Committer {
  /** Resolves when the batch is durable and every read model in this thread's care has passed it. */
  commit(batch: readonly Append[]): Promise<AppendOutcome[]>;
  erase(positions: readonly number[], becauseOf: number): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  readonly append: Append;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The embedded engine. Group commit emerges from load: while one batch is under way, appends gather; when it is done,
 * all that gathered goes as the next one. There is no timer, so a lone append never waits.
 */
export class SqliteEventStore extends EventStore {
  override readonly heads: BehaviorSubject<number>;
  /** What fails here shows at the next append. */
  override readonly availability = new BehaviorSubject<Availability>(ALWAYS);
  override readonly othersSettleWithinMs = 0;
  private readonly waiting: Waiting[] = [];
  private underWay: Promise<void> | null = null;
  /** Resolves when the batch that went last was acknowledged or failed. */
  private batchUnderWay: Promise<void> = Promise.resolve();
  /** A batch failed: what it wrote all the same, and nobody was told, may be in no read model yet. */
  private isBehind = false;

  constructor(
    private readonly committer: Committer,
    private readonly reader: SqliteLedger,
  ) {
    super();
    this.heads = new BehaviorSubject(reader.head());
  }

  override async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    checkSizes(events);
    if (this.waiting.length >= MAX_WAITING_APPENDS) {
      throw new StoreOverloaded(`${MAX_WAITING_APPENDS} appends are waiting already`);
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ append: { stream, expected, events }, resolve, reject });
      this.underWay ??= this.pump();
    });
  }

  override async readStream(stream: string, options: StreamRead = {}): Promise<StoredEvent[]> {
    const events = this.reader.readStream(stream, options);
    // The file has it before the rows: who decides by both must not see one without the other.
    if (options.asSeenHere !== true && events.some(({ position }) => position > this.heads.value)) {
      await this.batchUnderWay;
      await this.rowsAreCurrent();
    }
    return events;
  }

  override async readAll(after: number, limit: number): Promise<StoredEvent[]> {
    return this.reader.readAll(after, limit);
  }

  override erase(positions: readonly number[], becauseOf: number): Promise<void> {
    return this.committer.erase(positions, becauseOf);
  }

  override async close(): Promise<void> {
    await this.underWay;
    this.heads.complete();
    this.reader.close();
    await this.committer.close();
  }

  private async pump(): Promise<void> {
    // Appends that were made in the same turn share the first flush too.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      this.batchUnderWay = this.commit(this.waiting.splice(0, MAX_BATCH));
      await this.batchUnderWay;
    }
    this.underWay = null;
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.committer.commit(batch.map((one) => one.append));
      this.isBehind = false;
      this.settle(batch, outcomes);
    } catch (error) {
      this.isBehind = true;
      for (const one of batch) one.reject(error);
    }
  }

  private settle(batch: readonly Waiting[], outcomes: readonly AppendOutcome[]): void {
    let head = this.heads.value;
    outcomes.forEach((outcome, index) => {
      const { append, resolve, reject } = batch[index]!;
      if ('actual' in outcome) {
        reject(new WrongExpectedRevision(append.stream, append.expected, outcome.actual));
      } else {
        head = Math.max(head, outcome.position);
        resolve(outcome);
      }
    });
    this.advance(head);
  }

  override async rowsAreCurrent(): Promise<void> {
    if (!this.isBehind) return;
    const head = this.reader.head();
    await this.committer.commit([]);
    this.isBehind = false;
    this.advance(head);
  }

  private advance(head: number): void {
    if (head > this.heads.value) this.heads.next(head);
  }
}

/** Commits in the calling thread: what specs use. `afterCommit` is where a projector catches up. */
export function inThisThread(ledger: SqliteLedger, afterCommit: () => void = () => {}): Committer {
  return {
    commit: async (batch) => {
      const outcomes = ledger.append(batch);
      afterCommit();
      return outcomes;
    },
    erase: async (positions, becauseOf) => ledger.erase(positions, becauseOf),
    close: async () => ledger.close(),
  };
}
