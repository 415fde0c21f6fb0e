import { defineFeature } from '@kernel/feature.js';

/** All kinds of record together, by time. */
export const timelineFeature = defineFeature({
  name: 'timeline',
  events: [],
  projections: [],
  module: async () => (await import('./timeline.module.js')).TimelineModule,
});
