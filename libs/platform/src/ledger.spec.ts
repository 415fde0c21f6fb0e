import { NO_STREAM, StoreUnavailable, WrongExpectedRevision } from '@event-store/event-store.js';
import { type Author, type Decider, Rejected, StaleRevision } from '@kernel/decider.js';
import { decodeContent } from '@kernel/event-format.js';
import { defineEvent } from '@kernel/event.js';
import { defineFeature } from '@kernel/feature.js';
import { IsInt } from 'class-validator';
import { ManualClock } from '../../../test/support/house.js';
import { inMemory } from './in-memory.js';
import { KeyReused, Ledger } from './ledger.js';
import { ledgerFeature } from './ledger-feature.js';
import type { Foundation } from './platform.module.js';

class Counted {
  @IsInt() by: number;
}
const CounterCounted = defineEvent('counter.counted', Counted);

/** Counts up to ten. */
const counter: Decider<number, number, typeof CounterCounted> = {
  category: 'counter',
  events: [CounterCounted],
  initial: 0,
  decide(by, state) {
    if (state + by > 10) throw new Rejected('conflict', 'full', 'ten is enough');
    return by === 0 ? [] : [CounterCounted.of({ by })];
  },
  evolve: (state, fact) => (fact.erased ? state : state + fact.data.by),
};

const author = (fingerprint = 'f1'): Author => ({
  actor: { name: 'ada' },
  reporter: { kind: 'tool', id: 'tool:spec', name: 'spec' },
  via: { kind: 'api', verified: true },
  fingerprint,
});

let foundation: Foundation;
let ledger: Ledger;
beforeEach(async () => {
  const feature = defineFeature({ name: 'counter', events: [CounterCounted], projections: [] });
  foundation = await inMemory([ledgerFeature, feature], { clock: new ManualClock() });
  ledger = new Ledger(foundation.store, foundation.catalogue, foundation.clock, foundation.ids);
});
afterEach(() => foundation.store.close());

const total = async (id: string): Promise<number> => (await ledger.load(counter, `counter-${id}`)).state;

describe('A command', () => {
  it('reads, folds, decides and appends; the answer names revision and position', async () => {
    expect(await ledger.execute(counter, 'a', 4, author())).toEqual({ revision: 0, position: 2, changed: true });
    expect(await ledger.execute(counter, 'a', 6, author())).toEqual({ revision: 1, position: 3, changed: true });
    await expect(ledger.execute(counter, 'a', 1, author())).rejects.toMatchObject({ code: 'full' });
    expect(await ledger.execute(counter, 'a', 0, author())).toEqual({ revision: 1, position: 3, changed: false });
  });

  it('is decided anew when somebody else was first, so that no rule is broken by a race', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => ledger.execute(counter, 'a', 2, author())),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(await total('a')).toBe(10);
  });

  it('with an expected revision is refused instead, when that is not the newest', async () => {
    await ledger.execute(counter, 'a', 1, author());
    await expect(ledger.execute(counter, 'a', 1, author(), { expected: 3 })).rejects.toThrow(StaleRevision);
    const race = [1, 2].map((by) => ledger.execute(counter, 'a', by, author(), { expected: 0 }));
    const outcomes = await Promise.allSettled(race);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await total('a')).toBeLessThanOrEqual(3);
  });

  it('with the same key is written once, however often and however late it comes again', async () => {
    const options = { idempotencyKey: 'k' };
    const first = await ledger.execute(counter, 'a', 3, author(), options);
    await ledger.execute(counter, 'a', 5, author());
    expect(await ledger.execute(counter, 'a', 3, author(), options)).toEqual({ ...first, changed: false });
    await Promise.all(Array.from({ length: 20 }, () => ledger.execute(counter, 'a', 3, author(), options)));
    expect(await total('a')).toBe(8);
  });

  it('with the same key and another request is refused', async () => {
    await ledger.execute(counter, 'a', 3, author('f1'), { idempotencyKey: 'k' });
    await expect(ledger.execute(counter, 'a', 3, author('f2'), { idempotencyKey: 'k' })).rejects.toThrow(KeyReused);
    expect(await total('a')).toBe(3);
  });

  it('with a key that was used for another thing is written, with an id of its own', async () => {
    for (const id of ['a', 'b']) await ledger.execute(counter, id, 3, author(`f${id}`), { idempotencyKey: 'k' });
    const ids = (await foundation.store.readAll(1, 10)).map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([2, 2]);
  });

  it('whose fact breaks its own shape is refused before it becomes history', async () => {
    await expect(ledger.execute(counter, 'a', 0.5, author())).rejects.toMatchObject({
      code: 'invalid-event',
      field: 'by',
    });
    expect(foundation.store.heads.value).toBe(1);
  });

  it('writes who, what, when and a salt of its own into each content', async () => {
    await ledger.execute(counter, 'a', 1, author());
    await ledger.execute(counter, 'b', 1, author());
    const [, one, two] = await foundation.store.readAll(0, 3);
    expect(decodeContent(one!.content!)).toMatchObject({
      data: { by: 1 },
      actor: { name: 'ada' },
      occurredAt: '2026-11-22T17:05:09.123Z',
    });
    expect(Buffer.from(one!.content!).subarray(0, 9).toString()).toBe('{"salt":"');
    expect(Buffer.from(one!.commitment).equals(two!.commitment)).toBe(false);
  });

  it('that meets a store which cannot be written fails with it, and the ledger says so for a while', async () => {
    const broken = jest.spyOn(foundation.store, 'append').mockRejectedValue(new StoreUnavailable('disk'));
    await expect(ledger.execute(counter, 'a', 1, author())).rejects.toThrow(StoreUnavailable);
    expect(ledger.writable).toBe(false);
    broken.mockRestore();
    await ledger.execute(counter, 'a', 1, author());
    expect(ledger.writable).toBe(true);
  });

  it('never appends without an expectation', async () => {
    const append = jest.spyOn(foundation.store, 'append');
    await ledger.execute(counter, 'a', 1, author(), { fresh: true });
    await ledger.execute(counter, 'a', 1, author());
    expect(append.mock.calls.map(([, expected]) => expected)).toEqual([NO_STREAM, 0]);
    await expect(
      foundation.store.append('counter-a', NO_STREAM, [
        { ...append.mock.calls[0]![2][0]!, id: '01a20737-f98a-7b12-bc64-3128743bc5a7' },
      ]),
    ).rejects.toThrow(WrongExpectedRevision);
  });
});
