import { defineFeature } from '@kernel/feature.js';
import { tokenEvents } from './token.events.js';
import { whoMay } from './who-may.js';

export const tokensFeature = defineFeature({
  name: 'tokens',
  events: tokenEvents,
  projections: [whoMay],
  module: async () => (await import('./tokens.module.js')).TokensModule,
});
