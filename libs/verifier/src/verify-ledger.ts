import { type CheckedCheckpoint, SavedCheckpoints } from './checkpoint-checks.js';
import { checkErasures } from './erasure-checks.js';
import { EventChecks } from './event-checks.js';
import { type Finding, Findings } from './findings.js';
import { LedgerFile } from './ledger-file.js';
import { GrowingTree } from './merkle-tree.js';

export interface VerifyOptions {
  /** Checkpoints that were kept elsewhere: signed notes, each whole with its signatures. */
  readonly against?: readonly string[];
  /** Verifier keys that the caller trusts. When there are any, the keys that the ledger records do not count. */
  readonly keys?: readonly string[];
  /** How many findings at positions are listed, 100 unless told. */
  readonly limit?: number;
  /** Told now and then how many events were read, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface LedgerReport {
  /** The id of the ledger; null when its first event does not say it. */
  readonly ledger: string | null;
  readonly events: number;
  /** How many of them have no content any more. */
  readonly erased: number;
  readonly redactions: number;
  /** Size of the tree, and its root in base64. */
  readonly size: number;
  readonly root: string;
  /** What is wrong. Nothing is, when this is empty. */
  readonly findings: readonly Finding[];
  /** How many more findings there are than are listed. */
  readonly unlisted: number;
  readonly checkpoints: readonly CheckedCheckpoint[];
}

const DEFAULT_LIMIT = 100;
const ATTEMPTS = 3;
const PROGRESS_EVERY = 10_000;

/**
 * Checks every event of a ledger file against docs/event-format.md, and the whole against checkpoints. It only reads.
 * Without a checkpoint it finds damage and clumsy changes; whoever computes all hashes anew is found by a checkpoint
 * that was kept where they could not reach it.
 * @throws NotALedger when the file is none that can be read; what is wrong in a ledger is never an exception
 */
export function verifyLedger(path: string, options: VerifyOptions = {}): LedgerReport {
  for (let attempt = 1; ; attempt++) {
    const file = LedgerFile.open(path);
    try {
      const report = new Verification(file, options).run();
      // Somebody may write since, while the file was read without locks: what was found can be half a write.
      if (report.findings.length === 0 || attempt === ATTEMPTS || !file.disturbed()) return report;
    } finally {
      file.close();
    }
  }
}

class Verification {
  private readonly findings: Findings;
  private readonly events: EventChecks;
  private readonly checkpoints: SavedCheckpoints;
  private readonly tree = new GrowingTree();
  private readonly roots = new Map<number, Buffer>();
  private reached = 0;

  constructor(
    private readonly file: LedgerFile,
    private readonly options: VerifyOptions,
  ) {
    this.findings = new Findings(options.limit ?? DEFAULT_LIMIT);
    this.events = new EventChecks(file, this.findings);
    this.checkpoints = new SavedCheckpoints(options.against ?? [], options.keys ?? [], this.findings);
  }

  run(): LedgerReport {
    this.orUnreadable('The file', () => this.checkFile());
    this.readEvents();
    this.orUnreadable('The ids of the events', () => this.events.checkIds());
    this.orUnreadable('What was erased', () => checkErasures(this.file, this.events, this.findings));
    const { ledger, keys, erased, redactions } = this.events;
    const seen = { ledger, keys, head: this.file.head, reached: this.reached, roots: this.roots };
    const checkpoints = this.checkpoints.check(seen);
    return {
      ledger,
      events: this.tree.size,
      erased: erased.length,
      redactions: redactions.size,
      size: this.tree.size,
      root: this.tree.root().toString('base64'),
      findings: this.findings.inOrder(),
      unlisted: this.findings.unlisted,
      checkpoints,
    };
  }

  /** A damaged index changes what a server reads of a stream, though every event is as it was. */
  private checkFile(): void {
    for (const damage of this.file.damages()) {
      this.findings.add(null, 'file-damaged', `The file is damaged: ${damage}.`);
    }
    for (const name of this.file.namesTwice()) {
      this.findings.add(null, 'stream-twice', `Two streams have the name ${name}.`);
    }
    const strays = this.file.strayEvents();
    if (strays > 0) this.findings.add(null, 'event-stray', `${strays} events are at positions that no ledger has.`);
    if (this.file.head === 0) this.findings.add(1, 'not-opened', 'The ledger has no events, not even ledger.opened.');
  }

  private readEvents(): void {
    const wanted = this.checkpoints.sizes();
    const { head } = this.file;
    if (wanted.has(0)) this.roots.set(0, this.tree.root());
    try {
      for (const row of this.file.events()) {
        this.tree.add(this.events.check(row));
        this.reached = row[0];
        if (wanted.has(this.reached)) this.roots.set(this.reached, this.tree.root());
        if (this.reached % PROGRESS_EVERY === 0) this.options.onProgress?.(this.reached, head);
      }
    } catch (error) {
      if (!isSqlite(error)) throw error;
      const at = this.reached + 1;
      this.findings.add(at, 'unreadable', `Event ${at} and what follows cannot be read: ${error.message}.`);
    }
    this.options.onProgress?.(this.reached, head);
  }

  private orUnreadable(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!isSqlite(error)) throw error;
      this.findings.add(null, 'unreadable', `${what} cannot be read: ${error.message}.`);
    }
  }
}

function isSqlite(error: unknown): error is Error {
  return (error as { code?: string }).code === 'ERR_SQLITE_ERROR';
}
