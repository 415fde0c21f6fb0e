import { Problem } from '../../api/problem.js';
import type { Zone } from '../../pieces/times.js';
import { readSaidTime } from './said-time.js';

/** An entry while it is written. */
export interface Draft {
  readonly log: string;
  readonly message: string;
  /** When it was done, as it was typed; empty = now. */
  readonly when: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly allowCredential: boolean;
  /** By this the server knows the same draft again: sent twice, it is written once. */
  readonly key: string;
}

export interface EntryRequest {
  readonly log: string;
  readonly message: string;
  readonly occurredAt?: string;
  readonly precision?: 'second' | 'minute' | 'day';
  readonly actor?: string;
  readonly correlationId?: string;
  readonly allowCredential?: boolean;
}

const UNREADABLE_TIME = 'must be a time, such as 17:05, 10 min ago, 2026-11-22 17:05 or 2026-11-22T17:05:09Z';
const KEPT_AS = 'opsledger.draft';

/** That a time cannot be read, as the server would say it. */
export function unreadableTime(): Problem {
  const field = { field: 'occurredAt', rule: 'instant', message: UNREADABLE_TIME };
  return new Problem(400, 'invalid-request', `The time ${UNREADABLE_TIME}.`, [field]);
}

export function emptyDraft(log: string): Draft {
  return { log, message: '', when: '', actor: '', correlationId: '', allowCredential: false, key: newKey() };
}

/** Another draft has another key. */
export function changed(draft: Draft, change: Partial<Draft>): Draft {
  return { ...draft, ...change, key: newKey() };
}

/** What is sent; null where the time cannot be read. */
export function requestOf(draft: Draft, now: number, zone: Zone): EntryRequest | null {
  const { log, message, when, actor, correlationId, allowCredential } = draft;
  const time = when.trim() === '' ? undefined : readSaidTime(when, now, zone);
  if (time === null) return null;
  return {
    log: log.trim(),
    message: message.trim(),
    ...time,
    ...(actor.trim() === '' ? {} : { actor: actor.trim() }),
    ...(correlationId.trim() === '' ? {} : { correlationId: correlationId.trim() }),
    ...(allowCredential ? { allowCredential } : {}),
  };
}

/** What was not sent survives that the page is loaded anew, in this tab. */
export function keepDraft(draft: Draft): void {
  if (draft.message === '') sessionStorage.removeItem(KEPT_AS);
  else sessionStorage.setItem(KEPT_AS, JSON.stringify(draft));
}

export function keptDraft(): Draft | null {
  const kept = sessionStorage.getItem(KEPT_AS);
  return kept === null ? null : (JSON.parse(kept) as Draft);
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
