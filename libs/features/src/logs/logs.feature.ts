import { defineFeature } from '@kernel/feature.js';
import { logCatalogue, privateLogs } from './log-catalogue.js';
import { logEvents } from './log.events.js';

export const logsFeature = defineFeature({
  name: 'logs',
  events: logEvents,
  projections: [logCatalogue],
  module: async () => (await import('./logs.module.js')).LogsModule,
  privateLogs,
});
