import { EventStore } from '@event-store/event-store.js';
import type { Clock } from '@kernel/clock.js';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ReadModel } from '../read-model/read-model.js';

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

  constructor(store: EventStore, readModel: ReadModel, clock: Clock) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('opsledger_head_position', 'Newest position of the ledger.', () => store.heads.value);
    const { availability } = store;
    this.gauge('opsledger_store_available', '1 when the ledger can be appended to, else 0.', () =>
      availability.value.problem === null ? 1 : 0,
    );
    this.gauge('opsledger_store_lag_seconds', 'For how long appends of others have not been seen as they come.', () =>
      availability.value.live ? 0 : (clock.now() - availability.value.liveAt) / 1000,
    );
    this.gauge(
      'opsledger_store_reconnects',
      'How often the connection to the server was lost since the start.',
      () => availability.value.reconnects,
    );
    this.gauge('opsledger_applied_position', 'Position the read model has passed.', () => readModel.position());
    this.gauge(
      'opsledger_parked_events',
      'Events that a projection could not take (at most 1000 counted).',
      () => readModel.parked(1000).length,
    );
  }

  scrape(): Promise<string> {
    return this.registry.metrics();
  }

  private gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}
