import type { EventStore } from '@event-store/event-store.js';
import type { ServerAddress } from '@event-store/kurrent/connection-string.js';
import { GroupedAppends } from '@event-store/kurrent/grouped-appends.js';
import { KurrentEventStore } from '@event-store/kurrent/kurrent-event-store.js';
import { KurrentLeases } from '@event-store/kurrent/kurrent-leases.js';
import { KurrentServer } from '@event-store/kurrent/kurrent-server.js';
import { StreamNames } from '@event-store/kurrent/recorded-event.js';
import { type Leases, OnlyProcess } from '@event-store/leases.js';
import { SqliteEventStore } from '@event-store/sqlite/sqlite-event-store.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import type { Clock } from '@kernel/clock.js';
import { LedgerThread, type Starting } from '@platform/read-model/ledger-thread.js';
import { replicaFolder } from '@platform/read-model/replica-folder.js';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BadSetting, type Config } from './config.js';

const THREAD = new URL('./ledger.worker.js', import.meta.url);

export interface OpenStore {
  readonly store: EventStore;
  readonly leases: Leases;
  readonly thread: LedgerThread;
  /** With the ledger file, or the copy of a ledger on a server. */
  readonly folder: string;
  /** Called when another process redacted something, so that read models have to be built anew here too. */
  readonly onRedactedElsewhere: (listener: () => void) => void;
}

/** Opens the engine that `OPSLEDGER_STORE` names. The other one is neither loaded nor needed. */
export function openStore(config: Config, clock: Clock, starting: Starting): Promise<OpenStore> {
  return config.store === 'sqlite'
    ? openFile(config.data, starting)
    : openServer(config.store, config, clock, starting);
}

async function openFile(folder: string, starting: Starting): Promise<OpenStore> {
  refuseLostLedger(folder);
  const thread = await LedgerThread.write(THREAD, folder, starting);
  const store = new SqliteEventStore(thread.committer, new SqliteLedger(join(folder, 'ledger.db'), true));
  return { store, leases: new OnlyProcess(), thread, folder, onRedactedElsewhere: () => {} };
}

async function openServer(
  address: ServerAddress,
  config: Config,
  clock: Clock,
  starting: Starting,
): Promise<OpenStore> {
  const folder = replicaFolder(config.data);
  const names = new StreamNames(config.ledger);
  const server = new KurrentServer(address);
  // A wrong setting is a sentence now, not a server that is away.
  await server.client();
  const thread = await LedgerThread.follow(THREAD, folder, { address, name: config.ledger }, starting);
  const appends = new GroupedAppends(server, names, clock);
  const reader = new SqliteLedger(join(folder, 'ledger.db'), true);
  const store = new KurrentEventStore(appends, thread.follower, reader, clock);
  const leases = new KurrentLeases(appends, store.beside);
  const onRedactedElsewhere = (listener: () => void) => void store.redactedElsewhere.subscribe(listener);
  return { store, leases, thread, folder, onRedactedElsewhere };
}

/** A folder that was in use and has no ledger any more is no new one: whoever asks then must not get an empty history. */
export function refuseLostLedger(folder: string): void {
  const ledger = join(folder, 'ledger.db');
  const isThere = existsSync(ledger) && statSync(ledger).size > 0;
  if (isThere || !existsSync(join(folder, 'read-model'))) return;
  throw new BadSetting(
    `${ledger} is missing or empty, though this folder was in use: restore a backup into an empty folder ` +
      '(opsledger restore), or move this one away to start anew',
  );
}
