import { commitmentOf, leafOf } from '@kernel/event-format.js';
import type { Envelope, StoredEvent } from '@kernel/event.js';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { NO_STREAM, type NewEvent, NotOurLedger, StoreUnavailable, type StreamRead } from '../event-store.js';
import { EVENT_COLUMNS, idBytes, openedLedger, toEvent } from './event-row.js';
import { pragma, prepareLedgerFile, refuseMirror, requireSoundSqlite } from './schema.js';
import { BUSY_TIMEOUT_MS, emptyLog } from './write-ahead-log.js';

export interface Append {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly NewEvent[];
}

/** An append of a batch succeeds or fails alone; only I/O fails all of them. */
export type AppendOutcome = { readonly revision: number; readonly position: number } | { readonly actual: number };

const SYNCHRONOUS_FULL = 2;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/**
 * One ledger file, synchronous: the writer worker owns a writing one, the main thread a reading one, specs one in
 * memory. After any error while writing it drops its connection; the next use opens and checks the file anew.
 */
export class SqliteLedger {
  private connection: Connection | null;

  constructor(
    readonly path: string,
    private readonly readOnly = false,
  ) {
    this.connection = new Connection(path, readOnly);
  }

  /** Appends a batch in one durable transaction. @throws StoreUnavailable: the outcome of the whole batch is unknown. */
  append(batch: readonly Append[]): AppendOutcome[] {
    return this.using('written', (connection) => connection.append(batch));
  }

  /** Erases contents named by a later event from the file; `tidy` takes the copies from its write-ahead log. */
  erase(positions: readonly number[], becauseOf: number): void {
    this.using('written', (connection) => connection.erase(positions, becauseOf));
  }

  /** False while a reader holds the write-ahead log, so that it cannot be emptied: try again later. Never waits. */
  tidy(): boolean {
    return this.using('written', (connection) => connection.tidy());
  }

  /** How many events were erased: a read model that was built with fewer still holds what is gone. */
  erasures(): number {
    return this.using('read', (connection) => connection.erasures());
  }

  head(): number {
    return this.using('read', (connection) => connection.head());
  }

  readAll(after: number, limit: number): StoredEvent[] {
    return this.using('read', (connection) => connection.readAll(after, limit));
  }

  readStream(stream: string, { from, direction = 'forwards', limit }: StreamRead = {}): StoredEvent[] {
    const start = from ?? (direction === 'forwards' ? 0 : Number.MAX_SAFE_INTEGER);
    const most = limit ?? Number.MAX_SAFE_INTEGER;
    return this.using('read', (connection) => connection.readStream(stream, start, direction, most));
  }

  /** A second connection to the same file for another thread or role; the same one for a ledger in memory. */
  reader(): SqliteLedger {
    return this.path === ':memory:' ? this : new SqliteLedger(this.path, true);
  }

  /** All streams, in the order in which they begin, and where they end. */
  streams(): { stream: string; revision: number }[] {
    return this.using('read', (connection) => connection.streams());
  }

  close(): void {
    this.connection?.close();
    this.connection = null;
  }

  private using<Result>(how: 'read' | 'written', work: (connection: Connection) => Result): Result {
    const connection = this.open();
    try {
      return work(connection);
    } catch (error) {
      // After a failed fsync the driver would happily commit the next batch: nothing of this connection is trusted.
      if (this.path === ':memory:') connection.abandon();
      else this.close();
      throw new StoreUnavailable(`the ledger could not be ${how}: ${(error as Error).message}`, { cause: error });
    }
  }

  private open(): Connection {
    if (this.connection === null) {
      try {
        this.connection = new Connection(this.path, this.readOnly);
        if (!this.readOnly) this.connection.recover();
      } catch (error) {
        this.close();
        if (error instanceof NotOurLedger) throw error;
        throw new StoreUnavailable(`the ledger cannot be opened: ${(error as Error).message}`, { cause: error });
      }
    }
    return this.connection;
  }
}

