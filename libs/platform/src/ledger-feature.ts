import { defineFeature } from '@kernel/feature.js';
import { LedgerOpened } from './ledger-opened.js';

/** The ledger's own first event, in the same list as everybody else's. */
export const ledgerFeature = defineFeature({ name: 'ledger', events: [LedgerOpened], projections: [] });
