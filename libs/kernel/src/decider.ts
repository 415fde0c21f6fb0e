import type { Actor, EventDefinition, FactOf, NewFactOf, Reporter, Via } from './event.js';
import type { Precision } from './time.js';

/** Who speaks, when it happened, and through what: what a command carries beside its own words. */
export interface Author {
  readonly actor: Actor;
  readonly reporter: Reporter;
  readonly via: Via;
  /** Milliseconds since 1970, as claimed; absent means now. */
  readonly occurredAt?: number | undefined;
  readonly precision?: Precision | undefined;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
  readonly fingerprint?: string | undefined;
}

export interface Context {
  /** The ledger's clock, milliseconds since 1970. */
  readonly now: number;
  readonly author: Author;
}

/**
 * One kind of thing with a life, as three pure things. `decide` returns the new facts (`[]` = already so) or throws
 * `Rejected`; `evolve` must accept every fact on disk, erased ones included.
 */
export interface Decider<Command, State, Definition extends EventDefinition = EventDefinition> {
  /** Streams are named `<category>-<id>`, a catalogue just `<category>`. */
  readonly category: string;
  readonly events: readonly Definition[];
  readonly initial: State;
  readonly decide: (command: Command, state: State, context: Context) => readonly NewFactOf<Definition>[];
  readonly evolve: (state: State, fact: FactOf<Definition>) => State;
}

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

/** For a thing that shares its stream with others, so that its revision is not that of the stream. @throws StaleRevision */
export function checkRevision(expected: number | undefined, actual: number): void {
  if (expected !== undefined && expected !== actual) throw new StaleRevision(expected, actual);
}

/** The compiler's proof that every case was handled. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