/** The statements of one open connection. */
class Connection {
  private readonly db: DatabaseSync;
  private readonly all: StatementSync;
  private readonly streamForwards: StatementSync;
  private readonly streamBackwards: StatementSync;
  private readonly redactionOf: StatementSync;
  private readonly headOf: StatementSync;
  private readonly streamId: StatementSync;
  private readonly lastRevision: StatementSync;
  private addStream!: StatementSync;
  private addEvent!: StatementSync;
  /** Of `ledger.opened`; every leaf carries it. */
  private ledgerId: string | undefined;

  constructor(
    private readonly path: string,
    readOnly: boolean,
  ) {
    this.db = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS });
    try {
      requireSoundSqlite(this.db.prepare('SELECT sqlite_version() AS v').get()!['v'] as string);
      prepareLedgerFile(this.db, path, readOnly);
      if (!readOnly) {
        refuseMirror(this.db, path);
        this.makeDurable();
        // What was erased just before a crash may still lie in the log. A reader that holds it is no reason not to start.
        this.tidy();
      }
    } catch (error) {
      this.db.close();
      const { errcode, message } = error as { errcode?: number; message: string };
      if (errcode === SQLITE_NOTADB) {
        throw new NotOurLedger(`${path} is not a ledger: move it away or set OPSLEDGER_DATA to another folder`);
      }
      if (errcode === SQLITE_CORRUPT) {
        const whatToDo = '"opsledger verify" says where, "opsledger restore" puts a backup in its place';
        throw new Error(`${path} is damaged (${message}): ${whatToDo}`, { cause: error });
      }
      throw error;
    }
    const events = `SELECT ${EVENT_COLUMNS} FROM events`;
    const ofStream = `${events} WHERE stream_id = (SELECT id FROM streams WHERE name = ?)`;
    this.all = this.db.prepare(`${events} WHERE position > ? ORDER BY position LIMIT ?`);
    this.streamForwards = this.db.prepare(`${ofStream} AND revision >= ? ORDER BY revision LIMIT ?`);
    this.streamBackwards = this.db.prepare(`${ofStream} AND revision <= ? ORDER BY revision DESC LIMIT ?`);
    this.redactionOf = this.db.prepare(
      `${events} WHERE position = (SELECT because_of FROM erasures WHERE erasures.position = ?)`,
    );
    this.headOf = this.db.prepare('SELECT coalesce(max(position), 0) AS head FROM events');
    this.streamId = this.db.prepare('SELECT id FROM streams WHERE name = ?');
    this.lastRevision = this.db.prepare('SELECT max(revision) AS revision FROM events WHERE stream_id = ?');
    if (!readOnly) {
      this.addStream = this.db.prepare('INSERT INTO streams (name) VALUES (?)');
      this.addEvent = this.db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    }
  }

  erasures(): number {
    return this.db.prepare('SELECT count(*) AS n FROM erasures').get()!['n'] as number;
  }

  head(): number {
    return this.headOf.get()!['head'] as number;
  }

  readAll(after: number, limit: number): StoredEvent[] {
    return this.withRedactions(this.all.all(after, limit).map(toEvent));
  }

  readStream(stream: string, from: number, direction: 'forwards' | 'backwards', limit: number): StoredEvent[] {
    const statement = direction === 'forwards' ? this.streamForwards : this.streamBackwards;
    return this.withRedactions(statement.all(stream, from, limit).map(toEvent));
  }

  streams(): { stream: string; revision: number }[] {
    const ends = this.db.prepare(
      'SELECT name, (SELECT max(revision) FROM events WHERE stream_id = streams.id) AS revision FROM streams ORDER BY streams.id',
    );
    return ends.all().map((row) => ({ stream: row['name'] as string, revision: row['revision'] as number }));
  }

  append(batch: readonly Append[]): AppendOutcome[] {
    this.db.exec('BEGIN IMMEDIATE');
    let position = this.head();
    const outcomes = batch.map((append): AppendOutcome => {
      const streamId = this.streamId.get(append.stream)?.['id'] as number | undefined;
      const actual =
        streamId === undefined
          ? NO_STREAM
          : ((this.lastRevision.get(streamId)!['revision'] as number | null) ?? NO_STREAM);
      if (actual !== append.expected) {
        return this.earlier(append) ?? { actual };
      }
      const id = streamId ?? (this.addStream.run(append.stream).lastInsertRowid as number);
      append.events.forEach((event, index) => {
        const commitment = commitmentOf(event.content);
        this.insert(++position, id, { ...event, stream: append.stream, revision: actual + 1 + index, commitment });
      });
      return { revision: actual + append.events.length, position };
    });
    this.db.exec('COMMIT');
    return outcomes;
  }

  erase(positions: readonly number[], becauseOf: number): void {
    this.db.exec('BEGIN IMMEDIATE');
    const name = this.db.prepare('INSERT INTO erasures (position, because_of) VALUES (?, ?) ON CONFLICT DO NOTHING');
    const empty = this.db.prepare('UPDATE events SET content = NULL WHERE position = ? AND content IS NOT NULL');
    for (const position of positions) {
      name.run(position, becauseOf);
      empty.run(position);
    }
    this.db.exec('COMMIT');
    this.tidy();
  }

  tidy(): boolean {
    return emptyLog(this.db);
  }

  /** After a fault: everything that the WAL holds goes to the file and is flushed, before anything is acknowledged. */
  recover(): void {
    const result = this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    if (result?.['busy'] === 1) throw new Error('the write-ahead log could not be emptied, a reader holds it');
    const [last] = this.readAll(this.head() - 1, 1);
    if (last !== undefined && last.content !== null) {
      if (Buffer.compare(commitmentOf(last.content), last.commitment) !== 0) {
        throw new Error(`the last event, ${last.position}, is damaged`);
      }
    }
  }

  /** Gives up the transaction that is open; what is in memory has nothing else to go back to. */
  abandon(): void {
    if (this.db.isTransaction) this.db.exec('ROLLBACK');
  }

  close(): void {
    try {
      this.db.close();
    } catch {
      // A connection whose transaction failed may refuse to close; it is dropped either way.
    }
  }

  /** Erased content is what the redaction says of it; a redaction may itself have been redacted later. */
  private withRedactions(events: StoredEvent[]): StoredEvent[] {
    return events.map((event) => {
      if (event.content !== null) return event;
      const [redaction] = this.withRedactions(this.redactionOf.all(event.position).map(toEvent));
      return { ...event, redaction };
    });
  }

  private insert(position: number, streamId: number, event: NewEvent & Envelope): void {
    if (position === 1) this.ledgerId = openedLedger(event.content);
    this.ledgerId ??= openedLedger(this.readAll(0, 1)[0]!.content);
    this.addEvent.run(
      position,
      streamId,
      event.revision,
      idBytes(event.id),
      event.type,
      event.version,
      event.recordedAt,
      event.causationId === null ? null : idBytes(event.causationId),
      event.commitment,
      event.content,
      leafOf(this.ledgerId, event),
    );
  }

  /** What a first attempt with the same event ids wrote, when this append is its repetition. */
  private earlier(append: Append): AppendOutcome | undefined {
    const there = this.streamForwards.all(append.stream, append.expected + 1, append.events.length).map(toEvent);
    const last = there.at(-1);
    const same = there.length === append.events.length && there.every((event, i) => event.id === append.events[i]!.id);
    return same && last !== undefined ? { revision: last.revision, position: last.position } : undefined;
  }

  private makeDurable(): void {
    this.db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON');
    if (pragma(this.db, 'synchronous') !== SYNCHRONOUS_FULL || pragma(this.db, 'secure_delete') !== 1) {
      throw new NotOurLedger(`${this.path}: this SQLite does not let synchronous=FULL and secure_delete=ON be set`);
    }
  }
}
