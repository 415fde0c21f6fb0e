import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { NotALedger } from '@verifier/file-header.js';
import { verifyLedger } from '@verifier/verify-ledger.js';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { House } from '../support/house.js';
import { IN_MEMORY } from '../support/in-memory.js';

/** Every how many bits one is flipped: 1 is every bit, and takes the better part of an hour (`npm run test:flips`). */
const STEP = Number(process.env['FLIP_EVERY'] ?? 4001);
const UNTIL = Number(process.env['FLIP_UNTIL'] ?? Infinity);
const EVENTS = 200;

let folder: string;
let path: string;
let bytes: Buffer;
beforeAll(async () => {
  folder = mkdtempSync(join(IN_MEMORY, 'opsledger-flips-'));
  path = join(folder, 'ledger.db');
  await makeLedger(path);
  bytes = readFileSync(path);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** 200 events of all kinds, two of them redacted, in one file with no log beside it. */
async function makeLedger(file: string): Promise<void> {
  const house = await House.open();
  const { store } = house.foundation;
  const first = await house.log('a password');
  await house.ask('POST', `/api/v1/log-entries/${first.id}/amend`, { body: { message: 'so', reason: 'typo' } });
  const before = await store.readAll(0, EVENTS);
  await house.ask('POST', `/api/v1/log-entries/${first.id}/redact`, { body: { reason: 'a password' } });
  while (store.heads.value < EVENTS) await house.log(`entry ${store.heads.value}`);
  const events = [...before, ...(await store.readAll(before.length, EVENTS - before.length))];
  await house.close();
  const ledger = new SqliteLedger(file);
  for (const { stream, revision, content, ...event } of events) {
    ledger.append([{ stream, expected: revision - 1, events: [{ ...event, content: content! }] }]);
  }
  ledger.erase([before.length - 1, before.length], before.length + 1);
  ledger.close();
  new DatabaseSync(file).exec('PRAGMA journal_mode=DELETE');
}

/** All that the file says of events, read in every way a server reads it; null where it cannot be read. */
function told(): string | null {
  const rest = `typeof(type), version, recorded_at, hex(causation_id), hex(commitment), hex(content), hex(leaf)`;
  return rowsOf(
    `SELECT position, stream_id, revision, hex(id), hex(type), ${rest} FROM events ORDER BY position`,
    'SELECT id, hex(name) FROM streams ORDER BY id',
    'SELECT id, hex(name) FROM streams ORDER BY name',
    'SELECT stream_id, revision, position FROM events ORDER BY stream_id, revision',
    'SELECT position, because_of FROM erasures ORDER BY position',
    'PRAGMA integrity_check',
    'PRAGMA application_id',
    'PRAGMA user_version',
  );
}

/** The names and texts of the tables themselves: what is changed there is damage, but changes no event. */
function schema(): string | null {
  return rowsOf('SELECT type, name, tbl_name, sql FROM sqlite_schema');
}

function rowsOf(...queries: string[]): string | null {
  try {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      return JSON.stringify(
        queries.map((query) => {
          const statement = db.prepare(query);
          statement.setReturnArrays(true);
          return statement.all();
        }),
      );
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

function isFound(): boolean {
  try {
    return verifyLedger(path).findings.length > 0;
  } catch (error) {
    if (error instanceof NotALedger) return true;
    throw error;
  }
}

describe(`One flipped bit in a ledger of ${EVENTS} events`, () => {
  it('is found wherever it changes what the ledger says, and nowhere else is anything found', () => {
    const [sound, tables] = [told(), schema()];
    expect(isFound()).toBe(false);
    const wrong: string[] = [];
    let changes = 0;
    let harmless = 0;
    for (let bit = Number(process.env['FLIP_FROM'] ?? 0); bit < Math.min(bytes.length * 8, UNTIL); bit += STEP) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(path, flipped);
      const isChanged = told() !== sound;
      if (isChanged) changes++;
      else harmless++;
      if (!isChanged && schema() !== tables) continue;
      if (isFound() !== isChanged)
        wrong.push(`${isChanged ? 'missed' : 'false alarm'} at byte ${bit >> 3}, bit ${bit & 7}`);
    }
    writeFileSync(path, bytes);
    process.stdout.write(`${changes} flips changed something and were found, ${harmless} changed nothing\n`);
    expect(wrong).toEqual([]);
    expect(changes).toBeGreaterThan(harmless / 10);
  }, 7_200_000);
});
