import { EventCatalogue } from '@kernel/event-catalogue.js';
import type { EventDefinition, StoredEvent } from '@kernel/event.js';
import type { Projection } from '@kernel/projection.js';
import { LedgerOpened } from '@platform/ledger-opened.js';
import { Projector } from '@platform/read-model/projector.js';
import { DatabaseSync } from 'node:sqlite';
import { stored } from './given.js';

export const OPENED = stored(
  LedgerOpened,
  { ledger: '00000000-0000-7000-8000-00000000abcd', name: 'spec', format: 1 },
  { position: 1, stream: 'ledger' },
);

/** A read model in memory; `tell` gives it events behind `ledger.opened`, numbered by itself. */
export class Projected {
  readonly projector: Projector;
  private next = 1;
  private readonly revisions = new Map<string, number>();

  constructor(definitions: readonly EventDefinition[], projections: readonly Projection[]) {
    const catalogue = new EventCatalogue([LedgerOpened, ...definitions]);
    this.projector = new Projector(new DatabaseSync(':memory:'), projections, catalogue);
    this.give(OPENED);
  }

  /** Returns the position of the event. */
  tell(
    definition: EventDefinition<string, any>,
    stream: string,
    data: object | null,
    more: { occurredAt?: string; actor?: string; recordedAt?: number } = {},
  ): number {
    const revision = (this.revisions.get(stream) ?? -1) + 1;
    this.revisions.set(stream, revision);
    const event = stored(definition, data ?? {}, { position: this.next, stream, revision, ...more });
    return this.give(data === null ? { ...event, content: null } : event);
  }

  private give(event: StoredEvent): number {
    this.projector.apply([event]);
    return this.next++;
  }
}
