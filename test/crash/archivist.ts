import type { StoredEvent } from '@kernel/event.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { features } from '@features/features.js';
import { SystemClock } from '@kernel/clock.js';
import { RandomIds } from '@kernel/ids.js';
import { restore } from '@platform/offline/restore.js';
import { catalogueOf } from '@platform/read-model/read-model-files.js';
import { verifyArchive } from '@verifier/verify-archive.js';
import { verifyLedger } from '@verifier/verify-ledger.js';
import { existsSync, mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runClient } from '../support/product.js';

/** So many are killed soon after they have begun to write. */
const KILLED_SHARE = 0.25;
const LONGEST_LIFE_MS = 60;

interface Made {
  readonly file: string;
  readonly as: 'backup' | 'export';
  /** What was acknowledged before it was begun. */
  readonly after: number;
}

/** Makes backups and archives while servers come and go, and kills some of its own commands too. */
export class Archivist {
  readonly made: Made[] = [];
  readonly surprises: string[] = [];
  private number = 0;

  constructor(
    private readonly data: string,
    /** Of copies, and of nothing else. */
    private readonly folder: string,
    private readonly random: () => number,
  ) {}

  async copy(after: number): Promise<void> {
    const as = this.random() < 0.7 ? 'backup' : 'export';
    // Each in a folder of its own: a restore looks at what lies beside.
    const folder = join(this.folder, String(++this.number));
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `ledger.${as}`);
    const isKilled = this.random() < KILLED_SHARE;
    const abort = new AbortController();
    const watched = watch(folder);
    if (isKilled) watched.once('change', () => void wait(this.random() * LONGEST_LIFE_MS).then(() => abort.abort()));
    const { code, err } = await runClient([as, file], { OPSLEDGER_DATA: this.data }, undefined, abort.signal);
    watched.close();
    if (code !== 0 && !isKilled) this.surprises.push(`${as}: exit ${code}, ${err}`);
    if (code === 0 && !existsSync(file)) this.surprises.push(`${as}: exit 0, and no file`);
    if (existsSync(file)) this.made.push({ file, as, after });
  }

  /** What is wrong with what was made, measured by the ledger as it is in the end. */
  async findings(events: readonly StoredEvent[]): Promise<string[]> {
    const wrong = [...this.surprises];
    for (const one of this.made) {
      for (const what of await this.wrongWith(one, events)) wrong.push(`${one.file}: ${what}`);
    }
    return wrong;
  }

  private async wrongWith({ file, as, after }: Made, events: readonly StoredEvent[]): Promise<string[]> {
    const report = as === 'backup' ? verifyLedger(file) : verifyArchive(file);
    const missing = report.events < after ? [`has ${report.events} events, and ${after} were acknowledged before`] : [];
    const wrong = [...report.findings.map(({ sentence }) => sentence), ...missing];
    return as === 'backup' && wrong.length === 0 ? this.wrongWhenRestored(file, events) : wrong;
  }

  private async wrongWhenRestored(backup: string, events: readonly StoredEvent[]): Promise<string[]> {
    const folder = `${backup}-restored`;
    const platform = { catalogue: catalogueOf(features), clock: new SystemClock(), ids: new RandomIds() };
    // The live ledger knows what was redacted since.
    const redactionsFrom = [join(this.data, 'ledger.db')];
    const { head } = await restore({ backup, folder, redactionsFrom, ...platform });
    const ledger = new SqliteLedger(join(folder, 'ledger.db'), true);
    const restored = ledger.readAll(0, head);
    ledger.close();
    const isSame = ({ id, content }: StoredEvent, other: StoredEvent): boolean =>
      id === other.id && Buffer.compare(content ?? Buffer.of(), other.content ?? Buffer.of()) === 0;
    const others = restored.filter((event, index) => !isSame(event, events[index]!));
    return others.map(({ position }) => `restored, it has another event at ${position}`);
  }
}
