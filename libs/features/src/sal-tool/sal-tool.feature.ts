import { defineFeature } from '@kernel/feature.js';

/** Pages over what others record. */
export const salToolFeature = defineFeature({
  name: 'sal-tool',
  events: [],
  projections: [],
  module: async () => (await import('./sal-tool.module.js')).SalToolModule,
});
