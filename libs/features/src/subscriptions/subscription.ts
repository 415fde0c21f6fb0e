import { type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { FactOf } from '@kernel/event.js';
import { HOUR } from '@kernel/time.js';
import {
  type Choice,
  type ENDINGS,
  SubscriptionAsked,
  SubscriptionChanged,
  SubscriptionConfirmed,
  SubscriptionEnded,
  type SubscriptionEvent,
  subscriptionEvents,
  SubscriptionRequested,
} from './subscription.events.js';

export type SubscriptionCommand =
  | ({ readonly do: 'request'; readonly address: string } & Choice)
  | {
      readonly do: 'note-asked';
      readonly accepted: boolean;
      readonly attempt: number;
      readonly why: string;
      readonly againAt: string | null;
    }
  | { readonly do: 'confirm' }
  | ({ readonly do: 'change' } & Choice)
  | { readonly do: 'end'; readonly how: (typeof ENDINGS)[number]; readonly reason: string };

export const SUBSCRIPTION_STATUSES = ['requested', 'active', 'ended'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

export interface Subscription {
  readonly status: SubscriptionStatus;
  readonly choice: Choice;
  /** The ledger's clock, milliseconds since 1970. */
  readonly requestedAt: number;
}

/** Who asks again and again for an address gets it one mail an hour at most. */
const ASKED_ONCE_IN = HOUR;

/** Somebody who wants to be told by mail: asked first whether they really want it, gone with one click. */
export const subscription: Decider<SubscriptionCommand, Subscription | null, SubscriptionEvent> = {
  category: 'subscription',
  events: subscriptionEvents,
  initial: null,

  decide(command, state, { now }) {
    if (command.do === 'request') {
      const isSoon = state !== null && now - state.requestedAt < ASKED_ONCE_IN;
      // Who is told already is not asked again; nobody learns from the answer who that is.
      if (state?.status === 'active' || isSoon) return [];
      const { address, components, kinds } = command;
      return [SubscriptionRequested.of({ address, components, kinds })];
    }
    if (state === null) {
      throw new Rejected('not-found', 'unknown-subscription', 'there is no subscription with this id');
    }
    switch (command.do) {
      case 'note-asked': {
        const { do: _do, ...asked } = command;
        return state.status === 'requested' ? [SubscriptionAsked.of(asked)] : [];
      }
      case 'confirm':
        if (state.status === 'active') return [];
        if (state.status === 'ended') throw ended();
        return [SubscriptionConfirmed.of({})];
      case 'change': {
        if (state.status === 'ended') throw ended();
        const { components, kinds } = command;
        const isSame =
          JSON.stringify([components, kinds]) === JSON.stringify([state.choice.components, state.choice.kinds]);
        return isSame ? [] : [SubscriptionChanged.of({ components, kinds })];
      }
      case 'end':
        return state.status === 'ended' ? [] : [SubscriptionEnded.of({ how: command.how, reason: command.reason })];
      default:
        return unreachable(command);
    }
  },

  evolve: (state, fact) => (fact.erased ? state : applied(state, fact)),
};

function applied(state: Subscription | null, fact: FactOf<SubscriptionEvent> & { erased: false }): Subscription | null {
  if (fact.type === 'subscription.requested') {
    const { components, kinds } = fact.data;
    return { status: 'requested', choice: { components, kinds }, requestedAt: fact.recordedAt };
  }
  if (state === null) return null;
  switch (fact.type) {
    case 'subscription.asked':
      return state;
    case 'subscription.confirmed':
      return { ...state, status: 'active' };
    case 'subscription.changed':
      return { ...state, choice: fact.data };
    case 'subscription.ended':
      return { ...state, status: 'ended' };
    default:
      return unreachable(fact);
  }
}

function ended(): Rejected {
  return new Rejected('conflict', 'wrong-state', 'this subscription has ended: subscribe anew');
}
