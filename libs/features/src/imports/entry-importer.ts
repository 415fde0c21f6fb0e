import type { Clock } from '@kernel/clock.js';
import type { Author } from '@kernel/decider.js';
import type { Caller } from '@platform/http/caller.js';
import type { Ledger } from '@platform/ledger.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import type { LogChooser } from '../logs/choose-log.js';
import type { ImportKey } from './import-key.js';
import { ImportRun, type Item, type Outcome } from './import-run.js';

export interface ImportOptions {
  readonly dryRun: boolean;
  readonly createLogs: boolean;
}

/** Takes over entries of older logs: each once, and where it is here already, linked with what is here. */
export class EntryImporter {
  /** What is the same as what is decided by what is here: so one request decides after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly chooser: LogChooser,
    private readonly importKey: ImportKey,
    private readonly clock: Clock,
  ) {}

  /** What became of each, or why nothing did; in order. */
  import(items: readonly Item[], caller: Caller, options: ImportOptions): Promise<PromiseSettledResult<Outcome>[]> {
    const before = this.turn;
    const work = (options.dryRun ? this.importKey.peek() : this.importKey.read()).then(async (key) => {
      await before;
      const author = caller.author({ fingerprint: undefined });
      const reporter = { ...author, via: { ...author.via, kind: 'import' as const } };
      const logs = await this.logsOf(items, caller, reporter, options);
      const { ledger, readModel, clock } = this;
      return new ImportRun({ ledger, readModel, clock, dryRun: options.dryRun, key, reporter, logs }).of(items);
    });
    this.turn = work.catch(() => {});
    return work;
  }

  /** The log that is meant by each name, or why there is none; made where it has to be made. */
  private async logsOf(
    items: readonly Item[],
    caller: Caller,
    reporter: Author,
    { dryRun, createLogs }: ImportOptions,
  ): Promise<Map<string, string | Error>> {
    const sight = caller.sight.alsoSeeing(caller.signedIn.logs ?? []);
    const logs = new Map<string, string | Error>();
    for (const { log: typed } of items) {
      if (logs.has(typed)) continue;
      try {
        // Before it is told whether there is such a log.
        if (this.chooser.visible(typed, sight) === null) caller.require('log:manage', typed.toLowerCase());
        const log = this.chooser.forImport(typed, sight, createLogs);
        caller.require('log:manage', log.name);
        if (!dryRun) await this.chooser.ensure(log, reporter);
        logs.set(typed, log.name);
      } catch (error) {
        logs.set(typed, error as Error);
      }
    }
    return logs;
  }
}
