import type { Chance } from '../support/chance.js';
import type { ManualClock } from '../support/house.js';

/** Whoever sends requests. */
export interface Actor {
  readonly name: string;
  readonly token: string;
  readonly tokenId: string;
  readonly scopes: readonly string[];
  /** Whose token it is; it dies with them. */
  readonly person?: string | undefined;
}

interface KnownLog {
  readonly name: string;
  aliases: readonly string[];
  isPrivate: boolean;
  isArchived: boolean;
}

interface KnownEntry {
  readonly id: string;
  /** Position of its first event, where that was told. */
  readonly position: number | null;
  revision: number;
  /** Words that its versions hold. */
  words: string[];
}

export interface KnownPerson {
  readonly id: string;
  /** All the names they ever had. */
  readonly names: string[];
}

/** Every word that is made up has this form, so that it is found wherever it stands. */
export const WORD = /zq\d+qz/g;

export function wordsIn(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** What the people of the simulation know, from the answers they got, and the chance by which they act. */
export class World {
  readonly actors: Actor[] = [];
  readonly logs: KnownLog[] = ['admin', 'tools', 'production', 'unsorted'].map((name) => ({
    name,
    aliases: [],
    isPrivate: false,
    isArchived: false,
  }));
  readonly entries: KnownEntry[] = [];
  readonly people: KnownPerson[] = [];
  /** All that people were ever called. */
  private readonly names = new Set<string>();
  private made = 0;

  constructor(
    readonly chance: Chance,
    readonly clock: ManualClock,
  ) {}

  /** One that nobody ever said before. */
  word(): string {
    return `zq${++this.made}qz`;
  }

  name(): string {
    const name = this.word();
    this.names.add(name);
    return name;
  }

  /** Words of a text that belong to it alone: names stand in others too. */
  ownWords(text: string): string[] {
    return wordsIn(text).filter((word) => !this.names.has(word));
  }

  /** Words that more than one entry says: to erase one does not take them out of the ledger. */
  isNobodysOwn(words: readonly string[]): void {
    for (const entry of this.entries) entry.words = entry.words.filter((word) => !words.includes(word));
  }

  /** Somebody who can do nothing any more. */
  loses(isLost: (actor: Actor) => boolean): void {
    this.actors.splice(0, this.actors.length, ...this.actors.filter((actor) => !isLost(actor)));
  }

  get admin(): Actor {
    return this.actors[0]!;
  }

  /** Somebody with a scope; now and then somebody without it. */
  actorWith(scope: string): Actor {
    const able = this.actors.filter(({ scopes }) => scopes.includes(scope) || scopes.includes('admin'));
    return this.chance.pick(this.chance.happens(5) ? this.actors : able);
  }

  anEntry(): KnownEntry | null {
    return this.entries.length === 0 ? null : this.chance.pick(this.entries);
  }

  aLog(): KnownLog {
    return this.chance.pick(this.logs);
  }

  /** A name under which somebody would look for a log. */
  nameOf({ name, aliases }: KnownLog): string {
    return aliases.length > 0 && this.chance.happens(20) ? this.chance.pick(aliases) : name;
  }

  /** Now, or some time ago. */
  someTimeAgo(): string {
    return new Date(this.clock.now() - this.chance.below(7_200_000)).toISOString();
  }

  meets(entry: { id: string; position: number | null; revision: number }, words: readonly string[]): void {
    const known = this.entries.find(({ id }) => id === entry.id);
    if (known === undefined) {
      const { id, position, revision } = entry;
      this.entries.push({ id, position, revision, words: [...words] });
    } else {
      known.revision = entry.revision;
      known.words.push(...words);
    }
  }
}
