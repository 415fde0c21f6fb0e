import { EventStore } from '@event-store/event-store.js';
import type { Clock } from '@kernel/clock.js';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { DataFolder } from '../data-folder.js';
import type { Ledger } from '../ledger.js';
import { ReadModel } from '../read-model/read-model.js';
import type { Rebuild } from '../read-model/rebuild.js';
import type { SigningKeys } from '../transparency/signing-keys.js';

/** What is told of. */
export interface Observed {
  readonly store: EventStore;
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly rebuild: Rebuild;
  readonly signingKeys: SigningKeys;
  /** Null for a ledger in memory. */
  readonly dataFolder: DataFolder | null;
}

/** Of the process, whatever is served in it: what observes it lives as long as it does. */
const ofProcess = new Registry();
collectDefaultMetrics({ register: ofProcess });

/** Labels are routes, methods, codes and listeners: never a log, a name or anything that somebody typed. */
export class Metrics {
  private readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'opsledger_http_request_seconds',
    help: 'Time to answer a request, by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers: [this.registry],
  });
  readonly shedRequests = new Counter({
    name: 'opsledger_http_shed_total',
    help: 'Writes that were refused because more were under way than can be taken.',
    registers: [this.registry],
  });
  readonly relayLines = new Counter({
    name: 'opsledger_relay_lines_total',
    help: 'Lines that came over a line relay, by listener and what became of them.',
    labelNames: ['listener', 'outcome'],
    registers: [this.registry],
  });

  constructor(observed: Observed, clock: Clock) {
    this.ofStore(observed, clock);
    this.ofReadModel(observed);
    this.gauge('opsledger_checkpoint_keys', 'Keys that sign checkpoints.', () => observed.signingKeys.all().length);
    if (observed.dataFolder !== null) this.ofDataFolder(observed.dataFolder);
  }

  scrape(): Promise<string> {
    return Registry.merge([this.registry, ofProcess]).metrics();
  }

  private ofStore({ store, ledger }: Observed, clock: Clock): void {
    const { availability } = store;
    this.gauge('opsledger_head_position', 'Newest position of the ledger.', () => store.heads.value);
    this.gauge('opsledger_store_available', '0 while the ledger cannot be appended to, else 1.', () =>
      ledger.writable ? 1 : 0,
    );
    this.gauge('opsledger_store_lag_seconds', 'For how long appends of others have not been seen as they come.', () =>
      availability.value.live ? 0 : (clock.now() - availability.value.liveAt) / 1000,
    );
    this.gauge(
      'opsledger_store_reconnects',
      'How often the connection to the server was lost since the start.',
      () => availability.value.reconnects,
    );
  }

  private ofReadModel({ readModel, rebuild }: Observed): void {
    this.gauge('opsledger_applied_position', 'Position the read model has passed.', () => readModel.position());
    this.gauge(
      'opsledger_parked_events',
      'Events that a projection could not take (at most 1000 counted).',
      () => readModel.parked(1000).length,
    );
    this.gauge(
      'opsledger_ledger_time_timestamp_seconds',
      'Ledger time: the latest that the clock said at any event.',
      () => readModel.timeAt(readModel.position()) / 1000,
    );
    this.gauge('opsledger_rebuild_running', '1 while a read model is built beside the one that serves, else 0.', () =>
      rebuild.state === 'running' ? 1 : 0,
    );
    this.gauge(
      'opsledger_rebuild_failed',
      '1 when the last one failed, so that what was redacted may still lie in a file; else 0.',
      () => (rebuild.state === 'failed' ? 1 : 0),
    );
  }

  private ofDataFolder(folder: DataFolder): void {
    this.gauge('opsledger_ledger_bytes', 'Size of the ledger file.', () => folder.ledgerBytes());
    this.gauge('opsledger_ledger_log_bytes', 'Size of its write-ahead log.', () => folder.logBytes());
    this.gauge('opsledger_read_model_bytes', 'Size of the read models with their logs.', () => folder.readModelBytes());
    this.gauge('opsledger_disk_free_bytes', 'What is free where the ledger lies.', () => folder.freeBytes());
    this.gauge(
      'opsledger_last_backup_timestamp_seconds',
      'When the last "opsledger backup" was complete; 0 when none is known.',
      () => folder.backedUpAt() / 1000,
    );
  }

  private gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        // What cannot be read now must not hide all the rest.
        try {
          this.set(read());
        } catch {
          this.set(NaN);
        }
      },
    });
  }
}
