import type { Clock } from '@kernel/clock.js';
import { isoInstant } from '@kernel/time.js';
import { type Principal, Principals } from '@platform/auth/principal.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import { findPerson } from '../people/who-is-who.js';
import { hashOfSecret, isOurSecret } from './secret.js';
import { type TokenRow, tokenWithHash } from './who-may.js';

/** Recognises callers by the tokens that the ledger recorded. Asked at every request, so revoking works at once. */
export class TokenPrincipals extends Principals {
  constructor(
    private readonly readModel: ReadModel,
    private readonly clock: Clock,
  ) {
    super();
  }

  override bySecret(secret: string): Principal | null {
    const token = isOurSecret(secret) ? tokenWithHash(this.readModel, hashOfSecret(secret)) : undefined;
    if (token === undefined || token.revokedAt !== null) return null;
    if (token.expiresAt !== null && token.expiresAt <= isoInstant(this.clock.now())) return null;
    return this.principalOf(token);
  }

  /** Null for a token of a person who was erased. */
  private principalOf(token: TokenRow): Principal | null {
    const { ownerKind, owner, scopes, logs, id } = token;
    const person =
      ownerKind === 'person' ? findPerson(this.readModel, owner, this.readModel.position())?.person : undefined;
    if (ownerKind === 'person' && person === undefined) return null;
    return {
      reporter: { kind: ownerKind, id: `${ownerKind}:${owner}`, name: person?.displayName ?? owner },
      tokenId: id,
      person: ownerKind === 'person' ? owner : null,
      scopes,
      logs,
    };
  }
}
