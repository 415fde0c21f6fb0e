import { defineFeature } from '@kernel/feature.js';
import { personEvents } from './person.events.js';
import { whoIsWho } from './who-is-who.js';

export const peopleFeature = defineFeature({
  name: 'people',
  events: personEvents,
  projections: [whoIsWho],
  module: async () => (await import('./people.module.js')).PeopleModule,
});
