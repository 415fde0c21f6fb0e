import { DatabaseSync } from 'node:sqlite';

const SQLITE_BUSY = 5;
/** Of two that try at the same moment each can be in the other's way for an instant: then neither would get it. */
const IN_THE_WAY_MS = 250;

/** Another process owns the data folder. */
export class DataFolderInUse extends Error {}

/**
 * Holds a file for as long as this process lives, even stopped (SIGSTOP), and frees it the moment the process is
 * killed: the operating system's lock on a SQLite file of its own, no pid that could be stale.
 */
export class ProcessLock {
  private constructor(private readonly db: DatabaseSync) {}

  /** @throws DataFolderInUse, Error where the folder cannot be written */
  static take(path: string): ProcessLock {
    let db: DatabaseSync | undefined;
    try {
      db = new DatabaseSync(path, { timeout: IN_THE_WAY_MS });
      // Not locking_mode=EXCLUSIVE: there who does not get it keeps a share of it, and of several that try at once none gets it.
      db.exec('BEGIN EXCLUSIVE');
      return new ProcessLock(db);
    } catch (error) {
      db?.close();
      const { errcode, message } = error as { errcode?: number; message: string };
      if (errcode !== SQLITE_BUSY) throw new Error(`${path} cannot be locked: ${message}`, { cause: error });
      throw new DataFolderInUse(`another opsledger is running on ${path.replace(/[^/]*$/, '')}: stop it first`, {
        cause: error,
      });
    }
  }

  release(): void {
    this.db.close();
  }
}
