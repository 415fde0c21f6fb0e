/** What became of one attempt to send something: an answer, never an exception. */
export type Sending = Accepted | FailedSending;

export interface Accepted {
  readonly outcome: 'accepted';
  /** What the other side said. */
  readonly response: string;
}

export interface FailedSending {
  readonly outcome: 'failed';
  /** Trying again would fail again. */
  readonly permanent: boolean;
  readonly code: string;
  readonly why: string;
  /** How long the other side asks to be left alone. */
  readonly againAfterMs?: number;
}

const MAX_WORDS = 200;

/** Words of another machine, as they may be kept and shown. */
export function wordsOf(text: string): string {
  const clean = text
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu, ' ')
    .trim();
  return [...clean].slice(0, MAX_WORDS).join('');
}
