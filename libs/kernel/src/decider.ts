import type { Actor, EventDefinition, FactOf, NewFactOf, Reporter, Via } from './event.js';
import { StaleRevision } from './rejected.js';
import { isoInstant, type Precision } from './time.js';

export { Rejected, type RejectionKind, StaleRevision } from './rejected.js';

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

/** When something happened, as it is written down. */
export function timeOf(
  { occurredAt, precision }: Author,
  now: number,
): { readonly occurredAt: string; readonly precision: Precision } {
  return { occurredAt: isoInstant(occurredAt ?? now), precision: precision ?? 'millisecond' };
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

/** For a thing that shares its stream with others, so that its revision is not that of the stream. @throws StaleRevision */
export function checkRevision(expected: number | undefined, actual: number): void {
  if (expected !== undefined && expected !== actual) throw new StaleRevision(expected, actual);
}

/** The compiler's proof that every case was handled. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
