import { readdirSync, type Stats, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LAST_BACKUP = 'last-backup';

/** The folder of a ledger file, as whoever watches over it sees it; cheap enough for every scrape. */
export class DataFolder {
  constructor(private readonly path: string) {}

  ledgerBytes(): number {
    return this.sizeOf('ledger.db');
  }

  /** Of the write-ahead log, which goes back to a few megabytes whenever no reader holds it. */
  logBytes(): number {
    return this.sizeOf('ledger.db-wal');
  }

  /** All read models with their logs: while one is built beside the other, both. */
  readModelBytes(): number {
    const files = readdirSync(join(this.path, 'read-model'));
    return files.reduce((bytes, name) => bytes + this.sizeOf(join('read-model', name)), 0);
  }

  /** What is left for a process that is not root. */
  freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.path);
    return bavail * bsize;
  }

  /** When the last backup was complete, milliseconds since 1970; 0 when none is known. */
  backedUpAt(): number {
    return this.statOf(LAST_BACKUP)?.mtimeMs ?? 0;
  }

  noteBackup(head: number): void {
    writeFileSync(join(this.path, LAST_BACKUP), `${head}\n`);
  }

  private sizeOf(name: string): number {
    return this.statOf(name)?.size ?? 0;
  }

  private statOf(name: string): Stats | undefined {
    return statSync(join(this.path, name), { throwIfNoEntry: false });
  }
}
