import { signal } from '@preact/signals';
import { api, bodyOf } from './api.js';
import { readerChanged, speakAs, tokenRefused } from './reader.js';

/** Who writes, and what the token allows. */
export interface SignedIn {
  readonly name: string;
  readonly scopes: readonly string[];
}

/** Where the secret lies while this tab is open, if the reader wants that; otherwise it is only in memory. */
const KEPT_AS = 'opsledger.token';

export const signedIn = signal<SignedIn | null>(null);

tokenRefused.subscribe(() => signOut());

/** @throws Problem when the token is not good */
export async function signIn(token: string, { keep }: { keep: boolean }): Promise<void> {
  speakAs(token.trim());
  const me = await bodyOf(api.GET('/api/v1/me')).catch((thrown: unknown) => {
    signOut();
    throw thrown;
  });
  if (keep) sessionStorage.setItem(KEPT_AS, token.trim());
  signedIn.value = { name: me.name, scopes: me.scopes };
  readerChanged.next();
}

export function signOut(): void {
  speakAs(null);
  sessionStorage.removeItem(KEPT_AS);
  signedIn.value = null;
  readerChanged.next();
}

/** Signs in with what was kept in this tab; a token that is not good any more is forgotten. */
export async function signInAgain(): Promise<void> {
  const token = sessionStorage.getItem(KEPT_AS);
  if (token !== null) await signIn(token, { keep: true }).catch(() => {});
}

export function may(scope: string): boolean {
  const scopes = signedIn.value?.scopes ?? [];
  return scopes.includes(scope) || scopes.includes('admin');
}
