import { defineFeature } from '@kernel/feature.js';
import { componentCatalogue } from './component-catalogue.js';
import { componentEvents } from './component.events.js';

export const componentsFeature = defineFeature({
  name: 'components',
  events: componentEvents,
  projections: [componentCatalogue],
  module: async () => (await import('./components.module.js')).ComponentsModule,
});
