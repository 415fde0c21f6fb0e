import type { Clock } from '@kernel/clock.js';
import type { StoredEvent } from '@kernel/event.js';
import { BehaviorSubject, filter, firstValueFrom, from, map, type Observable, of, Subject, timeout } from 'rxjs';
import {
  type Appended,
  AppendTooLarge,
  type Availability,
  checkSizes,
  EventStore,
  type NewEvent,
  StoreUnavailable,
  type StreamRead,
  WrongExpectedRevision,
} from '../event-store.js';
import type { SqliteLedger } from '../sqlite/sqlite-ledger.js';
import type { Beside, FeedState } from './feed.js';
import { Conflict, type GroupedAppends, type ServerAppend } from './grouped-appends.js';
import type { Applied } from './ledger-mirror.js';

/** What was written has to arrive here within this time; afterwards it is recorded, but cannot be read yet. */
const ARRIVES_WITHIN_MS = 10_000;
const ARRIVES_AT_ONCE_MS = 30;
/** What has not arrived by then may never: the subscription is asked for a sign of life. */
const POKE_AFTER_MS = 1_000;
/** How long an append waits for a server that is away; when it has been away for longer, it is refused at once. */
const PATIENCE_MS = 10_000;
/** An append may be on its way for half a minute, and the clocks of two processes differ by two. */
const OTHERS_SETTLE_WITHIN_MS = 180_000;
const MAX_APPEND_BYTES = 64 * 1024 * 1024;

export interface FollowerState extends FeedState {
  /** Something that a person has to look at, though all works. */
  readonly warning: string | null;
}

/** What the follower of the server tells: everything in it is already in this process's copy and in its read model. */
export type Followed =
  | { readonly is: 'applied'; readonly events: readonly Applied[]; readonly redactions: readonly string[] }
  | { readonly is: 'beside'; readonly beside: Beside }
  | { readonly is: 'state'; readonly state: FollowerState };

