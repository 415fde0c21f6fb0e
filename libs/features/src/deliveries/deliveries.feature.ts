import { defineFeature } from '@kernel/feature.js';
import { deliveryEvents } from './delivery.events.js';
import { deliveryTable } from './delivery-table.js';

export const deliveriesFeature = defineFeature({
  name: 'deliveries',
  events: deliveryEvents,
  projections: [deliveryTable],
  module: async () => (await import('./deliveries.module.js')).DeliveriesModule,
});
