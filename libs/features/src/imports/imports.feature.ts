import { defineFeature } from '@kernel/feature.js';
import { ImportKeyMade, ImportLineSetAside } from './import.events.js';
import { linesSetAside } from './lines-set-aside.js';

export const importsFeature = defineFeature({
  name: 'imports',
  events: [ImportKeyMade, ImportLineSetAside],
  projections: [linesSetAside],
  module: async () => (await import('./imports.module.js')).ImportsModule,
});
