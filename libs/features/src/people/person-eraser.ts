import type { EventStore } from '@event-store/event-store.js';
import type { Author } from '@kernel/decider.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import type { LiveFact, StoredEvent } from '@kernel/event.js';
import type { Ledger } from '@platform/ledger.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import type { Redacted, Redactor } from '@platform/redactor.js';
import { people } from './people.js';
import { PersonAdded, PersonChanged, PersonErased, type PersonDetails } from './person.events.js';
import { type Forgotten, names, refuseNames, unnamedAuthor, withoutNames } from './without-names.js';

const PAGE = 500;

export interface Erasing {
  /** Resolves when no event names the person any more. */
  readonly done: Promise<Redacted | null>;
}

/**
 * Erases a person: from now on unknown, and then out of every event that names them, stream by stream; what those events
 * say beside the names stands. The person's own events come last, so that whatever interrupts it can be resumed.
 */
export class PersonEraser {
  constructor(
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly ledger: Ledger,
    private readonly redactor: Redactor,
  ) {}

  /** @throws Rejected unknown-person, repeats-what-is-erased */
  async erase(person: string, reason: string, mentions: boolean, author: Author): Promise<Erasing> {
    refuseNames(reason, { person, names: await this.namesOf(person), mentions });
    await this.ledger.execute(people, null, { do: 'erase', id: person, reason, mentions }, author);
    return { done: this.forget(person, reason, mentions, author) };
  }

  /** Goes on with what a stop interrupted. */
  async resume(): Promise<void> {
    for (const fact of await this.ownEvents()) {
      if (fact.type !== PersonErased.type) continue;
      const { id, reason, mentions } = fact.data as { id: string; reason: string; mentions: boolean };
      await this.forget(id, reason, mentions, SYSTEM);
    }
  }

  private async forget(person: string, reason: string, mentions: boolean, author: Author): Promise<Redacted | null> {
    const forgotten: Forgotten = { person, names: await this.namesOf(person), mentions };
    if (forgotten.names.length === 0) return null;
    const by = unnamedAuthor(author, forgotten);
    let last: Redacted | null = null;
    const streams = await this.streamsThatName(forgotten);
    const inOrder = [...streams].filter((stream) => stream !== people.category).concat(people.category);
    for (const stream of inOrder) {
      while (await this.isNamedIn(stream, forgotten)) last = await this.redact(stream, forgotten, reason, by);
    }
    return last;
  }

  private redact(stream: string, forgotten: Forgotten, reason: string, author: Author): Promise<Redacted> {
    return this.redactor.redact(
      {
        stream,
        meant: (event) => this.isNamed(event, forgotten),
        what: 'names',
        reason,
        log: undefined,
        letStand: () => withoutNames(forgotten),
        restates: true,
      },
      author,
    );
  }

  private async streamsThatName(forgotten: Forgotten): Promise<ReadonlySet<string>> {
    const streams = new Set<string>();
    for (let after = 0; ;) {
      const page = await this.store.readAll(after, PAGE);
      if (page.length === 0) return streams;
      for (const event of page) if (this.isNamed(event, forgotten)) streams.add(event.stream);
      after = page.at(-1)!.position;
    }
  }

  private async isNamedIn(stream: string, forgotten: Forgotten): Promise<boolean> {
    return (await this.store.readStream(stream)).some((event) => this.isNamed(event, forgotten));
  }

  /** Whether the stored bytes name the person; what is erased already does not. */
  private isNamed(event: StoredEvent, forgotten: Forgotten): boolean {
    if (event.content === null) return false;
    const text = Buffer.from(event.content).toString().toLowerCase();
    const isWorthReading = [forgotten.person, ...forgotten.names].some((name) => text.includes(name.toLowerCase()));
    return isWorthReading && names(this.catalogue.read(event) as LiveFact<string, object>, forgotten);
  }

  /** All names the person ever had. Empty once their own events are erased. */
  private async namesOf(person: string): Promise<string[]> {
    const known = new Set<string>();
    for (const fact of await this.ownEvents()) {
      if (fact.type !== PersonAdded.type && fact.type !== PersonChanged.type) continue;
      const { id, displayName, aliases } = fact.data as PersonDetails & { id: string };
      if (id === person && fact.scar === undefined)
        for (const name of [displayName, ...aliases.map(({ name }) => name)]) known.add(name);
    }
    return [...known];
  }

  private async ownEvents(): Promise<LiveFact[]> {
    const facts = (await this.store.readStream(people.category)).map((event) => this.catalogue.read(event));
    return facts.filter((fact) => !fact.erased);
  }
}
