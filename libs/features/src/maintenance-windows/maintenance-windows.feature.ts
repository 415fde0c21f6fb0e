import { defineFeature } from '@kernel/feature.js';
import { maintenanceWindowEvents } from './maintenance-window.events.js';
import { windowTable } from './window-table.js';

export const maintenanceWindowsFeature = defineFeature({
  name: 'maintenance-windows',
  events: maintenanceWindowEvents,
  projections: [windowTable],
  module: async () => (await import('./maintenance-windows.module.js')).MaintenanceWindowsModule,
});
