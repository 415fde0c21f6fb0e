import { type Context, type Decider, Rejected } from '@kernel/decider.js';
import { commitmentOf, encodeContent } from '@kernel/event-format.js';
import type { Content, EventDefinition, Fact, FactOf, NewFact, StoredEvent } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';

export const NOW = Date.parse('2026-11-22T17:05:09.123Z');

const AUTHOR = {
  actor: { name: 'ada' },
  reporter: { kind: 'tool', id: 'tool:spec', name: 'spec' },
  via: { kind: 'api', verified: true },
} as const;

/** A fact as `evolve` and projections get it. `null` data = its content was erased. */
export function fact<Data extends object>(
  definition: EventDefinition<string, Data>,
  data: Data | null,
  more: Partial<Content & { stream: string; position: number; revision: number; recordedAt: number }> = {},
): Fact {
  const { stream = 'thing-1', position = 1, revision = 0, recordedAt = NOW, ...content } = more;
  const envelope = {
    id: '00000000-0000-7000-8000-000000000000',
    stream,
    revision,
    position,
    type: definition.type,
    version: definition.version,
    recordedAt,
    causationId: null,
    commitment: new Uint8Array(32),
  };
  if (data === null) return { ...envelope, erased: true };
  return {
    ...envelope,
    erased: false,
    data,
    ...AUTHOR,
    occurredAt: isoInstant(recordedAt),
    precision: 'millisecond',
    ...content,
  };
}

/** given these facts, when this command, then these new facts, or this refusal. */
export function given<Command, State, Definition extends EventDefinition>(
  decider: Decider<Command, State, Definition>,
  facts: readonly Fact[],
) {
  const state = facts.reduce((before, one) => decider.evolve(before, one as FactOf<Definition>), decider.initial);
  return {
    when(command: Command, context: Partial<Context> & { occurredAt?: number } = {}) {
      const { occurredAt, ...rest } = context;
      const decide = (): readonly NewFact[] =>
        decider.decide(command, state, {
          now: NOW,
          author: occurredAt === undefined ? AUTHOR : { ...AUTHOR, occurredAt },
          ...rest,
        });
      return {
        then: (...expected: readonly NewFact[]) => {
          expect(decide().map(({ definition, data }) => [definition.type, data])).toEqual(
            expected.map(({ definition, data }) => [definition.type, data]),
          );
        },
        /** With something to record, whatever that is. */
        thenAccepted: () => expect(decide()).not.toEqual([]),
        thenRefused: (code: string, words = '') => {
          expect(decide).toThrow(Rejected);
          expect(decide).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }));
        },
      };
    },
  };
}

/** Stored bytes of a fact, for what reads the store instead of facts. */
export function stored(
  definition: EventDefinition<string, any>,
  data: object,
  place: {
    position: number;
    stream: string;
    revision?: number;
    recordedAt?: number;
    occurredAt?: string;
    actor?: string;
  },
): StoredEvent {
  const { position, stream, revision = 0, recordedAt = NOW + position } = place;
  const content = encodeContent(new Uint8Array(32), {
    data,
    ...AUTHOR,
    actor: { name: place.actor ?? AUTHOR.actor.name },
    occurredAt: place.occurredAt ?? isoInstant(recordedAt),
    precision: 'millisecond',
  });
  return {
    position,
    stream,
    revision,
    id: `00000000-0000-7000-8000-${String(position).padStart(12, '0')}`,
    type: definition.type,
    version: definition.version,
    recordedAt,
    causationId: null,
    commitment: commitmentOf(content),
    content,
  };
}
