import { defineFeature } from '@kernel/feature.js';
import { obligationEvents } from './obligation.events.js';
import { waiverTable } from './waivers.js';

export const obligationsFeature = defineFeature({
  name: 'obligations',
  events: obligationEvents,
  projections: [waiverTable],
  module: async () => (await import('./obligations.module.js')).ObligationsModule,
});
