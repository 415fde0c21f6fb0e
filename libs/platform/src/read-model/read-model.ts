import type { Row, SearchableRows, Sql } from '@kernel/projection.js';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SearchThread } from './search-thread.js';

export interface ParkedEvent {
  readonly position: number;
  readonly projection: string;
  readonly error: string;
}

/** Reads what the projector wrote: the same rows for every surface. The file below it may be swapped by a rebuild. */
export class ReadModel implements SearchableRows {
  private db: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  /** `source` is the path of a file, or the projector's own connection for a read model in memory. */
  constructor(
    source: string | DatabaseSync,
    private readonly searchThread: SearchThread | null = null,
  ) {
    this.db = typeof source === 'string' ? open(source) : source;
  }

  all(statement: Sql): Row[] {
    return this.prepared(statement.text).all(...statement.values);
  }

  /** In a thread of its own, where there is one. @throws StoreOverloaded */
  async search(statement: Sql): Promise<Row[]> {
    return this.searchThread === null ? this.all(statement) : this.searchThread.all(statement);
  }

  get(statement: Sql): Row | undefined {
    return this.prepared(statement.text).get(...statement.values);
  }

  /** The newest position whose rows can be read. */
  position(): number {
    return this.prepared('SELECT position FROM checkpoint').get()!['position'] as number;
  }

  /** The last position that was there at an instant (milliseconds since 1970), by ledger time. 0 before the first. */
  positionAt(instant: number): number {
    const later = this.prepared('SELECT position FROM ledger_clock WHERE time > ? ORDER BY time LIMIT 1').get(instant);
    return later === undefined ? this.position() : (later['position'] as number) - 1;
  }

  /** Ledger time at a position, milliseconds since 1970. */
  timeAt(position: number): number {
    const query = 'SELECT time FROM ledger_clock WHERE position <= ? ORDER BY position DESC LIMIT 1';
    return (this.prepared(query).get(position)?.['time'] as number | undefined) ?? 0;
  }

  parked(limit: number): ParkedEvent[] {
    const rows = this.prepared('SELECT position, projection, error FROM parked ORDER BY position LIMIT ?').all(limit);
    return rows.map((row) => ({ ...row }) as unknown as ParkedEvent);
  }

  swap(path: string): void {
    const older = this.db;
    this.db = open(path);
    this.statements.clear();
    older.close();
    this.searchThread?.swap(path);
  }

  close(): void {
    this.searchThread?.close();
    if (this.db.isOpen) this.db.close();
  }

  private prepared(text: string): StatementSync {
    let statement = this.statements.get(text);
    if (statement === undefined) {
      statement = this.db.prepare(text);
      this.statements.set(text, statement);
    }
    return statement;
  }
}

function open(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  db.exec('PRAGMA cache_size=-32768');
  return db;
}
