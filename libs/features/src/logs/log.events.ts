import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, Matches } from 'class-validator';

export const LOG_NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;
/** `tools.*`: names that become a log of their own at their first entry. */
export const LOG_PATTERN = /^[a-z0-9][a-z0-9._-]{0,60}\*$/;
export const CHANNEL_NAME = /^#[^\s,#\u0000-\u001f]{1,63}$/;
export const VISIBILITIES = ['public', 'private'] as const;
export type LogVisibility = (typeof VISIBILITIES)[number];
export const MAX_NAMES = 50;

const SHORT = { maxBytes: 200, blank: true };
const LONG = { maxBytes: 4000, blank: true, multiline: true };

/** What can be said of a log beside its name. */
export class LogDetails {
  @IsText(SHORT) title: string;
  @IsText(LONG) description: string;
  @IsIn(VISIBILITIES) visibility: LogVisibility;
  @IsArray() @ArrayMaxSize(MAX_NAMES) @Matches(LOG_NAME, { each: true }) aliases: readonly string[];
  @IsArray() @ArrayMaxSize(MAX_NAMES) @Matches(CHANNEL_NAME, { each: true }) channels: readonly string[];
  @IsArray() @ArrayMaxSize(MAX_NAMES) @Matches(LOG_PATTERN, { each: true }) patterns: readonly string[];
}

class Created extends LogDetails {
  @Matches(LOG_NAME) name: string;
}

class Archived {
  @Matches(LOG_NAME) name: string;
  @IsOptional() @IsText(SHORT) reason?: string;
}

const ofItself = ({ name }: { name: string }) => ({ log: name });
/** Names, and who may read it, have to stay: a log must not become public because a description was erased. */
const details = {
  audience: ofItself,
  whenRedacted: (log: Created): Created => ({ ...log, title: REDACTED, description: REDACTED }),
};
const archival = {
  audience: ofItself,
  whenRedacted: ({ name }: Archived): Archived => ({ name }),
};

/** A log is there from now on. */
export const LogCreated = defineEvent('log.created', Created, details);
/** What is said of a log, whole, from now on. */
export const LogChanged = defineEvent('log.changed', Created, details);
/** Takes no more entries; can be read as before. */
export const LogArchived = defineEvent('log.archived', Archived, archival);
export const LogReopened = defineEvent('log.reopened', Archived, archival);

export const logEvents = [LogCreated, LogChanged, LogArchived, LogReopened] as const;
export type LogEvent = (typeof logEvents)[number];
