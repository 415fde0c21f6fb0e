import type { Actor, World } from './world.js';

export interface Answer {
  readonly status: number;
  /** The body, where it is JSON. */
  readonly json: any;
  /** `Ledger-Position`. */
  readonly position: number | null;
}

/** One command of one actor. */
export interface Deed {
  readonly by: Actor;
  readonly method: 'POST' | 'PATCH';
  readonly url: string;
  readonly body?: any;
  readonly ifMatch?: string | undefined;
  /** Done again it changes nothing: it needs no key, and whoever got no answer sends it again. */
  readonly isRepeatable?: boolean;
  /** All of it is here already, so that nothing must be written. */
  readonly isKnown?: boolean;
  /** It is refused, whatever the ledger holds. */
  readonly isWrong?: boolean;
  /** Words that no file and no answer may hold once it is done. */
  readonly erases?: readonly string[];
  /** Words that an event of this type must hold, once each, when it is done. */
  readonly says?: { readonly type: string; readonly words: readonly string[] };
  /** Told of the answer to it, when there was one that accepted it. */
  readonly learn?: (answer: Answer) => void;
}

/** How often, compared with others, and what; null where the world has nothing yet that it could be done to. */
export type Action = readonly [weight: number, plan: () => Deed | null];

/** A kind of record: what people do with it, and what they ask. */
export interface Kind {
  readonly actions: readonly Action[];
  /** Addresses of reads that answer `asOf` too. */
  readonly questions: readonly (() => string | null)[];
}

export type KindOf = (world: World) => Kind;
