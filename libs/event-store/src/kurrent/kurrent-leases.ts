import type { Beside } from './feed.js';
import { randomUUID } from 'node:crypto';
import { filter, firstValueFrom, type Observable, timeout } from 'rxjs';
import { StoreUnavailable } from '../event-store.js';
import { type Lease, LeaseLost, Leases } from '../leases.js';
import { Conflict, type GroupedAppends } from './grouped-appends.js';

/** A lease that was not renewed for so long is anybody's; measured by each process from when it saw the last renewal. */
const LEASE_TTL_MS = 15_000;
const RENEW_EVERY_MS = LEASE_TTL_MS / 3;
const ARRIVES_WITHIN_MS = 10_000;
const TAKEN = 'lease.taken';
const RELEASED = 'lease.released';

interface Seen {
  readonly revision: number;
  /** Undefined where it was released, null where nobody knows yet. */
  readonly holder: string | null | undefined;
  readonly at: number;
}

/**
 * A lease is a stream beside the ledger: who appends at the revision that the last holder left has it. Its events come
 * through the same feed as the ledger's, so whoever sees its own taking has seen all that was recorded before it.
 */
export class KurrentLeases extends Leases {
  private readonly self = randomUUID();
  private readonly seen = new Map<string, Seen>();

  constructor(
    private readonly appends: GroupedAppends,
    private readonly beside: Observable<Beside>,
    /** Milliseconds that never step, of this process. */
    private readonly elapsed: () => number = () => performance.now(),
  ) {
    super();
    beside.subscribe(({ stream, revision, type, data }) => {
      if (type !== TAKEN && type !== RELEASED) return;
      const holder = type === TAKEN ? holderIn(data) : undefined;
      this.seen.set(stream, { revision, holder, at: this.elapsed() });
    });
  }

  override async run(name: string, work: (lease: Lease) => Promise<void>): Promise<boolean> {
    const stream = `lease-${name}`;
    const before = await this.lastOf(stream);
    const isHeld = before.holder !== undefined && this.elapsed() - before.at < LEASE_TTL_MS;
    if (isHeld) return false;
    const held = new Held(this.appends, stream, this.self, before.revision);
    try {
      await this.take(held, stream);
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      // Somebody else was faster; who it is comes through the feed.
      this.seen.delete(stream);
      return false;
    }
    const renewing = setInterval(() => void held.check().catch(() => {}), RENEW_EVERY_MS);
    try {
      await work(held);
    } finally {
      clearInterval(renewing);
      await held.release().catch(() => {});
    }
    return true;
  }

  /** Takes it, and waits until that arrives here: with it everything that was recorded before. */
  private async take(held: Held, stream: string): Promise<void> {
    const taken = firstValueFrom(
      this.beside.pipe(
        filter((event) => event.stream === stream && holderIn(event.data) === this.self),
        timeout(ARRIVES_WITHIN_MS),
      ),
    );
    taken.catch(() => {});
    await held.check();
    await taken.catch((error: unknown) => {
      throw new StoreUnavailable(`a lease was taken, but that does not arrive here: ${(error as Error).message}`);
    });
  }

  private async lastOf(stream: string): Promise<Seen> {
    const seen = this.seen.get(stream);
    if (seen !== undefined) return seen;
    const revision = await this.appends.revisionBeside(stream);
    const unknown = { revision, holder: revision < 0 ? undefined : null, at: this.elapsed() };
    this.seen.set(stream, unknown);
    return unknown;
  }
}

class Held implements Lease {
  private lost = false;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly appends: GroupedAppends,
    private readonly stream: string,
    private readonly holder: string,
    private revision: number,
  ) {}

  check(): Promise<void> {
    return this.next(TAKEN);
  }

  release(): Promise<void> {
    return this.next(RELEASED);
  }

  /** One at a time: each is expected where the one before it stands. */
  private next(type: string): Promise<void> {
    const turn = this.last.then(() => this.append(type));
    this.last = turn.catch(() => {});
    return turn;
  }

  private async append(type: string): Promise<void> {
    if (this.lost) throw new LeaseLost(`the lease ${this.stream} was lost`);
    try {
      await this.appends.appendBeside(this.stream, this.revision, type, { holder: this.holder });
      this.revision++;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      this.lost = true;
      throw new LeaseLost(`the lease ${this.stream} was lost: another process has it`, { cause: error });
    }
  }
}

/** Null for what none of us wrote: held by somebody who is not known. */
function holderIn(data: unknown): string | null {
  const holder = typeof data === 'object' && data !== null ? (data as { holder?: unknown }).holder : null;
  return typeof holder === 'string' ? holder : null;
}
