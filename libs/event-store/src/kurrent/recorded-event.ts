import type { Envelope } from '@kernel/event.js';
import { commitmentOf } from '@kernel/event-format.js';
import { isoInstant } from '@kernel/time.js';
import type { AllStreamRecordedEvent, EventData } from '@kurrent/kurrentdb-client';
import type { NewEvent } from '../event-store.js';

/** In the metadata of every event of ours; docs/event-format.md describes the others. */
const FORMAT = 'opsledger-event-v1';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Beside the ledger. While its last event is `MOVE_BEGUN`, the ledger is only partly there, or about to be deleted. */
export const MOVE_STREAM = 'move';
export const MOVE_BEGUN = 'move.begun';
export const MOVE_COMPLETED = 'move.completed';

/** The streams of one ledger on a server that others may share. */
export class StreamNames {
  constructor(readonly ledger: string) {}

  /** The ledger's own streams, what this process keeps beside them, and the settings of both. */
  get prefixes(): string[] {
    return [`${this.ledger}.`, `${this.ledger}~`, `$$${this.ledger}.`];
  }

  of(stream: string): string {
    return `${this.ledger}.${stream}`;
  }

  /** Leases, marks of a move and signs of life: beside the ledger, not in it. */
  beside(name: string): string {
    return `${this.ledger}~${name}`;
  }

  /** Which stream of the ledger it is; null for all others. */
  ours(name: string): string | null {
    return name.startsWith(`${this.ledger}.`) ? name.slice(this.ledger.length + 1) : null;
  }

  besides(name: string): string | null {
    return name.startsWith(`${this.ledger}~`) ? name.slice(this.ledger.length + 1) : null;
  }

  /** Of which stream of the ledger these are the settings. */
  settingsOf(name: string): string | null {
    return name.startsWith(`$$${this.ledger}.`) ? name.slice(this.ledger.length + 3) : null;
  }
}

/**
 * An event as it is appended. Content as bytes: the client would write JSON anew. Metadata as texts: all calls take them.
 * `commitment` is given where the content was erased.
 */
export function toEventData(event: NewEvent, commitment = commitmentOf(event.content)): EventData {
  return {
    id: event.id,
    type: event.type,
    contentType: 'application/octet-stream',
    data: event.content,
    metadata: {
      format: FORMAT,
      version: String(event.version),
      recordedAt: isoInstant(event.recordedAt),
      ...(event.causationId === null ? {} : { causationId: event.causationId }),
      commitment: Buffer.from(commitment).toString('hex'),
    },
  };
}

/** Of an event on the server; null when it is none of ours. */
export function envelopeOf(stream: string, event: AllStreamRecordedEvent): Envelope | null {
  const {
    format,
    version,
    recordedAt,
    causationId = null,
    commitment,
  } = (event.metadata ?? {}) as Record<string, string>;
  const isOurs =
    format === FORMAT &&
    !event.isJson &&
    /^[1-9]\d{0,8}$/.test(version ?? '') &&
    isoInstantOf(recordedAt) !== null &&
    (causationId === null || UUID.test(causationId)) &&
    /^[0-9a-f]{64}$/.test(commitment ?? '');
  if (!isOurs) return null;
  return {
    id: event.id,
    stream,
    revision: Number(event.revision),
    type: event.type,
    version: Number(version),
    recordedAt: isoInstantOf(recordedAt)!,
    causationId,
    commitment: Buffer.from(commitment!, 'hex'),
  };
}

/** Null where it is not written exactly as we write it: what is read has to give the same leaf. */
function isoInstantOf(text: string | undefined): number | null {
  const instant = Date.parse(text ?? '');
  return Number.isNaN(instant) || isoInstant(instant) !== text ? null : instant;
}
