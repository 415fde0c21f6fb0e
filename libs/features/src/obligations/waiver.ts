import { type Decider, Rejected } from '@kernel/decider.js';
import { isoInstant } from '@kernel/time.js';
import { type ObligationKind, ObligationWaived } from './obligation.events.js';
import type { ObligationState } from './obligations-of.js';

interface Waive {
  readonly obligation: string;
  readonly window: string;
  readonly kind: ObligationKind;
  /** As it stands. */
  readonly state: ObligationState;
  readonly reason: string;
}

interface Waived {
  /** The ledger's clock, milliseconds since 1970. */
  readonly since: number;
  readonly reason: string;
}

/** That nobody is owed a message any more: said once for each. */
export const waiver: Decider<Waive, Waived | null, typeof ObligationWaived> = {
  category: 'obligation',
  events: [ObligationWaived],
  initial: null,
  decide({ state, ...waived }, before) {
    if (before?.reason === waived.reason) return [];
    if (before !== null) {
      const sentence = `the obligation is waived since ${isoInstant(before.since)}, for another reason`;
      throw new Rejected('conflict', 'wrong-state', sentence);
    }
    if (state === 'met' || state === 'late' || state === 'void') {
      throw new Rejected(
        'conflict',
        'wrong-state',
        `the obligation is ${state}: only one that is open or missed can be waived`,
      );
    }
    return [ObligationWaived.of(waived)];
  },
  evolve: (_, fact) => ({ since: fact.recordedAt, reason: fact.erased ? '' : fact.data.reason }),
};
