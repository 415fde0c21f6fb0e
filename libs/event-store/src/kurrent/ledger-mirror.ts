import { commitmentOf, decodeContent, leafOf } from '@kernel/event-format.js';
import type { Envelope } from '@kernel/event.js';
import { type Redaction, RedactionMade } from '@kernel/redaction.js';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { NO_STREAM } from '../event-store.js';
import { idBytes, openedLedger } from '../sqlite/event-row.js';
import { isMirror, prepareLedgerFile, requireSoundSqlite } from '../sqlite/schema.js';
import { BUSY_TIMEOUT_MS, emptyLog } from '../sqlite/write-ahead-log.js';

/** An event of the ledger as the server has it. */
export interface Arrived {
  readonly envelope: Envelope;
  /** Empty where it was erased on the server. */
  readonly content: Uint8Array;
  /** The server's own position, opaque: where to go on from. */
  readonly place: string;
}

/** The last event that was taken over, to be found again on the server when following goes on. */
export interface Checkpoint {
  readonly place: string;
  readonly id: string;
  readonly leaf: string;
}

/** What the server has is not the continuation of what was read before; the sentence says what to do. */
export class HistoryDiffers extends Error {}

export interface Applied {
  readonly id: string;
  readonly position: number;
}

const SCHEMA = `
-- Where on the server the last event was read.
CREATE TABLE followed (place TEXT NOT NULL, id TEXT NOT NULL, leaf TEXT NOT NULL) STRICT;
-- Events whose content the server does not have as it was written, and no redaction says why.
CREATE TABLE altered (position INTEGER PRIMARY KEY) STRICT;`;

/**
 * This process's copy of a ledger that lives on a server: a ledger file like any other, with the place on the server up
 * to which it is. Positions are counted here, in the server's order, so they are the same in every copy. It can be
 * deleted at any time and read anew, so it is not flushed; events, place and erasures move in one transaction.
 */
export class LedgerMirror {
  private readonly db: DatabaseSync;
  private readonly streamId: StatementSync;
  private readonly lastRevision: StatementSync;
  private readonly idAt: StatementSync;
  private readonly addStream: StatementSync;
  private readonly addEvent: StatementSync;
  private position: number;
  private ledgerId: string | undefined;

  /** @throws NotOurLedger */
  constructor(readonly path: string) {
    this.db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    requireSoundSqlite(this.db.prepare('SELECT sqlite_version() AS v').get()!['v'] as string);
    prepareLedgerFile(this.db, path, false);
    this.db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON');
    this.db.exec('PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-32768');
    if (!isMirror(this.db)) this.db.exec(`BEGIN; ${SCHEMA} COMMIT`);
    this.streamId = this.db.prepare('SELECT id FROM streams WHERE name = ?');
    this.lastRevision = this.db.prepare('SELECT max(revision) AS revision FROM events WHERE stream_id = ?');
    this.idAt = this.db.prepare('SELECT hex(id) AS id FROM events WHERE stream_id = ? AND revision = ?');
    this.addStream = this.db.prepare('INSERT INTO streams (name) VALUES (?)');
    this.addEvent = this.db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.position = this.db.prepare('SELECT coalesce(max(position), 0) AS head FROM events').get()!['head'] as number;
    const opened = this.db.prepare('SELECT content FROM events WHERE position = 1').get();
    if (opened !== undefined) this.ledgerId = openedLedger(opened['content'] as Uint8Array | null);
  }

  get head(): number {
    return this.position;
  }

  get checkpoint(): Checkpoint | null {
    const row = this.db.prepare('SELECT place, id, leaf FROM followed').get();
    return row === undefined ? null : ({ ...row } as unknown as Checkpoint);
  }

  /** How an event of the server would stand in the checkpoint. */
  leafHex(envelope: Envelope): string {
    return Buffer.from(leafOf(this.ledgerId ?? '', envelope)).toString('hex');
  }

  /** The first of the events whose content was altered on the server without a redaction that says why. */
  get altered(): number | null {
    return (
      (this.db.prepare('SELECT min(position) AS position FROM altered').get()!['position'] as number | null) ?? null
    );
  }

