import type { Logger } from 'pino';

/** Something that has to happen at a time, or as soon as it can. */
export interface DueWork {
  readonly name: string;
  /** Does some of what is due and says whether it did anything; what is not due yet is asked for again later. */
  runDue(): Promise<boolean>;
}

const LOOK_EVERY_MS = 1_000;
/** What always finds something to do must not keep the others waiting. */
const MAX_ROUNDS = 1_000;

/** The one place where time makes something happen: everything that is due is a command that somebody here issues. */
export class DueLoop {
  private readonly works: DueWork[] = [];
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> | undefined;

  constructor(private readonly logger: Logger) {}

  add(work: DueWork): void {
    this.works.push(work);
  }

  /** Resolves when nothing is due any more; one run at a time. */
  async run(): Promise<void> {
    this.underWay ??= this.everything().finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  start(): void {
    this.timer ??= setInterval(() => void this.run(), LOOK_EVERY_MS);
  }

  /** Resolves when what was under way has ended. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.underWay;
  }

  private async everything(): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      let anything = false;
      for (const work of this.works) anything = (await this.attempt(work)) || anything;
      if (!anything) return;
    }
  }

  private async attempt(work: DueWork): Promise<boolean> {
    try {
      return await work.runDue();
    } catch (error) {
      this.logger.error({ err: error, work: work.name }, 'what is due could not be done; it is tried again');
      return false;
    }
  }
}
