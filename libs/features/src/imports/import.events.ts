import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { Type } from 'class-transformer';
import { IsIn, IsInt, Matches, Min, ValidateNested } from 'class-validator';
import { EntrySource } from '../log-entries/log-entry.events.js';

/** Why a line of an old log is no entry. */
export const WHY_SET_ASIDE = [
  'not-an-entry',
  'no-day',
  'no-year',
  'no-time',
  'no-nick',
  'bad-time',
  'bad-day',
  'too-long',
  'not-json',
  'not-a-document',
] as const;

class KeyMade {
  @Matches(/^[\w-]{43}$/) key: string;
}

class SetAside {
  @IsText({ maxBytes: 63 }) log: string;
  @ValidateNested() @Type(() => EntrySource) source: EntrySource;
  /** Of the line in its page or file, from 1. */
  @IsInt() @Min(1) number: number;
  @IsText({ maxBytes: 64 * 1024, multiline: true, blank: true }) line: string;
  @IsIn(WHY_SET_ASIDE) why: (typeof WHY_SET_ASIDE)[number];
  /** A long line has several. */
  @IsInt() @Min(1) part: number;
}

/** What ids of imported entries are derived with, so that they tell nothing of what was erased. Made once. */
export const ImportKeyMade = defineEvent('import-key.made', KeyMade, { whenRedacted: 'refuse' });

/** A line of an old log that is no entry is kept as it stands. */
export const ImportLineSetAside = defineEvent('import-line.set-aside', SetAside, {
  audience: ({ log }) => ({ log }),
  whenRedacted: ({ log, source, number, why, part }) => ({ log, source, number, line: REDACTED, why, part }),
});
