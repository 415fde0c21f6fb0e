import { decodeContent } from '@kernel/event-format.js';
import type { StoredEvent } from '@kernel/event.js';
import { uuidText } from '@kernel/ids.js';

export const EVENT_COLUMNS = `position, (SELECT name FROM streams WHERE streams.id = stream_id) AS stream, revision, events.id,
  type, version, recorded_at, causation_id, commitment, content`;

/** A row of `EVENT_COLUMNS`. */
export function toEvent(row: Record<string, unknown>): StoredEvent {
  return {
    position: row['position'] as number,
    id: uuidText(row['id'] as Uint8Array),
    stream: row['stream'] as string,
    revision: row['revision'] as number,
    type: row['type'] as string,
    version: row['version'] as number,
    recordedAt: row['recorded_at'] as number,
    causationId: row['causation_id'] === null ? null : uuidText(row['causation_id'] as Uint8Array),
    commitment: row['commitment'] as Uint8Array,
    content: row['content'] as Uint8Array | null,
  };
}

/** What `ledger.opened` says; a store that begins with anything else has leaves of no ledger. */
export function openedLedger(content: Uint8Array | null): string {
  const { data } = content === null ? { data: null } : decodeContent(content);
  const ledger = (data as { ledger?: unknown } | null)?.ledger;
  return typeof ledger === 'string' ? ledger : '';
}

/** A UUID as it is stored. */
export function idBytes(id: string): Uint8Array {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
