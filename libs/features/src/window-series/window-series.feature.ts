import { defineFeature } from '@kernel/feature.js';
import { seriesTable } from './series-table.js';
import { windowSeriesEvents } from './window-series.events.js';

export const windowSeriesFeature = defineFeature({
  name: 'window-series',
  events: windowSeriesEvents,
  projections: [seriesTable],
  module: async () => (await import('./window-series.module.js')).WindowSeriesModule,
});
