import type { EventStore } from '@event-store/event-store.js';
import type { Author } from '@kernel/decider.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import type { LiveFact, StoredEvent } from '@kernel/event.js';
import type { Executed, Ledger } from '@platform/ledger.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import type { Redactor } from '@platform/redactor.js';
import { people } from './people.js';
import { PersonAdded, PersonChanged, PersonErased, type PersonDetails } from './person.events.js';
import { type Forgotten, names, refuseNames, unnamedAuthor, withoutNames } from './without-names.js';

const PAGE = 500;
/** Looks through what was recorded while the one before went on. */
const MAX_LOOKS = 50;

export interface Erasing {
  /** Resolves when no event and no file names the person any more. */
  readonly done: Promise<void>;
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
      // The person's own events come last: without them everything is done.
      if ((await this.namesOf(id)).length === 0) continue;
      await this.forget(id, reason, mentions, SYSTEM);
    }
  }

  private async forget(person: string, reason: string, mentions: boolean, author: Author): Promise<void> {
    const forgotten: Forgotten = { person, names: await this.namesOf(person), mentions };
    const by = unnamedAuthor(author, forgotten);
    try {
      // Again from where the last look ended, until nothing came in meanwhile that names them.
      for (let from = 0, looks = 1; ; looks++) {
        if (looks > MAX_LOOKS) throw new Error(`person ${person} is named faster than they can be erased: ask again`);
        const { streams, head } = await this.streamsThatName(forgotten, from);
        streams.delete(people.category);
        for (const stream of streams) await this.redact(stream, forgotten, reason, by);
        from = head;
        if (streams.size === 0) break;
      }
      if (await this.isNamedIn(people.category, forgotten)) await this.redact(people.category, forgotten, reason, by);
    } finally {
      await this.redactor.fromFiles();
    }
  }

  private redact(stream: string, forgotten: Forgotten, reason: string, author: Author): Promise<Executed> {
    return this.redactor.inLedger(
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

  private async streamsThatName(forgotten: Forgotten, from: number): Promise<{ streams: Set<string>; head: number }> {
    const streams = new Set<string>();
    for (let after = from; ;) {
      const page = await this.store.readAll(after, PAGE);
      if (page.length === 0) return { streams, head: after };
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
    const asStored = [forgotten.person, ...forgotten.names].map((name) => JSON.stringify(name).slice(1, -1));
    const isWorthReading = asStored.some((name) => text.includes(name.toLowerCase()));
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
