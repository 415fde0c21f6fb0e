import { defineFeature } from '@kernel/feature.js';
import { noticePolicyEvents } from './notice-policy.events.js';
import { noticesInForce } from './notices-in-force.js';

export const noticePoliciesFeature = defineFeature({
  name: 'notice-policies',
  events: noticePolicyEvents,
  projections: [noticesInForce],
  module: async () => (await import('./notice-policies.module.js')).NoticePoliciesModule,
});
