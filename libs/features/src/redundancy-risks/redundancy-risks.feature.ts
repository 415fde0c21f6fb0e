import { defineFeature } from '@kernel/feature.js';
import { redundancyRiskEvents } from './redundancy-risk.events.js';
import { risks } from './risks.js';

export const redundancyRisksFeature = defineFeature({
  name: 'redundancy-risks',
  events: redundancyRiskEvents,
  projections: [risks],
  module: async () => (await import('./redundancy-risks.module.js')).RedundancyRisksModule,
});
