import { copyLedger, type CopyProgress, flush } from '@event-store/sqlite/copy-ledger.js';
import { closeSync, existsSync, linkSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type LedgerReport, verifyLedger } from '@verifier/verify-ledger.js';

/** Something stands in the way that a person has to clear; the sentence says what to do. Nothing was changed. */
export class CannotBeDone extends Error {}

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
  if (file === '') throw new CannotBeDone('give the name of the file that the backup shall have');
  if (existsSync(file)) throw new CannotBeDone(`${file} is there already: a backup is never overwritten`);
  if (!existsSync(dirname(file))) throw new CannotBeDone(`there is no folder ${dirname(file)}`);
  if (!existsSync(ledger)) throw new CannotBeDone(`there is no ledger at ${ledger}: set OPSLEDGER_DATA`);
  const partial = `${file}.partial`;
  begin(partial);
  try {
    await copyLedger(ledger, partial, { onProgress, between: rest });
    const report = verifyLedger(partial);
    const [wrong] = report.findings;
    if (wrong !== undefined) {
      throw new CannotBeDone(
        `the ledger is not as it should be, no backup was made: ${wrong.sentence} Run "opsledger verify".`,
      );
    }
    // Not renamed: that would overwrite what came to be there meanwhile.
    linkSync(partial, file);
    flush(dirname(file));
    return { file, bytes: statSync(file).size, report };
  } finally {
    rmSync(partial, { force: true });
  }
}

function begin(partial: string): void {
  try {
    // What is private in the ledger is private in its backup.
    closeSync(openSync(partial, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new CannotBeDone(`${partial} is there: another backup is being made, or one was killed; then delete it`);
  }
}

/** As long as the work took. */
function rest(tookMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, tookMs));
}
