import type { Decider } from '@kernel/decider.js';
import { SendingResumed } from './delivery.events.js';

/** Said as often as somebody says it: whether it was paused is told by the restores, which are not of this stream. */
export const sending: Decider<{ readonly reason: string }, null, typeof SendingResumed> = {
  category: 'sending',
  events: [SendingResumed],
  initial: null,
  decide: ({ reason }) => [SendingResumed.of({ reason })],
  evolve: (state) => state,
};
