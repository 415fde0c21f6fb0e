import type { DatabaseSync } from 'node:sqlite';

export const BUSY_TIMEOUT_MS = 5000;

/**
 * Moves the write-ahead log into the file and empties it, so that no copy of what was erased lies in it. False while a
 * reader holds it: try again later. Never waits.
 */
export function emptyLog(db: DatabaseSync): boolean {
  db.exec('PRAGMA busy_timeout=0');
  try {
    return db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] !== 1;
  } finally {
    db.exec(`PRAGMA busy_timeout=${BUSY_TIMEOUT_MS}`);
  }
}
