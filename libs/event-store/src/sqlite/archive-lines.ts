import { decodeContent, leafOf } from '@kernel/event-format.js';
import { type Redaction, RedactionMade } from '@kernel/redaction.js';
import { uuidText } from '@kernel/ids.js';
import { isUtf8 } from 'node:buffer';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { NotOurLedger } from '../event-store.js';
import { openedLedger } from './event-row.js';
import { FILE_FORMAT, pragma, prepareLedgerFile } from './schema.js';
import { BUSY_TIMEOUT_MS } from './write-ahead-log.js';

/** Events whose lines are made at once, and how many bytes of content they may have unless it is only one. */
const MOST_EVENTS = 1000;
const MOST_BYTES = 2 * 1024 * 1024;
const LEAF_BYTES = 32;
const [NEWLINE, HYPHEN] = [0x0a, 0x2d];
/** The later groups of digits of a UUID, the last first: where they are without hyphens, and how many. */
const GROUPS = [
  [20, 12],
  [16, 4],
  [12, 4],
  [8, 4],
] as const;
const SQLITE_NOTADB = 26;

const uuid = (column: string): string => {
  const part = (from: number, length: number): string => `hex(substr(${column}, ${from}, ${length}))`;
  return `lower(${part(1, 4)} ||'-'|| ${part(5, 2)} ||'-'|| ${part(7, 2)} ||'-'|| ${part(9, 2)} ||'-'|| ${part(11, 16)})`;
};

const BEFORE_POSITION = '{"position":';
const BEFORE_ID = ',"id":"';
/**
 * A line of docs/archive-format.md, but with the hyphens of the id behind it: SQLite would need a fifth of its time to put
 * them in. It puts a thousand lines together at once, which row by row takes twice as long. A line is NULL where anything
 * is missing that must be there.
 */
const LINE = `'${BEFORE_POSITION}'|| events.position ||'${BEFORE_ID}'
  || iif(length(events.id) = 16, lower(hex(events.id)), NULL) ||'----","stream":'|| json_quote(name)
  ||',"revision":'|| revision ||',"type":'|| json_quote(type) ||',"version":'|| version ||',"recordedAt":'|| recorded_at
  ||',"causationId":'|| iif(causation_id IS NULL, 'null', '"'|| ${uuid('causation_id')} ||'"')
  ||',"commitment":"'|| lower(hex(commitment) ||'","leaf":"'|| hex(leaf))
  ||'","erasedBy":'|| coalesce(redacted.because_of, 'null')
  ||',"content":'|| iif(redacted.position IS NULL, coalesce(content, 'null'), 'null') ||('}'|| char(${NEWLINE}))`;

/** All of a memory of their own. */
type Bytes = Uint8Array<ArrayBuffer>;

export interface LinesOfPage {
  /** Each with its end of line. */
  readonly lines: Bytes;
  /** 32 bytes for each event. */
  readonly leaves: Bytes;
  /** The position of the last of them. */
  readonly last: number;
}

/**
 * The events of a ledger file, live or not, as lines of an archive. What a redaction names has no content there, also
 * where that redaction was not carried out yet.
 */
export class ArchiveLines {
  readonly ledgerId: string;
  private readonly db: DatabaseSync;
  private readonly read: StatementSync;
  private readonly bytesOf: StatementSync;
  /** What was erased, and what redactions name, is in the table `redacted` as far as the reason is not later. */
  private noted = 0;
  /** Pages, by the position of their last event, that have more content than one may have. */
  private readonly large = new Set<number>();

  /** @throws NotOurLedger */
  constructor(path: string) {
    this.db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    try {
      prepareLedgerFile(this.db, path, true);
      const opening = this.db.prepare('SELECT content FROM events WHERE position = 1').get();
      if (opening === undefined) throw new NotOurLedger(`there is nothing in ${path}: is the name right?`);
      this.ledgerId = idIn(opening['content'] as Uint8Array | null);
      if (this.ledgerId === '') throw new NotOurLedger(`the first event of ${path} does not say whose ledger it is`);
    } catch (error) {
      this.db.close();
      if ((error as { errcode?: number }).errcode === SQLITE_NOTADB) throw new NotOurLedger(`${path} is not a ledger`);
      throw error;
    }
    this.db.exec(`PRAGMA temp_store=MEMORY;
      CREATE TEMP TABLE redacted (position INTEGER PRIMARY KEY, because_of INTEGER NOT NULL) STRICT`);
    this.db.function('leaf_of', { varargs: true }, (...columns) => this.leaf(columns));
    const computed = 'leaf_of(events.id, name, revision, type, version, recorded_at, causation_id, commitment)';
    const leaf = pragma(this.db, 'user_version') < FILE_FORMAT ? computed : `coalesce(leaf, ${computed})`;
    this.read = this.db.prepare(
      `SELECT count(line), CAST(group_concat(line, '') AS BLOB), CAST(group_concat(leaf, '') AS BLOB)
       FROM (SELECT ${LINE.replace('(leaf)', `(${leaf})`)} AS line, ${leaf} AS leaf
         FROM events JOIN streams ON streams.id = stream_id
         LEFT JOIN redacted ON redacted.position = events.position
         WHERE events.position BETWEEN ? AND ? ORDER BY events.position)`,
    );
    this.read.setReturnArrays(true);
    this.bytesOf = this.db.prepare('SELECT sum(length(content)) AS bytes FROM events WHERE position BETWEEN ? AND ?');
  }