/** Keeps a copy of the ledger and its read models up to date: in the follower's thread, or in this one for specs. */
export interface Follower {
  readonly followed: Observable<Followed>;
  /** The state when this was made. */
  readonly state: FollowerState;
  /** Something that was appended did not arrive: look whether the subscription is alive. */
  poke(): void;
  erase(positions: readonly number[], becauseOf: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * The engine for several processes: appends go to the server, reads come from this process's own copy, which follows it.
 * An append is answered when the copy, and with it the read model, has it at its position.
 */
export class KurrentEventStore extends EventStore {
  override readonly heads: BehaviorSubject<number>;
  override readonly availability: BehaviorSubject<Availability>;
  override readonly othersSettleWithinMs = OTHERS_SETTLE_WITHIN_MS;
  /** Something was redacted by another process: what was built from it here has to be built anew. */
  readonly redactedElsewhere = new Subject<void>();
  readonly beside: Observable<Beside>;
  private isWell = false;
  /** When it became well, or ceased to be so. */
  private since = 0;
  private mayPass = true;
  /** Appends under way, by the id of their last event. */
  private readonly expected = new Map<string, Set<(position: number) => void>>();

  constructor(
    private readonly appends: GroupedAppends,
    private readonly follower: Follower,
    private readonly reader: SqliteLedger,
    private readonly clock: Clock,
  ) {
    super();
    this.heads = new BehaviorSubject(reader.head());
    this.availability = new BehaviorSubject(this.availabilityOf(follower.state));
    this.beside = follower.followed.pipe(
      filter((told) => told.is === 'beside'),
      map(({ beside }) => beside),
    );
    follower.followed.subscribe((told) => {
      if (told.is === 'applied') this.arrive(told.events, told.redactions);
      else if (told.is === 'state') this.availability.next(this.availabilityOf(told.state));
    });
  }

  override async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    checkSizes(events);
    if (events.reduce((sum, { content }) => sum + content.byteLength, 0) > MAX_APPEND_BYTES) {
      throw new AppendTooLarge(`an append takes at most ${MAX_APPEND_BYTES} bytes`);
    }
    await this.untilLive();
    const last = events.at(-1)!.id;
    const arrival = this.arrivalOf(last);
    try {
      await this.appends.append({ stream, expected, events });
      const revision = expected + events.length;
      return { revision, position: await this.positionOf(stream, revision, arrival.position) };
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return await this.lookAt({ stream, expected, events }, error.actual);
    } finally {
      arrival.forget();
    }
  }

  override async readStream(stream: string, options: StreamRead = {}): Promise<StoredEvent[]> {
    if (options.asSeenHere !== true) {
      const revision = await this.appends.revisionOf(stream);
      if (revision >= 0) await this.positionOf(stream, revision);
    }
    return this.reader.readStream(stream, options);
  }

  override async readAll(after: number, limit: number): Promise<StoredEvent[]> {
    // The copy may be a moment ahead of the rows, which say who may see what.
    return this.reader.readAll(after, Math.max(0, Math.min(limit, this.heads.value - after)));
  }

  /** From this copy; other processes erase by the redaction itself. The server keeps its own: docs/kurrentdb.md. */
  override erase(positions: readonly number[], becauseOf: number): Promise<void> {
    return this.follower.erase(positions, becauseOf);
  }

  override async close(): Promise<void> {
    await this.appends.close();
    await this.follower.close();
    this.heads.complete();
    this.availability.complete();
    this.redactedElsewhere.complete();
    this.reader.close();
  }

  /** Nothing is sent to a server that may have another history than the one that was read. @throws StoreUnavailable */
  private async untilLive(): Promise<void> {
    const isLive = ({ live, problem }: Availability): boolean => live && problem === null;
    const isHopeless = ({ problem }: Availability): boolean => problem !== null && !this.mayPass;
    if (isLive(this.availability.value)) return;
    const left = this.since + PATIENCE_MS - this.clock.now();
    const decided = this.availability.pipe(filter((state) => isLive(state) || isHopeless(state)));
    const state = left > 0 ? await soon(decided, left) : false;
    if (state !== false && isLive(state)) return;
    throw new StoreUnavailable(this.availability.value.problem ?? 'the server is away');
  }

  /** After a conflict: the same events, from an attempt whose answer was lost, or those of somebody else? */
  private async lookAt({ stream, expected, events }: ServerAppend, actual: number): Promise<Appended> {
    if (actual >= 0) await this.positionOf(stream, actual);
    const there = this.reader.readStream(stream, { from: expected + 1, limit: events.length });
    const isSame = there.length === events.length && there.every(({ id }, index) => id === events[index]!.id);
    if (!isSame) throw new WrongExpectedRevision(stream, expected, actual);
    const { revision, position } = there.at(-1)!;
    return { revision, position };
  }

  /** The same events may be on their way twice: a request and its repetition. */
  private arrivalOf(id: string): { position: Promise<number>; forget: () => void } {
    const waiting = this.expected.get(id) ?? new Set();
    this.expected.set(id, waiting);
    let arrive: (position: number) => void = () => {};
    const position = new Promise<number>((resolve) => (arrive = resolve));
    waiting.add(arrive);
    const forget = (): void => {
      waiting.delete(arrive);
      if (waiting.size === 0 && this.expected.get(id) === waiting) this.expected.delete(id);
    };
    return { position, forget };
  }

  /** Where an event of the server is here, once it is. @throws StoreUnavailable */
  private async positionOf(stream: string, revision: number, arrival?: Promise<number>): Promise<number> {
    const known = (): number | undefined => {
      const position = this.reader.readStream(stream, { from: revision, limit: 1 })[0]?.position;
      // The copy may have it a moment before its rows can be read.
      return position !== undefined && position <= this.heads.value ? position : undefined;
    };
    // What was appended just now arrives by itself; only a repetition of long ago has to be looked for.
    const early = arrival === undefined ? false : await soon(from(arrival), ARRIVES_AT_ONCE_MS);
    const there = early === false ? known() : early;
    if (there !== undefined) return there;
    const poke = setTimeout(() => this.follower.poke(), POKE_AFTER_MS);
    const arrived =
      arrival ??
      this.heads.pipe(
        map(known),
        filter((position) => position !== undefined),
      );
    const position = await soon(from(arrived), ARRIVES_WITHIN_MS);
    clearTimeout(poke);
    if (position !== false) return position;
    const why = this.availability.value.problem ?? 'it did not arrive from the server';
    throw new StoreUnavailable(`recorded, but not yet readable here: ${why}`);
  }

  private arrive(events: readonly Applied[], redactions: readonly string[]): void {
    const isElsewhere = redactions.some((id) => !this.expected.has(id));
    for (const { id, position } of events) this.expected.get(id)?.forEach((arrive) => arrive(position));
    const head = events.at(-1)?.position ?? 0;
    if (head > this.heads.value) this.heads.next(head);
    if (isElsewhere) this.redactedElsewhere.next();
  }

  private availabilityOf({ problem, warning, mayPass, live, liveAt, reconnects }: FollowerState): Availability {
    const isWell = live && problem === null;
    if (isWell !== this.isWell) this.since = this.clock.now();
    this.isWell = isWell;
    this.mayPass = mayPass;
    return { problem, warning, live, liveAt, reconnects };
  }
}

/** What comes first, or false when nothing does in time. */
function soon<Value>(values: Observable<Value>, ms: number): Promise<Value | false> {
  return firstValueFrom(values.pipe(timeout({ first: ms, with: () => of(false as const) })), { defaultValue: false });
}
