import { copyLedger, type CopyProgress, flush } from '@event-store/sqlite/copy-ledger.js';
import { ProcessLock } from '@event-store/sqlite/process-lock.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import type { Clock } from '@kernel/clock.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import { encodeContent } from '@kernel/event-format.js';
import type { EventDefinition, StoredEvent } from '@kernel/event.js';
import type { Ids } from '@kernel/ids.js';
import { type ErasedEvent, type Redaction, RedactionMade } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import type { CheckedCheckpoint } from '@verifier/checkpoint-checks.js';
import { verifyLedger } from '@verifier/verify-ledger.js';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { identityOf, SYSTEM } from '../ledger-opened.js';
import { LedgerRestored } from '../ledger-restored.js';
import { CannotBeDone } from './backup.js';

const PAGE = 1000;
/** What a backup may show and be restored: that it is older than a checkpoint, or a redaction that a start carries out. */
const NO_HINDRANCE: ReadonlySet<string> = new Set(['ledger-cut', 'redaction-not-carried-out']);

export interface RestoreOptions {
  readonly backup: string;
  /** The data folder; must hold no ledger. */
  readonly folder: string;
  /** Checkpoints (signed notes) that the backup is compared with. */
  readonly against?: readonly string[];
  /** Other files of the same ledger, such as newer backups or the damaged one: their redactions are applied. */
  readonly redactionsFrom?: readonly string[];
  readonly onProgress?: (progress: CopyProgress) => void;
  readonly catalogue: EventCatalogue;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface Restored {
  /** Last position of the backup. */
  readonly head: number;
  readonly redactions: number;
  /** Files that were looked at for later redactions. */
  readonly lookedAt: readonly string[];
  readonly checkpoints: readonly CheckedCheckpoint[];
}

/**
 * Puts a verified backup into an empty data folder. What was redacted after it was made is redacted again before it can
 * serve, as far as any file at hand knows of it; the ledger then says of itself that it was restored.
 * @throws CannotBeDone, DataFolderInUse, NotALedger; nothing is left under the final name then
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { backup, folder, against = [], onProgress } = options;
  const ledger = join(folder, 'ledger.db');
  if (existsSync(ledger))
    throw new CannotBeDone(`there is a ledger in ${folder}: move it away first, it is never overwritten`);
  const report = verifyLedger(backup, { against });
  const wrong = report.findings.find(({ what }) => !NO_HINDRANCE.has(what));
  if (wrong !== undefined) throw new CannotBeDone(`${backup} cannot be restored: ${wrong.sentence}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = ProcessLock.take(join(folder, 'lock'));
  const restoring = `${ledger}.restoring`;
  try {
    removeDatabase(restoring);
    const head = await copyLedger(backup, restoring, { onProgress });
    const lookedAt = othersOf(report.ledger!, options);
    const redactions = new Completion(restoring, head, options).run(lookedAt);
    // Everything is in the one file now: a log that was left beside it would be lost by the renaming.
    if (existsSync(`${restoring}-wal`))
      throw new CannotBeDone(`${restoring} could not be completed: is the disk full?`);
    flush(restoring);
    renameSync(restoring, ledger);
    flush(folder);
    return { head, redactions, lookedAt, checkpoints: report.checkpoints };
  } finally {
    removeDatabase(restoring);
    lock.release();
  }
}

/** Other files of the same ledger: those that were given, and those that lie beside the backup. */
function othersOf(ledgerId: string, { backup, redactionsFrom = [] }: RestoreOptions): string[] {
  const beside = readdirSync(dirname(resolve(backup))).map((name) => join(dirname(resolve(backup)), name));
  const all = new Set([...redactionsFrom.map((file) => resolve(file)), ...beside]);
  all.delete(resolve(backup));
  const isGiven = new Set(redactionsFrom.map((file) => resolve(file)));
  return [...all].filter((file) => {
    const id = ledgerIdOf(file);
    if (id !== ledgerId && isGiven.has(file)) {
      throw new CannotBeDone(`${file} is ${id === null ? 'no ledger that can be read' : 'another ledger'}`);
    }
    return id === ledgerId;
  });
}

/** Null for whatever is no ledger that can be read. */
function ledgerIdOf(file: string): string | null {
  try {
    const ledger = new SqliteLedger(file, true);
    try {
      return identityOf(ledger.readAll(0, 1)[0]!).id;
    } finally {
      ledger.close();
    }
  } catch {
    return null;
  }
}

/** What the copy of a backup needs before it may serve. */
class Completion {
  private readonly ledger: SqliteLedger;

