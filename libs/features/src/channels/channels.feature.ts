import { defineFeature } from '@kernel/feature.js';
import { channelTable } from './channel-table.js';
import { channelEvents, SendingKeyMade } from './channel.events.js';

export const channelsFeature = defineFeature({
  name: 'channels',
  events: [...channelEvents, SendingKeyMade],
  projections: [channelTable],
  module: async () => (await import('./channels.module.js')).ChannelsModule,
});
