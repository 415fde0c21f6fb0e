import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { ArchivedEvent } from './archive-line.js';
import { NotALedger } from './file-header.js';

/**
 * A ledger file as docs/event-format.md describes it, of format 2, for what came from elsewhere. What is said there twice
 * or wrongly has to find room in it too, so that it can be checked.
 */
export const LEDGER_FILE = `
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
PRAGMA application_id=0x6f70736c; PRAGMA user_version=2;
CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE events (position INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL, revision INTEGER NOT NULL,
  id BLOB NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL, recorded_at INTEGER NOT NULL, causation_id BLOB,
  commitment BLOB NOT NULL, content BLOB, leaf BLOB) STRICT;
CREATE TABLE erasures (position INTEGER PRIMARY KEY, because_of INTEGER NOT NULL) STRICT;`;
const SQLITE_FULL = 13;

/** The events of an archive, on their way into a ledger file. */
export class UnpackedLedger {
  private readonly db: DatabaseSync;
  private readonly beginStream: StatementSync;
  private readonly streamOf: StatementSync;
  private readonly addEvent: StatementSync;
  private readonly addErasure: StatementSync;

  constructor(private readonly path: string) {
    this.db = new DatabaseSync(path);
    this.db.exec(`${LEDGER_FILE} BEGIN`);
    this.beginStream = this.db.prepare('INSERT INTO streams (name) VALUES (?) ON CONFLICT DO NOTHING');
    this.streamOf = this.db.prepare('SELECT id FROM streams WHERE name = ?');
    this.addEvent = this.db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.addErasure = this.db.prepare('INSERT INTO erasures VALUES (?, ?)');
  }

  /** At the position that is due, whatever the event says. @throws NotALedger when the disk is full */
  add(position: number, event: ArchivedEvent): void {
    const { id, stream, revision, type, version, recordedAt, causationId, commitment, leaf, erasedBy } = event;
    this.orNoRoom(() => {
      this.addEvent.run(
        position,
        this.idOf(stream),
        revision,
        bytesOf(id),
        type,
        version,
        recordedAt,
        causationId === null ? null : bytesOf(causationId),
        bytesOf(commitment),
        event.content,
        bytesOf(leaf),
      );
      if (erasedBy !== null) this.addErasure.run(position, erasedBy);
    });
  }

  /** From now on it can be read. @throws NotALedger when the disk is full */
  complete(): void {
    this.orNoRoom(() => this.db.exec('COMMIT'));
  }

  close(): void {
    this.db.close();
  }

  private idOf(stream: string): number | bigint {
    const { changes, lastInsertRowid } = this.beginStream.run(stream);
    return changes === 1 ? lastInsertRowid : (this.streamOf.get(stream)!['id'] as number);
  }

  private orNoRoom(work: () => void): void {
    try {
      work();
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== SQLITE_FULL) throw error;
      throw new NotALedger(
        `There is no room to unpack the archive in ${this.path.replace(/[^/]*$/, '')}: set TMPDIR to a folder with more.`,
        { cause: error },
      );
    }
  }
}

function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.replaceAll('-', ''), 'hex');
}
