import { type Decider, Rejected } from '@kernel/decider.js';
import { isoInstant } from '@kernel/time.js';
import { type CLOSING_OUTCOMES, OperationClosed } from './operation.events.js';

export interface CloseOperation {
  readonly outcome: (typeof CLOSING_OUTCOMES)[number];
  /** Milliseconds since 1970. */
  readonly endedAt: number;
  readonly reason: string;
  /** What is known of the derived operation. */
  readonly operation: { readonly log: string; readonly startedAt: number | null; readonly ended: boolean };
}

type OperationState = { readonly is: 'open' } | { readonly is: 'closed'; readonly on: string };

/**
 * What people say about an operation. Its START and END are log entries, and the pair is derived from them; only the
 * closing by hand is an event of its own.
 */
export const operation: Decider<CloseOperation, OperationState, typeof OperationClosed> = {
  category: 'operation',
  events: [OperationClosed],
  initial: { is: 'open' },
  decide({ outcome, endedAt, reason, operation }, state, { now }) {
    if (state.is === 'closed') {
      throw new Rejected('conflict', 'already-closed', `this operation was closed by hand on ${state.on}`);
    }
    if (operation.ended) throw new Rejected('conflict', 'already-ended', 'this operation has ended by itself');
    if (operation.startedAt !== null && endedAt < operation.startedAt) {
      throw new Rejected(
        'invalid',
        'ends-before-it-starts',
        'endedAt: is before the start of the operation',
        'endedAt',
      );
    }
    if (endedAt > now) throw new Rejected('invalid', 'in-the-future', 'endedAt: is in the future', 'endedAt');
    return [OperationClosed.of({ log: operation.log, outcome, endedAt: isoInstant(endedAt), reason })];
  },
  evolve: (_state, fact) => ({ is: 'closed', on: isoInstant(fact.recordedAt) }),
};
