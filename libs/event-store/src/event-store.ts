import type { StoredEvent } from '@kernel/event.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type BehaviorSubject, Observable } from 'rxjs';

/** Largest content of one event, in bytes. */
export const MAX_CONTENT_BYTES = 8 * 1024 * 1024;
/** Most events of one append. */
export const MAX_EVENTS_PER_APPEND = 1000;
/** Appends that may wait for the writer before new ones are refused with `StoreOverloaded`. */
export const MAX_WAITING_APPENDS = 20_000;
/** The expected revision of a stream that must not exist yet. */
export const NO_STREAM = -1;
/** Events that `follow` reads at once: what a consumer that is stuck holds. */
export const FOLLOW_PAGE = 32;

/** An event that is about to be appended; the store adds stream, revision, position and commitment. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly recordedAt: number;
  readonly causationId: string | null;
  /** Made by `encodeContent`; a view over a buffer of its own, because it may cross to another thread. */
  readonly content: Uint8Array;
}

export interface Appended {
  /** Revision of the last event of the append. */
  readonly revision: number;
  /** Position of the last event of the append. */
  readonly position: number;
}

export class WrongExpectedRevision extends Error {
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`stream ${stream} is at revision ${actual}, expected ${expected}`);
  }
}

/** The append is too large to be stored; nothing was written. */
export class AppendTooLarge extends Error {}

/** More is asked than the writer can take: nothing was written, try again after a second. */
export class StoreOverloaded extends Error {}

/**
 * The store cannot be written (or read) now. For an append the outcome is *unknown*: repeat it with the same event ids
 * and the same expected revision, and it will be there exactly once.
 */
export class StoreUnavailable extends Error {}

/** The file or server holds something else than a ledger that this build can read. Never written to. */
export class NotOurLedger extends Error {}

export interface StreamRead {
  /** Inclusive. */
  readonly from?: number;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
  /** What this process has seen already is enough: the read works while the server is away. */
  readonly asSeenHere?: boolean;
}

/** Whether the ledger can be written, and how fresh what is read here is. */
export interface Availability {
  /** Why nothing can be appended, as a sentence; null when all is well. */
  readonly problem: string | null;
  /** Something that a person has to look at, though all works. */
  readonly warning: string | null;
  /** Whatever anybody appends is seen here as it comes. */
  readonly live: boolean;
  /** When this last was so, milliseconds since 1970. */
  readonly liveAt: number;
  /** How often the connection was lost. */
  readonly reconnects: number;
}

/**
 * The port behind which both engines stand; test/event-store.contract.ts is its meaning in full.
 * An append that is acknowledged has survived power loss.
 */
export abstract class EventStore {
  /** The newest position, 0 for an empty ledger; emits at once and after each commit that this process sees. */
  abstract readonly heads: BehaviorSubject<number>;

  abstract readonly availability: BehaviorSubject<Availability>;
  /**
   * How long something that another process recorded may be on its way here, milliseconds; 0 where nobody else appends.
   */
  abstract readonly othersSettleWithinMs: number;
  private readInThisTurn: { readonly after: number; readonly page: Promise<StoredEvent[]> } | null = null;

  /**
   * Appends all events or none. `expected` is the revision the stream must have (`NO_STREAM` for none). The same event
   * ids at the same place again answer as the first time.
   * @throws WrongExpectedRevision, AppendTooLarge, StoreOverloaded, StoreUnavailable
   */
  abstract append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended>;

  /**
   * Events of one stream, with everything that anybody appended to it before the call, and rows that tell of them;
   * `[]` for a stream that does not exist. @throws StoreUnavailable
   */
  abstract readStream(stream: string, options?: StreamRead): Promise<StoredEvent[]>;

  /** Resolves when rows tell of what an append recorded that failed behind that. @throws StoreUnavailable */
  async rowsAreCurrent(): Promise<void> {}

  /** Events after a position (exclusive), in order. */
  abstract readAll(after: number, limit: number): Promise<StoredEvent[]>;

  /**
   * Erases the content of events for good, named by a later event that says why.
   * Positions, commitments and order stay. Erasing twice is the same as once.
   */
  abstract erase(positions: readonly number[], becauseOf: number): Promise<void>;

  abstract close(): Promise<void>;

  /**
   * Everything after a position, first what is there, then what comes, in pages. Back-pressure: the next page is read
   * only when `ready` resolves, so a slow consumer holds one page and nothing else.
   */
  follow(after: number, ready: () => Promise<void> = async () => {}): Observable<StoredEvent[]> {
    return new Observable((subscriber) => {
      let at = after;
      let draining = false;
      const drain = async (): Promise<void> => {
        if (draining) return;
        draining = true;
        try {
          while (!subscriber.closed && at < this.heads.value) {
            const page = await this.pageAfter(at);
            if (page.length === 0 || subscriber.closed) break;
            at = page.at(-1)!.position;
            subscriber.next(page);
            await ready();
            // A long way is gone in steps: others have their turn between two.
            if (at < this.heads.value) await nextTurn();
          }
        } catch (error) {
          subscriber.error(error);
        } finally {
          draining = false;
        }
      };
      return this.heads.subscribe({ next: () => void drain(), complete: () => subscriber.complete() });
    });
  }

  /** Those who hear of a commit in the same turn and are at the same place share what is read: the very same objects. */
  private pageAfter(after: number): Promise<StoredEvent[]> {
    if (this.readInThisTurn?.after === after) return this.readInThisTurn.page;
    const page = this.readAll(after, FOLLOW_PAGE);
    this.readInThisTurn = { after, page };
    void nextTurn().then(() => (this.readInThisTurn = null));
    return page;
  }
}

/** @throws AppendTooLarge before anything is sent to an engine. */
export function checkSizes(events: readonly NewEvent[]): void {
  if (events.length === 0 || events.length > MAX_EVENTS_PER_APPEND) {
    throw new AppendTooLarge(`an append takes 1 to ${MAX_EVENTS_PER_APPEND} events, not ${events.length}`);
  }
  for (const event of events) {
    if (event.content.byteLength > MAX_CONTENT_BYTES) {
      throw new AppendTooLarge(`the content of an event takes at most ${MAX_CONTENT_BYTES} bytes`);
    }
  }
}
