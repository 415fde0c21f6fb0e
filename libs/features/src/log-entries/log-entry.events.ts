import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { PRECISIONS, type Precision } from '@kernel/time.js';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsUUID, Min, ValidateNested } from 'class-validator';

/** Bytes of UTF-8 that a message may have. */
export const MAX_MESSAGE_BYTES = 64 * 1024;
export const MAX_REASON_BYTES = 2000;

const LOG_NAME = { maxBytes: 63 };
const MESSAGE = { maxBytes: MAX_MESSAGE_BYTES, multiline: true };
const REASON = { maxBytes: MAX_REASON_BYTES, multiline: true };

class Logged {
  @IsText(LOG_NAME) log: string;
  @IsText(MESSAGE) message: string;
  /** The name that was typed, where it was not the name of the log: an alias, or a log that nobody knows. */
  @IsOptional() @IsText({ maxBytes: 200 }) typedLog?: string;
  /** Kinds of credential that were masked before the message was written down. */
  @IsOptional() @IsText({ maxBytes: 200 }, { each: true }) masked?: readonly string[];
}

class ActorShape {
  @IsText({ maxBytes: 400 }) name: string;
  @IsOptional() @IsUUID() person?: string;
}

/** The entry as it is from now on, whole: so that it can be read even if earlier contents are erased. */
class Amended {
  /** Who did what the entry tells; who amended it is the actor of the content. */
  @ValidateNested() @Type(() => ActorShape) actor: ActorShape;
  @IsText(LOG_NAME) log: string;
  @IsText(MESSAGE) message: string;
  @IsISO8601() occurredAt: string;
  @IsIn(PRECISIONS) precision: Precision;
  @IsText(REASON) reason: string;
}

class Retracted {
  @IsText(LOG_NAME) log: string;
  @IsText(REASON) reason: string;
}

class LineRefused {
  @IsText({ maxBytes: 40 }) listener: string;
  @IsText({ maxBytes: 200 }) why: string;
  @IsInt() @Min(0) bytes: number;
}

const ofItsLog = ({ log }: { log: string }) => ({ log });

/** Somebody wrote down what was done. `occurredAt` of the content is when it was done. */
export const LogEntryLogged = defineEvent('log-entry.logged', Logged, {
  audience: ofItsLog,
  whenRedacted: ({ log }) => ({ log, message: REDACTED }),
});
/** The entry says something else from now on; what it said stays. */
export const LogEntryAmended = defineEvent('log-entry.amended', Amended, {
  audience: ofItsLog,
  whenRedacted: ({ actor: { person }, log, occurredAt, precision }) => {
    const actor = { name: REDACTED, ...(person === undefined ? {} : { person }) };
    return { actor, log, message: REDACTED, occurredAt, precision, reason: REDACTED };
  },
});
/** The entry should not have been made; it stays, struck through. */
export const LogEntryRetracted = defineEvent('log-entry.retracted', Retracted, {
  audience: ofItsLog,
  whenRedacted: ({ log }) => ({ log, reason: REDACTED }),
});
/** A line came over a relay that could not be read; this is all that can be said of it. */
export const RelayLineRefused = defineEvent('relay.line-refused', LineRefused, {
  audience: () => 'public',
  whenRedacted: ({ listener, bytes }) => ({ listener, why: REDACTED, bytes }),
});

export const logEntryEvents = [LogEntryLogged, LogEntryAmended, LogEntryRetracted] as const;
export type LogEntryEvent = (typeof logEntryEvents)[number];
