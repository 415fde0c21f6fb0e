import type { EventStore } from '@event-store/event-store.js';
import { type Lease, LeaseLost, type Leases } from '@event-store/leases.js';
import type { Author } from '@kernel/decider.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import type { LiveFact, StoredEvent } from '@kernel/event.js';
import type { LetStand } from '@kernel/redaction.js';
import type { Executed, Ledger } from '@platform/ledger.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import type { Redactor } from '@platform/redactor.js';
import { setTimeout as pause } from 'node:timers/promises';
import { people } from './people.js';
import { PersonAdded, PersonChanged, PersonErased, type PersonDetails } from './person.events.js';
import { type Forgotten, names, refuseNames, unnamedAuthor, withoutNames } from './without-names.js';

const PAGE = 500;
/** Looks through what was recorded while the one before went on. */
const MAX_LOOKS = 50;
/** While another process erases. */
const LOOK_AGAIN_AFTER_MS = 5_000;

export interface Erasing {
  /** Resolves when no event and no file names the person any more. */
  readonly done: Promise<void>;
}

interface Erasure {
  readonly id: string;
  readonly reason: string;
  readonly mentions: boolean;
}

interface Search {
  /** Whether the stored bytes name the person; what is erased already does not. */
  readonly isNamed: (event: StoredEvent) => boolean;
  readonly nameless: LetStand;
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
    private readonly leases: Leases,
  ) {}

  /** @throws Rejected unknown-person, repeats-what-is-erased */
  async erase(person: string, reason: string, mentions: boolean, author: Author): Promise<Erasing> {
    refuseNames(reason, { person, names: await this.namesOf(person), mentions });
    await this.ledger.execute(people, null, { do: 'erase', id: person, reason, mentions }, author);
    return { done: this.finish({ id: person, reason, mentions }, author) };
  }

  /** Goes on with what a stop, of this process or of another, interrupted. */
  async resume(): Promise<void> {
    for (const erasure of await this.unfinished()) await this.finish(erasure, SYSTEM);
  }

  /** Only one process erases; where it is another one, this waits until that has ended, or died. */
  private async finish(erasure: Erasure, author: Author): Promise<void> {
    const isLeft = async () => (await this.unfinished()).some(({ id }) => id === erasure.id);
    const work = async (lease: Lease) => {
      if (await isLeft()) await this.forget(erasure, author, lease);
    };
    for (;;) {
      const isDone = await this.leases.run('person-erasure', work).catch((error: unknown) => {
        if (error instanceof LeaseLost) return false;
        throw error;
      });
      if (isDone) return;
      await pause(LOOK_AGAIN_AFTER_MS);
      if (!(await isLeft())) return;
    }
  }

  private async unfinished(): Promise<Erasure[]> {
    const facts = await this.ownEvents();
    const ordered = facts.filter(({ type }) => type === PersonErased.type).map(({ data }) => data as Erasure);
    // The person's own events come last: without them everything is done.
    return ordered.filter(({ id }) => namesIn(facts, id).length > 0);
  }

  private async forget({ id: person, reason, mentions }: Erasure, author: Author, lease: Lease): Promise<void> {
    const forgotten: Forgotten = { person, names: await this.namesOf(person), mentions };
    const by = unnamedAuthor(author, forgotten);
    const search = this.searchFor(forgotten);
    try {
      // Again from where the last look ended, until nothing came in meanwhile that names them.
      for (let from = 0, looks = 1; ; looks++) {
        if (looks > MAX_LOOKS) throw new Error(`person ${person} is named faster than they can be erased: ask again`);
        const { streams, head } = await this.streamsThatName(search, from);
        streams.delete(people.category);
        for (const stream of streams) {
          await lease.check();
          await this.redact(stream, search, reason, by);
        }
        from = head;
        if (streams.size === 0) break;
      }
      await lease.check();
      if (await this.isNamedIn(people.category, search)) await this.redact(people.category, search, reason, by);
    } finally {
      await this.redactor.fromFiles();
    }
  }

  private redact(stream: string, { isNamed, nameless }: Search, reason: string, author: Author): Promise<Executed> {
    return this.redactor.inLedger(
      {
        stream,
        meant: isNamed,
        what: 'names',
        reason,
        letStand: () => nameless,
        restates: true,
      },
      author,
    );
  }

  private async streamsThatName({ isNamed }: Search, from: number): Promise<{ streams: Set<string>; head: number }> {
    const streams = new Set<string>();
    for (let after = from; ;) {
      const page = await this.store.readAll(after, PAGE);
      if (page.length === 0) return { streams, head: after };
      for (const event of page) if (isNamed(event)) streams.add(event.stream);
      after = page.at(-1)!.position;
    }
  }

  private async isNamedIn(stream: string, { isNamed }: Search): Promise<boolean> {
    return (await this.store.readStream(stream)).some(isNamed);
  }

  /** Made once for the whole ledger: every event is looked at. */
  private searchFor(forgotten: Forgotten): Search {
    const nameless = withoutNames(forgotten);
    const asStored = [forgotten.person, ...forgotten.names].map((name) =>
      blanks(JSON.stringify(name).slice(1, -1).toLowerCase()),
    );
    const isNamed = (event: StoredEvent): boolean => {
      if (event.content === null) return false;
      const text = blanks(Buffer.from(event.content).toString().toLowerCase());
      const isWorthReading = asStored.some((name) => text.includes(name));
      return isWorthReading && names(this.catalogue.read(event) as LiveFact<string, object>, nameless);
    };
    return { isNamed, nameless };
  }

  private async namesOf(person: string): Promise<string[]> {
    return namesIn(await this.ownEvents(), person);
  }

  private async ownEvents(): Promise<LiveFact[]> {
    const facts = (await this.store.readStream(people.category)).map((event) => this.catalogue.read(event));
    return facts.filter((fact) => !fact.erased);
  }
}

/** A wiki writes an underscore for a blank. */
function blanks(text: string): string {
  return text.replaceAll('_', ' ');
}

/** All names the person ever had. Empty once their own events are erased. */
function namesIn(facts: readonly LiveFact[], person: string): string[] {
  const known = new Set<string>();
  for (const fact of facts) {
    if (fact.type !== PersonAdded.type && fact.type !== PersonChanged.type) continue;
    const { id, displayName, aliases } = fact.data as PersonDetails & { id: string };
    if (id !== person || fact.scar !== undefined) continue;
    for (const name of [displayName, ...aliases.map(({ name }) => name)]) known.add(name);
  }
  return [...known];
}
