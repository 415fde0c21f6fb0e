import { encodeContent } from '../dist/libs/kernel/src/event-format.js';
import { RandomIds } from '../dist/libs/kernel/src/ids.js';

const ids = new RandomIds();

/** What the writer is given for a new stream of this category, with these facts: type and data of each. */
export function newStream(category, facts, at) {
  const events = facts.map(([type, data]) => {
    const content = encodeContent(ids.salt(), {
      data,
      actor: { name: 'bench' },
      reporter: { kind: 'tool', id: 'tool:bench', name: 'bench' },
      via: { kind: 'api', verified: true },
      occurredAt: new Date(at).toISOString(),
      precision: 'millisecond',
    });
    return { id: ids.next(at), type, version: 1, recordedAt: at, causationId: null, content };
  });
  return { stream: `${category}-${ids.next(at)}`, expected: -1, events };
}
