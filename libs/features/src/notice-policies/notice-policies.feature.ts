import { defineFeature } from '@kernel/feature.js';
import { noticePolicyEvents } from './notice-policy.events.js';

export const noticePoliciesFeature = defineFeature({
  name: 'notice-policies',
  events: noticePolicyEvents,
  projections: [],
});
