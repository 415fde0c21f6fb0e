import type { NewEvent } from '@event-store/event-store.js';
import { encodeContent } from '@kernel/event-format.js';
import type { Content } from '@kernel/event.js';
import { RandomIds } from '@kernel/ids.js';

const ids = new RandomIds();

export function content(data: object, more: Partial<Content> = {}): Content {
  return {
    data,
    actor: { name: 'ada' },
    reporter: { kind: 'tool', id: 'spec', name: 'spec' },
    via: { kind: 'api', verified: true },
    occurredAt: '2026-11-22T17:05:09.123Z',
    precision: 'millisecond',
    ...more,
  };
}

/** An event that no feature knows: what a store test needs. */
export function newEvent(data: object = {}, more: Partial<NewEvent> = {}): NewEvent {
  return {
    id: ids.next(Date.now()),
    type: 'thing.happened',
    version: 1,
    recordedAt: Date.UTC(2026, 10, 22),
    causationId: null,
    content: encodeContent(ids.salt(), content(data)),
    ...more,
  };
}