  /**
   * Takes over what comes next, all of it or nothing; what is there already is passed over.
   * @throws HistoryDiffers, and what SQLite throws
   */
  apply(events: readonly Arrived[]): { readonly applied: Applied[]; readonly redactions: string[] } {
    const applied: Applied[] = [];
    const redactions: string[] = [];
    const before = { position: this.position, ledgerId: this.ledgerId };
    this.db.exec('BEGIN IMMEDIATE');
    try {
      for (const event of events) {
        if (!this.add(event)) continue;
        applied.push({ id: event.envelope.id, position: this.position });
        const { envelope, content } = event;
        if (envelope.type !== RedactionMade.type || content.byteLength === 0) continue;
        if (this.carryOut(decodeContent(content).data as Redaction, this.position)) redactions.push(envelope.id);
      }
      const last = events.at(-1);
      if (last !== undefined && applied.length > 0) this.note(last);
      this.db.exec('COMMIT');
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      Object.assign(this, before);
      throw error;
    }
    return { applied, redactions };
  }

  /** The same as `apply` does for redactions, for what a caller names. */
  erase(positions: readonly number[], becauseOf: number): void {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      this.eraseNow(positions, becauseOf);
      this.db.exec('COMMIT');
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
    this.tidy();
  }

  /** False while a reader holds the write-ahead log, in which what was erased may still lie. */
  tidy(): boolean {
    return emptyLog(this.db);
  }

  close(): void {
    this.db.close();
  }

  private add({ envelope, content }: Arrived): boolean {
    const { stream, revision } = envelope;
    const known = this.streamId.get(stream)?.['id'] as number | undefined;
    const last = known === undefined ? null : (this.lastRevision.get(known)!['revision'] as number | null);
    const due = (last ?? NO_STREAM) + 1;
    if (revision < due) return this.isRepeated(envelope, known!);
    if (revision > due) {
      throw new HistoryDiffers(
        `event ${due} of the stream ${stream} is not on the server, though event ${revision} is: ` +
          'it was truncated or deleted there. Restore the server from its backup',
      );
    }
    const isWhole = content.byteLength > 0 && Buffer.compare(commitmentOf(content), envelope.commitment) === 0;
    const kept = isWhole ? content : null;
    const id = known ?? (this.addStream.run(stream).lastInsertRowid as number);
    if (this.position === 0) this.ledgerId = openedLedger(kept);
    this.position++;
    this.addEvent.run(
      this.position,
      id,
      revision,
      idBytes(envelope.id),
      envelope.type,
      envelope.version,
      envelope.recordedAt,
      envelope.causationId === null ? null : idBytes(envelope.causationId),
      envelope.commitment,
      kept,
      leafOf(this.ledgerId!, envelope),
    );
    if (!isWhole) this.db.prepare('INSERT INTO altered VALUES (?)').run(this.position);
    return true;
  }

  private isRepeated({ id, stream, revision }: Envelope, streamId: number): false {
    if (Buffer.from(idBytes(id)).toString('hex').toUpperCase() === this.idAt.get(streamId, revision)!['id'])
      return false;
    throw new HistoryDiffers(
      `event ${revision} of the stream ${stream} is another one on the server than the one read before: ` +
        'this is another history. If the server is right, stop, run "opsledger rebuild" and start again',
    );
  }

  /**
   * Returns whether something is erased that was there. What an earlier redaction named is erased because of that one,
   * also where its own content is gone, and only this one tells it.
   */
  private carryOut({ events }: Redaction, because: number): boolean {
    let isErased = false;
    for (const { position, type, kept } of events) {
      if (position >= because) continue;
      if (this.eraseNow([position], because) > 0) isErased = true;
      if (type === RedactionMade.type && kept !== null && this.carryOut(kept.data as Redaction, position))
        isErased = true;
    }
    return isErased;
  }

  private eraseNow(positions: readonly number[], becauseOf: number): number {
    const name = this.db.prepare('INSERT INTO erasures (position, because_of) VALUES (?, ?) ON CONFLICT DO NOTHING');
    const empty = this.db.prepare('UPDATE events SET content = NULL WHERE position = ? AND content IS NOT NULL');
    const explained = this.db.prepare('DELETE FROM altered WHERE position = ?');
    let erased = 0;
    for (const position of positions) {
      name.run(position, becauseOf);
      erased += Number(empty.run(position).changes);
      explained.run(position);
    }
    return erased;
  }

  private note({ place, envelope }: Arrived): void {
    this.db.exec('DELETE FROM followed');
    this.db.prepare('INSERT INTO followed VALUES (?, ?, ?)').run(place, envelope.id, this.leafHex(envelope));
  }
}
