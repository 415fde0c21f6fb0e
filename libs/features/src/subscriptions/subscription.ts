import { type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { FactOf, NewFactOf } from '@kernel/event.js';
import { HOUR, isoInstant } from '@kernel/time.js';
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

interface Ending {
  /** The ledger's clock, milliseconds since 1970. */
  readonly at: number;
  readonly how: (typeof ENDINGS)[number];
  readonly reason: string;
}

export interface Subscription {
  readonly status: SubscriptionStatus;
  readonly choice: Choice;
  /** The ledger's clock, milliseconds since 1970. */
  readonly requestedAt: number;
  readonly ended: Ending | null;
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
        refuseEnded(state);
        return [SubscriptionConfirmed.of({})];
      case 'change': {
        refuseEnded(state);
        const { components, kinds } = command;
        const isSame =
          JSON.stringify([components, kinds]) === JSON.stringify([state.choice.components, state.choice.kinds]);
        return isSame ? [] : [SubscriptionChanged.of({ components, kinds })];
      }
      case 'end':
        return end(command, state);
      default:
        return unreachable(command);
    }
  },

  evolve: (state, fact) => (fact.erased ? state : applied(state, fact)),
};

function applied(state: Subscription | null, fact: FactOf<SubscriptionEvent> & { erased: false }): Subscription | null {
  if (fact.type === 'subscription.requested') {
    const { components, kinds } = fact.data;
    return { status: 'requested', choice: { components, kinds }, requestedAt: fact.recordedAt, ended: null };
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
      return { ...state, status: 'ended', ended: { ...fact.data, at: fact.recordedAt } };
    default:
      return unreachable(fact);
  }
}

function end(
  { how, reason }: Extract<SubscriptionCommand, { do: 'end' }>,
  { ended }: Subscription,
): NewFactOf<SubscriptionEvent>[] {
  if (ended === null) return [SubscriptionEnded.of({ how, reason })];
  // Whoever wants no more mails need not know who ended it.
  if (how !== 'administrator' || (ended.how === how && ended.reason === reason)) return [];
  const who = ended.how === how ? 'for another reason' : 'by the link in a mail';
  throw new Rejected('conflict', 'wrong-state', `the subscription is ended since ${isoInstant(ended.at)}, ${who}`);
}

function refuseEnded({ ended }: Subscription): void {
  if (ended === null) return;
  const sentence = `the subscription is ended since ${isoInstant(ended.at)}: subscribe anew`;
  throw new Rejected('conflict', 'wrong-state', sentence);
}
