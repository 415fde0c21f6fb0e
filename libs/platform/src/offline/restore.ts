import { flush, makeFolder } from '@event-store/durable-files.js';
import { copyLedger, type CopyProgress } from '@event-store/sqlite/copy-ledger.js';
import { ProcessLock } from '@event-store/sqlite/process-lock.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import type { Clock } from '@kernel/clock.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import { encodeContent } from '@kernel/event-format.js';
import type { EventDefinition, StoredEvent } from '@kernel/event.js';
import type { Ids } from '@kernel/ids.js';
import { type Redaction, RedactionMade } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import type { CheckedCheckpoint } from '@verifier/checkpoint-checks.js';
import { verifyLedger } from '@verifier/verify-ledger.js';
import { closeSync, existsSync, openSync, readdirSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkShape } from '../check-shape.js';
import { identityOf, SYSTEM } from '../ledger-opened.js';
import { LedgerRestored } from '@kernel/ledger-restored.js';
import { deleteDatabase } from '../read-model/read-model-files.js';
import { CannotBeDone } from './cannot-be-done.js';

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
  /** Files that could not be looked at, and why. */
  readonly skipped: readonly string[];
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
  // A log without its ledger would be taken for that of the restored one.
  if ([ledger, `${ledger}-wal`, `${ledger}-journal`].some((path) => existsSync(path)))
    throw new CannotBeDone(`there is a ledger in ${folder}: move it away first, it is never overwritten`);
  const report = verifyLedger(backup, { against });
  const wrong = report.findings.find(({ what }) => !NO_HINDRANCE.has(what));
  if (wrong !== undefined) throw new CannotBeDone(`${backup} cannot be restored: ${wrong.sentence}`);
  makeFolder(folder);
  const lock = ProcessLock.take(join(folder, 'lock'));
  const restoring = `${ledger}.restoring`;
  try {
    deleteDatabase(restoring);
    const head = await copyLedger(backup, restoring, { onProgress });
    const skipped: string[] = [];
    const lookedAt = othersOf(report.ledger!, options, skipped);
    const redactions = new Completion(restoring, head, options).run(lookedAt);
    // Everything is in the one file now: a log that was left beside it would be lost by the renaming.
    if (existsSync(`${restoring}-wal`))
      throw new CannotBeDone(`${restoring} could not be completed: is the disk full?`);
    flush(restoring);
    renameSync(restoring, ledger);
    flush(folder);
    return { head, redactions, lookedAt, skipped, checkpoints: report.checkpoints };
  } finally {
    deleteDatabase(restoring);
    lock.release();
  }
}

interface Other {
  readonly file: string;
  readonly head: number;
}

/**
 * Other files of the same ledger, the newest first: those that were given, and of those beside the backup the newest that
 * verifies, because it knows all that older ones know. What cannot be used is named.
 */
function othersOf(ledgerId: string, { backup, redactionsFrom = [] }: RestoreOptions, skipped: string[]): string[] {
  const given = redactionsFrom.map((file): Other => {
    const found = otherOf(resolve(file));
    if (found?.id === ledgerId) return { file: resolve(file), head: found.head };
    throw new CannotBeDone(`${file} is ${found === null ? 'no ledger that can be read' : 'another ledger'}`);
  });
  const folder = dirname(resolve(backup));
  const beside: Other[] = [];
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (file === resolve(backup) || given.some((other) => other.file === file) || !isSqlite(file)) continue;
    const found = otherOf(file);
    if (found === null) skipped.push(`${file} cannot be read`);
    else if (found.id === ledgerId) beside.push({ file, head: found.head });
  }
  const newestFirst = (others: readonly Other[]): Other[] => others.toSorted((a, b) => b.head - a.head);
  for (const other of newestFirst(beside)) {
    const wrong = verifyLedger(other.file).findings.find(({ what }) => !NO_HINDRANCE.has(what));
    if (wrong === undefined) return newestFirst([...given, other]).map(({ file }) => file);
    skipped.push(`${other.file} is damaged: ${wrong.sentence}`);
  }
  return newestFirst(given).map(({ file }) => file);
}

/** By its first bytes: a pipe, a folder or a letter is not even opened as a database. */
function isSqlite(file: string): boolean {
  if (!statSync(file).isFile()) return false;
  const first = Buffer.alloc(16);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, first);
  } finally {
    closeSync(handle);
  }
  return first.toString('latin1') === 'SQLite format 3\0';
}

/** Null for whatever is no ledger that can be read. */
function otherOf(file: string): { id: string; head: number } | null {
  try {
    if (!isSqlite(file)) return null;
    const ledger = new SqliteLedger(file, true);
    try {
      return { id: identityOf(ledger.readAll(0, 1)[0]!).id, head: ledger.head() };
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

  /** Redactions that another file knows of events which the copy still holds: carried out there or not. */
  private laterRedactions(file: string): Later[] {
    const other = new SqliteLedger(file, true);
    const found: Later[] = [];
    try {
      for (let after = 0; ; after += PAGE) {
        const page = other.readAll(after, PAGE);
        if (page.length === 0) return found;
        for (const event of page.filter(({ type }) => type === RedactionMade.type)) {
          const fact = this.options.catalogue.read(event);
          if (fact.erased || this.has(event)) continue;
          const { events, ...redaction } = fact.data as Redaction;
          const held = events.filter(({ position }) => this.holds(position, other));
          if (held.length === 0) continue;
          found.push({ causedBy: event.id, stream: event.stream, redaction: { ...redaction, events: held } });
        }
      }
    } finally {
      other.close();
    }
  }

  /** Whether the copy has this very redaction; then a start carries it out, if need be. */
  private has({ position, id }: StoredEvent): boolean {
    return position <= this.head && this.ledger.readAll(position - 1, 1)[0]?.id === id;
  }

  private holds(position: number, other: SqliteLedger): boolean {
    const [own] = position > this.head ? [] : this.ledger.readAll(position - 1, 1);
    const [theirs] = other.readAll(position - 1, 1);
    return own?.content != null && theirs !== undefined && Buffer.compare(own.commitment, theirs.commitment) === 0;
  }

  private redactAgain({ redaction, stream, causedBy }: Later): void {
    checkShape(RedactionMade, redaction);
    const position = this.append(stream, RedactionMade, redaction, causedBy);
    this.ledger.erase(
      redaction.events.map((event) => event.position),
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
    const [last] = this.ledger.readStream(stream, { direction: 'backwards', limit: 1 });
    const event = { id: ids.next(now), type, version, recordedAt: now, causationId, content };
    const [outcome] = this.ledger.append([{ stream, expected: last!.revision, events: [event] }]);
    return (outcome as { position: number }).position;
  }
}

interface Later {
  readonly redaction: Redaction;
  readonly stream: string;
  /** Id of the redaction in the history that is lost. */
  readonly causedBy: string;
}
