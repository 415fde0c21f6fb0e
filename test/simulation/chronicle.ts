import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { wordsIn } from './world.js';

/** An event as it was when it was seen first. */
export interface Seen {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly recordedAt: number;
  /** All that may never change, beside the content. */
  readonly envelope: string;
  /** What is stored now; null once it was erased. */
  content: string | null;
  /** How many events there were when its erasure was seen. */
  erasedAt: number | null;
}

interface Told {
  readonly data: any;
  readonly actor: { readonly name: string };
}

/** An event and what is told of it now: its content, or what a redaction let stand; null where nothing is. */
export interface Telling {
  readonly seen: Seen;
  readonly told: Told | null;
}

const EVENTS = `SELECT position, name, revision, hex(events.id) AS id, type, version, recorded_at, hex(causation_id) AS cause,
  hex(commitment) AS commitment, CAST(content AS TEXT) AS content
  FROM events JOIN streams ON streams.id = stream_id WHERE position > ? ORDER BY position`;

/** What an observer saw, who reads the file of the ledger again and again and shares no code with it. */
export class Chronicle {
  readonly events: Seen[] = [];
  /** Every word that ever was in an event. */
  private readonly known = new Set<string>();
  /** The redaction that named an event last. */
  private readonly redactedBy = new Map<number, number>();

  get head(): number {
    return this.events.length;
  }

  /** Reads what is new: positions and revisions have no gaps. What was erased meanwhile is read anew. */
  readOn(folder: string): Seen[] {
    const fresh = read(folder, this.head);
    for (const row of fresh) this.add(row);
    if (fresh.some(({ type }) => type === 'redaction.made')) this.compareAll(folder);
    return fresh;
  }

  /** Nothing of the past changed: every event is the bytes that it was, unless a redaction names it. */
  compareAll(folder: string): void {
    const rows = read(folder, 0);
    if (rows.length < this.head) throw new Error(`${this.head - rows.length} events are gone from the ledger`);
    this.events.forEach((event, index) => this.compare(event, rows[index]!));
  }

  /** What is told of each event now. */
  tellings(): Telling[] {
    return this.events.map((seen) => ({ seen, told: this.tell(seen.position) }));
  }

  /** Words that no event holds any more. */
  goneWords(): Set<string> {
    const live = new Set(this.events.flatMap(({ content }) => wordsIn(content ?? '')));
    return new Set([...this.known].filter((word) => !live.has(word)));
  }

  /** Of people who were erased in these events: they are unknown from then on, before all that names them is gone. */
  wordsOfForgotten(fresh: readonly Seen[]): string[] {
    const ids = fresh.flatMap(({ type, content }) =>
      type === 'person.erased' && content !== null ? [JSON.parse(content).data.id as string] : [],
    );
    const named = this.events.filter(
      ({ stream, content }) => stream === 'people' && ids.some((id) => content?.includes(id)),
    );
    return [...ids, ...named.flatMap(({ content }) => wordsIn(content!))];
  }

  private add(event: Seen): void {
    if (event.position !== this.head + 1) throw new Error(`after ${this.head} comes position ${event.position}`);
    const last = this.events.findLast(({ stream }) => stream === event.stream)?.revision ?? -1;
    if (event.revision !== last + 1) throw new Error(`${event.stream}: after ${last} comes revision ${event.revision}`);
    this.events.push(event);
    for (const word of wordsIn(event.content ?? '')) this.known.add(word);
    if (event.type !== 'redaction.made' || event.content === null) return;
    for (const { position } of JSON.parse(event.content).data.events) this.redactedBy.set(position, event.position);
  }

  private compare(event: Seen, now: Seen): void {
    const isErased = now.content === null && this.redactedBy.has(event.position);
    if (isErased && event.content !== null) {
      event.content = null;
      event.erasedAt = this.head;
    }
    if (now.envelope === event.envelope && now.content === event.content) return;
    throw new Error(
      `event ${event.position} was ${event.envelope} ${event.content}, is ${now.envelope} ${now.content}`,
    );
  }

  private tell(position: number): Told | null {
    const { content } = this.events[position - 1]!;
    if (content !== null) return JSON.parse(content) as Told;
    const redaction = this.redactedBy.get(position);
    const events = redaction === undefined ? [] : this.tell(redaction)?.data.events;
    const named = (events as { position: number; kept: Told | null }[]).find((event) => event.position === position);
    return named?.kept ?? null;
  }
}

function read(folder: string, after: number): Seen[] {
  const db = new DatabaseSync(join(folder, 'ledger.db'), { readOnly: true });
  try {
    return db
      .prepare(EVENTS)
      .all(after)
      .map(({ content, ...envelope }) => ({
        position: envelope['position'] as number,
        stream: envelope['name'] as string,
        revision: envelope['revision'] as number,
        type: envelope['type'] as string,
        recordedAt: envelope['recorded_at'] as number,
        envelope: JSON.stringify(envelope),
        content: content as string | null,
        erasedAt: null,
      }));
  } finally {
    db.close();
  }
}
