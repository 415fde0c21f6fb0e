import type { DatabaseSync } from 'node:sqlite';
import { NotOurLedger } from '../event-store.js';

/** "opsl", in the header of the file: tells a ledger from any other SQLite file. */
export const APPLICATION_ID = 0x6f70736c;
/** Format of the ledger file; docs/event-format.md describes it. A newer one is refused, never guessed. */
export const FILE_FORMAT = 2;
/** 3.7.0 to 3.51.2 can corrupt a WAL that two connections reset at once. */
const OLDEST_SQLITE = [3, 51, 3] as const;

const ONLY_CONTENT_IS_EVER_ERASED = `
CREATE TRIGGER only_content_is_ever_erased BEFORE UPDATE ON events
WHEN NEW.content IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM erasures WHERE position = OLD.position)
  OR NEW.position <> OLD.position OR NEW.stream_id <> OLD.stream_id OR NEW.revision <> OLD.revision
  OR NEW.id <> OLD.id OR NEW.type <> OLD.type OR NEW.version <> OLD.version OR NEW.recorded_at <> OLD.recorded_at
  OR NEW.causation_id IS NOT OLD.causation_id OR NEW.commitment <> OLD.commitment OR NEW.leaf IS NOT OLD.leaf
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;`;

const SCHEMA = `
CREATE TABLE streams (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  stream_id INTEGER NOT NULL REFERENCES streams (id),
  revision INTEGER NOT NULL,
  id BLOB NOT NULL,
  type TEXT NOT NULL,
  version INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  causation_id BLOB,
  commitment BLOB NOT NULL,
  content BLOB,
  leaf BLOB,
  UNIQUE (stream_id, revision)
) STRICT;

CREATE TABLE erasures (
  position INTEGER PRIMARY KEY REFERENCES events (position),
  because_of INTEGER NOT NULL REFERENCES events (position),
  CHECK (because_of > position)
) STRICT;

CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

CREATE TRIGGER positions_are_dense BEFORE INSERT ON events
WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM events)
BEGIN SELECT RAISE(ABORT, 'positions are dense'); END;

${ONLY_CONTENT_IS_EVER_ERASED}

CREATE TRIGGER streams_are_never_deleted BEFORE DELETE ON streams
BEGIN SELECT RAISE(ABORT, 'streams are never deleted'); END;
CREATE TRIGGER streams_are_never_renamed BEFORE UPDATE ON streams
BEGIN SELECT RAISE(ABORT, 'streams are never renamed'); END;
CREATE TRIGGER erasures_are_never_deleted BEFORE DELETE ON erasures
BEGIN SELECT RAISE(ABORT, 'erasures are never deleted'); END;
CREATE TRIGGER erasures_are_never_changed BEFORE UPDATE ON erasures
BEGIN SELECT RAISE(ABORT, 'erasures are never changed'); END;
`;

/** Format 1 kept no leaves: what was written then has none, what is written from now on has. */
const FROM_FORMAT_1 = `
ALTER TABLE events ADD COLUMN leaf BLOB;
DROP TRIGGER only_content_is_ever_erased;
${ONLY_CONTENT_IS_EVER_ERASED}
`;

/** @throws NotOurLedger when this runtime's SQLite is one that can corrupt a ledger. */
export function requireSoundSqlite(version: string): void {
  const parts = version.split('.').map(Number);
  for (const [index, least] of OLDEST_SQLITE.entries()) {
    if (parts[index]! > least) return;
    if (parts[index]! < least) {
      throw new NotOurLedger(
        `SQLite ${version} is not sound for a ledger, at least ${OLDEST_SQLITE.join('.')} is needed`,
      );
    }
  }
}

/**
 * Makes the tables in a new file, recognises our own and brings an older format up to date; in one transaction, so a
 * crash leaves none or all.
 * @throws NotOurLedger for anything else, without having written a byte.
 */
export function prepareLedgerFile(db: DatabaseSync, path: string, readOnly: boolean): void {
  const applicationId = pragma(db, 'application_id');
  const format = pragma(db, 'user_version');
  const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()!['n'] as number;
  if (applicationId === APPLICATION_ID) {
    if (format > FILE_FORMAT) {
      throw new NotOurLedger(
        `${path} has ledger format ${format}, this build reads ${FILE_FORMAT}: start a newer opsledger`,
      );
    }
    if (format < FILE_FORMAT && !readOnly) {
      db.exec(`BEGIN IMMEDIATE; ${FROM_FORMAT_1} PRAGMA user_version=${FILE_FORMAT}; COMMIT`);
    }
    return;
  }
  if (applicationId !== 0 || format !== 0 || tables > 0 || readOnly) {
    throw new NotOurLedger(
      `${path} is a SQLite file, but not a ledger: move it away or set OPSLEDGER_DATA to another folder`,
    );
  }
  db.exec(
    `BEGIN IMMEDIATE; ${SCHEMA} PRAGMA application_id=${APPLICATION_ID}; PRAGMA user_version=${FILE_FORMAT}; COMMIT`,
  );
}

/** Whether a ledger file is the copy of one that lives on a server: nobody but its follower may write to it. */
export function isMirror(db: DatabaseSync): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'followed'").get() !== undefined;
}

/** @throws NotOurLedger */
export function refuseMirror(db: DatabaseSync, path: string): void {
  if (!isMirror(db)) return;
  throw new NotOurLedger(
    `${path} is the copy of a ledger that lives on a server: set OPSLEDGER_STORE to that server, or take the ledger from ` +
      'it with "opsledger move"',
  );
}

export function pragma(db: DatabaseSync, name: string): number {
  return Object.values(db.prepare(`PRAGMA ${name}`).get()!)[0] as number;
}
