import { type EventStore, StoreUnavailable } from '@event-store/event-store.js';
import type { PersonEraser } from '@features/people/person-eraser.js';
import type { Logger } from 'pino';

/** How often it is looked whether another process left something undone. */
const LOOK_EVERY_MS = 20_000;

/** Goes on with what a stop interrupted: at the start, and again and again where other processes may die. */
export function runChores(eraser: PersonEraser, store: EventStore, logger: Logger): { end: () => void } {
  let underWay = false;
  const look = async (): Promise<void> => {
    if (underWay || store.availability.value.problem !== null) return;
    underWay = true;
    try {
      await eraser.resume();
    } catch (error) {
      // What is away now is tried again.
      if (!(error instanceof StoreUnavailable))
        logger.error({ err: error }, 'the erasure of a person could not be finished');
    } finally {
      underWay = false;
    }
  };
  void look();
  const timer = store.othersSettleWithinMs > 0 ? setInterval(() => void look(), LOOK_EVERY_MS) : undefined;
  return { end: () => clearInterval(timer) };
}
