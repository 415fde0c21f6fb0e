import type { components } from '@api/openapi.js';
import { Problem } from '../../api/problem.js';
import type { Zone } from '../../pieces/times.js';
import { type Precision, type When, whenOf } from './when.js';

type LogEntryRequest = components['schemas']['LogEntryRequest'];

/** An entry as it stands in the form. */
export interface Draft {
  readonly log: string;
  readonly message: string;
  /** When it was done, as it was typed; empty for now. */
  readonly when: string;
  /** Empty: as exactly as the time was typed. */
  readonly precision: Precision | '';
  readonly actor: string;
  readonly correlationId: string;
  readonly allowCredential: boolean;
}

export const EMPTY_DRAFT: Draft = {
  log: '',
  message: '',
  when: '',
  precision: '',
  actor: '',
  correlationId: '',
  allowCredential: false,
};

/** What the API is asked to write. @throws Problem at `occurredAt` when the time is none */
export function requestOf(draft: Draft, now: number, zone: Zone): LogEntryRequest {
  const { log, message, actor, correlationId, precision, allowCredential } = draft;
  const when = draft.when.trim() === '' ? null : readWhen(draft.when, now, zone);
  return {
    log: log.trim(),
    message,
    ...(when === null ? {} : { ...when, precision: precision === '' ? when.precision : precision }),
    ...(actor.trim() === '' ? {} : { actor: actor.trim() }),
    ...(correlationId.trim() === '' ? {} : { correlationId: correlationId.trim() }),
    ...(allowCredential ? { allowCredential } : {}),
  };
}

/** @throws Problem at `occurredAt`, in the way of the server's */
export function readWhen(typed: string, now: number, zone: Zone): When {
  const when = whenOf(typed, now, zone);
  if (when !== null) return when;
  const quoted = JSON.stringify(typed.trim().slice(0, 40));
  const message = `occurredAt: ${quoted} is no time that is understood here; write 10 min ago, 14:05 or 2026-11-22 17:05`;
  throw new Problem(400, 'time', message, [{ field: 'occurredAt', rule: 'time', message }]);
}

/** A draft with changes. Who has looked at a text for credentials has not looked at another. */
export function edited<Any extends object>(draft: Any, changes: Partial<Any>): Any {
  const isOtherText = 'allowCredential' in draft && ('message' in changes || 'reason' in changes);
  return { ...draft, ...(isOtherText ? { allowCredential: false } : {}), ...changes };
}

/** The draft of the next entry. */
export function nextDraft({ log }: Draft): Draft {
  return { ...EMPTY_DRAFT, log };
}
