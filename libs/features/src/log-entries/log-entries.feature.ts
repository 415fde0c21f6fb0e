import { defineFeature } from '@kernel/feature.js';
import { logEntryEvents, RelayLineRefused } from './log-entry.events.js';
import { OperationClosed } from './operation.events.js';
import { operations } from './operations.js';
import { serverAdminLog } from './server-admin-log.js';

export const logEntriesFeature = defineFeature({
  name: 'log-entries',
  events: [...logEntryEvents, OperationClosed, RelayLineRefused],
  // In this order: operations read the entry that the server admin log has just written.
  projections: [serverAdminLog, operations],
  module: async () => (await import('./log-entries.module.js')).LogEntriesModule,
});
