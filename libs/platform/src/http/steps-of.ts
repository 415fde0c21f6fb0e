import type { EventStore } from '@event-store/event-store.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import { isoInstant } from '@kernel/time.js';
import type { Caller } from './caller.js';
import type { StreamStepView } from './event.dto.js';

/** Every step of what has a stream of its own, up to a position, oldest first; what was erased is left out. */
export async function stepsOf(
  store: EventStore,
  catalogue: EventCatalogue,
  { stream, kind, until }: { readonly stream: string; readonly kind: string; readonly until: number },
  caller: Caller,
): Promise<StreamStepView[]> {
  const events = await store.readStream(stream, { asSeenHere: true });
  return events
    .filter(({ position, type }) => position <= until && type.startsWith(`${kind}.`))
    .map((event) => catalogue.read(event))
    .filter((fact) => caller.sight.sees(catalogue.audienceOf(fact)))
    .flatMap((fact) => {
      if (fact.erased) return [];
      const { position, revision, type, occurredAt, recordedAt, actor, data } = fact;
      return [
        { position, revision, type, occurredAt, recordedAt: isoInstant(recordedAt), actor, data: data as object },
      ];
    });
}
