import { type EventStore, NO_STREAM, WrongExpectedRevision } from '@event-store/event-store.js';
import type { Clock } from '@kernel/clock.js';
import type { Author } from '@kernel/decider.js';
import { decodeContent, encodeContent } from '@kernel/event-format.js';
import { defineEvent, type StoredEvent } from '@kernel/event.js';
import { derivedId, type Ids } from '@kernel/ids.js';
import { isoInstant } from '@kernel/time.js';
import { IsInt, IsString, IsUUID } from 'class-validator';

class Opened {
  @IsUUID() ledger: string;
  @IsString() name: string;
  /** Version of the event format, see docs/event-format.md. */
  @IsInt() format: number;
}

/** Position 1 of every ledger: gives the ledger the identity that every leaf carries. */
export const LedgerOpened = defineEvent('ledger.opened', Opened, {
  audience: () => 'public',
  whenRedacted: 'refuse',
});

export const EVENT_FORMAT = 1;

/** What the ledger does by itself, it does as this author. */
export const SYSTEM: Author = {
  actor: { name: 'opsledger' },
  reporter: { kind: 'system', id: 'system:opsledger', name: 'opsledger' },
  via: { kind: 'system', verified: true },
};

export interface LedgerIdentity {
  readonly id: string;
  readonly name: string;
}

/** Reads who this ledger is; opens it, when it is empty. Of several replicas that open at once, one wins. */
export async function openLedger(store: EventStore, name: string, clock: Clock, ids: Ids): Promise<LedgerIdentity> {
  const [first] = await store.readAll(0, 1);
  if (first !== undefined) return identityOf(first);
  const now = clock.now();
  const ledger = ids.next(now);
  const content = encodeContent(ids.salt(), {
    data: { ledger, name, format: EVENT_FORMAT },
    actor: SYSTEM.actor,
    reporter: SYSTEM.reporter,
    via: SYSTEM.via,
    occurredAt: isoInstant(now),
    precision: 'millisecond',
  });
  const id = derivedId('ledger.opened', ledger);
  const event = {
    id,
    type: LedgerOpened.type,
    version: LedgerOpened.version,
    recordedAt: now,
    causationId: null,
    content,
  };
  try {
    await store.append('ledger', NO_STREAM, [event]);
    return { id: ledger, name };
  } catch (error) {
    if (error instanceof WrongExpectedRevision) return openLedger(store, name, clock, ids);
    throw error;
  }
}

/** @throws Error when the first event is not the one that opens a ledger. */
export function identityOf(first: StoredEvent): LedgerIdentity {
  if (first.position !== 1 || first.type !== LedgerOpened.type || first.content === null) {
    throw new Error('the first event of this ledger is not ledger.opened: it is damaged or not a ledger');
  }
  const { ledger, name } = decodeContent(first.content).data as Opened;
  return { id: ledger, name };
}
