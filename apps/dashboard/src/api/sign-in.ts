import { signal } from '@preact/signals';
import { api, bodyOf } from './api.js';
import { Problem, problemOf } from './problem.js';
import { readerChanged, speakAs, tokenRefused } from './reader.js';

/** Who writes, and what the token allows. */
export interface SignedIn {
  readonly name: string;
  readonly scopes: readonly string[];
  /** Id of the person that they are; null: a tool. */
  readonly person: string | null;
}

/** Where the secret lies while this tab is open, if the reader wants that; otherwise it is only in memory. */
const KEPT_AS = 'opsledger.token';

/** What the token of a header can be made of. */
const TOKEN = /^[\x21-\x7e]+$/;

export const signedIn = signal<SignedIn | null>(null);
/** Whether the server ended it, and not the reader. */
export const wasRefused = signal(false);

tokenRefused.subscribe(() => {
  signOut();
  wasRefused.value = true;
});

/** @throws Problem when the token is not good; until it is known to be good, nothing else is asked with it */
export async function signIn(text: string, { keep }: { keep: boolean }): Promise<void> {
  const token = text.trim();
  if (!TOKEN.test(token))
    throw new Problem(401, 'token', 'This is no token: one is a single word that begins with opsl_.');
  const me = await bodyOf(api.GET('/api/v1/me', { headers: { authorization: `Bearer ${token}` } }));
  if (keep) sessionStorage.setItem(KEPT_AS, token);
  become(token, { name: me.name, scopes: me.scopes, person: me.person });
}

export function signOut(): void {
  sessionStorage.removeItem(KEPT_AS);
  become(null, null);
}

function become(token: string | null, who: SignedIn | null): void {
  speakAs(token);
  signedIn.value = who;
  wasRefused.value = false;
  readerChanged.next();
}

/** Signs in with what was kept in this tab; a token that is not good any more is forgotten. */
export async function signInAgain(): Promise<void> {
  const token = sessionStorage.getItem(KEPT_AS);
  if (token === null) return;
  await signIn(token, { keep: true }).catch((thrown: unknown) => {
    if (problemOf(thrown).isPassing) return;
    sessionStorage.removeItem(KEPT_AS);
    wasRefused.value = true;
  });
}

export function may(scope: string): boolean {
  const scopes = signedIn.value?.scopes ?? [];
  return scopes.includes(scope) || scopes.includes('admin');
}