  /** The last position now. Whatever redactions up to there name will not be in a line. @throws NotOurLedger */
  head(): number {
    const head = this.number('SELECT max(position) FROM events');
    const look = this.db.prepare(
      `SELECT sum(length(content)) AS bytes, max(type = '${RedactionMade.type}') AS redacts FROM events
       WHERE position BETWEEN ? AND ?`,
    );
    this.db
      .prepare('INSERT INTO redacted SELECT * FROM erasures WHERE because_of <= ? ON CONFLICT DO NOTHING')
      .run(head);
    for (let from = this.noted + 1; from <= head; from = endOfPage(from) + 1) {
      const to = Math.min(endOfPage(from), head);
      const { bytes, redacts } = look.get(from, to)!;
      if (((bytes ?? 0) as number) > MOST_BYTES) this.large.add(endOfPage(from));
      if (redacts === 1) this.noteRedactions(from, to);
    }
    this.noted = head;
    return head;
  }

  /** Whether of the events up to a head something was redacted since by an event that comes after it. */
  isOvertaken(head: number): boolean {
    const named = (): number => this.number('SELECT count(*) FROM redacted WHERE position <= ?', head);
    const before = named();
    this.head();
    const erased = this.number('SELECT count(*) FROM erasures WHERE position <= ? AND because_of > ?', head, head);
    return erased > 0 || named() > before;
  }

  /** As many lines as fit, from a position on. @throws NotOurLedger where an event is none that can stand in a line */
  page(from: number, head: number): LinesOfPage {
    let count = Math.min(endOfPage(from), head) - from + 1;
    while (count > 1 && this.large.has(endOfPage(from)) && this.isLarge(from, count)) count = Math.ceil(count / 2);
    const page = this.lines(from, from + count - 1);
    if (page !== null) return page;
    for (let position = from; position < from + count; position++) {
      if (this.lines(position, position) === null) {
        throw new NotOurLedger(
          `event ${position} is missing or damaged, or its content is not one line of UTF-8: run "opsledger verify"`,
        );
      }
    }
    throw new NotOurLedger(`the events from ${from} on cannot be read: run "opsledger verify"`);
  }

  close(): void {
    this.db.close();
  }

  /** Null where one of them is no line. */
  private lines(from: number, to: number): LinesOfPage | null {
    const [count, lines, leaves] = this.read.get(from, to) as unknown as [number, Bytes | null, Bytes | null];
    const due = to - from + 1;
    if (count !== due || lines === null || leaves?.length !== due * LEAF_BYTES) return null;
    if (hyphenate(lines, from) !== due || !isUtf8(lines)) return null;
    return { lines, leaves, last: to };
  }

  private isLarge(from: number, count: number): boolean {
    return ((this.bytesOf.get(from, from + count - 1)!['bytes'] ?? 0) as number) > MOST_BYTES;
  }

  private noteRedactions(from: number, to: number): void {
    const redactions = this.db.prepare(
      'SELECT position, content FROM events WHERE type = ? AND position BETWEEN ? AND ? AND content IS NOT NULL',
    );
    for (const { position, content } of redactions.all(RedactionMade.type, from, to)) {
      try {
        this.note(decodeContent(content as Uint8Array).data as Redaction, position as number);
      } catch {
        throw new NotOurLedger(`the redaction at ${position as number} cannot be read: run "opsledger verify"`);
      }
    }
  }

  /** Also what an earlier redaction named, where its own content is gone and only this one tells it. */
  private note({ events }: Redaction, because: number): void {
    const add = this.db.prepare('INSERT INTO redacted VALUES (?, ?) ON CONFLICT DO NOTHING');
    for (const { position, type, kept } of events) {
      if (position >= because) continue;
      add.run(position, because);
      if (type === RedactionMade.type && kept !== null) this.note(kept.data as Redaction, position);
    }
  }

  /** Of an event that was written in format 1. */
  private leaf(columns: readonly SQLOutputValue[]): Uint8Array {
    const [id, stream, revision, type, version, recordedAt, causationId, commitment] = columns;
    return leafOf(this.ledgerId, {
      id: uuidText(id as Uint8Array),
      stream: stream as string,
      revision: revision as number,
      type: type as string,
      version: version as number,
      recordedAt: recordedAt as number,
      causationId: causationId === null ? null : uuidText(causationId as Uint8Array),
      commitment: commitment as Uint8Array,
    });
  }

  private number(query: string, ...values: number[]): number {
    return Object.values(this.db.prepare(query).get(...values)!)[0] as number;
  }
}

/** Empty where it is not the content of `ledger.opened`. */
function idIn(content: Uint8Array | null): string {
  try {
    return openedLedger(content);
  } catch {
    return '';
  }
}

/** The last position of the page that has a position. */
function endOfPage(position: number): number {
  return Math.ceil(position / MOST_EVENTS) * MOST_EVENTS;
}

/** Puts the hyphens of the ids where they belong. Returns how many lines there are. */
function hyphenate(lines: Bytes, first: number): number {
  // A Buffer finds bytes five times as fast as the array that it is over.
  const bytes = Buffer.from(lines.buffer);
  let count = 0;
  for (let begin = 0, end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, begin)) {
    const id = begin + BEFORE_POSITION.length + String(first + count).length + BEFORE_ID.length;
    let hyphens: number = GROUPS.length;
    for (const [group, length] of GROUPS) {
      for (let digit = id + group + length - 1; digit >= id + group; digit--) lines[digit + hyphens] = lines[digit]!;
      lines[id + group + --hyphens] = HYPHEN;
    }
    begin = end + 1;
    count++;
  }
  return count;
}
