import { type Appended, EventStore, type NewEvent, StoreUnavailable } from '@event-store/event-store.js';

/** What `/readyz` tells of the writing side: whether the last append failed, and how far a rebuild is. */
export class ReadModelStatus {
  writeError: string | null = null;
  rebuild: string | null = null;
}

/** Notes in the status whether the store could be written, at every append. */
export function watchWrites(store: EventStore, status: ReadModelStatus): EventStore {
  const append = store.append.bind(store);
  store.append = async (stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> => {
    try {
      const appended = await append(stream, expected, events);
      status.writeError = null;
      return appended;
    } catch (error) {
      if (error instanceof StoreUnavailable) status.writeError = error.message;
      throw error;
    }
  };
  return store;
}
