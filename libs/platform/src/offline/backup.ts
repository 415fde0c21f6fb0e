import { copyLedger, type CopyProgress } from '@event-store/sqlite/copy-ledger.js';
import { existsSync, rmSync, statSync } from 'node:fs';
import { type LedgerReport, verifyLedger } from '@verifier/verify-ledger.js';
import { dirname } from 'node:path';
import { DataFolder } from '../data-folder.js';
import { CannotBeDone } from './cannot-be-done.js';
import { giveName, makePartial, requireNew } from './new-file.js';

export interface BackedUp {
  readonly file: string;
  readonly bytes: number;
  readonly report: LedgerReport;
}

/**
 * Copies a ledger, live or not, into a new file, verifies the copy and only then gives it its name. Takes at most half
 * of one core's time, so that whoever writes meanwhile hardly notices. @throws CannotBeDone, NotALedger
 */
export async function backUp(
  ledger: string,
  file: string,
  onProgress: (progress: CopyProgress) => void = () => {},
): Promise<BackedUp> {
  requireNew(file, 'backup');
  if (!existsSync(ledger)) throw new CannotBeDone(`there is no ledger at ${ledger}: set OPSLEDGER_DATA`);
  const partial = makePartial(file, 'backup');
  try {
    await copyLedger(ledger, partial, { onProgress, between: rest });
    const report = verifyLedger(partial);
    const [wrong] = report.findings;
    if (wrong !== undefined) {
      throw new CannotBeDone(
        `the ledger is not as it should be, no backup was made: ${wrong.sentence} Run "opsledger verify".`,
      );
    }
    giveName(partial, file);
    noteIn(dirname(ledger), report.events);
    return { file, bytes: statSync(file).size, report };
  } finally {
    rmSync(partial, { force: true });
  }
}

/** For `/metrics`. The backup is good whether or not it can be noted, such as where the disk of the ledger is full. */
function noteIn(folder: string, head: number): void {
  try {
    new DataFolder(folder).noteBackup(head);
  } catch {
    // Then the alert that backups are old is what says so.
  }
}

/** As long as the work took. */
function rest(tookMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, tookMs));
}
