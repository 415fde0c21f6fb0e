import { defineFeature } from '@kernel/feature.js';
import { logEntryEvents, RelayLineRefused } from './log-entry.events.js';
import { OperationClosed } from './operation.events.js';
import { operations } from './operations.js';
import { serverAdminLog } from './server-admin-log.js';

export const logEntriesFeature = defineFeature({
  name: 'log-entries',
  events: [...logEntryEvents, OperationClosed, RelayLineRefused],
  projections: [serverAdminLog, operations],
  module: async () => (await import('./log-entries.module.js')).LogEntriesModule,
});
