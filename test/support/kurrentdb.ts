import { type ServerAddress, parseConnectionString } from '@event-store/kurrent/connection-string.js';
import { type Beside, Feed, type FeedState, type FeedTarget } from '@event-store/kurrent/feed.js';
import { GroupedAppends } from '@event-store/kurrent/grouped-appends.js';
import { type Followed, type Follower, KurrentEventStore } from '@event-store/kurrent/kurrent-event-store.js';
import { KurrentServer } from '@event-store/kurrent/kurrent-server.js';
import { type Arrived, LedgerMirror } from '@event-store/kurrent/ledger-mirror.js';
import { StreamNames } from '@event-store/kurrent/recorded-event.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { type Clock, SystemClock } from '@kernel/clock.js';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom, Subject } from 'rxjs';

/** The server that is tried, as `OPSLEDGER_STORE` would name it; without one what needs it is skipped, plainly. */
export const SERVER = process.env['OPSLEDGER_TEST_KURRENTDB'];
export const onKurrentDb = SERVER === undefined ? describe.skip : describe;

/** A ledger that nobody has used, on a server that many tests share. */
export function newLedgerName(): string {
  return `test-${randomUUID().slice(0, 8)}`;
}

export interface EngineOptions {
  /** False to append as on servers without calls over many streams. */
  readonly mayGroup?: boolean;
  /** Of a copy that is kept when the store is closed. */
  readonly folder?: string;
  readonly clock?: Clock;
}

/** One process's engine over a server, all of it in this thread, without read models. */
export class KurrentEngine implements FeedTarget {
  readonly folder: string;
  readonly mirror: LedgerMirror;
  readonly feed: Feed;
  readonly store: KurrentEventStore;
  readonly appends: GroupedAppends;
  readonly server: KurrentServer;
  readonly states: FeedState[] = [];
  private readonly kept: string | undefined;
  private readonly told = new Subject<Followed>();

  private constructor(
    address: ServerAddress,
    ledger: string,
    { mayGroup = true, folder: kept, clock = new SystemClock() }: EngineOptions,
  ) {
    const names = new StreamNames(ledger);
    this.kept = kept;
    this.folder = kept ?? mkdtempSync(join(tmpdir(), 'opsledger-'));
    this.mirror = new LedgerMirror(join(this.folder, 'ledger.db'));
    this.server = new KurrentServer(address);
    this.appends = new GroupedAppends(this.server, names, clock, mayGroup);
    this.feed = new Feed(new KurrentServer(address), names, this, clock);
    const reader = new SqliteLedger(join(this.folder, 'ledger.db'), true);
    this.store = new KurrentEventStore(this.appends, this.follower, reader, clock);
    void this.feed.run();
  }

  /** Does not wait for the server. */
  static begin(connectionString: string, ledger: string, options: EngineOptions = {}): KurrentEngine {
    return new KurrentEngine(parseConnectionString(connectionString), ledger, options);
  }

  /** Resolves when it has read everything that is there. */
  static async open(connectionString: string, ledger: string, options: EngineOptions = {}): Promise<KurrentEngine> {
    const engine = KurrentEngine.begin(connectionString, ledger, options);
    await engine.live();
    return engine;
  }

  async live(): Promise<void> {
    await firstValueFrom(this.store.availability.pipe(filter(({ live }) => live)));
  }

  /** Resolves with the first problem that is told. */
  async problem(): Promise<string> {
    const { problem } = await firstValueFrom(this.store.availability.pipe(filter(({ problem }) => problem !== null)));
    return problem!;
  }

  get checkpoint() {
    return this.mirror.checkpoint;
  }

  leafHex(envelope: Arrived['envelope']): string {
    return this.mirror.leafHex(envelope);
  }

  take(events: readonly Arrived[]): void {
    const { applied, redactions } = this.mirror.apply(events);
    this.told.next({ is: 'applied', events: applied, redactions });
  }

  beside(beside: Beside): void {
    this.told.next({ is: 'beside', beside });
  }

  state(state: FeedState): void {
    this.states.push(state);
    this.told.next({ is: 'state', state: { ...state, warning: null } });
  }

  private get follower(): Follower {
    return {
      followed: this.told,
      state: { problem: null, warning: null, mayPass: true, live: false, liveAt: 0, reconnects: 0 },
      poke: () => this.feed.poke(),
      erase: async (positions, becauseOf) => this.mirror.erase(positions, becauseOf),
      close: async () => {
        this.feed.stop();
        this.mirror.close();
        if (this.kept === undefined) rmSync(this.folder, { recursive: true });
      },
    };
  }
}
