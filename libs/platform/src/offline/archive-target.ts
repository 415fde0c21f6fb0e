import { rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { CannotBeDone } from './cannot-be-done.js';
import { giveName, makePartial, requireNew } from './new-file.js';

const FLUSH_EVERY = 8 * 1024 * 1024;

/** Where an archive is written to. */
export interface ArchiveTarget {
  write(bytes: Uint8Array): Promise<void>;
  /** All that was written shall not have been. @throws CannotBeDone where it is out of reach */
  takeBack(): Promise<void>;
  /** From now on it is there for others. */
  complete(): Promise<void>;
  /** Always called at last; what is not complete goes. */
  end(): Promise<void>;
}

/** A new file, `….partial` until it is complete and on the disk. */
export class NewArchive implements ArchiveTarget {
  private bytes = 0;
  private flushed = 0;
  private flushing = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly partial: string,
    private readonly handle: FileHandle,
  ) {}

  /** @throws CannotBeDone */
  static async begin(file: string): Promise<NewArchive> {
    requireNew(file, 'archive');
    const partial = makePartial(file, 'archive');
    try {
      return new NewArchive(file, partial, await open(partial, 'r+'));
    } catch (error) {
      rmSync(partial, { force: true });
      throw notWritten(file, error);
    }
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.orCannotBeDone(async () => {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, this.bytes);
        done += bytesWritten;
        this.bytes += bytesWritten;
      }
      if (this.bytes - this.flushed > FLUSH_EVERY) this.flushNow();
    });
  }

  async takeBack(): Promise<void> {
    await this.handle.truncate(0);
    [this.bytes, this.flushed] = [0, 0];
  }

  complete(): Promise<void> {
    return this.orCannotBeDone(async () => {
      await this.flushing;
      await this.handle.sync();
      giveName(this.partial, this.file);
    });
  }

  async end(): Promise<void> {
    await this.flushing.catch(() => {});
    await this.handle.close();
    rmSync(this.partial, { force: true });
  }

  /** As it comes, and beside the writing: much at once would hold up a ledger that is in use on the same disk. */
  private flushNow(): void {
    this.flushed = this.bytes;
    this.flushing = Promise.all([this.flushing, this.handle.datasync()]).then(() => {});
    // Told when it is complete.
    this.flushing.catch(() => {});
  }

  /** A disk that is full, or taken away, is for a person to mend. */
  private async orCannotBeDone(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw notWritten(this.file, error);
    }
  }
}

function notWritten(file: string, error: unknown): CannotBeDone {
  return new CannotBeDone(`${file} could not be written, nothing is left of it: ${(error as Error).message}`);
}

/** Somebody else's: a pipe, or standard output. */
export class Pipe implements ArchiveTarget {
  constructor(private readonly stream: Writable) {}

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.stream.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  takeBack(): Promise<void> {
    const why = 'something was redacted while the archive was written: what came out is none, delete it and try again';
    return Promise.reject(new CannotBeDone(why));
  }

  async complete(): Promise<void> {}

  async end(): Promise<void> {}
}
