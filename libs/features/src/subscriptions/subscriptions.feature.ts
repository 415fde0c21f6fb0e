import { defineFeature } from '@kernel/feature.js';
import { subscriptionTable } from './subscription-table.js';
import { subscriptionEvents } from './subscription.events.js';

export const subscriptionsFeature = defineFeature({
  name: 'subscriptions',
  events: subscriptionEvents,
  projections: [subscriptionTable],
  module: async () => (await import('./subscriptions.module.js')).SubscriptionsModule,
});
