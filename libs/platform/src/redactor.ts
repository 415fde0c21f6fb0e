import { type EventStore, WrongExpectedRevision } from '@event-store/event-store.js';
import { type Author, checkRevision, Rejected } from '@kernel/decider.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import type { LiveFact, StoredEvent } from '@kernel/event.js';
import { type ErasedEvent, letStand, type LetStand, type Redaction, RedactionMade } from '@kernel/redaction.js';
import { sql } from '@kernel/projection.js';
import type { Executed, ExecuteOptions, Ledger } from './ledger.js';
import type { ReadModel } from './read-model/read-model.js';
import type { Rebuild } from './read-model/rebuild.js';

/** Events that one redaction names; more are several redactions. */
export const MAX_ERASED_AT_ONCE = 500;
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
}

/**
 * Appends the redaction first and erases then: whatever happens in between is finished at the next start
 * (`finishRedactions`). Rows are cleaned by the projections as soon as the redaction is applied; the files they lay in
 * are built anew and deleted.
 */
export class Redactor {
  constructor(
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly ledger: Ledger,
    private readonly rebuild: Rebuild,
  ) {}

  /** @throws Rejected not-found, already-redacted, cannot-be-redacted; StaleRevision, KeyReused, StoreUnavailable */
  async redact(order: RedactionOrder, author: Author, options: ExecuteOptions = {}): Promise<Redacted> {
    for (let attempt = 1; ; attempt++) {
      const events = await this.store.readStream(order.stream);
      const before = await this.ledger.repeated(order.stream, author, options.idempotencyKey);
      if (before !== undefined) return this.erase({ ...before, changed: false });
      const revision = events.at(-1)?.revision ?? -1;
      checkRevision(options.expected, revision);
      const targets = (await this.targets(order, events)).slice(0, MAX_ERASED_AT_ONCE);
      const redaction = this.redactionOf(order, targets);
      try {
        const fact = RedactionMade.of(redaction);
        const executed = await this.ledger.record(order.stream, revision, [fact], author, options.idempotencyKey);
        return await this.erase(executed);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  /** Erases what a redaction names: in the ledger before it returns, in the other files soon after. */
  private async erase(executed: Executed): Promise<Redacted> {
    const [redaction] = await this.store.readAll(executed.position - 1, 1);
    const fact = this.catalogue.read(redaction!) as LiveFact<string, Redaction>;
    await this.store.erase(
      fact.data.events.map(({ position }) => position),
      executed.position,
    );
    this.ledger.forget();
    const filesErased = this.rebuild.request();
    // Whoever waits for it hears of a failure; where nobody does, the rebuild has logged it.
    filesErased.catch(() => {});
    return { ...executed, filesErased };
  }

  private async targets(order: RedactionOrder, events: readonly StoredEvent[]): Promise<StoredEvent[]> {
    const meant = events.filter((event) => order.meant(event));
    const targets = meant.filter((event) => this.tells(event, order.what));
    if (targets.length > 0) return targets;
    const [first] = meant;
    if (first === undefined) throw new Rejected('not-found', 'unknown-event', 'there is no such event');
    const scar = meant.map((event) => this.catalogue.read(event).scar).find((scar) => scar !== undefined);
    if (scar !== undefined) {
      // Whoever asks again may do so because the first attempt could not empty the log: that is made up for.
      await this.erase({ revision: 0, position: scar.position, changed: false });
      const sentence = `this was redacted at ${scar.at} by event ${scar.position}: nothing is left to erase`;
      throw new Rejected('conflict', 'already-redacted', sentence);
    }
    throw cannotBeRedacted(first.type);
  }

  private tells(event: StoredEvent, what: Redaction['what']): boolean {
    if (event.content === null) return false;
    // Names can be taken out of everything: all that the event says beside them stands.
    if (what === 'names') return true;
    if (event.type !== RedactionMade.type) return this.catalogue.find(event.type)?.erasable ?? true;
    const fact = this.catalogue.read(event);
    return !fact.erased && (fact.data as Redaction).restates;
  }

  private redactionOf(order: RedactionOrder, targets: readonly StoredEvent[]): Redaction {
    const told = targets.map((event) => this.catalogue.read(event) as LiveFact<string, object>);
    const decide = order.letStand(told);
    const events = told.map((fact, index): ErasedEvent => {
      const { position, type, data, actor, reporter, via, occurredAt, precision, correlationId } = fact;
      return {
        position,
        type,
        version: this.catalogue.find(type)?.version ?? fact.version,
        bytes: targets[index]!.content!.byteLength,
        kept: letStand(fact, { data, actor, reporter, via, occurredAt, precision, correlationId }, decide),
      };
    });
    const { what, reason, restates, log } = order;
    return { events, what, reason, restates, ...(log === undefined ? {} : { log }) };
  }
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
