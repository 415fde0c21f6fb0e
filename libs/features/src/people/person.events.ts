import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';

export const ALIAS_KINDS = ['nick', 'shell', 'mail'] as const;
export const MAX_ALIASES = 30;

export class Alias {
  @IsIn(ALIAS_KINDS) kind: (typeof ALIAS_KINDS)[number];
  @IsText({ maxBytes: 254 }) name: string;
}

export class PersonDetails {
  @IsText({ maxBytes: 200 }) displayName: string;
  @IsArray() @ArrayMaxSize(MAX_ALIASES) @ValidateNested({ each: true }) @Type(() => Alias) aliases: readonly Alias[];
  /** IANA name, such as `Europe/Berlin`. */
  @IsOptional() @IsText({ maxBytes: 64 }) timeZone?: string | undefined;
  /** In the person's words, such as `Mon-Fri 09:00-17:00`. */
  @IsOptional() @IsText({ maxBytes: 200 }) workingHours?: string | undefined;
}

class Known extends PersonDetails {
  @IsUUID() id: string;
}

const unnamed = { whenRedacted: ({ id }: Known): Known => ({ id, displayName: REDACTED, aliases: [] }) };

/** Somebody is known by name and aliases from now on. All that is personal is content, so it can be erased. */
export const PersonAdded = defineEvent('person.added', Known, unnamed);
/** What is known of a person, whole, from now on. */
export const PersonChanged = defineEvent('person.changed', Known, unnamed);

class Erased {
  @IsUUID() id: string;
  @IsText({ maxBytes: 2000, multiline: true }) reason: string;
  /** Whether the names are taken out of what people wrote, too. */
  @IsBoolean() mentions: boolean;
}

/** Nobody is known by these names any more; the redactions that take them out of earlier events follow. */
export const PersonErased = defineEvent('person.erased', Erased, {
  whenRedacted: (erased) => ({ ...erased, reason: REDACTED }),
});

export const personEvents = [PersonAdded, PersonChanged, PersonErased] as const;
export type PersonEvent = (typeof personEvents)[number];
