import type { Lease, Leases } from '@event-store/leases.js';
import type { Logger } from 'pino';

/** Something that has to happen at a time, or as soon as it can. */
export interface DueWork {
  readonly name: string;
  /** Whether there is anything to do by now: asked often, so it must cost little. */
  isDue(): boolean;
  /** Does some of what is due; whether there may be more. */
  runDue(lease: Lease): Promise<boolean>;
}

const LOOK_EVERY_MS = 1_000;
/** What always finds something to do must let others see that. */
const MAX_ROUNDS = 1_000;

/**
 * The one place where time makes something happen: everything that is due is a command that somebody here issues. Each
 * work goes on by itself, so that none waits for another; of several processes one does it.
 */
export class DueLoop {
  private readonly works: DueWork[] = [];
  private readonly underWay = new Map<DueWork, Promise<boolean>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly leases: Leases,
    private readonly logger: Logger,
  ) {}

  add(work: DueWork): void {
    this.works.push(work);
  }

  /** Resolves when nothing is due any more. */
  async run(): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const did = await Promise.all(this.works.map((work) => this.exhaust(work)));
      if (!did.includes(true)) return;
    }
  }

  start(): void {
    this.timer ??= setInterval(() => {
      for (const work of this.works) void this.exhaust(work);
    }, LOOK_EVERY_MS);
  }

  /** Resolves when what was under way has ended. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.underWay.values());
  }

  /** Whether it did anything. */
  private exhaust(work: DueWork): Promise<boolean> {
    let running = this.underWay.get(work);
    if (running === undefined) {
      running = this.attempt(work).finally(() => this.underWay.delete(work));
      this.underWay.set(work, running);
    }
    return running;
  }

  private async attempt(work: DueWork): Promise<boolean> {
    let did = false;
    try {
      if (!work.isDue()) return false;
      await this.leases.run(`due-${work.name}`, async (lease) => {
        for (let round = 0; round < MAX_ROUNDS; round++) {
          const isMore = await work.runDue(lease);
          did ||= isMore;
          if (!isMore) return;
        }
      });
    } catch (error) {
      this.logger.error({ err: error, work: work.name }, 'what is due could not be done; it is tried again');
    }
    return did;
  }
}
