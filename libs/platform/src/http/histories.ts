import type { EventStore } from '@event-store/event-store.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import type { Fact } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import type { Caller } from './caller.js';
import type { StreamHistory } from './event.dto.js';

interface Asked {
  readonly stream: string;
  /** With what the types of its events begin. */
  readonly kind: string;
  /** A position, inclusive. */
  readonly until: number;
}

/** What became of things, by their events. The platform makes it; controllers inject it. */
export class Histories {
  constructor(
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
  ) {}

  /** Every step of one thing, up to a position, oldest first. `of`: its id, where many share the stream. */
  async stepsOf(asked: Asked & { readonly of?: string }, caller: Caller): Promise<StreamHistory> {
    const facts = await this.factsOf(asked, caller);
    const data = facts
      .filter((fact) => asked.of === undefined || (fact.data as { id?: string }).id === asked.of)
      .map(({ position, revision, type, occurredAt, recordedAt, actor, data: said }) => {
        return {
          position,
          revision,
          type,
          occurredAt,
          recordedAt: isoInstant(recordedAt),
          actor,
          data: said as object,
        };
      });
    return { data };
  }

  /** What the caller may see of the events of a stream, up to a position, oldest first; what was erased is left out. */
  async factsOf({ stream, kind, until }: Asked, caller: Caller): Promise<(Fact & { erased: false })[]> {
    const events = await this.store.readStream(stream, { asSeenHere: true });
    return events
      .filter(({ position, type }) => position <= until && type.startsWith(`${kind}.`))
      .map((event) => this.catalogue.read(event))
      .filter((fact) => !fact.erased)
      .filter((fact) => caller.sight.sees(this.catalogue.audienceOf(fact)));
  }
}
