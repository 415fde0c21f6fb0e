import type { Clock } from '@kernel/clock.js';
import type { Author } from '@kernel/decider.js';
import type { Caller } from '@platform/http/caller.js';
import type { Ledger } from '@platform/ledger.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import type { LogChooser } from '../logs/choose-log.js';
import type { ImportKey } from './import-key.js';
import { ImportRun, type Item, type Outcome, UnderWay } from './import-run.js';

export interface ImportOptions {
  readonly dryRun: boolean;
  readonly createLogs: boolean;
}

/** Items that requests beside each other may have under way before one waits for all the others. */
const MOST_BESIDE = 10_000;

/**
 * What is the same as what is decided by what is here, so a request decides after the one before has written; or beside it,
 * where both are of one source. `begun` is when all of a request is decided and on its way.
 */
interface Turn {
  /** The one source from which all of it comes; null where there are several, or lines that were written over. */
  readonly source: string | null;
  readonly begun: Promise<unknown>;
  readonly done: Promise<unknown>;
  readonly underWay: UnderWay;
}

const IDLE: Turn = { source: null, begun: Promise.resolve(), done: Promise.resolve(), underWay: new UnderWay() };

/** Takes over entries of older logs: each once, and where it is here already, linked with what is here. */
export class EntryImporter {
  private last: Turn = IDLE;

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
    // What is only tried is beside nothing, and nothing beside it.
    if (options.dryRun) return this.run(items, caller, options, { underWay: new UnderWay(), after: before.done });
    const source = onlySourceOf(items);
    const isBeside = source !== null && source === before.source && before.underWay.size < MOST_BESIDE;
    const underWay = isBeside ? before.underWay : new UnderWay();
    let hasBegun = (): void => {};
    const begun = new Promise<void>((resolve) => (hasBegun = resolve));
    const after = isBeside ? before.begun : before.done;
    const work = this.run(items, caller, options, { underWay, after, hasBegun });
    // Without what came of them, or each would hold all that came before it.
    const done = Promise.allSettled([before.done, work]).then(() => {
      hasBegun();
      if (this.last.done === done) this.last = IDLE;
    });
    this.last = { source, begun, done, underWay };
    return work;
  }

  private async run(
    items: readonly Item[],
    caller: Caller,
    options: ImportOptions,
    turn: { readonly underWay: UnderWay; readonly after: Promise<unknown>; readonly hasBegun?: () => void },
  ): Promise<PromiseSettledResult<Outcome>[]> {
    const key = await (options.dryRun ? this.importKey.peek() : this.importKey.read());
    await turn.after;
    // What is known is asked of rows.
    await this.ledger.rowsAreCurrent();
    const author = caller.author({ fingerprint: undefined });
    const reporter = { ...author, via: { ...author.via, kind: 'import' as const } };
    const logs = await this.logsOf(items, caller, reporter, options);
    const { ledger, readModel, clock } = this;
    const { dryRun } = options;
    const { underWay } = turn;
    const outcomes = new ImportRun({ ledger, readModel, clock, dryRun, key, reporter, logs, underWay }).of(items);
    turn.hasBegun?.();
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
