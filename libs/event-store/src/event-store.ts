import type { StoredEvent } from '@kernel/event.js';
import { type BehaviorSubject, Observable } from 'rxjs';

/** Largest content of one event, in bytes. */
export const MAX_CONTENT_BYTES = 8 * 1024 * 1024;
/** Most events of one append. */
export const MAX_EVENTS_PER_APPEND = 1000;
/** Appends that may wait for the writer before new ones are refused with `StoreOverloaded`. */
export const MAX_WAITING_APPENDS = 20_000;
/** The expected revision of a stream that must not exist yet. */
export const NO_STREAM = -1;
/** Events that `follow` reads at once. */
export const FOLLOW_PAGE = 256;

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

/**
 * The port behind which both engines stand; test/event-store.contract.ts is its meaning in full.
 * An append that is acknowledged has survived power loss.
 */
export abstract class EventStore {
  /** The newest position, 0 for an empty ledger; emits at once and after each commit that this process sees. */
  abstract readonly heads: BehaviorSubject<number>;

  /**
   * Appends all events or none. `expected` is the revision the stream must have (`NO_STREAM` for none). The same event
   * ids at the same place again answer as the first time.
   * @throws WrongExpectedRevision, AppendTooLarge, StoreOverloaded, StoreUnavailable
   */
  abstract append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended>;

  /** Events of one stream from `from` (inclusive), forwards or backwards; `[]` for a stream that does not exist. */
  abstract readStream(
    stream: string,
    options?: { from?: number; direction?: 'forwards' | 'backwards'; limit?: number },
  ): Promise<StoredEvent[]>;

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
            const page = await this.readAll(at, FOLLOW_PAGE);
            if (page.length === 0 || subscriber.closed) break;
            at = page.at(-1)!.position;
            subscriber.next(page);
            await ready();
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
