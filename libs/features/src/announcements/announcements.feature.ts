import { defineFeature } from '@kernel/feature.js';
import { announcementTable } from './announcement-table.js';
import { announcementEvents } from './announcement.events.js';

export const announcementsFeature = defineFeature({
  name: 'announcements',
  events: announcementEvents,
  projections: [announcementTable],
  module: async () => (await import('./announcements.module.js')).AnnouncementsModule,
});
