import { NO_STREAM, StoreUnavailable } from '@event-store/event-store.js';
import { inThisThread, SqliteEventStore } from '@event-store/sqlite/sqlite-event-store.js';
import { SystemClock } from '@kernel/clock.js';
import { encodeContent } from '@kernel/event-format.js';
import { defineEvent } from '@kernel/event.js';
import { defineFeature, type Feature } from '@kernel/feature.js';
import { RandomIds } from '@kernel/ids.js';
import { defineProjection, sql } from '@kernel/projection.js';
import { IsInt } from 'class-validator';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { content } from '../../../../test/support/events.js';
import { ledgerFeature } from '../ledger-feature.js';
import { openLedger } from '../ledger-opened.js';
import { ReadModel } from './read-model.js';
import { Writer } from './writer.js';

class Counted {
  @IsInt() by: number;
}
const CounterCounted = defineEvent('counter.counted', Counted);
const ids = new RandomIds();

/** Counts; how much one event counts depends on the version of the projection. */
const counting = (version: number, column = 'total'): Feature[] => [
  ledgerFeature,
  defineFeature({
    name: 'counting',
    events: [CounterCounted],
    projections: [
      defineProjection({
        name: 'sums',
        version,
        schema: `CREATE TABLE sums (position INTEGER PRIMARY KEY, ${column} INTEGER) STRICT;`,
        events: [CounterCounted],
        on: {
          'counter.counted': (fact) =>
            fact.erased ? [] : [sql`INSERT INTO sums VALUES (${fact.position}, ${fact.data.by * version})`],
        },
      }),
    ],
  }),
];

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'opsledger-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const count = (stream: string, by: number) => ({
  stream,
  expected: NO_STREAM,
  events: [
    {
      id: ids.next(Date.now()),
      type: 'counter.counted',
      version: 1,
      recordedAt: Date.now(),
      causationId: null,
      content: encodeContent(ids.salt(), content({ by })),
    },
  ],
});
const opened = async (features: Feature[]): Promise<Writer> => {
  const writer = new Writer(folder, features);
  const store = new SqliteEventStore(
    { ...inThisThread(writer.ledger), commit: async (batch) => writer.commit(batch) },
    writer.ledger.reader(),
  );
  await openLedger(store, 'spec', new SystemClock(), ids);
  return writer;
};
const totals = (writer: Writer): unknown[] => {
  const model = new ReadModel(writer.models.path);
  const rows = model.all(sql`SELECT * FROM sums ORDER BY position`).map((row) => Object.values(row)[1]);
  model.close();
  return rows;
};
const files = (): number => readdirSync(join(folder, 'read-model')).filter((name) => name.endsWith('.db')).length;

describe('The writer', () => {
  it('has projected what it has appended when it answers', async () => {
    const writer = await opened(counting(1));
    writer.commit([count('counter-a', 3), count('counter-b', 4)]);
    expect(totals(writer)).toEqual([3, 4]);
    writer.close();
  });

  it('catches up at the next start with what the read model missed', async () => {
    const writer = await opened(counting(1));
    writer.ledger.append([count('counter-a', 3)]);
    writer.close();
    const again = await opened(counting(1));
    expect(totals(again)).toEqual([3]);
    again.close();
  });

  it('serves the old rows of another version while new ones are built beside it, then lets those serve', async () => {
    const old = await opened(counting(1));
    old.commit([count('counter-a', 3)]);
    old.close();
    const writer = await opened(counting(2));
    expect([writer.models.outdated, totals(writer)]).toEqual([true, [3]]);
    const path = writer.models.build();
    writer.commit([count('counter-b', 4)]);
    expect(files()).toBe(2);
    writer.models.swap(path);
    writer.models.deleteOthers();
    expect([totals(writer), files()]).toEqual([[6, 8], 1]);
    writer.close();
    const later = await opened(counting(2));
    expect([later.models.outdated, totals(later)]).toEqual([false, [6, 8]]);
    later.close();
  });

  it('leaves nothing of a read model that could not be built, so that the ledger has the room', async () => {
    const writer = await opened(counting(1));
    writer.commit([count('counter-a', 3)]);
    const full = (): never => {
      throw new Error('database or disk is full');
    };
    const before = readdirSync(join(folder, 'read-model'));
    expect(() => writer.models.build(full)).toThrow('disk is full');
    expect(readdirSync(join(folder, 'read-model'))).toEqual(before);
    writer.close();
  });

  it('leaves no log behind whose file is gone: what was erased may lie in it', async () => {
    (await opened(counting(1))).close();
    const models = join(folder, 'read-model');
    const [name] = readdirSync(models);
    writeFileSync(join(models, `${name!.replace('-1.db', '-7.db')}-wal`), 'what was erased');
    mkdirSync(join(models, 'lost+found'));
    const writer = await opened(counting(1));
    expect(readdirSync(models).filter((left) => !left.startsWith(name!))).toEqual(['lost+found']);
    writer.close();
  });

  it('builds before it serves when the tables differ, because no query would fit', async () => {
    const old = await opened(counting(1));
    old.commit([count('counter-a', 3)]);
    old.close();
    const seen: number[] = [];
    const writer = new Writer(folder, counting(3, 'sum'), ({ position }) => seen.push(position));
    expect([writer.models.outdated, totals(writer), seen]).toEqual([false, [9], [2]]);
    writer.close();
  });

  it('builds anew from the ledger when the read model is damaged, missing or of another history', async () => {
    const writer = await opened(counting(1));
    writer.commit([count('counter-a', 3)]);
    const readModelPath = writer.models.path;
    writer.close();
    writeFileSync(readModelPath, 'damaged');
    const second = await opened(counting(1));
    expect(totals(second)).toEqual([3]);
    second.close();
    for (const name of readdirSync(folder).filter((name) => name.startsWith('ledger.db'))) rmSync(join(folder, name));
    const other = await opened(counting(1));
    expect(totals(other)).toEqual([]);
    other.close();
  });

  it('does not acknowledge what it could not project, and has it once when it is sent again', async () => {
    const writer = await opened(counting(1));
    const append = count('counter-a', 3);
    const projector = writer.models['projector'];
    const apply = projector.apply.bind(projector);
    projector.apply = () => {
      throw new Error('disk full');
    };
    expect(() => writer.commit([append])).toThrow(StoreUnavailable);
    projector.apply = apply;
    expect(writer.commit([append])).toEqual([{ revision: 0, position: 2 }]);
    expect(totals(writer)).toEqual([3]);
    writer.close();
  });
});
