/** What went wrong, by kind; HTTP and the verbs each turn it into their own form. */
export type RejectionKind = 'invalid' | 'not-found' | 'conflict' | 'forbidden';

/** A command that the domain refuses, with a code for programs and a sentence for people. */
export class Rejected extends Error {
  constructor(
    readonly kind: RejectionKind,
    readonly code: string,
    sentence: string,
    /** The field that broke a rule, where one did. */
    readonly field?: string,
  ) {
    super(sentence);
  }
}

/** The caller's `If-Match` is not the newest revision. */
export class StaleRevision extends Error {
  constructor(
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`this has been changed since: you expected revision ${expected}, it is at revision ${actual}`);
  }
}
