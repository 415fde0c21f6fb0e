// Decorators of the shapes note the types of their properties with it, in the writer worker too.
import 'reflect-metadata';
import type { Precision } from './time.js';

/** Who did it: a name as it was given, and the person it belongs to where one is known. */
export interface Actor {
  readonly name: string;
  readonly person?: string;
}

/** Who wrote it down: the principal that the ledger itself recognised. */
export interface Reporter {
  readonly kind: 'person' | 'tool' | 'relay' | 'system';
  readonly id: string;
  readonly name: string;
}

/** Through what it came, and whether the ledger could verify that the reporter is who it says. */
export interface Via {
  readonly kind: 'api' | 'relay' | 'import' | 'system';
  readonly verified: boolean;
  readonly [detail: string]: unknown;
}

/** What everybody may know of it; addresses, tokens and client programs are for administrators. */
export function publicVia({ kind, verified, listener }: Via): Via {
  return { kind, verified, ...(listener === undefined ? {} : { listener }) };
}

/** Everything that was supplied from outside. Erasable as a whole; see event-format.ts. */
export interface Content<Data = unknown> {
  readonly data: Data;
  readonly actor: Actor;
  readonly reporter: Reporter;
  readonly via: Via;
  /** When it happened, as claimed: an ISO 8601 instant in UTC with milliseconds. */
  readonly occurredAt: string;
  readonly precision: Precision;
  readonly correlationId?: string | undefined;
  /** SHA-256 (hex) of the request, so that a re-used idempotency key with another body is noticed. */
  readonly fingerprint?: string | undefined;
}

/** What stays when content is erased: nothing here was typed by a person. */
export interface Envelope {
  readonly id: string;
  readonly stream: string;
  /** 0, 1, 2 … within the stream. */
  readonly revision: number;
  readonly type: string;
  readonly version: number;
  /** The ledger's clock, milliseconds since 1970. */
  readonly recordedAt: number;
  readonly causationId: string | null;
  readonly commitment: Uint8Array;
}

/** An event as the store keeps it: bytes, not meaning. `content` is null once it was erased. */
export interface StoredEvent extends Envelope {
  /** 1, 2, 3 … over the whole ledger, without gaps. */
  readonly position: number;
  readonly content: Uint8Array | null;
  /** Of erased content: the later event that names it, which says what may still be told. */
  readonly redaction?: StoredEvent | undefined;
}

/** Who may see an event: everybody, only administrators, or those who may read one log. */
export type Audience = 'public' | 'admin' | { readonly log: string };

/** The visible trace of a redaction, where content was. */
export interface Scar {
  /** Of the redaction. */
  readonly position: number;
  /** All that was typed, or only the names of a person. */
  readonly what: 'content' | 'names';
  readonly at: string;
  readonly by: Actor;
  readonly reason: string;
  /** Length of the content that was erased. */
  readonly bytes: number;
}

/** A change of shape from one version to the next. Pure, total over what is on disk. */
export type Upcast = (older: any) => unknown;

export interface EventDefinition<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly shape: new () => Data;
  /** Oldest first; the newest version is their number plus one, so it cannot be forgotten. */
  readonly history: readonly Upcast[];
  readonly version: number;
  audience(data: Data): Audience;
  /** False for what the ledger says of itself. */
  readonly erasable: boolean;
  /** What may stay when it is redacted: what the ledger needs to go on working, no word that somebody typed. */
  whenRedacted(data: Data): Data | null;
  /** A new fact of this kind, to be returned by `decide`. */
  of(data: Data): NewFact<Type, Data>;
}

export interface NewFact<Type extends string = string, Data extends object = object> {
  readonly definition: EventDefinition<Type, Data>;
  readonly data: Data;
}

interface Recorded<Type extends string> extends Envelope {
  readonly type: Type;
  readonly position: number;
}

/** A fact whose content was erased: everybody who folds or projects has to cope with it. */
export interface ErasedFact<Type extends string = string> extends Recorded<Type> {
  readonly erased: true;
  readonly scar?: Scar | undefined;
}

export interface LiveFact<Type extends string = string, Data = unknown> extends Recorded<Type>, Content<Data> {
  readonly erased: false;
  /** There where the stored content was erased, and this is what the redaction lets stand. */
  readonly scar?: Scar | undefined;
}

/** A recorded event in its newest shape, as `evolve` and projections see it. */
export type Fact<Type extends string = string, Data = unknown> = LiveFact<Type, Data> | ErasedFact<Type>;

export type FactOf<Definition> = Definition extends EventDefinition<infer Type, infer Data> ? Fact<Type, Data> : never;
export type NewFactOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Data> ? NewFact<Type, Data> : never;

/**
 * Declares a kind of event. The name and the shape are what is on disk: they change by adding to `history`, never by
 * editing the past. Who may see it is closed by default, and of what is redacted nothing stays by default.
 */
export function defineEvent<Type extends string, Data extends object>(
  type: Type,
  shape: new () => Data,
  options: {
    history?: readonly Upcast[];
    audience?: (data: Data) => Audience;
    whenRedacted?: ((data: Data) => Data) | 'refuse';
  } = {},
): EventDefinition<Type, Data> {
  const history = options.history ?? [];
  const definition: EventDefinition<Type, Data> = {
    type,
    shape,
    history,
    version: history.length + 1,
    audience: options.audience ?? (() => 'admin'),
    erasable: options.whenRedacted !== 'refuse',
    whenRedacted: typeof options.whenRedacted === 'function' ? options.whenRedacted : () => null,
    of: (data) => ({ definition, data }),
  };
  return definition;
}
