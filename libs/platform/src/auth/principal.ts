import type { Reporter } from '@kernel/event.js';

/** What a token may be allowed to do. `admin` includes all others. */
export const SCOPES = [
  'read',
  'log:write',
  'log:on-behalf',
  'log:amend',
  'log:manage',
  'announce',
  'duty',
  'incident',
  'redact',
  'admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Who calls, as the ledger recognised it. Two tokens of one person are one principal. */
export interface Principal {
  readonly reporter: Reporter;
  readonly tokenId: string;
  readonly person: string | null;
  readonly scopes: readonly Scope[];
  /** The logs that the token is good for; null = all. */
  readonly logs: readonly string[] | null;
}

/** Finds who a bearer secret belongs to; implemented by the feature that records tokens. */
export abstract class Principals {
  /** Null for a secret that is unknown, revoked or expired. */
  abstract bySecret(secret: string): Principal | null;
}

/** The secret of an `Authorization: Bearer …` header; undefined for anything else. */
export function bearerSecret(header: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
}

export function allows(principal: Principal, scope: Scope): boolean {
  return principal.scopes.includes(scope) || principal.scopes.includes('admin');
}

export function allowsLog(principal: Principal, log: string): boolean {
  return principal.logs === null || principal.logs.includes(log);
}
