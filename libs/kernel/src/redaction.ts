import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Min,
  ValidateNested,
} from 'class-validator';
import { type Actor, type Content, defineEvent, type EventDefinition, type Scar, type StoredEvent } from './event.js';
import { IsText } from './text.js';
import { isoInstant } from './time.js';

/** Stands where words were. */
export const REDACTED = '[redacted]';
/** Stands where the name of a person was who wished to be forgotten. */
export const FORGOTTEN = '[erased person]';
export const MAX_REDACTION_REASON_BYTES = 2000;

/** Content without its salt, as a redaction lets it stand. */
export type Kept = Omit<Content<object>, 'fingerprint'>;

/** All that a redaction may let stand of a content. */
export function keptFrom(content: Content<object>): Kept {
  const { data, actor, reporter, via, occurredAt, precision, correlationId } = content;
  return { data, actor, reporter, via, occurredAt, precision, correlationId };
}

export class ErasedEvent {
  @IsInt() @Min(1) position: number;
  @IsText({ maxBytes: 200 }) type: string;
  /** Of the shape of what is kept. */
  @IsInt() @Min(1) version: number;
  /** Length of the content that was erased. */
  @IsInt() @Min(0) bytes: number;
  /** What may still be told of it; null = nothing. */
  @IsOptional() @IsObject() kept: Kept | null;
}

export class Redaction {
  @IsArray() @ArrayMinSize(1) @ValidateNested({ each: true }) @Type(() => ErasedEvent) events: readonly ErasedEvent[];
  @IsIn(['content', 'names']) what: 'content' | 'names';
  @IsText({ maxBytes: MAX_REDACTION_REASON_BYTES, multiline: true }) reason: string;
  /** Words that somebody typed are among what is kept, so that there is still something to redact. */
  @IsBoolean() restates: boolean;
  /** The log whose readers may see it; without one it is for administrators. */
  @IsOptional() @IsText({ maxBytes: 63 }) log?: string;
}

/**
 * The contents of earlier events are erased, and this is what may still be told of them. The event that makes an
 * erasure lawful: without one that names it, content that is missing is damage.
 */
export const RedactionMade = defineEvent('redaction.made', Redaction, {
  audience: ({ log }) => (log === undefined ? 'admin' : { log }),
  whenRedacted: 'refuse',
});

/** What a redaction lets stand of the event at a position; undefined when it does not name it. */
export function keptOf(
  position: number,
  redaction: StoredEvent,
  told: { readonly content: Content | null; readonly scar: Scar | undefined },
): { content: Kept | null; version: number; scar: Scar } | undefined {
  if (redaction.type !== RedactionMade.type || told.content === null) return undefined;
  const data = told.content.data as Redaction;
  const erased = data.events.find((event) => event.position === position);
  if (erased === undefined) return undefined;
  // Where a redaction that restated something was itself redacted, the later one is the scar that shows.
  const later = told.scar?.what === 'content' ? { ...told.scar, bytes: erased.bytes } : undefined;
  const scar = later ?? scarOf({ ...redaction, actor: told.content.actor, data }, erased);
  return { content: erased.kept, version: erased.version, scar };
}

/** The scar that a redaction leaves at one of the events it names. */
export function scarOf(
  redaction: {
    readonly position: number;
    readonly recordedAt: number;
    readonly actor: Actor;
    readonly data: Redaction;
  },
  { bytes }: ErasedEvent,
): Scar {
  const { position, recordedAt, actor, data } = redaction;
  return { position, what: data.what, at: isoInstant(recordedAt), by: actor, reason: data.reason, bytes };
}

/** Everything that is erased by a redaction, also what an earlier one restated and this one takes back. */
export function erasedBy(redaction: Redaction): readonly ErasedEvent[] {
  return redaction.events.flatMap((event) =>
    event.type === RedactionMade.type ? [event, ...erasedBy(event.kept!.data as Redaction)] : [event],
  );
}

/** Decides what may still be told of one event. */
export type LetStand = (event: { readonly position: number; readonly type: string }, content: Kept) => Kept | null;

/** The same for a redaction and everything that it restated. */
export function letStand(event: { position: number; type: string }, content: Kept, decide: LetStand): Kept | null {
  const kept = decide(event, content);
  if (event.type !== RedactionMade.type || kept === null) return kept;
  const data = kept.data as Redaction;
  const events = data.events.map((one) => ({
    ...one,
    kept: one.kept === null ? null : letStand(one, one.kept, decide),
  }));
  return { ...kept, data: { ...data, events } };
}

/** Lets the ids of those who took part stand, and of the data what its kind allows. */
export function onlyStructure(find: (type: string) => EventDefinition | undefined): LetStand {
  return ({ type }, { data, actor, reporter, via, occurredAt, precision }) => {
    const stays = type === RedactionMade.type ? restatesNothing(data as Redaction) : find(type)?.whenRedacted(data);
    if (stays == null) return null;
    return {
      data: stays,
      actor: { name: REDACTED, ...(actor.person === undefined ? {} : { person: actor.person }) },
      reporter: reporter.kind === 'person' ? { ...reporter, name: REDACTED } : reporter,
      via: { kind: via.kind, verified: via.verified },
      occurredAt,
      precision,
    };
  };
}

function restatesNothing(data: Redaction): Redaction {
  return { ...data, what: 'content', restates: false };
}
