import { type Author, Rejected } from '@kernel/decider.js';
import type { Actor, LiveFact, Via } from '@kernel/event.js';
import { FORGOTTEN, type Kept, keptFrom, letStand, type LetStand } from '@kernel/redaction.js';

/** A person who is to be forgotten. */
export interface Forgotten {
  readonly person: string;
  /** Display names and aliases, all they ever had. */
  readonly names: readonly string[];
  /** Whether the names are taken out of texts too, such as messages. */
  readonly mentions: boolean;
}

/** A name of one letter is found in every sentence. */
const SHORTEST_MENTION = 2;
/** Members in which people write text, at any depth; everywhere else a word that is like a name is no name. */
export const TEXTS: ReadonlySet<string> = new Set([
  'message',
  'reason',
  'label',
  'title',
  'description',
  'why',
  'line',
  'page',
  'ownerTeam',
  'contact',
  'text',
  'outcome',
  'otherKind',
  'overlapReason',
  'emergency',
  'vendor',
  'subject',
  'address',
  'target',
  'where',
  'late',
  'overridden',
  'response',
  'proof',
]);
/** Members that name who did something, or who answers for it. */
const ACTORS: ReadonlySet<string> = new Set(['actor', 'responsible']);
/** What a redaction restated is cleaned as the event that it stands for. */
const RESTATED = 'kept';

/** Whether an event names the person: as who did it, as who wrote it down, or in a text. */
export function names(fact: LiveFact<string, object>, nameless: LetStand): boolean {
  const content = keptFrom(fact);
  return JSON.stringify(letStand(fact, content, nameless)) !== JSON.stringify(content);
}

/** Who erases, by a name that is not one of those that are erased. */
export function unnamedAuthor(author: Author, forgotten: Forgotten): Author {
  const said = { data: {}, ...author, occurredAt: '', precision: 'millisecond' } as const;
  const { actor, reporter } = withoutNames(forgotten)({ position: 0, type: '' }, said)!;
  return { ...author, actor, reporter };
}

/** @throws Rejected repeats-what-is-erased */
export function refuseNames(reason: string, { names }: Forgotten): void {
  if (withoutMentions(names)(reason) === reason) return;
  const sentence = 'reason: holds a name that is to be erased; the reason stays for ever, so say why without it';
  throw new Rejected('invalid', 'repeats-what-is-erased', sentence, 'reason');
}

/** Lets everything stand but the names. */
export function withoutNames({ person, names, mentions }: Forgotten): LetStand {
  const lower = new Set(names.map((name) => name.toLowerCase()));
  const isNamed = (name: string): boolean =>
    [name, ...name.split(/[@~!]/)].some((part) => lower.has(part.toLowerCase()));
  // A name that belongs to somebody else by now is theirs.
  const actorOf = (actor: Actor): Actor =>
    actor.person === person || (actor.person === undefined && isNamed(actor.name))
      ? { ...actor, name: FORGOTTEN }
      : actor;
  const textOf = mentions ? withoutMentions(names) : (text: string): string => text;
  return ({ type }, content): Kept => {
    const { reporter, via, correlationId } = content;
    const isReporter = reporter.id === `person:${person}`;
    const clean = (value: unknown): unknown => (typeof value === 'string' ? textOf(value) : value);
    return {
      ...content,
      via: Object.fromEntries(Object.entries(via).map(([key, value]) => [key, clean(value)])) as unknown as Via,
      correlationId: correlationId === undefined ? undefined : textOf(correlationId),
      data: isAbout(person, type, content.data) ? unnamed(content.data) : within(content.data, actorOf, textOf),
      // What the ledger does by itself has a name of its own, whoever is called the same.
      actor: reporter.kind === 'system' ? content.actor : actorOf(content.actor),
      reporter: isReporter ? { ...reporter, name: FORGOTTEN } : reporter,
    };
  };
}

function isAbout(person: string, type: string, data: object): boolean {
  return (type === 'person.added' || type === 'person.changed') && (data as { id: string }).id === person;
}

function unnamed(data: object): object {
  return { id: (data as { id: string }).id, displayName: FORGOTTEN, aliases: [] };
}

function within(data: object, actorOf: (actor: Actor) => Actor, textOf: (text: string) => string): object {
  const cleaned = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') return TEXTS.has(key) ? textOf(value) : value;
    if (Array.isArray(value)) return value.map((item) => cleaned(key, item));
    if (typeof value !== 'object' || value === null || key === RESTATED) return value;
    if (ACTORS.has(key)) return actorOf(value as Actor);
    if (key === 'differs') return withinDifference(value, actorOf, textOf);
    return within(value, actorOf, textOf);
  };
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, cleaned(key, value)]));
}

/** There an actor is a name alone. */
function withinDifference(
  { actor, ...texts }: { actor?: string },
  actorOf: (actor: Actor) => Actor,
  textOf: (text: string) => string,
): object {
  return {
    ...within(texts, actorOf, textOf),
    ...(actor === undefined ? {} : { actor: actorOf({ name: actor }).name }),
  };
}

/** Whole words only, in any case. */
function withoutMentions(names: readonly string[]): (text: string) => string {
  const words = names
    .filter(({ length }) => length >= SHORTEST_MENTION)
    // The longest first: "Ada" must not take the beginning of "Ada Example" and leave the rest.
    .toSorted((a, b) => b.length - a.length)
    // A wiki writes an underscore for a blank.
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[ _]/g, '[ _]'));
  if (words.length === 0) return (text) => text;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
  // What stands where a name was is left alone, or somebody called "Person" would be looked for in it for ever.
  return (text) =>
    text
      .split(FORGOTTEN)
      .map((part) => part.replace(pattern, FORGOTTEN))
      .join(FORGOTTEN);
}
