import {
  type EventStore,
  NO_STREAM,
  type NewEvent,
  StoreUnavailable,
  WrongExpectedRevision,
} from '@event-store/event-store.js';
import type { Clock } from '@kernel/clock.js';
import { type Author, checkRevision, type Decider, timeOf } from '@kernel/decider.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import { encodeContent } from '@kernel/event-format.js';
import type { EventDefinition, FactOf, NewFact, StoredEvent } from '@kernel/event.js';
import { derivedId, type Ids } from '@kernel/ids.js';
import { type Redaction, RedactionMade } from '@kernel/redaction.js';
import { checkShape } from './check-shape.js';
import { keyedId, keyPart, keyPartOf } from './keyed-ids.js';

/** How often a decision is made anew when somebody else appended in between. */
const MAX_ATTEMPTS = 8;

export interface ExecuteOptions {
  /** The revision the caller last saw (`If-Match`): another one is `StaleRevision`, not a retry. */
  readonly expected?: number | undefined;
  /** Of the principal: the same key with the same fingerprint writes once, with another it is refused. */
  readonly idempotencyKey?: string | undefined;
  /** The stream was named just now and cannot exist yet: saves a read. */
  readonly fresh?: boolean;
}

export interface Executed {
  /** Revision of the stream after the command. */
  readonly revision: number;
  /** Position that a read must have passed to see the outcome. */
  readonly position: number;
  /** False when it was already so, or when this is the repetition of an earlier request. */
  readonly changed: boolean;
}

/** The same idempotency key came with another request. */
export class KeyReused extends Error {
  constructor(readonly key: string) {
    super('this Idempotency-Key was already used for a different request');
  }
}

/** A failed append counts as the present state for this long; then the next one has to show. */
const FAILURE_LASTS_MS = 5_000;

/** One thing as its events made it. */
interface Folded<State> {
  readonly state: State;
  readonly revision: number;
  /** The first halves of the ids of its events. */
  readonly keys: Set<string>;
}

const NO_KEYS: ReadonlySet<string> = new Set();

/** Runs commands: read, fold, decide, append. The one way in which events come to be. */
export class Ledger {
  /** Folded catalogues (streams without an id): long, and asked at every command. */
  private readonly catalogues = new Map<string, Folded<unknown>>();
  /** Ticks. */
  private failedAt = -Infinity;
  /** Catalogues are asked by everybody: their commands wait for each other instead of racing. */
  private readonly turns = new Map<string, Promise<unknown>>();
  /** When the appends that are under way were recorded: what is older is settled. */
  private readonly underWay = new Set<{ readonly recordedAt: number }>();
  /** The latest instant that was answered for: what is still to come is of later, though the clock be set back. */
  private answeredFor = -Infinity;

