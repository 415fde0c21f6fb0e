import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { PRECISIONS, type Precision } from '@kernel/time.js';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsUUID,
  Min,
  ValidateNested,
} from 'class-validator';

/** Bytes of UTF-8 that a message may have. */
export const MAX_MESSAGE_BYTES = 64 * 1024;
export const MAX_REASON_BYTES = 2000;
/** Of a line of wikitext: a message in which every character is written as several. */
export const MAX_LINE_BYTES = 2 * 1024 * 1024;
export const SOURCE_KINDS = ['wiki-page', 'index'] as const;

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

/** Where an entry stood before it came into the ledger. */
export class EntrySource {
  @IsIn(SOURCE_KINDS) kind: (typeof SOURCE_KINDS)[number];
  /** Title of the wiki page. */
  @IsOptional() @IsText({ maxBytes: 300 }) page?: string;
  /** Of the page: the one in which the line was found first. */
  @IsOptional() @IsInt() @Min(0) revision?: number;
  /** Which of the same lines of the same minute it is on its page, the oldest first. */
  @IsOptional() @IsInt() @Min(0) ordinal?: number;
  /** Its id in the index. */
  @IsOptional() @IsText({ maxBytes: 200 }) id?: string;
  /** The line as it stood, where the ledger would write it otherwise. */
  @IsOptional() @IsText({ maxBytes: MAX_LINE_BYTES, multiline: true }) line?: string;
}

class Imported {
  @IsText(LOG_NAME) log: string;
  @IsText(MESSAGE) message: string;
  @ValidateNested() @Type(() => EntrySource) source: EntrySource;
}

/** What another source says otherwise of the same entry. */
export class Difference {
  @IsOptional() @IsText({ maxBytes: 400 }) actor?: string;
  @IsOptional() @IsText(MESSAGE) message?: string;
  @IsOptional() @IsISO8601() occurredAt?: string;
}

export class Linked {
  @IsText(LOG_NAME) log: string;
  @ValidateNested() @Type(() => EntrySource) source: EntrySource;
  /** What it is found by when the source is imported again. */
  @IsArray() @ArrayMaxSize(2) @IsUUID(undefined, { each: true }) keys: readonly string[];
  @IsOptional() @ValidateNested() @Type(() => Difference) differs?: Difference;
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
/** An entry of an older log was taken over; nobody wrote it down now. */
export const LogEntryImported = defineEvent('log-entry.imported', Imported, {
  audience: ofItsLog,
  whenRedacted: ({ log, source }) => ({ log, message: REDACTED, source: withoutLine(source) }),
});
/** The entry stands in another source too. */
export const LogEntryLinked = defineEvent('log-entry.linked', Linked, {
  audience: ofItsLog,
  whenRedacted: ({ log, source, keys }) => ({ log, source: withoutLine(source), keys }),
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

export const logEntryEvents = [
  LogEntryLogged,
  LogEntryImported,
  LogEntryLinked,
  LogEntryAmended,
  LogEntryRetracted,
] as const;
export type LogEntryEvent = (typeof logEntryEvents)[number];

function withoutLine({ line: _line, ...source }: EntrySource): EntrySource {
  return source;
}
