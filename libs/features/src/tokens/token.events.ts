import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { SCOPES, type Scope } from '@platform/auth/principal.js';
import { ArrayMaxSize, IsArray, IsIn, IsISO8601, IsOptional, IsUUID, Matches } from 'class-validator';

export const MAX_TOKEN_LOGS = 100;

class Issued {
  @IsUUID() id: string;
  /** SHA-256 of the secret, hex. The secret has 238 bits of chance, so a slow hash would add nothing. */
  @Matches(/^[0-9a-f]{64}$/) hash: string;
  @IsIn(['person', 'tool']) ownerKind: 'person' | 'tool';
  /** Id of the person, or name of the tool. */
  @IsText({ maxBytes: 100 }) owner: string;
  @IsText({ maxBytes: 200, blank: true }) label: string;
  @IsArray() @IsIn(SCOPES, { each: true }) scopes: readonly Scope[];
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_TOKEN_LOGS)
  @IsText({ maxBytes: 63 }, { each: true })
  logs: readonly string[] | null;
  @IsOptional() @IsISO8601() expiresAt: string | null;
}

class Revoked {
  @IsUUID() id: string;
  @IsOptional() @IsText({ maxBytes: 2000 }) reason?: string | undefined;
}

/** A secret is good from now on; only its hash is kept. */
export const TokenIssued = defineEvent('token.issued', Issued, {
  whenRedacted: (token) => ({ ...token, label: REDACTED }),
});
/** The secret is good for nothing from now on. */
export const TokenRevoked = defineEvent('token.revoked', Revoked, {
  // Which token stays known: it must not come to life again because the reason was erased.
  whenRedacted: ({ id }) => ({ id }),
});

export const tokenEvents = [TokenIssued, TokenRevoked] as const;
export type TokenEvent = (typeof tokenEvents)[number];
export type TokenDetails = Issued;
