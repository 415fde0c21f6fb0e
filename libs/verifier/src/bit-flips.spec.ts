import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { checkpointOf, story, writeLedger } from '../../../test/verifier/made-up-ledger.js';
import { verifyLedger } from './verify-ledger.js';

/** Bits of a number that SQLite keeps in one byte, and of a time in milliseconds. */
const SMALL = 8;
const TIME = 48;
const CONSTRAINT = 19;

let folder: string;
let path: string;
let db: DatabaseSync;
const checkpoint = checkpointOf(story());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
  path = join(folder, 'ledger.db');
  writeLedger(path, story());
  db = new DatabaseSync(path);
  db.exec('PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF');
  db.exec('PRAGMA journal_mode = MEMORY');
  expect(found()).toEqual([]);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const found = () =>
  verifyLedger(path, { against: [checkpoint] }).findings.map(({ position, what }) => `${position} ${what}`);

/** Every value that differs from another by one bit. */
function* flips(value: SQLOutputValue): Generator<number | Buffer> {
  if (typeof value === 'number') {
    const bits = value > 2 ** 32 ? TIME : SMALL;
    for (let bit = 0; bit < bits; bit++) yield Number(BigInt(value) ^ (1n << BigInt(bit)));
    return;
  }
  const bytes = Buffer.from(value as string | Uint8Array);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    yield flipped;
  }
}

/** Changes one value, looks, and changes it back. @returns how often a bit was flipped */
function flipEach(table: string, column: string): number {
  let count = 0;
  const rows = db.prepare(`SELECT rowid AS row, ${column} AS value, typeof(${column}) AS type FROM ${table}`).all();
  for (const { row, value, type } of rows.filter(({ value }) => value !== null)) {
    const update = db.prepare(`UPDATE ${table} SET ${column} = CAST(? AS ${String(type)}) WHERE rowid = ?`);
    for (const flipped of flips(value!)) {
      const moved = column === 'position' || (column === 'id' && table === 'streams') ? (flipped as number) : row!;
      try {
        update.run(flipped, row!);
      } catch (error) {
        // Another row is there already: no such file can be.
        if (((error as { errcode: number }).errcode & 0xff) === CONSTRAINT) continue;
        throw error;
      }
      const findings = found();
      if (findings.length === 0)
        throw new Error(`${table}.${column} of ${String(row)}, ${String(flipped)}: nothing found`);
      update.run(value!, moved);
      count++;
    }
  }
  return count;
}

/** Flips the same bit in all events at once: each must be named. */
function flipTogether(column: 'content' | 'commitment'): number {
  const update = db.prepare(`UPDATE events SET ${column} = ? WHERE position = ?`);
  const rows = db.prepare(`SELECT position, ${column} AS value FROM events WHERE content IS NOT NULL`).all();
  const events = rows.map(({ position, value }) => ({ position: position!, bytes: Buffer.from(value as Uint8Array) }));
  let count = 0;
  for (let bit = 0; ; bit++) {
    const harmed = events.filter(({ bytes }) => bit < bytes.length * 8);
    if (harmed.length === 0) return count;
    db.exec('BEGIN');
    for (const { position, bytes } of harmed) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      update.run(flipped, position);
    }
    db.exec('COMMIT');
    expect(found()).toEqual(
      expect.arrayContaining(harmed.map(({ position }) => `${String(position)} commitment-wrong`)),
    );
    db.exec('BEGIN');
    for (const { position, bytes } of harmed) update.run(bytes, position);
    db.exec('COMMIT');
    count += harmed.length;
  }
}

describe('One flipped bit is found', () => {
  it.each(['content', 'commitment'] as const)('in the %s of every event, which is named', (column) => {
    expect(flipTogether(column)).toBeGreaterThan(11 * 32 * 8 - 1);
    expect(found()).toEqual([]);
  });

  it.each([
    ['events', 'position'],
    ['events', 'stream_id'],
    ['events', 'revision'],
    ['events', 'id'],
    ['events', 'type'],
    ['events', 'version'],
    ['events', 'recorded_at'],
    ['events', 'causation_id'],
    ['streams', 'id'],
    ['streams', 'name'],
    ['erasures', 'position'],
    ['erasures', 'because_of'],
  ])('in every %s.%s, by its own rules or by a checkpoint', (table, column) => {
    expect(flipEach(table, column)).toBeGreaterThan(SMALL - 1);
    expect(found()).toEqual([]);
  });

  it('in the commitment of what is erased, by a checkpoint', () => {
    const commitment = db.prepare('SELECT commitment FROM events WHERE position = 5').get()!['commitment']!;
    for (const flipped of flips(commitment)) {
      db.prepare('UPDATE events SET commitment = ? WHERE position = 5').run(flipped);
      expect(found()).toEqual(['null history-changed']);
    }
  });
});
