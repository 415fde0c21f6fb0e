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
  requireNew(file, 'backup');
  if (!existsSync(ledger)) throw new CannotBeDone(`there is no ledger at ${ledger}: set OPSLEDGER_DATA`);
  const partial = begin(file, 'backup');
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

/** @throws CannotBeDone where a file cannot be made, or is there */
export function requireNew(file: string, what: string): void {
  if (file === '') throw new CannotBeDone(`give the name of the file that the ${what} shall have`);
  if (existsSync(file)) throw new CannotBeDone(`${file} is there already: it is never overwritten`);
  if (!existsSync(dirname(file))) throw new CannotBeDone(`there is no folder ${dirname(file)}`);
}

/** Makes the file that gets its name when it is complete. Returns what it is called until then. @throws CannotBeDone */
export function begin(file: string, what: string): string {
  const partial = `${file}.partial`;
  try {
    // What is private in the ledger is private in its backup.
    closeSync(openSync(partial, 'wx', 0o600));
    return partial;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw new CannotBeDone(`${partial} cannot be made: ${message}`);
    throw new CannotBeDone(`${partial} is there: another ${what} is being made, or one was killed; then delete it`);
  }
}

/** As long as the work took. */
function rest(tookMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, tookMs));
}
