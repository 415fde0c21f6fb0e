import { existsSync, type Stats, statSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { NotALedger, requireWholeFile } from './file-header.js';

const APPLICATION_ID = 0x6f70736c;
/** From this format on events are stored with their leaves. */
const FORMAT_WITH_LEAVES = 2;
const NEWEST_FORMAT = 2;
const OLDEST_FORMAT = 1;
const PAGE = 1000;
const BUSY_TIMEOUT_MS = 5000;
const MAX_DAMAGES = 10;
const TABLES = ['events', 'streams', 'erasures'];

/**
 * Numbers come as text, because SQLite has 64 bits and JavaScript has not. Content comes as text too, which costs a
 * third of a blob; text is exact unless it has U+FFFD, then `isUtf8` asks for the bytes. The last column says whether
 * each value has the type of the format.
 */
const row = (
  leaf: string,
): string => `SELECT position, CAST(stream_id AS TEXT), CAST(name AS TEXT), CAST(revision AS TEXT), lower(hex(events.id)),
  CAST(type AS TEXT),
  CAST(version AS TEXT), CAST(recorded_at AS TEXT), lower(hex(causation_id)), lower(hex(commitment)),
  CAST(content AS TEXT),
  typeof(stream_id) = 'integer' AND typeof(name) IN ('text', 'null') AND typeof(revision) = 'integer'
    AND typeof(events.id) = 'blob' AND typeof(type) = 'text' AND typeof(version) = 'integer'
    AND typeof(recorded_at) = 'integer' AND typeof(causation_id) IN ('blob', 'null')
    AND typeof(commitment) = 'blob' AND typeof(content) IN ('blob', 'null') AND typeof(${leaf}) IN ('blob', 'null'),
  lower(hex(${leaf}))
  FROM events LEFT JOIN streams ON streams.id = stream_id`;

/** A row of `events` with its stream's name (null when there is no such stream); a content of null was erased. */
export type EventRow = readonly [
  position: number,
  streamId: string | null,
  stream: string | null,
  revision: string | null,
  idHex: string,
  type: string | null,
  version: string | null,
  recordedAt: string | null,
  causationHex: string,
  commitmentHex: string,
  content: string | null,
  wellTyped: 0 | 1,
  leafHex: string,
];

/** What is at a position now: the content as text, null where it was erased; undefined where there is no event. */
export interface EventNow {
  readonly type: string;
  readonly content: string | null;
}

/**
 * A ledger file, only ever read. A file that has no write-ahead log beside it is nobody's at the moment and is opened
 * as immutable, so that nothing is made beside it. With one, SQLite reads it as well, as it must, and may make the
 * log's index (`-shm`) beside it, where it is missing.
 */
export class LedgerFile {
  /** The last position when the file was opened; what comes later is not read. Without end where it is unreadable. */
  readonly head: number;
  private readonly page: StatementSync;
  private readonly one: StatementSync;

  private constructor(
    private readonly path: string,
    private readonly db: DatabaseSync,
    private readonly lockless: boolean,
    private readonly asOpened: Stats,
  ) {
    this.head = lastPosition(db);
    const format = this.db.prepare('PRAGMA user_version').get()!['user_version'] as number;
    const columns = row(format < FORMAT_WITH_LEAVES ? 'NULL' : 'leaf');
    this.page = this.db.prepare(`${columns} WHERE position BETWEEN ? AND ? ORDER BY position LIMIT ${PAGE}`);
    this.page.setReturnArrays(true);
    this.one = this.db.prepare('SELECT type, CAST(content AS TEXT) AS content FROM events WHERE position = ?');
    this.db.prepare('SELECT position, because_of FROM erasures LIMIT 0').all();
  }

  /** @throws NotALedger with what is wrong and what to do */
  static open(path: string): LedgerFile {
    const asOpened = requireWholeFile(path);
    let db: DatabaseSync | undefined;
    try {
      const lockless = !['-wal', '-journal'].some((suffix) => existsSync(path + suffix));
      db = connect(path, lockless);
      requireLedger(db, path);
      return new LedgerFile(path, db, lockless, asOpened);
    } catch (error) {
      db?.close();
      throw error instanceof NotALedger ? error : explained(error as Error, path);
    }
  }

  /** What SQLite finds wrong in the file: pages, indexes that do not fit their tables, values of a wrong type. */
  damages(): string[] {
    const rows = this.db.prepare(`PRAGMA integrity_check(${MAX_DAMAGES})`).all();
    const lines = rows.flatMap((row) => String(Object.values(row)[0]).split('\n'));
    return lines.filter((line) => line !== 'ok' && line !== '');
  }

  /** Events at positions that no ledger has: below 1, or beyond what a number can say. */
  strayEvents(): number {
    const count = this.db.prepare('SELECT count(*) AS n FROM events NOT INDEXED WHERE position NOT BETWEEN 1 AND ?');
    return count.get(Number.MAX_SAFE_INTEGER)!['n'] as number;
  }

  /** All events up to `head` in the order of their positions. Between pages nothing is held, so a server can go on. */
  *events(): Generator<EventRow, void> {
    let next = 1;
    while (next <= this.head) {
      let last = 0;
      for (const row of this.page.iterate(next, this.head)) {
        last = (row as unknown as EventRow)[0];
        yield row as unknown as EventRow;
      }
      if (last === 0) return;
      next = last + 1;
    }
  }

  /** Whether the texts of an event are UTF-8. Where they are not, what `events` gave is not exact. */
  isUtf8(position: number): boolean {
    const exact = `SELECT CAST(type AS BLOB) AS type, CAST(name AS BLOB) AS name, content
      FROM events LEFT JOIN streams ON streams.id = stream_id WHERE position = ?`;
    const texts = Object.values(this.db.prepare(exact).get(position) ?? {});
    return texts.every((bytes) => !(bytes instanceof Uint8Array) || isUtf8(bytes));
  }

  eventNow(position: number): EventNow | undefined {
    return this.one.get(position) as EventNow | undefined;
  }

  /** Which event was erased because of which, both as decimal digits. */
  *erasures(): Generator<readonly [position: string, becauseOf: string], void> {
    const rows = this.db.prepare(
      'SELECT CAST(position AS TEXT), CAST(because_of AS TEXT) FROM erasures ORDER BY position',
    );
    rows.setReturnArrays(true);
    for (const row of rows.iterate()) yield row as unknown as [string, string];
  }

  namesTwice(): string[] {
    const twice = this.db.prepare('SELECT name FROM streams GROUP BY name HAVING count(*) > 1 LIMIT 10');
    return twice.all().map((row) => String(row['name']));
  }

  positionsOfId(idHex: string): number[] {
    const rows = this.db.prepare(`SELECT position FROM events WHERE id = unhex(?) AND position <= ${this.head}`);
    return rows.all(idHex).map((row) => row['position'] as number);
  }

  /** Reads all that `work` reads as it was at one moment. Keep it short: a server cannot empty its log meanwhile. */
  atOneMoment(work: () => void): void {
    this.db.exec('BEGIN');
    try {
      work();
    } finally {
      this.db.exec('ROLLBACK');
    }
  }

  /** Whether the file was read without locks and somebody has written to it since, so that nothing found is certain. */
  disturbed(): boolean {
    const now = statSync(this.path, { throwIfNoEntry: false });
    const same = now?.mtimeMs === this.asOpened.mtimeMs && now.size === this.asOpened.size;
    return this.lockless && !(same && !existsSync(`${this.path}-wal`));
  }

  close(): void {
    this.db.close();
  }
}

function connect(path: string, lockless: boolean): DatabaseSync {
  const url = pathToFileURL(path);
  if (lockless) url.searchParams.set('immutable', '1');
  const db = new DatabaseSync(url, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  // A file from a stranger: nothing in its schema may run, and a broken page is an error rather than a guess.
  db.exec('PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA query_only=ON');
  return db;
}

/** @throws NotALedger */
function requireLedger(db: DatabaseSync, path: string): void {
  const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  if (pragma('application_id') !== APPLICATION_ID) {
    throw new NotALedger(`${path} is a SQLite file, but not a ledger: give the path of a ledger.db.`);
  }
  const format = pragma('user_version') as number;
  if (format > NEWEST_FORMAT) {
    throw new NotALedger(
      `${path} has ledger format ${format}, this program reads ${NEWEST_FORMAT}: check it with a newer one.`,
    );
  }
  if (format < OLDEST_FORMAT) {
    throw new NotALedger(`${path} has ledger format ${format}, which there never was: its header is damaged.`);
  }
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'").all();
  const missing = TABLES.filter((table) => !tables.some(({ name }) => name === table));
  if (missing.length > 0 || pragma('encoding') !== 'UTF-8') {
    const why = missing.length > 0 ? `without the table ${missing[0]}` : 'with texts that are not UTF-8';
    throw new NotALedger(`${path} says that it is a ledger, but is one ${why}: take another copy.`);
  }
}

function lastPosition(db: DatabaseSync): number {
  const last = db.prepare('SELECT max(position) AS head FROM events WHERE position <= ?');
  try {
    return Math.max((last.get(Number.MAX_SAFE_INTEGER)?.['head'] ?? 0) as number, 0);
  } catch {
    // The last page is damaged: reading goes as far as it can, and says there where that was.
    return Number.MAX_SAFE_INTEGER;
  }
}

const SQLITE_ERROR = 1;
const SQLITE_CANTOPEN = 14;

function explained(error: Error, path: string): NotALedger {
  const code = ((error as { errcode?: number }).errcode ?? 0) & 0xff;
  const reasons: Record<number, string> = {
    [SQLITE_ERROR]: `${path} says that it is a ledger, but its tables are not those of one: take another copy.`,
    [SQLITE_CANTOPEN]:
      `${path} cannot be opened together with the -wal file beside it: ` +
      'copy both into a folder that may be written, and check the copy.',
  };
  const otherwise = `${path} cannot be read (${error.message}): take another copy.`;
  return new NotALedger(reasons[code] ?? otherwise, { cause: error });
}
