import { ArchiveLines } from '@event-store/sqlite/archive-lines.js';
import type { Clock } from '@kernel/clock.js';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { EVENT_FORMAT } from '../ledger-opened.js';
import type { Progress } from '../read-model/read-model-files.js';
import { type Sums, SumsHere } from './archive-sums.js';
import { type ArchiveTarget, NewArchive, Pipe } from './archive-target.js';
import { CannotBeDone } from './cannot-be-done.js';
import { copyOf } from './copy-of-server.js';
import type { Place } from './move.js';

export const ARCHIVE_FORMAT = 'opsledger-archive-v1';
/** How often it is begun anew when something is redacted while it is written. */
const MAX_ROUNDS = 20;
/** Bytes that are hashed or written while further lines are made. */
const MOST_UNDER_WAY = 16 * 1024 * 1024;

export interface Exported {
  readonly ledger: string;
  readonly events: number;
  readonly bytes: number;
  readonly root: string;
}

/**
 * Writes a ledger, live or not, as an archive (docs/archive-format.md), in constant memory. What was redacted when it
 * ends is not in it, carried out or not. A file gets its name when it is complete; a pipe that was ended early holds an
 * archive that says so by having no last line. @throws CannotBeDone, NotOurLedger
 */
export async function exportArchive(
  from: Place,
  to: string | Writable,
  clock: Clock,
  onProgress: (progress: Progress) => void = () => {},
  newSums: () => Sums = () => new SumsHere(),
): Promise<Exported> {
  const target = typeof to === 'string' ? await NewArchive.begin(to) : new Pipe(to);
  try {
    const exported = await inFile(from, clock, (file) => writeArchive(file, target, newSums, onProgress));
    await target.complete();
    return exported;
  } finally {
    await target.end();
  }
}

/** Of a ledger on a server that is a copy of what is there now. */
async function inFile<Result>(from: Place, clock: Clock, work: (file: string) => Promise<Result>): Promise<Result> {
  if ('file' in from) {
    if (existsSync(from.file)) return work(from.file);
    throw new CannotBeDone(`there is no ledger at ${from.file}: set OPSLEDGER_DATA`);
  }
  const temporary = mkdtempSync(join(tmpdir(), 'opsledger-export-'));
  try {
    return await work(await copyOf(from, join(temporary, 'ledger.db'), clock, () => {}));
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

async function writeArchive(
  file: string,
  target: ArchiveTarget,
  newSums: () => Sums,
  onProgress: (progress: Progress) => void,
): Promise<Exported> {
  const lines = new ArchiveLines(file);
  try {
    for (let round = 1; round <= MAX_ROUNDS; round++) {
      const exported = await new Attempt(lines, target, newSums()).run(onProgress);
      if (exported !== null) return exported;
      await target.takeBack();
    }
  } finally {
    lines.close();
  }
  throw new CannotBeDone('so much is being redacted in the ledger that no archive of it could be made: try again');
}

class Attempt {
  private bytes = 0;
  /** Oldest first; each ends after the one before. */
  private readonly underWay: { readonly bytes: number; readonly written: Promise<void> }[] = [];
  private bytesUnderWay = 0;
  private written = Promise.resolve();

  constructor(
    private readonly lines: ArchiveLines,
    private readonly target: ArchiveTarget,
    private readonly sums: Sums,
  ) {}

  /** Null when something that it wrote was redacted meanwhile. */
  async run(onProgress: (progress: Progress) => void): Promise<Exported | null> {
    const { ledgerId } = this.lines;
    try {
      await this.put(line({ format: ARCHIVE_FORMAT, ledger: ledgerId, eventFormat: EVENT_FORMAT }));
      const events = this.lines.head();
      for (let position = 0; position < events;) {
        const { lines, leaves, last } = this.lines.page(position + 1, events);
        await this.put(lines, leaves);
        position = last;
        onProgress({ position, head: events });
      }
      const { root, sha256 } = await this.sums.all();
      if (this.lines.isOvertaken(events)) return null;
      await this.put(line({ end: { events, root, sha256 } }));
      await this.written;
      return { ledger: ledgerId, events, bytes: this.bytes, root };
    } finally {
      // Whatever ends it, nothing is being written any more.
      await this.written.catch(() => {});
      this.sums.close();
    }
  }

  /** Does not wait until they are written, unless too much waits for that. */
  private async put(lines: Uint8Array<ArrayBuffer>, leaves = new Uint8Array(0)): Promise<void> {
    const { length } = lines;
    const counted = this.sums.add(lines, leaves);
    this.written = Promise.all([counted, this.written]).then(async ([bytes]) => {
      await this.target.write(bytes);
      // Given back at once: left to the garbage collector, it would take a tenth of the time.
      bytes.buffer.transfer(0);
    });
    // Whoever waits for it, at the latest `run` at its end, hears of a failure.
    this.written.catch(() => {});
    this.bytes += length;
    this.bytesUnderWay += length;
    this.underWay.push({ bytes: length, written: this.written });
    while (this.bytesUnderWay > MOST_UNDER_WAY) {
      const oldest = this.underWay.shift()!;
      await oldest.written;
      this.bytesUnderWay -= oldest.bytes;
    }
  }
}

/** In memory of its own, because it may go to another thread. */
function line(value: object): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}
