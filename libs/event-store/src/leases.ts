/** Somebody else has the lease now: whatever was going on under it has to stop. */
export class LeaseLost extends Error {}

/** Held while a piece of work goes on. */
export interface Lease {
  /**
   * To be asked before each step: renews the lease, and fails when another process has taken it, even if this one was
   * stopped for long and did not notice. @throws LeaseLost, StoreUnavailable
   */
  check(): Promise<void>;
}

/** Work that one process does for all. */
export abstract class Leases {
  /**
   * Does the work if no other process is at it; false when one is. What others had done before they lost the lease can be
   * read here by then. @throws LeaseLost, StoreUnavailable, and what the work throws
   */
  abstract run(name: string, work: (lease: Lease) => Promise<void>): Promise<boolean>;
}

/** Where one process has the ledger to itself: one piece of work after the other. */
export class OnlyProcess extends Leases {
  private readonly turns = new Map<string, Promise<void>>();

  override async run(name: string, work: (lease: Lease) => Promise<void>): Promise<boolean> {
    const before = this.turns.get(name) ?? Promise.resolve();
    const turn = before.then(() => work({ check: async () => {} }));
    this.turns.set(
      name,
      turn.catch(() => {}),
    );
    await turn;
    return true;
  }
}
