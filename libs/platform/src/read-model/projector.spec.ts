import { EventCatalogue, NewerThanThisBuild } from '@kernel/event-catalogue.js';
import { defineEvent } from '@kernel/event.js';
import { defineProjection, sql } from '@kernel/projection.js';
import { IsInt } from 'class-validator';
import { DatabaseSync } from 'node:sqlite';
import { NOW, stored } from '../../../../test/support/given.js';
import { OPENED, Projected } from '../../../../test/support/projected.js';
import { LedgerOpened } from '../ledger-opened.js';
import { Projector } from './projector.js';
import { ReadModel } from './read-model.js';

class Counted {
  @IsInt() by: number;
}
const CounterCounted = defineEvent('counter.counted', Counted);
const Unknown = defineEvent('unknown.happened', Counted);

const sums = defineProjection({
  name: 'sums',
  version: 1,
  schema: `CREATE TABLE attempts (position INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE sums (position INTEGER PRIMARY KEY, total INTEGER NOT NULL CHECK (total < 100)) STRICT;`,
  events: [CounterCounted],
  on: {
    'counter.counted': (fact, own) => {
      if (fact.erased) return [];
      const before = own.get(sql`SELECT total FROM sums ORDER BY position DESC LIMIT 1`);
      return [
        sql`INSERT INTO attempts VALUES (${fact.position})`,
        sql`INSERT INTO sums VALUES (${fact.position}, ${((before?.['total'] as number | undefined) ?? 0) + fact.data.by})`,
      ];
    },
  },
});
const log = defineProjection({
  name: 'log',
  version: 1,
  schema: 'CREATE TABLE seen (position INTEGER PRIMARY KEY) STRICT;',
  events: [CounterCounted],
  on: { 'counter.counted': (fact) => [sql`INSERT INTO seen VALUES (${fact.position})`] },
});

const counted = (position: number, by: number, recordedAt = NOW + position) =>
  stored(CounterCounted, { by }, { position, stream: `counter-${position}`, recordedAt });
const open = (db = new DatabaseSync(':memory:')) => {
  const projector = new Projector(db, [sums, log], new EventCatalogue([LedgerOpened, CounterCounted]));
  return { db, projector, model: new ReadModel(db) };
};
const totals = (rows: { all: Projector['all'] }) =>
  rows.all(sql`SELECT position, total FROM sums`).map((row) => [row['position'], row['total']]);

