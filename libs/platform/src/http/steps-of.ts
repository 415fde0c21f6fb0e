import type { EventStore } from '@event-store/event-store.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import { isoInstant } from '@kernel/time.js';
import type { Caller } from './caller.js';
import type { StreamStepView } from './event.dto.js';

interface StepsQuestion {
  readonly stream: string;
  readonly kind: string;
  /** A position, inclusive. */
  readonly until: number;
  /** Of which one, where many share the stream. */
  readonly of?: string;
}

/** Every step of one thing, up to a position, oldest first; what was erased is left out. */
export async function stepsOf(
  store: EventStore,
  catalogue: EventCatalogue,
  { stream, kind, until, of }: StepsQuestion,
  caller: Caller,
): Promise<StreamStepView[]> {
  const events = await store.readStream(stream, { asSeenHere: true });
  return events
    .filter(({ position, type }) => position <= until && type.startsWith(`${kind}.`))
    .map((event) => catalogue.read(event))
    .filter((fact) => caller.sight.sees(catalogue.audienceOf(fact)))
    .flatMap((fact) => {
      if (fact.erased) return [];
      if (of !== undefined && (fact.data as { id?: string }).id !== of) return [];
      const { position, revision, type, occurredAt, recordedAt, actor, data } = fact;
      return [
        { position, revision, type, occurredAt, recordedAt: isoInstant(recordedAt), actor, data: data as object },
      ];
    });
}
