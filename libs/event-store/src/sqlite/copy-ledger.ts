import { decodeContent } from '@kernel/event-format.js';
import { type Redaction, RedactionMade } from '@kernel/redaction.js';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { flush } from '../durable-files.js';
import { NotOurLedger } from '../event-store.js';
import { FILE_FORMAT, pragma, prepareLedgerFile } from './schema.js';

/** Events that are copied in one transaction. */
const PAGE = 1000;
/** How often the erasures are looked at again when some came while they were copied. */
const MAX_ROUNDS = 20;

export interface CopyProgress {
  readonly position: number;
  readonly head: number;
}

export interface CopyOptions {
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
  /** Called after each page with the milliseconds it took: a live ledger gets its time back. */
  readonly between?: ((tookMs: number) => Promise<void>) | undefined;
}

/**
 * Copies a ledger, live or not, into a new file. Events are never changed, so "all events up to a head" is a consistent
 * copy without holding up the writer or its log; only what is erased meanwhile is looked after at the end. Resolves with
 * the head of the copy once it is flushed. @throws NotOurLedger, and what SQLite throws
 */
export async function copyLedger(from: string, to: string, options: CopyOptions = {}): Promise<number> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 });
  const target = new DatabaseSync(to);
  let head: number;
  try {
    prepareLedgerFile(source, from, true);
    prepareLedgerFile(target, to, false);
    // Nothing is promised before the copy is flushed as a whole; what is erased from it has to be gone all the same.
    target.exec('PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON');
    head = await new Copy(source, target).run(options);
  } finally {
    source.close();
    target.close();
  }
  flush(to);
  return head;
}

class Copy {
  private position = 0;
  private lastStream = 0;
  /** Positions that redactions name, each with that of its redaction: carried out in the source or not. */
  private readonly redacted: [position: number, becauseOf: number][] = [];

  constructor(
    private readonly source: DatabaseSync,
    private readonly target: DatabaseSync,
  ) {}

  async run(options: CopyOptions): Promise<number> {
    let head = this.headOfSource();
    for (let round = 1; round <= MAX_ROUNDS; round++) {
      await this.copyUpTo(head, options);
      const before = this.copyErasures();
      // An erasure of something in the copy by an event that is not: then that event belongs to the copy too.
      const last = this.number('SELECT coalesce(max(because_of), 0) FROM erasures WHERE position <= ?', head);
      if (last <= head && before === this.number('SELECT count(*) FROM erasures WHERE position <= ?', head))
        return head;
      head = Math.max(head, last);
    }
    throw new NotOurLedger('so much is being erased from the ledger that no copy of it could be made: try again');
  }

  private async copyUpTo(head: number, { onProgress, between }: CopyOptions): Promise<void> {
    const leaf = pragma(this.source, 'user_version') < FILE_FORMAT ? 'NULL' : 'leaf';
    const page = this.source.prepare(
      `SELECT position, stream_id, revision, id, type, version, recorded_at, causation_id, commitment, content, ${leaf}
       FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
    );
    const add = this.target.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    page.setReturnArrays(true);
    while (this.position < head) {
      const began = performance.now();
      const rows = page.all(this.position, head, PAGE) as unknown as SQLOutputValue[][];
      if (rows.length === 0) throw new NotOurLedger(`event ${this.position + 1} is missing: run "opsledger verify"`);
      this.target.exec('BEGIN');
      this.copyStreams(Math.max(...rows.map((row) => row[1] as number)));
      for (const row of rows) {
        add.run(...row);
        if (row[4] === RedactionMade.type) this.note(row[0] as number, row[9] as Uint8Array | null);
      }
      this.target.exec('COMMIT');
      this.position = rows.at(-1)![0] as number;
      onProgress?.({ position: this.position, head });
      await between?.(performance.now() - began);
    }
  }

  private note(redaction: number, content: Uint8Array | null): void {
    if (content === null) return;
    try {
      const { events } = decodeContent(content).data as Redaction;
      const earlier = events.filter(({ position }) => position < redaction);
      this.redacted.push(...earlier.map(({ position }): [number, number] => [position, redaction]));
    } catch {
      // Damaged; whoever verifies the copy says so.
    }
  }

  /** Streams are numbered in the order in which they begin. */
  private copyStreams(last: number): void {
    const rows = this.source
      .prepare('SELECT id, name FROM streams WHERE id > ? AND id <= ?')
      .all(this.lastStream, last);
    const add = this.target.prepare('INSERT INTO streams VALUES (?, ?)');
    for (const row of rows) add.run(row['id'] as number, row['name'] as string);
    this.lastStream = Math.max(this.lastStream, last);
  }

  /** Returns how many there were that are carried out in the source. */
  private copyErasures(): number {
    const rows = this.source
      .prepare('SELECT position, because_of FROM erasures WHERE position <= ?1 AND because_of <= ?1')
      .all(this.position);
    const name = this.target.prepare('INSERT INTO erasures VALUES (?, ?) ON CONFLICT DO NOTHING');
    const empty = this.target.prepare('UPDATE events SET content = NULL WHERE position = ? AND content IS NOT NULL');
    this.target.exec('BEGIN');
    const carriedOut = rows.map((row) => [row['position'] as number, row['because_of'] as number] as const);
    for (const [position, becauseOf] of [...carriedOut, ...this.redacted]) {
      name.run(position, becauseOf);
      empty.run(position);
    }
    this.target.exec('COMMIT');
    return rows.length;
  }

  private headOfSource(): number {
    return this.number('SELECT coalesce(max(position), 0) FROM events');
  }

  private number(query: string, ...values: number[]): number {
    return Object.values(this.source.prepare(query).get(...values)!)[0] as number;
  }
}
