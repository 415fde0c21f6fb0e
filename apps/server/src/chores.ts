import { type EventStore, StoreUnavailable } from '@event-store/event-store.js';
import type { PersonEraser } from '@features/people/person-eraser.js';
import type { Redactor } from '@platform/redactor.js';
import type { Logger } from 'pino';

/** How often it is looked whether this or another process left something undone. */
const LOOK_EVERY_MS = 20_000;

/** Goes on with erasures that a stop, a disk or a server that failed interrupted. */
export function runChores(
  redactor: Redactor,
  eraser: PersonEraser,
  store: EventStore,
  logger: Logger,
): { end: () => void } {
  let underWay = false;
  const look = async (): Promise<void> => {
    if (underWay || store.availability.value.problem !== null) return;
    underWay = true;
    try {
      await redactor.catchUp();
      await eraser.resume();
    } catch (error) {
      // What is away now is tried again.
      if (!(error instanceof StoreUnavailable)) logger.error({ err: error }, 'an erasure could not be finished');
    } finally {
      underWay = false;
    }
  };
  void look();
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return { end: () => clearInterval(timer) };
}
