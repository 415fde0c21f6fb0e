import { DatabaseSync } from 'node:sqlite';

/** Of two that try at the same moment each can be in the other's way for an instant: then neither would get it. */
const IN_THE_WAY_MS = 100;

/** Another process owns the data folder. */
export class DataFolderInUse extends Error {}

/**
 * Holds a file for as long as this process lives, even stopped (SIGSTOP), and frees it the moment the process is
 * killed: the operating system's lock on a SQLite file of its own, no pid that could be stale.
 */
export class ProcessLock {
  private constructor(private readonly db: DatabaseSync) {}

  /** @throws DataFolderInUse */
  static take(path: string): ProcessLock {
    const db = new DatabaseSync(path, { timeout: IN_THE_WAY_MS });
    try {
      db.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE');
    } catch (error) {
      db.close();
      throw new DataFolderInUse(`another opsledger is running on ${path.replace(/[^/]*$/, '')}: stop it first`, {
        cause: error,
      });
    }
    return new ProcessLock(db);
  }

  release(): void {
    this.db.close();
  }
}
