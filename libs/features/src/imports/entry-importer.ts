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

/** Entries that requests beside each other may link before one waits for all the others. */
const MOST_TAKEN = 10_000;

/**
 * What is the same as what is decided by what is here, so one request decides after the other has written. `begun` is when
 * all of a request is decided and on its way.
 */
interface Turn {
  /** The one source from which all of it comes; null where there are several, or lines that were written over. */
  readonly source: string | null;
  readonly begun: Promise<unknown>;
  readonly done: Promise<unknown>;
  readonly taken: Set<string>;
}

/** Takes over entries of older logs: each once, and where it is here already, linked with what is here. */
export class EntryImporter {
  private last: Turn = { source: null, begun: Promise.resolve(), done: Promise.resolve(), taken: new Set() };

  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly chooser: LogChooser,
    private readonly importKey: ImportKey,
    private readonly clock: Clock,
  ) {}

  /** What became of each, or why nothing did; in order. */
  import(items: readonly Item[], caller: Caller, options: ImportOptions): Promise<PromiseSettledResult<Outcome>[]> {
    const before = this.last;
    const source = onlySourceOf(items);
    // What comes from one source is never the same as something else of it: one request need not wait for the other's disk.
    const isBeside = source !== null && source === before.source && before.taken.size < MOST_TAKEN;
    const taken = isBeside ? before.taken : new Set<string>();
    let hasBegun = (): void => {};
    const begun = new Promise<void>((resolve) => (hasBegun = resolve));
    const work = this.run(items, caller, options, taken, isBeside ? before.begun : before.done, hasBegun);
    const done = Promise.allSettled([before.done, work]);
    this.last = { source, begun, done, taken };
    void done.then(hasBegun);
    return work;
  }

  private async run(
    items: readonly Item[],
    caller: Caller,
    options: ImportOptions,
    taken: Set<string>,
    before: Promise<unknown>,
    hasBegun: () => void,
  ): Promise<PromiseSettledResult<Outcome>[]> {
    const key = await (options.dryRun ? this.importKey.peek() : this.importKey.read());
    await before;
    const author = caller.author({ fingerprint: undefined });
    const reporter = { ...author, via: { ...author.via, kind: 'import' as const } };
    const logs = await this.logsOf(items, caller, reporter, options);
    const { ledger, readModel, clock } = this;
    const { dryRun } = options;
    const outcomes = new ImportRun({ ledger, readModel, clock, dryRun, key, reporter, logs, taken }).of(items);
    hasBegun();
    return outcomes;
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

function onlySourceOf(items: readonly Item[]): string | null {
  const sources = new Set(items.map(({ source }) => `${source.kind} ${source.page ?? ''}`));
  const isOrdered = items.some((item) => item.kind === 'entry' && item.replaces !== undefined);
  return sources.size === 1 && !isOrdered ? [...sources][0]! : null;
}