  constructor(
    path: string,
    private readonly head: number,
    private readonly options: RestoreOptions,
  ) {
    this.ledger = new SqliteLedger(path);
  }

  run(files: readonly string[]): number {
    try {
      let redactions = 0;
      for (const file of files) {
        for (const later of this.laterRedactions(file)) {
          this.redactAgain(later);
          redactions++;
        }
      }
      this.append('ledger', LedgerRestored, { head: this.head, redactions });
      return redactions;
    } finally {
      this.ledger.close();
    }
  }

  /** Redactions that another file knows of events which the copy still holds, by stream. */
  private laterRedactions(file: string): Later[] {
    const other = new SqliteLedger(file, true);
    const found = new Map<string, Later>();
    try {
      for (let after = 0; after < this.head; after += PAGE) {
        for (const event of other.readAll(after, PAGE)) {
          if (event.position > this.head || event.redaction === undefined || !this.holds(event)) continue;
          const key = `${event.stream} ${event.redaction.position}`;
          const { events = [] } = found.get(key) ?? {};
          found.set(key, { redaction: event.redaction, stream: event.stream, events: [...events, event] });
        }
      }
      return [...found.values()];
    } finally {
      other.close();
    }
  }

  private holds({ position, commitment }: StoredEvent): boolean {
    const [own] = this.ledger.readAll(position - 1, 1);
    return own?.content != null && Buffer.compare(own.commitment, commitment) === 0;
  }

  private redactAgain({ redaction, stream, events }: Later): void {
    const { catalogue } = this.options;
    const order = catalogue.read(redaction);
    if (order.erased) return;
    const { what, reason, restates, log } = order.data as Redaction;
    const again = events.map((event): ErasedEvent => {
      const [own] = this.ledger.readAll(event.position - 1, 1);
      const fact = catalogue.read(event);
      const version = catalogue.find(event.type)?.version ?? event.version;
      const bytes = own!.content!.byteLength;
      if (fact.erased) return { position: event.position, type: event.type, version, bytes, kept: null };
      const { data, actor, reporter, via, occurredAt, precision, correlationId } = fact;
      const kept = { data: data as object, actor, reporter, via, occurredAt, precision, correlationId };
      return { position: event.position, type: event.type, version, bytes, kept };
    });
    const data = { events: again, what, reason, restates, ...(log === undefined ? {} : { log }) };
    const position = this.append(stream, RedactionMade, data, redaction.id);
    this.ledger.erase(
      again.map((event) => event.position),
      position,
    );
  }

  private append(
    stream: string,
    { type, version }: EventDefinition,
    data: object,
    causationId: string | null = null,
  ): number {
    const { clock, ids } = this.options;
    const now = clock.now();
    const { actor, reporter, via } = SYSTEM;
    const said = { data, actor, reporter, via, occurredAt: isoInstant(now), precision: 'millisecond' } as const;
    const content = encodeContent(ids.salt(), said);
    const [last] = this.ledger.readStream(stream, Number.MAX_SAFE_INTEGER, 'backwards', 1);
    const event = { id: ids.next(now), type, version, recordedAt: now, causationId, content };
    const [outcome] = this.ledger.append([{ stream, expected: last!.revision, events: [event] }]);
    return (outcome as { position: number }).position;
  }
}

interface Later {
  readonly redaction: StoredEvent;
  readonly stream: string;
  readonly events: readonly StoredEvent[];
}

function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true });
}
