import { Subject } from 'rxjs';

/** What this reader has seen: no later read, of whichever replica, may answer for less. */
let seen = 0;
/** The secret of who signed in. */
let secret: string | null = null;
let begin: () => void;

/** Resolves when the first answer has come. */
export const begun = new Promise<void>((resolve) => (begin = resolve));
/** Whenever the reader becomes somebody else, and so may see something else. */
export const readerChanged = new Subject<void>();
/** Whenever the server does not take the token any more. */
export const tokenRefused = new Subject<void>();

/** Newest position of which the reader knows. */
export function newestSeen(): number {
  return seen;
}

export function saw(position: number): void {
  if (!(position > seen)) return;
  seen = position;
  begin();
}

export function speakAs(token: string | null): void {
  secret = token;
}

/** What every request to the API says of the reader. */
export function headersOfReader(): Record<string, string> {
  return secret === null ? {} : { authorization: `Bearer ${secret}` };
}

/** To be called with the status of every answer. */
export function heedStatus(status: number): void {
  if (status === 401 && secret !== null) tokenRefused.next();
}
