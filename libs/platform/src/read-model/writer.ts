import { type Append, type AppendOutcome, SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { StoreUnavailable } from '@event-store/event-store.js';
import type { Feature } from '@kernel/feature.js';
import { join } from 'node:path';
import { type Progress, ReadModelFiles } from './read-model-files.js';

/** Everything that writes, in one thread: appends a batch, then brings the read model past it. */
export class Writer {
  readonly ledger: SqliteLedger;
  readonly models: ReadModelFiles;

  constructor(folder: string, features: readonly Feature[], onProgress: (progress: Progress) => void = () => {}) {
    this.ledger = new SqliteLedger(join(folder, 'ledger.db'));
    this.models = new ReadModelFiles(folder, features, this.ledger, onProgress);
  }

  /** Resolves appends only when their rows can be read. @throws StoreUnavailable */
  commit(batch: readonly Append[]): AppendOutcome[] {
    const outcomes = this.ledger.append(batch);
    try {
      this.models.catchUp();
    } catch (error) {
      throw new StoreUnavailable(`recorded, but not yet readable: ${(error as Error).message}`, { cause: error });
    }
    return outcomes;
  }

  erase(positions: readonly number[], becauseOf: number): void {
    this.ledger.erase(positions, becauseOf);
  }

  /** Whether no copy of what was erased lies in the ledger's log any more. */
  tidy(): boolean {
    return this.ledger.tidy();
  }

  close(): void {
    this.models.close();
    this.ledger.close();
  }
}
