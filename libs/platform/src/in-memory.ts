import { inThisThread, SqliteEventStore } from '@event-store/sqlite/sqlite-event-store.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { SystemClock } from '@kernel/clock.js';
import { OnlyProcess } from '@event-store/leases.js';
import type { Feature } from '@kernel/feature.js';
import { RandomIds } from '@kernel/ids.js';
import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { openLedger } from './ledger-opened.js';
import type { Foundation } from './platform.module.js';
import { Projector } from './read-model/projector.js';
import { ReadModel } from './read-model/read-model.js';
import { Rebuild } from './read-model/rebuild.js';
import { originOf } from './transparency/checkpoints.js';
import { SigningKeys } from './transparency/signing-keys.js';
import { catalogueOf, projectionsOf } from './read-model/read-model-files.js';

/** The whole ledger in memory and in this thread: for specs, and to generate documents from. */
export async function inMemory(features: readonly Feature[], given: Partial<Foundation> = {}): Promise<Foundation> {
  const catalogue = catalogueOf(features);
  const ledger = new SqliteLedger(':memory:');
  const db = new DatabaseSync(':memory:');
  const projector = new Projector(db, projectionsOf(features), catalogue);
  const catchUp = (): void => projector.apply(ledger.readAll(projector.position, Number.MAX_SAFE_INTEGER));
  const store = given.store ?? new SqliteEventStore(inThisThread(ledger, catchUp), ledger);
  const clock = given.clock ?? new SystemClock();
  const ids = given.ids ?? new RandomIds();
  const identity = await openLedger(store, 'opsledger', clock, ids);
  return {
    store,
    leases: new OnlyProcess(),
    readModel: new ReadModel(db),
    features,
    catalogue,
    identity,
    addresses: {
      publicUrl: 'http://ledger.example',
      taskUrl: 'https://phabricator.wikimedia.org/{task}',
      changeUrl: 'https://gerrit.wikimedia.org/r/q/{change}',
      hostUrl: null,
      salHost: null,
    },
    clock,
    ids,
    logger: pino({ level: 'silent' }),
    rebuild: new Rebuild(async () => {}),
    signingKeys: new SigningKeys(originOf(identity.id), null),
    sending: { smtp: null, allowPrivate: true },
    dataFolder: null,
    ...given,
  };
}
