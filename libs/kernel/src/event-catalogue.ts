import { decodeContent } from './event-format.js';
import type { Audience, Content, EventDefinition, Fact, Scar, StoredEvent } from './event.js';
import { keptOf } from './redaction.js';

/** A ledger that was written by a newer build: reading on would mean guessing, so nothing is served. */
export class NewerThanThisBuild extends Error {
  constructor(event: StoredEvent, known: number) {
    super(
      `event ${event.position} is ${event.type} in version ${event.version}, this build knows version ${known}: ` +
        'start a newer opsledger on this ledger',
    );
  }
}

/** The stored bytes of an event are not what was written: the disk, or somebody, altered them. */
export class DamagedEvent extends Error {
  constructor({ position, type }: StoredEvent) {
    super(
      `event ${position}, ${type}, is damaged and cannot be read: "opsledger verify" says what is wrong, restore a backup`,
    );
  }
}

/** All kinds of event this build knows; turns stored bytes into facts of the newest shape. */
export class EventCatalogue {
  private readonly byType = new Map<string, EventDefinition>();

  constructor(definitions: readonly EventDefinition[]) {
    for (const definition of definitions) {
      if (this.byType.has(definition.type)) {
        throw new Error(`two features define the event ${definition.type}`);
      }
      this.byType.set(definition.type, definition);
    }
  }

  get definitions(): readonly EventDefinition[] {
    return [...this.byType.values()];
  }

  find(type: string): EventDefinition | undefined {
    return this.byType.get(type);
  }

  /** Closed by default: what is erased and tells nothing more cannot say whom it was for, and unknown types never did. */
  audienceOf(fact: Fact): Audience {
    return fact.erased ? 'admin' : (this.find(fact.type)?.audience(fact.data as object) ?? 'admin');
  }

  /** An unknown type passes through untouched. @throws NewerThanThisBuild for a known one in a newer version, DamagedEvent */
  read(event: StoredEvent): Fact {
    const { content: _bytes, redaction: _redaction, ...envelope } = event;
    const definition = this.byType.get(event.type);
    if (definition !== undefined && event.version > definition.version) {
      throw new NewerThanThisBuild(event, definition.version);
    }
    const { content, version, scar } = toldBy(event);
    if (content === null) return { ...envelope, erased: true, scar };
    const data = definition === undefined ? content.data : upcast(definition, version, content);
    return {
      ...envelope,
      erased: false,
      scar,
      data,
      actor: content.actor,
      reporter: content.reporter,
      via: content.via,
      occurredAt: content.occurredAt,
      precision: content.precision,
      correlationId: content.correlationId,
      fingerprint: content.fingerprint,
    };
  }
}

interface Told {
  readonly content: Content | null;
  /** Of the shape of `content.data`. */
  readonly version: number;
  readonly scar: Scar | undefined;
}

/** What an event says: its stored content or, where that was erased, what the redaction lets stand. */
function toldBy(event: StoredEvent): Told {
  const { content, version, redaction } = event;
  if (content !== null) return { content: decoded(event, content), version, scar: undefined };
  return (redaction && keptOf(event.position, redaction, toldBy(redaction))) ?? { content, version, scar: undefined };
}

function decoded(event: StoredEvent, bytes: Uint8Array): Content {
  try {
    return decodeContent(bytes);
  } catch {
    throw new DamagedEvent(event);
  }
}

function upcast(definition: EventDefinition, version: number, content: Content): unknown {
  return definition.history.slice(version - 1).reduce<unknown>((data, step) => step(data), content.data);
}
