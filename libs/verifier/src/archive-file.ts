import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { isMeantToBeAnArchive } from './archive-line.js';
import { NotALedger } from './file-header.js';

const NEWLINE = 0x0a;
const CHUNK = 1 << 20;
/** No event is as long; what is has no lines. */
const MOST_BYTES_OF_A_LINE = 64 << 20;
const SNIFFED = 256;
const EMPTY_FOR_MS = 5;
const SLEEP = new Int32Array(new SharedArrayBuffer(4));

export interface ArchiveLine {
  /** 1, 2, 3 … */
  readonly number: number;
  /** Without the end of line. */
  readonly bytes: Buffer;
  /** False where the file ends before the line does. */
  readonly isWhole: boolean;
}

/** Whether a file is meant to be an archive, by its first bytes. One that cannot be read is for others to tell of. */
export function isArchive(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const begin = Buffer.alloc(SNIFFED);
    return isMeantToBeAnArchive(begin.subarray(0, readSync(file, begin)));
  } catch {
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The lines of a file, or of standard input for `-`, one after the other. */
export class ArchiveFile {
  private readonly hash: Hash = createHash('sha256');
  private read = 0;

  private constructor(
    private readonly path: string,
    private readonly file: number,
    /** In bytes; 0 where nobody knows. */
    readonly size: number,
  ) {}

  /** @throws NotALedger */
  static open(path: string): ArchiveFile {
    if (path === '-') return new ArchiveFile('standard input', 0, 0);
    try {
      const file = openSync(path, 'r');
      return new ArchiveFile(path, file, fstatSync(file).size);
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is not there' : (error as Error).message;
      throw new NotALedger(`The archive ${path} cannot be read: ${why}.`, { cause: error });
    }
  }

  /** How many bytes were read. */
  get position(): number {
    return this.read;
  }

  /** SHA-256, in hex, of all lines that were asked for but the last. */
  sumOfLinesBefore(): string {
    return this.hash.copy().digest('hex');
  }

  /** @throws NotALedger where a line has no end, or the disk does not give it */
  *lines(): Generator<ArchiveLine, void> {
    let rest: Buffer[] = [];
    let held = 0;
    let number = 0;
    for (let chunk = this.chunk(); chunk.length > 0; chunk = this.chunk()) {
      let begin = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, begin)) {
        const part = chunk.subarray(begin, end + 1);
        const line = held === 0 ? part : Buffer.concat([...rest, part]);
        yield { number: ++number, bytes: line.subarray(0, -1), isWhole: true };
        this.hash.update(line);
        [rest, held, begin] = [[], 0, end + 1];
      }
      if (begin === chunk.length) continue;
      rest.push(chunk.subarray(begin));
      held += chunk.length - begin;
      if (held > MOST_BYTES_OF_A_LINE) {
        throw new NotALedger(`${this.path}, line ${number + 1}: it has no end. This is not an archive.`);
      }
    }
    if (held > 0) yield { number: number + 1, bytes: Buffer.concat(rest), isWhole: false };
  }

  close(): void {
    if (this.file !== 0) closeSync(this.file);
  }

  private chunk(): Buffer {
    const chunk = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      try {
        const length = readSync(this.file, chunk);
        this.read += length;
        return chunk.subarray(0, length);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code !== 'EAGAIN') throw new NotALedger(`${this.path} cannot be read: ${message}.`, { cause: error });
        // A pipe that was made not to wait, and has nothing yet.
        Atomics.wait(SLEEP, 0, 0, EMPTY_FOR_MS);
      }
    }
  }
}
