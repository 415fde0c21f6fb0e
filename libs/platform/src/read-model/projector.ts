import { type EventCatalogue, NewerThanThisBuild } from '@kernel/event-catalogue.js';
import { leafOf } from '@kernel/event-format.js';
import type { Fact, StoredEvent } from '@kernel/event.js';
import type { Projection, Row, Rows, Sql } from '@kernel/projection.js';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { identityOf } from '../ledger-opened.js';
import { Frontier } from '../transparency/merkle-tree.js';
import { PLATFORM_SCHEMA, schemaHash, versionHash } from './schema.js';

export interface Checkpoint {
  readonly position: number;
  readonly eventId: string | null;
  readonly leaf: string | null;
}

type Handler = { readonly projection: string; readonly handle: (fact: Fact, own: Rows) => readonly Sql[] };

/**
 * Turns events into rows. Rows and checkpoint move in one transaction, so a crash can neither skip nor repeat an event.
 * Synchronous: the writer worker owns one, specs run one in their own thread.
 */
export class Projector implements Rows {
  private readonly handlers = new Map<string, Handler[]>();
  private readonly statements = new Map<string, StatementSync>();
  private checkpointed: Checkpoint;
  private ledgerTime: number;
  private ledgerId: string | null;
  private frontier: Frontier;
  private readonly addNode: StatementSync;

  constructor(
    private readonly db: DatabaseSync,
    projections: readonly Projection[],
    private readonly catalogue: EventCatalogue,
  ) {
    for (const projection of projections) {
      for (const [type, handle] of Object.entries(projection.on)) {
        this.handlers.set(type, [...(this.handlers.get(type) ?? []), { projection: projection.name, handle }]);
      }
    }
    if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'checkpoint'").get() === undefined) {
      const tables = [PLATFORM_SCHEMA, ...projections.map((projection) => projection.schema)].join('\n');
      db.exec(`BEGIN IMMEDIATE; ${tables}; COMMIT`);
      db.prepare('INSERT INTO about VALUES (?, ?, 0)').run(schemaHash(projections), versionHash(projections));
    }
    const row = db.prepare('SELECT * FROM checkpoint').get() as Row;
    this.checkpointed = { position: row['position'], eventId: row['event_id'], leaf: row['leaf'] };
    this.ledgerTime = row['ledger_time'];
    this.ledgerId = row['ledger_id'];
    this.addNode = db.prepare('INSERT INTO tree_nodes VALUES (?, ?)');
    const node = db.prepare('SELECT hash FROM tree_nodes WHERE number = ?');
    this.frontier = Frontier.at(this.position, (number) => node.get(number)!['hash'] as Uint8Array);
  }

  get position(): number {
    return this.checkpointed.position;
  }

  /** Whether the ledger still holds the event that this read model stopped at; if not, the history is another one. */
  continues(event: StoredEvent | undefined): boolean {
    const { position, eventId, leaf } = this.checkpointed;
    if (position === 0) return true;
    return event?.position === position && event.id === eventId && hex(leafOf(this.ledgerId!, event)) === leaf;
  }

  /**
   * Applies events that directly follow the checkpoint. An event that a projection cannot take is parked with its
   * error and counts as passed; `GET /readyz` says so.
   */
  apply(events: readonly StoredEvent[]): void {
    if (events.length === 0) return;
    if (events[0]!.position !== this.position + 1) {
      throw new Error(`expected position ${this.position + 1}, got ${events[0]!.position}`);
    }
    try {
      this.transaction(events, (work) => work());
    } catch (error) {
      if (error instanceof NewerThanThisBuild) throw error;
      // One of them is poison: again, each handler in a savepoint of its own, which costs too much to do always.
      this.transaction(events, (work, event, projection) => this.parking(work, event, projection));
    }
  }

  all(statement: Sql): Row[] {
    return this.prepared(statement).all(...statement.values);
  }

  get(statement: Sql): Row | undefined {
    return this.prepared(statement).get(...statement.values);
  }

  /** Notes that nothing lies in this file that was erased by then. */
  freeOf(erasures: number): void {
    this.db.prepare('UPDATE about SET erasures = ?').run(erasures);
  }

  close(): void {
    this.db.close();
  }

  private transaction(
    events: readonly StoredEvent[],
    around: (work: () => void, event: StoredEvent, projection: string) => void,
  ): void {
    const before = { ledgerTime: this.ledgerTime, ledgerId: this.ledgerId, frontier: this.frontier.copy() };
    this.db.exec('BEGIN IMMEDIATE');
    try {
      let leaf: Uint8Array;
      for (const event of events) {
        this.ledgerId ??= identityOf(event).id;
        // Read within the handler, so that content that cannot be read is parked like any other poison; but only once.
        let fact: Fact | undefined;
        const read = (): Fact => (fact ??= this.catalogue.read(event));
        for (const { projection, handle } of this.handlers.get(event.type) ?? []) {
          around(() => handle(read(), this).forEach((statement) => this.run(statement)), event, projection);
        }
        this.tick(event);
        leaf = leafOf(this.ledgerId, event);
        this.grow(leaf);
      }
      const checkpoint = this.move(events.at(-1)!, hex(leaf!));
      this.db.exec('COMMIT');
      this.checkpointed = checkpoint;
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      Object.assign(this, before);
      throw error;
    }
  }

  private parking(work: () => void, event: StoredEvent, projection: string): void {
    this.db.exec('SAVEPOINT handler');
    try {
      work();
    } catch (error) {
      // A full disk ends the whole transaction.
      if (!this.db.isTransaction || isOfTheDisk(error) || error instanceof NewerThanThisBuild) throw error;
      this.db.exec('ROLLBACK TO handler');
      const message = (error as Error).message;
      this.db.prepare('INSERT INTO parked VALUES (?, ?, ?)').run(event.position, projection, message);
    }
    this.db.exec('RELEASE handler');
  }

  /** Ledger time is the running maximum of recorded-at, so an instant always means the same position. */
  private tick(event: StoredEvent): void {
    if (event.recordedAt <= this.ledgerTime) return;
    this.ledgerTime = event.recordedAt;
    this.run({ text: 'INSERT INTO ledger_clock VALUES (?, ?)', values: [event.recordedAt, event.position] });
  }

  private grow(leaf: Uint8Array): void {
    const { first, nodes } = this.frontier.add(leaf);
    nodes.forEach((node, index) => this.addNode.run(first + index, node));
  }

  private move(event: StoredEvent, leaf: string): Checkpoint {
    const values = [event.position, event.id, leaf, this.ledgerTime, this.ledgerId];
    this.run({ text: 'UPDATE checkpoint SET position=?, event_id=?, leaf=?, ledger_time=?, ledger_id=?', values });
    return { position: event.position, eventId: event.id, leaf };
  }

  private run(statement: Sql): void {
    this.prepared(statement).run(...statement.values);
  }

  private prepared({ text }: Sql): StatementSync {
    let statement = this.statements.get(text);
    if (statement === undefined) {
      statement = this.db.prepare(text);
      this.statements.set(text, statement);
    }
    return statement;
  }
}

/** Not the fault of an event: busy, out of memory, read-only, I/O error, corrupt, full, cannot be opened. */
function isOfTheDisk(error: unknown): boolean {
  return [5, 7, 8, 10, 11, 13, 14].includes(((error as { errcode?: number }).errcode ?? 0) & 0xff);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