  constructor(
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** False for a while after the store refused to be written. */
  get writable(): boolean {
    return this.store.availability.value.problem === null && this.clock.ticks() - this.failedAt > FAILURE_LASTS_MS;
  }

  /**
   * Whether nothing that is still to come can be of this instant (milliseconds since 1970) or before; if so, it stays so.
   * What other processes recorded may be on its way for a while.
   */
  settles(instant: number): boolean {
    const { live, liveAt } = this.store.availability.value;
    let oldest = (live ? this.clock.now() : liveAt) - this.store.othersSettleWithinMs;
    for (const { recordedAt } of this.underWay) oldest = Math.min(oldest, recordedAt);
    if (instant >= oldest && instant > this.answeredFor) return false;
    this.answeredFor = Math.max(this.answeredFor, instant);
    return true;
  }

  /** An id for something new: derived from the idempotency key where there is one, so that a retry finds the first. */
  newId(author: Author, idempotencyKey?: string): string {
    return idempotencyKey === undefined
      ? this.ids.next(this.clock.now())
      : derivedId('new', author.reporter.id, idempotencyKey);
  }

  /**
   * Resolves when the events are durable and the read models have passed them.
   * `id` is null for a catalogue. @throws Rejected, StaleRevision, KeyReused, and what `EventStore.append` throws
   */
  async execute<Command, State, Definition extends EventDefinition>(
    decider: Decider<Command, State, Definition>,
    id: string | null,
    command: Command,
    author: Author,
    options: ExecuteOptions = {},
  ): Promise<Executed> {
    if (id !== null) return this.attempt(decider, id, command, author, options);
    const before = this.turns.get(decider.category) ?? Promise.resolve();
    const turn = before.then(() => this.attempt(decider, id, command, author, options));
    this.turns.set(
      decider.category,
      turn.catch(() => {}),
    );
    return turn;
  }

  private async attempt<Command, State, Definition extends EventDefinition>(
    decider: Decider<Command, State, Definition>,
    id: string | null,
    command: Command,
    author: Author,
    options: ExecuteOptions,
  ): Promise<Executed> {
    const stream = streamOf(decider, id);
    for (let attempt = 1; ; attempt++) {
      const unread = options.fresh === true && attempt === 1;
      const { state, revision, keys } = unread
        ? { state: decider.initial, revision: NO_STREAM, keys: NO_KEYS }
        : await this.load(decider, stream);
      const before = await this.repeatedAmong(keys, stream, author, options.idempotencyKey);
      if (before !== undefined) return { ...before, changed: false };
      checkRevision(options.expected, revision);
      const facts = decider.decide(command, state, { now: this.clock.now(), author });
      if (facts.length === 0) return { revision, position: this.store.heads.value, changed: false };
      try {
        return await this.record(stream, revision, facts, author, options.idempotencyKey);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  /** Appends facts that were decided for this revision of a stream. @throws what `EventStore.append` throws, KeyReused */
  async record(
    stream: string,
    revision: number,
    facts: readonly NewFact[],
    author: Author,
    idempotencyKey?: string,
  ): Promise<Executed> {
    const recordedAt = Math.max(this.clock.now(), this.answeredFor + 1);
    const idOf = (index: number): string =>
      idempotencyKey === undefined ? this.ids.next(recordedAt) : keyedId(author, idempotencyKey, stream, index);
    const hasKey = idempotencyKey !== undefined;
    const events = facts.map((fact, index) => this.toEvent(fact, author, recordedAt, idOf(index), hasKey));
    const mark = { recordedAt };
    this.underWay.add(mark);
    try {
      const appended = await this.store.append(stream, revision, events);
      this.failedAt = -Infinity;
      // The store takes the same ids at the same place for a repetition; whether the request was the same, only we know.
      await this.repeated(stream, author, idempotencyKey, revision + 1);
      return { ...appended, changed: true };
    } catch (error) {
      if (error instanceof StoreUnavailable) this.failedAt = this.clock.ticks();
      throw error;
    } finally {
      this.underWay.delete(mark);
    }
  }

  /** To be awaited by whoever decides by rows alone. @throws StoreUnavailable */
  rowsAreCurrent(): Promise<void> {
    return this.store.rowsAreCurrent();
  }

  /** What was folded may hold what is erased now. */
  forget(): void {
    this.catalogues.clear();
  }

  /** A catalogue is long, and hardly ever holds what a key wrote: only then it is read for it. */
  private async repeatedAmong(keys: ReadonlySet<string>, stream: string, author: Author, key: string | undefined) {
    const isThere = key !== undefined && keys.has(keyPart(author, key));
    return isThere ? this.repeated(stream, author, key) : undefined;
  }

  /** What an earlier request with this key wrote there, from a revision on. @throws KeyReused when it was a different one */
  async repeated(
    stream: string,
    author: Author,
    key: string | undefined,
    from = 0,
  ): Promise<{ revision: number; position: number } | undefined> {
    if (key === undefined) return undefined;
    const sameKey = keyPart(author, key);
    const events = (await this.store.readStream(stream, { from })).filter((event) => event.id.startsWith(sameKey));
    const last: StoredEvent | undefined = events.at(-1);
    if (last === undefined) return undefined;
    const before = this.catalogue.read(last);
    // Of what was redacted since, only the key is left to compare.
    const another = !before.erased && before.scar === undefined && before.fingerprint !== author.fingerprint;
    if (another) throw new KeyReused(key);
    return { revision: last.revision, position: last.position };
  }

  /** The folded state of one thing. */
  async load<Command, State, Definition extends EventDefinition>(
    decider: Decider<Command, State, Definition>,
    stream: string,
  ): Promise<Folded<State>> {
    const isCatalogue = stream === decider.category;
    let known = isCatalogue ? this.catalogues.get(stream) : undefined;
    let events = await this.store.readStream(stream, { from: (known?.revision ?? NO_STREAM) + 1 });
    // What was folded may hold what is redacted now.
    if (known !== undefined && events.some(({ type }) => type === RedactionMade.type)) {
      known = undefined;
      events = await this.store.readStream(stream);
    }
    let state = (known?.state ?? decider.initial) as State;
    let revision = known?.revision ?? NO_STREAM;
    const keys = known?.keys ?? new Set<string>();
    for (const event of this.asRedacted(events)) {
      keys.add(keyPartOf(event.id));
      // What was redacted, `read` tells of the events themselves; the redaction beside them is nothing to decide by.
      if (decider.events.some(({ type }) => type === event.type)) {
        state = decider.evolve(state, this.catalogue.read(event) as FactOf<Definition>);
      }
      revision = event.revision;
    }
    const folded = { state, revision, keys };
    if (isCatalogue) this.catalogues.set(stream, folded);
    return folded;
  }

  /** Between a redaction and its erasure the words are still there; a command must not say them again. */
  private asRedacted(events: readonly StoredEvent[]): readonly StoredEvent[] {
    const redactedBy = new Map<number, StoredEvent>();
    for (const event of events.filter(({ type }) => type === RedactionMade.type)) {
      const fact = this.catalogue.read(event);
      if (fact.erased) continue;
      for (const { position } of (fact.data as Redaction).events) redactedBy.set(position, event);
    }
    if (redactedBy.size === 0) return events;
    return events.map((event) => {
      const redaction = event.content === null ? undefined : redactedBy.get(event.position);
      return redaction === undefined ? event : { ...event, content: null, redaction };
    });
  }

  private toEvent(fact: NewFact, author: Author, now: number, id: string, hasKey: boolean): NewEvent {
    const { definition, data } = fact;
    if (this.catalogue.find(definition.type) !== definition) {
      throw new Error(`${definition.type} is not among the events of its feature: add it to defineFeature`);
    }
    checkShape(definition, data);
    return {
      id,
      type: definition.type,
      version: definition.version,
      recordedAt: now,
      causationId: author.causationId ?? null,
      content: encodeContent(this.ids.salt(), {
        data,
        actor: author.actor,
        reporter: author.reporter,
        via: author.via,
        ...timeOf(author, now),
        correlationId: author.correlationId,
        fingerprint: hasKey ? author.fingerprint : undefined,
      }),
    };
  }
}

export function streamOf({ category }: { readonly category: string }, id: string | null): string {
  return id === null ? category : `${category}-${id}`;
}
