import { flush } from '@event-store/durable-files.js';
import { closeSync, existsSync, linkSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { CannotBeDone } from './cannot-be-done.js';

/** @throws CannotBeDone where a file cannot be made, or is there */
export function requireNew(file: string, what: string): void {
  if (file === '') throw new CannotBeDone(`give the name of the file that the ${what} shall have`);
  if (existsSync(file)) throw new CannotBeDone(`${file} is there already: it is never overwritten`);
  if (!existsSync(dirname(file))) throw new CannotBeDone(`there is no folder ${dirname(file)}`);
}

/** Makes the file that gets its name when it is complete. Returns what it is called until then. @throws CannotBeDone */
export function makePartial(file: string, what: string): string {
  const partial = `${file}.partial`;
  try {
    // What is private in the ledger is private in its copies.
    closeSync(openSync(partial, 'wx', 0o600));
    return partial;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw new CannotBeDone(`${partial} cannot be made: ${message}`);
    throw new CannotBeDone(`${partial} is there: another ${what} is being made, or one was killed; then delete it`);
  }
}

/** What is complete and on the disk is there for others from now on. */
export function giveName(partial: string, file: string): void {
  // Not renamed: that would overwrite what came to be there meanwhile.
  linkSync(partial, file);
  flush(dirname(file));
}
