import { defineFeature } from '@kernel/feature.js';
import { maintenanceWindowEvents } from './maintenance-window.events.js';

export const maintenanceWindowsFeature = defineFeature({
  name: 'maintenance-windows',
  events: maintenanceWindowEvents,
  projections: [],
});
