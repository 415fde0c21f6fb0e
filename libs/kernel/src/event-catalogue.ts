import { decodeContent } from './event-format.js';
import type { Content, EventDefinition, Fact, StoredEvent } from './event.js';

/** A ledger that was written by a newer build: reading on would mean guessing, so nothing is served. */
export class NewerThanThisBuild extends Error {
  constructor(event: StoredEvent, known: number) {
    super(
      `event ${event.position} is ${event.type} in version ${event.version}, this build knows version ${known}: ` +
        'start a newer opsledger on this ledger',
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

  /** An unknown type passes through untouched; a known type in a newer version throws `NewerThanThisBuild`. */
  read(event: StoredEvent): Fact {
    const { content, ...envelope } = event;
    const definition = this.byType.get(event.type);
    if (definition !== undefined && event.version > definition.version) {
      throw new NewerThanThisBuild(event, definition.version);
    }
    if (content === null) {
      return { ...envelope, erased: true };
    }
    const decoded = decodeContent(content);
    const data = definition === undefined ? decoded.data : upcast(definition, event.version, decoded);
    return {
      ...envelope,
      erased: false,
      data,
      actor: decoded.actor,
      reporter: decoded.reporter,
      via: decoded.via,
      occurredAt: decoded.occurredAt,
      precision: decoded.precision,
      correlationId: decoded.correlationId,
      fingerprint: decoded.fingerprint,
    };
  }
}

function upcast(definition: EventDefinition, version: number, content: Content): unknown {
  return definition.history.slice(version - 1).reduce<unknown>((data, step) => step(data), content.data);
}
