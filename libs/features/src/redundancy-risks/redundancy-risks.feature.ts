import { defineFeature } from '@kernel/feature.js';
import { redundancyRiskEvents } from './redundancy-risk.events.js';

export const redundancyRisksFeature = defineFeature({
  name: 'redundancy-risks',
  events: redundancyRiskEvents,
  projections: [],
});
