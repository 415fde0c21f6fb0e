import { ArchiveLines } from '@event-store/sqlite/archive-lines.js';
import type { Clock } from '@kernel/clock.js';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { EVENT_FORMAT } from '../ledger-opened.js';
import type { Progress } from '../read-model/read-model-files.js';
import { GrowingRoot } from '../transparency/merkle-tree.js';
import { type ArchiveTarget, NewArchive, Pipe } from './archive-target.js';
import { CannotBeDone } from './backup.js';
import { copyOf } from './copy-of-server.js';
import type { Place } from './move.js';

export const ARCHIVE_FORMAT = 'opsledger-archive-v1';
/** How often it is begun anew when something is redacted while it is written. */
const MAX_ROUNDS = 20;

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
): Promise<Exported> {
  const target = typeof to === 'string' ? await NewArchive.begin(to) : new Pipe(to);
  try {
    const exported = await inFile(from, clock, (file) => writeArchive(file, target, onProgress));
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
  onProgress: (progress: Progress) => void,
): Promise<Exported> {
  const lines = new ArchiveLines(file);
  try {
    for (let round = 1; round <= MAX_ROUNDS; round++) {
      const exported = await new Attempt(lines, target).run(onProgress);
      if (exported !== null) return exported;
      await target.takeBack();
    }
  } finally {
    lines.close();
  }
  throw new CannotBeDone('so much is being redacted in the ledger that no archive of it could be made: try again');
}

class Attempt {
  private readonly hash = createHash('sha256');
  private readonly tree = new GrowingRoot();
  private bytes = 0;
  /** Goes on while the next lines are made. */
  private writing = Promise.resolve();

  constructor(
    private readonly lines: ArchiveLines,
    private readonly target: ArchiveTarget,
  ) {}

  /** Null when something that it wrote was redacted meanwhile. */
  async run(onProgress: (progress: Progress) => void): Promise<Exported | null> {
    const { ledgerId } = this.lines;
    const events = this.lines.head();
    try {
      await this.put(line({ format: ARCHIVE_FORMAT, ledger: ledgerId, eventFormat: EVENT_FORMAT }));
      for (let position = 0; position < events;) {
        const { lines, leaves, last } = this.lines.page(position + 1, events);
        await this.put(lines);
        this.tree.add(leaves);
        position = last;
        onProgress({ position, head: events });
      }
      if (this.lines.isOvertaken(events)) return null;
      const root = Buffer.from(this.tree.root()).toString('base64');
      const end = { events, root, sha256: this.hash.copy().digest('hex') };
      await this.put(line({ end }));
      await this.writing;
      return { ledger: ledgerId, events, bytes: this.bytes, root };
    } finally {
      // Whatever ends it, nothing is being written any more.
      await this.writing.catch(() => {});
    }
  }

  private async put(bytes: Uint8Array): Promise<void> {
    await this.writing;
    this.writing = this.target.write(bytes);
    this.hash.update(bytes);
    this.bytes += bytes.length;
  }
}

function line(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}
