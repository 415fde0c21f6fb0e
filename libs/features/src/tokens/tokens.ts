import { type Decider, Rejected, unreachable } from '@kernel/decider.js';
import { isoInstant } from '@kernel/time.js';
import { type TokenDetails, type TokenEvent, tokenEvents, TokenIssued, TokenRevoked } from './token.events.js';

export type TokensCommand =
  | { readonly do: 'issue'; readonly token: TokenDetails }
  | { readonly do: 'revoke'; readonly id: string; readonly reason?: string | undefined };

type TokensState = ReadonlyMap<string, 'good' | 'revoked'>;

/** The tokens: who may do what, as a history. */
export const tokens: Decider<TokensCommand, TokensState, TokenEvent> = {
  category: 'tokens',
  events: tokenEvents,
  initial: new Map(),

  decide(command, state, { now }) {
    switch (command.do) {
      case 'issue': {
        const { expiresAt, scopes } = command.token;
        if (expiresAt !== null && expiresAt <= isoInstant(now)) {
          throw new Rejected('invalid', 'expires-in-the-past', 'expiresAt: is not in the future', 'expiresAt');
        }
        if (scopes.length === 0) throw new Rejected('invalid', 'no-scope', 'scopes: give at least one', 'scopes');
        return [TokenIssued.of(command.token)];
      }
      case 'revoke': {
        const known = state.get(command.id);
        if (known === undefined) throw new Rejected('not-found', 'unknown-token', 'there is no token with this id');
        return known === 'revoked' ? [] : [TokenRevoked.of({ id: command.id, reason: command.reason })];
      }
      default:
        return unreachable(command);
    }
  },

  evolve(state, fact) {
    if (fact.erased) return state;
    return new Map(state).set(fact.data.id, fact.type === 'token.issued' ? 'good' : 'revoked');
  },
};
