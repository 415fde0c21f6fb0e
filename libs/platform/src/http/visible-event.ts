import type { EventStore } from '@event-store/event-store.js';
import { Rejected } from '@kernel/decider.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import type { StoredEvent } from '@kernel/event.js';
import type { Sight } from '../visibility.js';

/** The event at a position as it stands in an address. @throws Rejected when there is none, or none that may be seen */
export async function visibleEvent(
  store: EventStore,
  catalogue: EventCatalogue,
  position: string,
  sight: Sight,
): Promise<StoredEvent> {
  const number = /^[1-9]\d{0,14}$/.test(position) ? Number(position) : 0;
  const [event] = number === 0 ? [] : await store.readAll(number - 1, 1);
  if (event === undefined || !sight.sees(catalogue.audienceOf(catalogue.read(event)))) throw noSuchEvent();
  return event;
}

export function noSuchEvent(): Rejected {
  return new Rejected('not-found', 'unknown-event', 'there is no event with this position');
}
