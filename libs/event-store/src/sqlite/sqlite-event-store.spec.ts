import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { firstValueFrom, Subject } from 'rxjs';
import { eventStoreContract } from '../../../../test/event-store.contract.js';
import { newEvent } from '../../../../test/support/events.js';
import { NO_STREAM, NotOurLedger, StoreUnavailable } from '../event-store.js';
import { DataFolderInUse, ProcessLock } from './process-lock.js';
import { requireSoundSqlite } from './schema.js';
import { type Committer, inThisThread, SqliteEventStore } from './sqlite-event-store.js';
import { SqliteLedger } from './sqlite-ledger.js';

eventStoreContract('SQLite in memory', async () => {
  const ledger = new SqliteLedger(':memory:');
  return new SqliteEventStore(inThisThread(ledger), ledger.reader());
});

describe('SQLite in a file', () => {
  let folder: string;
  const file = () => join(folder, 'ledger.db');
  const open = () => {
    const ledger = new SqliteLedger(file());
    return new SqliteEventStore(inThisThread(ledger), ledger.reader());
  };
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'opsledger-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is there again after closing and opening', async () => {
    const store = open();
    await store.append('thing-1', NO_STREAM, [newEvent()]);
    await store.close();
    const again = open();
    expect(again.heads.value).toBe(1);
    expect(await again.append('thing-1', 0, [newEvent()])).toEqual({ revision: 1, position: 2 });
    await again.close();
  });

  it.each([
    ['changes an event', "UPDATE events SET type = 'other'"],
    ['changes content', "UPDATE events SET content = x'00'"],
    ['erases content that nothing names', 'UPDATE events SET content = NULL'],
    ['deletes an event', 'DELETE FROM events'],
    [
      'leaves a gap',
      'INSERT INTO events SELECT 99, stream_id, 9, id, type, version, 0, NULL, commitment, content, leaf FROM events',
    ],
    ['renames a stream', "UPDATE streams SET name = 'other'"],
    ['deletes a stream', 'PRAGMA foreign_keys=OFF; DELETE FROM streams'],
  ])('refuses, in the file itself, whoever %s', async (_, statement) => {
    const store = open();
    await store.append('thing-1', NO_STREAM, [newEvent()]);
    await store.close();
    const db = new DatabaseSync(file());
    expect(() => db.exec(statement)).toThrow(/never|dense/);
    db.close();
  });

  it('leaves no copy of erased bytes in the file or its write-ahead log', async () => {
    const store = open();
    const secret = 'hunter2-hunter2';
    await store.append('thing-1', NO_STREAM, [newEvent({ secret: secret.repeat(600) })]);
    await store.append('thing-1', 0, [newEvent({ why: 'a password' })]);
    await store.erase([1], 2);
    for (const name of [file(), `${file()}-wal`]) expect(readFileSync(name).includes(secret)).toBe(false);
    await store.close();
  });

  it('an I/O error acknowledges nothing, fails the whole batch, and writing resumes by itself when it is gone', async () => {
    const ledger = new SqliteLedger(file());
    const store = new SqliteEventStore(inThisThread(ledger), ledger.reader());
    await store.append('thing-1', NO_STREAM, [newEvent()]);
    const other = new DatabaseSync(file());
    other.exec(
      "CREATE TRIGGER broken_disk BEFORE INSERT ON events BEGIN SELECT RAISE(ROLLBACK, 'disk I/O error'); END",
    );
    const during = [newEvent(), newEvent()];
    const failing = Promise.allSettled([
      store.append('thing-1', 0, [during[0]!]),
      store.append('thing-2', NO_STREAM, [during[1]!]),
    ]);
    for (const outcome of await failing) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
    }
    other.exec('DROP TRIGGER broken_disk');
    other.close();
    expect(store.heads.value).toBe(1);
    expect(await store.append('thing-1', 0, [during[0]!])).toEqual({ revision: 1, position: 2 });
    await store.close();
  });

  it('what a failed batch wrote all the same can be read before anybody decides by it', async () => {
    const ledger = new SqliteLedger(file());
    let [isWell, projected] = [false, 0];
    const store = new SqliteEventStore(
      inThisThread(ledger, () => {
        if (!isWell) throw new StoreUnavailable('recorded, but not yet readable');
        projected = ledger.head();
      }),
      ledger.reader(),
    );
    await expect(store.append('thing-1', NO_STREAM, [newEvent()])).rejects.toThrow(StoreUnavailable);
    expect(await store.readStream('thing-1', { asSeenHere: true })).toHaveLength(1);
    await expect(store.readStream('thing-1')).rejects.toThrow(StoreUnavailable);
    isWell = true;
    expect(await store.readStream('thing-1')).toHaveLength(1);
    expect([projected, store.heads.value]).toEqual([1, 1]);
    await store.close();
  });

  it('what is in the file a moment before its rows are there is read when they are', async () => {
    const ledger = new SqliteLedger(file());
    const inTheFile = new Subject<void>();
    const rowsAreThere = Promise.withResolvers<void>();
    const committer = inThisThread(ledger);
    const slow: Committer = {
      ...committer,
      commit: async (batch) => {
        const outcomes = await committer.commit(batch);
        inTheFile.next();
        await rowsAreThere.promise;
        return outcomes;
      },
    };
    const store = new SqliteEventStore(slow, ledger.reader());
    const written = firstValueFrom(inTheFile);
    const appended = store.append('thing-1', NO_STREAM, [newEvent()]);
    await written;
    const headWhenRead = store.readStream('thing-1').then((events) => [events.length, store.heads.value]);
    rowsAreThere.resolve();
    expect(await headWhenRead).toEqual([1, 1]);
    await appended;
    await store.close();
  });

  it('a file of something else is refused and not touched', () => {
    writeFileSync(file(), 'this is no database, '.repeat(100));
    const before = readFileSync(file());
    expect(() => open()).toThrow(NotOurLedger);
    expect(readFileSync(file()).equals(before)).toBe(true);
  });

  it('a ledger that is cut off is refused with what to do', async () => {
    const store = open();
    await store.append(
      'thing-1',
      NO_STREAM,
      Array.from({ length: 200 }, () => newEvent()),
    );
    await store.close();
    truncateSync(file(), statSync(file()).size / 2);
    expect(() => open()).toThrow(/ledger\.db is damaged \(.*\): "opsledger verify" says where/);
  });

  it('a SQLite file of another application is refused and not touched', () => {
    const db = new DatabaseSync(file());
    db.exec('CREATE TABLE recipes (name TEXT)');
    db.close();
    const before = readFileSync(file());
    expect(() => open()).toThrow(/not a ledger/);
    expect(readFileSync(file()).equals(before)).toBe(true);
  });

  it('a ledger of a newer format is refused', async () => {
    await open().close();
    const db = new DatabaseSync(file());
    db.exec('PRAGMA user_version=99');
    db.close();
    expect(() => open()).toThrow(/format 99, this build reads 2/);
  });

  it('a runtime whose SQLite can corrupt a write-ahead log is refused', () => {
    expect(() => requireSoundSqlite('3.51.2')).toThrow(/3\.51\.3/);
    expect(() => requireSoundSqlite('3.51.3')).not.toThrow();
    expect(() => requireSoundSqlite('4.0.0')).not.toThrow();
  });

  it('a data folder has one owner', () => {
    const lock = ProcessLock.take(join(folder, 'lock'));
    expect(() => ProcessLock.take(join(folder, 'lock'))).toThrow(DataFolderInUse);
    lock.release();
    ProcessLock.take(join(folder, 'lock')).release();
  });

  it('a data folder that cannot be locked for another reason says that one', () => {
    writeFileSync(join(folder, 'lock'), 'no lock, '.repeat(100));
    expect(() => ProcessLock.take(join(folder, 'lock'))).toThrow(/lock cannot be locked: file is not a database$/);
    expect(() => ProcessLock.take(join(folder, 'nowhere', 'lock'))).toThrow(/lock cannot be locked: unable to open/);
  });
});
