import type { Operation } from '../api/api.js';
import { addressOf } from '../navigation.js';

/** An operation is shown on the page of the entry that begins it, or of the one that is there. */
export function operationAddress({ startEntry, endEntry, id }: Operation): string {
  return addressOf(`entries/${startEntry ?? endEntry ?? id}`);
}
