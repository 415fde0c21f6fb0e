import { defineFeature } from '@kernel/feature.js';
import { defineProjection, sql } from '@kernel/projection.js';
import { RedactionMade } from '@kernel/redaction.js';
import { PrivateLogRead } from './access-record.js';
import { LedgerOpened } from './ledger-opened.js';
import { LedgerRestored } from '@kernel/ledger-restored.js';
import { checkpointKeyEvents, checkpointKeyList } from './transparency/checkpoint-keys.js';

/** Which event has to be erased because of which: what a start compares with the ledger, and finishes. */
const redactions = defineProjection({
  name: 'redactions',
  version: 1,
  schema: `
    CREATE TABLE redactions (
      target INTEGER NOT NULL,
      position INTEGER NOT NULL,
      PRIMARY KEY (target, position)
    ) STRICT, WITHOUT ROWID;`,
  events: [RedactionMade],
  on: {
    'redaction.made': (fact) =>
      fact.erased
        ? []
        : fact.data.events.map((event) => sql`INSERT INTO redactions VALUES (${event.position}, ${fact.position})`),
  },
});

/** What the ledger says of itself, in the same list as everybody else's. */
export const ledgerFeature = defineFeature({
  name: 'ledger',
  events: [LedgerOpened, LedgerRestored, RedactionMade, PrivateLogRead, ...checkpointKeyEvents],
  projections: [redactions, checkpointKeyList],
});
