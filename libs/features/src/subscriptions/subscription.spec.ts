import { HOUR } from '@kernel/time.js';
import { fact, given, NOW } from '../../../../test/support/given.js';
import {
  SubscriptionAsked,
  SubscriptionChanged,
  SubscriptionConfirmed,
  SubscriptionEnded,
  SubscriptionRequested,
} from './subscription.events.js';
import { subscription } from './subscription.js';

const all = { components: [], kinds: [] };
const request = { do: 'request', address: 'ops@example.org', ...all } as const;
const requested = [fact(SubscriptionRequested, { address: 'ops@example.org', ...all })];
const active = [...requested, fact(SubscriptionConfirmed, {})];
const ended = [...active, fact(SubscriptionEnded, { how: 'one-click', reason: '' })];
const end = { do: 'end', how: 'one-click', reason: '' } as const;

describe('A subscription', () => {
  it('is asked for, at most once an hour whatever became of it, and not while it is there', () => {
    given(subscription, [])
      .when(request)
      .then(SubscriptionRequested.of({ address: 'ops@example.org', ...all }));
    given(subscription, requested)
      .when(request, { now: NOW + HOUR - 1 })
      .then();
    given(subscription, requested)
      .when(request, { now: NOW + HOUR })
      .thenAccepted();
    given(subscription, ended)
      .when(request, { now: NOW + HOUR - 1 })
      .then();
    given(subscription, ended)
      .when(request, { now: NOW + HOUR })
      .thenAccepted();
    given(subscription, active)
      .when(request, { now: NOW + 9 * HOUR })
      .then();
  });

  it('begins when it is confirmed, and not again after it has ended', () => {
    given(subscription, requested).when({ do: 'confirm' }).then(SubscriptionConfirmed.of({}));
    given(subscription, active).when({ do: 'confirm' }).then();
    given(subscription, ended).when({ do: 'confirm' }).thenRefused('wrong-state');
    given(subscription, []).when({ do: 'confirm' }).thenRefused('unknown-subscription');
  });

  it('is changed while it is there, and ended once', () => {
    const change = { do: 'change', components: [], kinds: ['network'] } as const;
    given(subscription, active)
      .when(change)
      .then(SubscriptionChanged.of({ components: [], kinds: ['network'] }));
    given(subscription, active)
      .when({ do: 'change', ...all })
      .then();
    given(subscription, ended).when(change).thenRefused('wrong-state');
    given(subscription, active)
      .when(end)
      .then(SubscriptionEnded.of({ how: 'one-click', reason: '' }));
    given(subscription, ended).when(end).then();
  });

  it('notes that it was asked as long as nobody answered', () => {
    const asked = { accepted: true, attempt: 1, why: '', againAt: null };
    given(subscription, requested)
      .when({ do: 'note-asked', ...asked })
      .then(SubscriptionAsked.of(asked));
    given(subscription, active)
      .when({ do: 'note-asked', ...asked })
      .then();
  });
});