describe('The projector', () => {
  it('moves rows and checkpoint together, and goes on from there after a restart', () => {
    const { db, projector } = open();
    projector.apply([OPENED, counted(2, 3), counted(3, 4)]);
    const again = open(db).projector;
    expect(again.position).toBe(3);
    again.apply([counted(4, 5)]);
    expect(totals(again)).toEqual([
      [2, 3],
      [3, 7],
      [4, 12],
    ]);
  });

  it('takes no event twice and skips none', () => {
    const { projector } = open();
    projector.apply([OPENED, counted(2, 3)]);
    expect(() => projector.apply([counted(2, 3)])).toThrow(/expected position 3/);
    expect(() => projector.apply([counted(4, 3)])).toThrow(/expected position 3/);
  });

  it('parks an event that a projection cannot take, for that projection only, and goes on', () => {
    const { projector, model } = open();
    projector.apply([OPENED, counted(2, 3), counted(3, 500), counted(4, 5)]);
    expect(projector.position).toBe(4);
    expect(totals(projector)).toEqual([
      [2, 3],
      [4, 8],
    ]);
    expect(projector.all(sql`SELECT position FROM seen`)).toHaveLength(3);
    // Nothing of a handler that failed stays, not even what it did before.
    expect(projector.all(sql`SELECT position FROM attempts`)).toHaveLength(2);
    expect(model.parked(10)).toEqual([{ position: 3, projection: 'sums', error: expect.stringContaining('CHECK') }]);
  });

  it('says of an event whose bytes are damaged which one that is, and what to do', () => {
    const { projector, model } = open();
    projector.apply([OPENED, { ...counted(2, 3), content: Buffer.from('{"sal4":') }, counted(3, 1)]);
    expect(totals(projector)).toEqual([[3, 1]]);
    expect(model.parked(1)[0]!.error).toMatch(/^event 2, .* is damaged and cannot be read: "opsledger verify"/);
  });

  it('parks nothing because the disk failed: it is done again when the disk is well', () => {
    let isWell = false;
    const read = defineProjection({
      name: 'read',
      version: 1,
      schema: '',
      events: [CounterCounted],
      on: {
        'counter.counted': () => {
          if (isWell) return [];
          throw Object.assign(new Error('disk I/O error'), { errcode: 266 });
        },
      },
    });
    const db = new DatabaseSync(':memory:');
    const projector = new Projector(db, [read], new EventCatalogue([LedgerOpened, CounterCounted]));
    expect(() => projector.apply([OPENED, counted(2, 3)])).toThrow('disk I/O error');
    isWell = true;
    projector.apply([OPENED, counted(2, 3)]);
    expect([projector.position, new ReadModel(db).parked(10)]).toEqual([2, []]);
  });

  it('passes over kinds of event that it does not know', () => {
    const { projector } = open();
    projector.apply([OPENED, stored(Unknown, { by: 1 }, { position: 2, stream: 'x-1' }), counted(3, 1)]);
    expect(projector.position).toBe(3);
  });

  it('stops at an event of a newer version than this build knows, and does not guess', () => {
    const { projector } = open();
    projector.apply([OPENED]);
    expect(() => projector.apply([{ ...counted(2, 3), version: 2 }])).toThrow(NewerThanThisBuild);
    expect(projector.position).toBe(1);
  });

  it('copes with erased content', () => {
    const { projector, model } = open();
    projector.apply([OPENED, { ...counted(2, 3), content: null }, counted(3, 1)]);
    expect(totals(projector)).toEqual([[3, 1]]);
    expect(model.parked(10)).toEqual([]);
  });

  it('recognises whether the ledger still holds the history it has seen', () => {
    const { projector } = open();
    expect(projector.continues(undefined)).toBe(true);
    projector.apply([OPENED, counted(2, 3)]);
    expect(projector.continues(counted(2, 3))).toBe(true);
    expect(projector.continues(undefined)).toBe(false);
    expect(projector.continues(counted(2, 4))).toBe(false);
    expect(projector.continues({ ...counted(2, 3), recordedAt: 1 })).toBe(false);
  });

  it('answers which position an instant means by ledger time, which never goes back', () => {
    const { projector, model } = open();
    const times = [NOW + 1, NOW + 10, NOW + 10, NOW - 5000, NOW + 30];
    projector.apply([OPENED, ...times.slice(1).map((time, index) => counted(index + 2, 1, time))]);
    expect([0, 1, 9, 10, 20, 29, 30, 99].map((ms) => model.positionAt(NOW + ms))).toEqual([0, 1, 1, 4, 4, 4, 5, 5]);
    expect([1, 2, 3, 4, 5].map((position) => model.timeAt(position) - NOW)).toEqual([1, 10, 10, 10, 30]);
  });
});

describe('An upcast event', () => {
  it('is seen in its newest shape, whatever version is on disk', () => {
    const history = [({ by }: { by: number }) => ({ by: by * 10 }), ({ by }: { by: number }) => ({ by: by + 1 })];
    const newer = defineEvent('counter.counted', Counted, { history });
    expect(newer.version).toBe(3);
    const catalogue = new EventCatalogue([newer]);
    const versions = [1, 2, 3].map((version) => catalogue.read({ ...counted(2, 5), version }));
    expect(versions.map((fact) => !fact.erased && fact.data)).toEqual([{ by: 51 }, { by: 6 }, { by: 5 }]);
  });
});

describe('Projected rows', () => {
  it('are the same one by one as all at once', () => {
    const one = new Projected([CounterCounted], [sums, log]);
    for (const by of [1, 2, 3]) one.tell(CounterCounted, 'counter-a', { by });
    const { projector } = open();
    projector.apply([OPENED, counted(2, 1), counted(3, 2), counted(4, 3)]);
    expect(totals(one.projector)).toEqual(totals(projector));
  });
});
