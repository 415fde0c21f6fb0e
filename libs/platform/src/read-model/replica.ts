import type { ServerAddress } from '@event-store/kurrent/connection-string.js';
import { type Beside, Feed, type FeedState, type FeedTarget } from '@event-store/kurrent/feed.js';
import type { Followed, FollowerState } from '@event-store/kurrent/kurrent-event-store.js';
import { KurrentServer } from '@event-store/kurrent/kurrent-server.js';
import { type Applied, type Arrived, LedgerMirror } from '@event-store/kurrent/ledger-mirror.js';
import { StreamNames } from '@event-store/kurrent/recorded-event.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import type { Clock } from '@kernel/clock.js';
import type { Envelope } from '@kernel/event.js';
import type { Feature } from '@kernel/feature.js';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasReadModel, type Progress, ReadModelFiles } from './read-model-files.js';

/** One ledger on a server that others may share. */
export interface ServedLedger {
  readonly address: ServerAddress;
  /** Its name there (`OPSLEDGER_LEDGER`), which its streams begin with. */
  readonly name: string;
}

export interface ReplicaEvents {
  /** Once: the copy is up to date, or the server is away and there is a copy that once was. */
  readonly onReady: (models: ReadModelFiles, state: FollowerState) => void;
  /** Before that: how far it is, or why nothing comes. */
  readonly onProgress: (progress: Progress) => void;
  readonly onTrouble: (problem: string) => void;
  readonly onFollowed: (told: Followed) => void;
}

/**
 * Everything that this process keeps of a ledger on a server, in one thread: a copy of the ledger that follows the
 * server, and the read models that follow the copy. All of it can be deleted; it is read anew then.
 */
export class Replica implements FeedTarget {
  private readonly mirror: LedgerMirror;
  private readonly ledger: SqliteLedger;
  private readonly feed: Feed;
  private files: ReadModelFiles | null = null;
  private untold: { events: Applied[]; redactions: string[] } = { events: [], redactions: [] };

  constructor(
    private readonly folder: string,
    served: ServedLedger,
    private readonly features: readonly Feature[],
    private readonly events: ReplicaEvents,
    clock: Clock,
  ) {
    mkdirSync(folder, { recursive: true });
    const options = { liveAt: lastWrite(join(folder, 'ledger.db')) };
    this.mirror = new LedgerMirror(join(folder, 'ledger.db'));
    this.ledger = new SqliteLedger(join(folder, 'ledger.db'), true);
    this.feed = new Feed(new KurrentServer(served.address), new StreamNames(served.name), this, clock, options);
    void this.feed.run();
  }

  get checkpoint() {
    return this.mirror.checkpoint;
  }

  get models(): ReadModelFiles {
    if (this.files === null) throw new Error('the replica is not ready yet');
    return this.files;
  }

  leafHex(envelope: Envelope): string {
    return this.mirror.leafHex(envelope);
  }

  take(events: readonly Arrived[]): void {
    const { applied, redactions } = this.mirror.apply(events);
    if (redactions.length > 0) this.mirror.tidy();
    if (this.files === null) {
      // Rows of what is redacted later would have to be erased again: they are made when the copy is complete.
      return this.events.onProgress({ position: this.mirror.head, head: this.mirror.head });
    }
    this.untold.events.push(...applied);
    this.untold.redactions.push(...redactions);
    this.catchUp();
  }

  beside(beside: Beside): void {
    if (this.files !== null) this.events.onFollowed({ is: 'beside', beside });
  }

  state(state: FeedState): void {
    const told = { ...state, warning: this.alteration() };
    if (this.files === null) return this.begin(told);
    if (state.live) this.catchUp();
    this.events.onFollowed({ is: 'state', state: told });
  }

  /** What was taken over is told only when its rows can be read. */
  private catchUp(): void {
    if (this.untold.events.length === 0) return;
    this.files!.catchUp();
    this.events.onFollowed({ is: 'applied', ...this.untold });
    this.untold = { events: [], redactions: [] };
  }

  private begin(state: FollowerState): void {
    if (!state.live && !hasReadModel(this.folder)) {
      if (state.problem !== null) this.events.onTrouble(state.problem);
      return;
    }
    try {
      this.files = new ReadModelFiles(this.folder, this.features, this.ledger, this.events.onProgress);
    } catch (error) {
      const advice = 'if a file of the replica is damaged, stop, run "opsledger rebuild" and start again';
      return this.events.onTrouble(`the read model cannot be built: ${(error as Error).message} (${advice})`);
    }
    this.events.onReady(this.files, state);
  }

  poke(): void {
    this.feed.poke();
  }

  erase(positions: readonly number[], becauseOf: number): void {
    this.mirror.erase(positions, becauseOf);
  }

  tidy(): boolean {
    return this.mirror.tidy();
  }

  close(): void {
    this.feed.stop();
    this.files?.close();
    this.ledger.close();
    this.mirror.close();
  }

  private alteration(): string | null {
    const { altered } = this.mirror;
    if (altered === null) return null;
    return (
      `the content of event ${altered} on the server is not what was written, and no redaction names it: ` +
      `redact it (POST /api/v1/events/${altered}/redact), or restore the server`
    );
  }
}

/** When the copy was last written to, milliseconds since 1970: it is at least as fresh as that. */
function lastWrite(file: string): number {
  const times = [file, `${file}-wal`].map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return Math.round(Math.max(...times));
}
