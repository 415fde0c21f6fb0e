import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { story, writeLedger } from '../../../test/verifier/made-up-ledger.js';
import { NotALedger } from './file-header.js';
import { LedgerFile } from './ledger-file.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
  path = join(folder, 'ledger.db');
  writeLedger(path, story());
});
afterEach(() => rmSync(folder, { recursive: true }));

const sql = (statement: string): void => {
  const db = new DatabaseSync(path);
  db.exec(statement);
  db.close();
};
const positions = (at = path): number[] => {
  const file = LedgerFile.open(at);
  try {
    return Array.from(file.events(), ([position]) => position);
  } finally {
    file.close();
  }
};

describe('What is no ledger', () => {
  it.each<[string, () => void, RegExp]>([
    ['is missing', () => rmSync(path), /^There is no file .*: give the path/],
    ['is a folder', () => (path = folder), /is a folder: give the path of the ledger.db in it/],
    ['is empty', () => truncateSync(path), /is empty: take another copy/],
    ['is cut off in its header', () => truncateSync(path, 50), /is cut off, it has 50 of 100 bytes/],
    ['is cut off', () => truncateSync(path, 8192), /is cut off, it has 8192 of \d+ bytes: take another copy/],
    ['is a text', () => writeFileSync(path, 'Dear diary, '.repeat(100)), /is not a SQLite file, so not a ledger/],
    ['is a short text', () => writeFileSync(path, 'Dear'), /is not a SQLite file, so not a ledger/],
    ['is of another application', () => sql('PRAGMA application_id = 7'), /is a SQLite file, but not a ledger/],
    ['is of a newer format', () => sql('PRAGMA user_version = 3'), /has ledger format 3, this program reads 2/],
    ['has no erasures', () => sql('DROP TABLE erasures'), /without the table erasures: take another copy/],
    ['has other columns', () => sql('ALTER TABLE events RENAME COLUMN type TO kind'), /its tables are not those/],
    ['is noise after its header', () => noise(100), /take another copy/],
  ])('%s: the sentence says what to do, and nothing is made', (_, harm, sentence) => {
    harm();
    const before = readdirSync(folder);
    expect(() => positions()).toThrow(NotALedger);
    expect(() => positions()).toThrow(sentence);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('may not be read: the sentence says who may', () => {
    chmodSync(path, 0);
    // The superuser may read everything, so for them this is a ledger like any other.
    if (process.getuid?.() === 0) expect(positions()).toHaveLength(12);
    else expect(() => positions()).toThrow(/cannot be read .*: run this as a user who may/);
  });

  function noise(from: number): void {
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, from));
  }
});

describe('A ledger file', () => {
  it('gives its events in the order of their positions, and leaves no trace', () => {
    const before = readFileSync(path);
    expect(positions()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(readdirSync(folder)).toEqual(['ledger.db']);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('that was closed in write-ahead mode is read without anything being made beside it', () => {
    sql('PRAGMA journal_mode = WAL; DELETE FROM erasures');
    expect(positions()).toHaveLength(12);
    expect(readdirSync(folder)).toEqual(['ledger.db']);
  });

  it('is read together with what is only in the log beside it, while it is in use and after a crash', () => {
    const db = new DatabaseSync(path);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; DELETE FROM events WHERE position = 12');
    expect(positions()).toHaveLength(11);
    const crashed = join(folder, 'crashed', 'ledger.db');
    mkdirSync(dirname(crashed));
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, crashed + suffix);
    db.close();
    const main = readFileSync(crashed);
    const log = readFileSync(`${crashed}-wal`);
    expect(positions(crashed)).toHaveLength(11);
    expect(readFileSync(crashed).equals(main)).toBe(true);
    expect(readFileSync(`${crashed}-wal`).equals(log)).toBe(true);
    rmSync(`${crashed}-wal`);
    expect(positions(crashed)).toHaveLength(12);
  });

  it('lets a writer go on while it is read, and stops at the head of its beginning', () => {
    const db = new DatabaseSync(path);
    db.exec('PRAGMA journal_mode = WAL; DELETE FROM events WHERE position = 12');
    const file = LedgerFile.open(path);
    const rows = file.events();
    rows.next();
    db.exec(`INSERT INTO events SELECT 12, stream_id, 99, id, type, version, recorded_at, NULL, commitment, content
      FROM events WHERE position = 11`);
    expect([...rows].at(-1)?.[0]).toBe(11);
    expect(file.head).toBe(11);
    file.close();
    db.close();
  });

  it('in a folder that may not be written is read', () => {
    sql('PRAGMA journal_mode = WAL; DELETE FROM erasures');
    chmodSync(folder, 0o500);
    try {
      expect(positions()).toHaveLength(12);
    } finally {
      chmodSync(folder, 0o700);
    }
  });

  it('says when somebody wrote to it while it was read without locks', () => {
    const file = LedgerFile.open(path);
    expect(file.disturbed()).toBe(false);
    sql('DELETE FROM erasures; VACUUM; CREATE TABLE more (x)');
    expect(file.disturbed()).toBe(true);
    file.close();
  });

  it('keeps numbers that JavaScript does not have, and has its name with any letter', () => {
    sql('UPDATE events SET recorded_at = 9223372036854775807 WHERE position = 3');
    const odd = join(folder, 'a %3f?immutable=0#b.db');
    copyFileSync(path, odd);
    const file = LedgerFile.open(odd);
    expect([...file.events()][2]?.[7]).toBe('9223372036854775807');
    file.close();
  });

  it('runs nothing that a stranger put into its schema', () => {
    sql('CREATE VIEW streams_view AS SELECT * FROM streams; DROP TABLE erasures; CREATE VIEW erasures AS SELECT 1');
    expect(() => positions()).toThrow(/without the table erasures/);
  });
});
