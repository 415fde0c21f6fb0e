import { type Decider, Rejected } from '@kernel/decider.js';
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

/** That nobody is owed a message any more: said once for each. */
export const waiver: Decider<Waive, boolean, typeof ObligationWaived> = {
  category: 'obligation',
  events: [ObligationWaived],
  initial: false,
  decide({ state, ...waived }, isWaived) {
    if (isWaived) return [];
    if (state === 'met' || state === 'late' || state === 'void') {
      throw new Rejected(
        'conflict',
        'wrong-state',
        `the obligation is ${state}: only one that is open or missed can be waived`,
      );
    }
    return [ObligationWaived.of(waived)];
  },
  evolve: () => true,
};
