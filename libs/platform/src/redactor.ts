import { type EventStore, StoreUnavailable, WrongExpectedRevision } from '@event-store/event-store.js';
import { type Author, checkRevision, Rejected } from '@kernel/decider.js';
import { refuseCredentials } from '@kernel/credentials.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import type { LiveFact, StoredEvent } from '@kernel/event.js';
import {
  type ErasedEvent,
  keptFrom,
  letStand,
  type LetStand,
  type Redaction,
  RedactionMade,
} from '@kernel/redaction.js';
import { sql } from '@kernel/projection.js';
import { type Executed, type ExecuteOptions, KeyReused, type Ledger } from './ledger.js';
import type { ReadModel } from './read-model/read-model.js';
import type { Rebuild } from './read-model/rebuild.js';

/** Bytes of what is kept, as JSON, that one redaction may carry; more are several redactions. */
const MAX_KEPT_BYTES = 4 * 1024 * 1024;
/** Something in a reason that is no plain word: where it stands in what is erased too, it may be the secret itself. */
const NO_PLAIN_WORD = /[^\s,;()"'=:]*[\d!-&*+/<>-@[-`{-~][^\s,;()"'=:]*/g;
const SHORTEST_SECRET = 6;
const MAX_ATTEMPTS = 8;

/** Something that was redacted, and whether no file holds it any more. */
export interface Redacted extends Executed {
  /** Resolves when the read model was built anew without it and the old files are deleted. */
  readonly filesErased: Promise<void>;
}

export interface RedactionOrder {
  readonly stream: string;
  /** Which events of the stream are meant; those of them that still tell something are redacted. */
  readonly meant: (event: StoredEvent) => boolean;
  readonly what: Redaction['what'];
  readonly reason: string;
  /** The log whose readers see the scar. */
  readonly log?: string | undefined;
  /** What may still be told; for all the events at once, because one may depend on another. */
  readonly letStand: (told: readonly LiveFact<string, object>[]) => LetStand;
  /** Whether words that somebody typed are among what stands. */
  readonly restates: boolean;
  /** What the reason may name although it is erased, such as hosts. */
  readonly mayBeNamed?: (told: readonly LiveFact<string, object>[]) => ReadonlySet<string>;
}

/**
 * Appends the redaction first and erases then: whatever happens in between is finished at the next start
 * (`finishRedactions`). Rows are cleaned by the projections as soon as the redaction is applied; the files they lay in
 * are built anew and deleted.
 */
export class Redactor {
  /** A redaction may be recorded that is not carried out. */
  private isBehind = false;

  constructor(
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly ledger: Ledger,
    private readonly rebuild: Rebuild,
    private readonly readModel: ReadModel,
  ) {}

  /** Carries out what was ordered when the disk failed, and what could not be then. */
  async catchUp(): Promise<void> {
    if (!this.isBehind) return;
    this.isBehind = false;
    try {
      if ((await finishRedactions(this.store, this.readModel)) > 0) await this.fromFiles();
    } catch (error) {
      this.isBehind = true;
      throw error;
    }
  }

  /**
   * Redacts all that is meant, in as many redactions as that takes; the last one is answered.
   * @throws Rejected not-found, already-redacted, cannot-be-redacted, repeats-what-is-erased, looks-like-a-credential;
   * StaleRevision, KeyReused, StoreUnavailable
   */
  async redact(order: RedactionOrder, author: Author, options: ExecuteOptions = {}): Promise<Redacted> {
    try {
      const executed = await this.inLedger(order, author, options);
      return { ...executed, filesErased: this.fromFiles() };
    } catch (error) {
      // What failed on the disk may have come between the two steps.
      if (error instanceof StoreUnavailable) void this.fromFiles();
      throw error;
    }
  }

  /** The same in the ledger alone; `fromFiles` has to follow. For many redactions at once. */
  async inLedger(order: RedactionOrder, author: Author, options: ExecuteOptions = {}): Promise<Executed> {
    refuseCredentials({ reason: order.reason }, false);
    let executed = await this.redactSome(order, author, options);
    // What was there before; what the redaction itself restates is not meant.
    const before = executed.position;
    const rest = { ...order, meant: (event: StoredEvent) => event.position < before && order.meant(event) };
    while (await this.isSomethingLeft(rest)) executed = await this.redactSome(rest, author, {});
    return executed;
  }

  /** Resolves when no file holds any more what was erased. */
  fromFiles(): Promise<void> {
    this.ledger.forget();
    const filesErased = this.rebuild.request();
    // Whoever waits for it hears of a failure; where nobody does, `/readyz` and the log say it.
    filesErased.catch(() => {});
    return filesErased;
  }

  private async isSomethingLeft(order: RedactionOrder): Promise<boolean> {
    const events = await this.store.readStream(order.stream);
    return events.some((event) => order.meant(event) && this.tells(event, order));
  }

  private async redactSome(order: RedactionOrder, author: Author, options: ExecuteOptions): Promise<Executed> {
    for (let attempt = 1; ; attempt++) {
      const events = await this.store.readStream(order.stream);
      const before = await this.ledger.repeated(order.stream, author, options.idempotencyKey);
      if (before !== undefined) {
        await this.carryOut(before.position, options.idempotencyKey);
        return { ...before, changed: false };
      }
      const revision = events.at(-1)?.revision ?? -1;
      checkRevision(options.expected, revision);
      const redaction = this.redactionOf(order, await this.targets(order, events));
      try {
        const fact = RedactionMade.of(redaction);
        const executed = await this.ledger.record(order.stream, revision, [fact], author, options.idempotencyKey);
        await this.erase(redaction, executed.position);
        return executed;
      } catch (error) {
        if (error instanceof StoreUnavailable) this.isBehind = true;
        if (!(error instanceof WrongExpectedRevision) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  private erase({ events }: Redaction, because: number): Promise<void> {
    return this.store.erase(
      events.map(({ position }) => position),
      because,
    );
  }

  /** The same for a redaction of before, which may not have come so far. @throws KeyReused when the event is none */
  private async carryOut(position: number, key = ''): Promise<void> {
    const [redaction] = await this.store.readAll(position - 1, 1);
    if (redaction!.type !== RedactionMade.type) throw new KeyReused(key);
    await this.erase((this.catalogue.read(redaction!) as LiveFact<string, Redaction>).data, position);
  }

  private async targets(order: RedactionOrder, events: readonly StoredEvent[]): Promise<StoredEvent[]> {
    const meant = events.filter((event) => order.meant(event));
    const targets = meant.filter((event) => this.tells(event, order));
    if (targets.length > 0) return targets;
    const [first] = meant;
    if (first === undefined) throw new Rejected('not-found', 'unknown-event', 'there is no such event');
    const scar = meant.map((event) => this.catalogue.read(event).scar).find((scar) => scar !== undefined);
    if (scar !== undefined) {
      // Whoever asks again may do so because the first attempt could not empty the log: that is made up for.
      await this.carryOut(scar.position);
      const sentence = `this was redacted at ${scar.at} by event ${scar.position}: nothing is left to erase`;
      throw new Rejected('conflict', 'already-redacted', sentence);
    }
    throw cannotBeRedacted(first.type);
  }

  private tells(event: StoredEvent, { what }: RedactionOrder): boolean {
    if (event.content === null) return false;
    // Names can be taken out of all that a server can start without: what is said beside them stands.
    if (what === 'names') return event.position > 1;
    if (event.type !== RedactionMade.type) return this.catalogue.find(event.type)?.erasable ?? true;
    const fact = this.catalogue.read(event);
    return !fact.erased && (fact.data as Redaction).restates;
  }

  /** Of as many of the targets as one event can carry. */
  private redactionOf(order: RedactionOrder, targets: readonly StoredEvent[]): Redaction {
    const told = targets.map((event) => this.catalogue.read(event) as LiveFact<string, object>);
    if (order.what === 'content') refuseRepetition(order.reason, told, order.mayBeNamed?.(told) ?? new Set());
    const decide = order.letStand(told);
    const all = told.map((fact, index): ErasedEvent => {
      const { position, type } = fact;
      return {
        position,
        type,
        version: this.catalogue.find(type)?.version ?? fact.version,
        bytes: targets[index]!.content!.byteLength,
        kept: letStand(fact, keptFrom(fact), decide),
      };
    });
    let bytes = 0;
    const events = all.filter((event, index) => {
      bytes += JSON.stringify(event).length;
      return index === 0 || bytes <= MAX_KEPT_BYTES;
    });
    const { what, reason, restates, log } = order;
    return { events, what, reason, restates, ...(log === undefined ? {} : { log }) };
  }
}

/** A redaction cannot be redacted, so its reason must not hold what it erases. @throws Rejected */
function refuseRepetition(
  reason: string,
  told: readonly LiveFact<string, object>[],
  mayBeNamed: ReadonlySet<string>,
): void {
  const erased = told
    .map(({ data, actor }) => stringsIn([data, actor.name]).join('\n'))
    .join('\n')
    .toLowerCase();
  const isRepeated = [...reason.matchAll(NO_PLAIN_WORD)].some(
    ([word]) => word.length >= SHORTEST_SECRET && erased.includes(word.toLowerCase()) && !mayBeNamed.has(word),
  );
  if (!isRepeated) return;
  const sentence =
    'reason: repeats a part of what is to be erased; the reason stays for ever, so say why in other words';
  throw new Rejected('invalid', 'repeats-what-is-erased', sentence, 'reason');
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

export function cannotBeRedacted(type: string): Rejected {
  const why =
    type === RedactionMade.type
      ? 'a redaction is what makes an erasure lawful and stays; redact what it restated by redacting the entry again'
      : `${type} is what the ledger says of itself and holds nothing that was typed`;
  return new Rejected('conflict', 'cannot-be-redacted', `this event cannot be redacted: ${why}`);
}

/** Erases what was redacted when the process died before it could. Returns how many events that were. */
export async function finishRedactions(store: EventStore, readModel: ReadModel): Promise<number> {
  const left = readModel.all(sql`SELECT target, min(position) AS position FROM redactions GROUP BY target`);
  let finished = 0;
  for (const row of left) {
    const [event] = await store.readAll((row['target'] as number) - 1, 1);
    if (event?.content == null) continue;
    await store.erase([event.position], row['position'] as number);
    finished++;
  }
  return finished;
}
