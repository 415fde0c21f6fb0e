import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { IsIn, IsISO8601 } from 'class-validator';
import { MAX_REASON_BYTES } from './log-entry.events.js';

export const CLOSING_OUTCOMES = ['pass', 'fail', 'error', 'aborted'] as const;

class Closed {
  @IsText({ maxBytes: 63 }) log: string;
  @IsIn(CLOSING_OUTCOMES) outcome: (typeof CLOSING_OUTCOMES)[number];
  @IsISO8601() endedAt: string;
  @IsText({ maxBytes: MAX_REASON_BYTES, multiline: true }) reason: string;
}

/** Somebody says how an operation ended whose END never came. */
export const OperationClosed = defineEvent('operation.closed', Closed, {
  audience: ({ log }) => ({ log }),
  whenRedacted: (closed) => ({ ...closed, reason: REDACTED }),
});
