import { RedactionMade } from '@kernel/redaction.js';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newEvent } from '../../../../test/support/events.js';
import { NO_STREAM } from '../event-store.js';
import { copyLedger } from './copy-ledger.js';
import { SqliteLedger } from './sqlite-ledger.js';

const SECRET = 'zq7hunter2';
let folder: string;
let source: SqliteLedger;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
  source = new SqliteLedger(join(folder, 'ledger.db'));
});
afterEach(() => {
  source.close();
  rmSync(folder, { recursive: true });
});
const log = (stream: string, data: object, expected = NO_STREAM) =>
  source.append([{ stream, expected, events: [newEvent(data)] }]);
/** In one transaction. */
const logMany = (count: number, data: (i: number) => object) =>
  source.append(
    Array.from({ length: count }, (_, i) => ({
      stream: `thing-${i}`,
      expected: NO_STREAM,
      events: [newEvent(data(i))],
    })),
  );
const copied = () => new SqliteLedger(join(folder, 'copy.db'), true);

describe('A copy of a ledger that is written meanwhile', () => {
  it('has all events up to one position, as they are', async () => {
    logMany(2500, (i) => ({ i }));
    let pages = 0;
    const head = await copyLedger(join(folder, 'ledger.db'), join(folder, 'copy.db'), {
      between: async () => void log(`later-${++pages}`, {}),
    });
    expect([head, pages]).toEqual([2500, 3]);
    const copy = copied();
    expect(copy.readAll(0, 10_000)).toEqual(source.readAll(0, 2500));
    copy.close();
  });

  it('does not hold what was erased while it was made, and has the event that says why', async () => {
    logMany(2500, (i) => ({ secret: i === 7 ? SECRET : i }));
    let pages = 0;
    const head = await copyLedger(join(folder, 'ledger.db'), join(folder, 'copy.db'), {
      between: async () => {
        if (++pages !== 2) return;
        log('thing-7', { why: 'a password' }, 0);
        source.erase([8], 2501);
      },
    });
    expect(head).toBe(2501);
    expect(readFileSync(join(folder, 'copy.db')).includes(SECRET)).toBe(false);
    const copy = copied();
    expect(copy.readAll(0, 10_000)).toEqual(source.readAll(0, 10_000));
    copy.close();
  });

  it('does not hold what a redaction names that is not carried out yet, and is as whole as if it was', async () => {
    logMany(9, (i) => ({ secret: i === 7 ? SECRET : i }));
    const redaction = newEvent({ events: [{ position: 8 }] }, { type: RedactionMade.type });
    source.append([{ stream: 'thing-7', expected: 0, events: [redaction] }]);
    expect(await copyLedger(join(folder, 'ledger.db'), join(folder, 'copy.db'))).toBe(10);
    expect(readFileSync(join(folder, 'copy.db')).includes(SECRET)).toBe(false);
    source.erase([8], 10);
    const copy = copied();
    expect([copy.readAll(0, 20), copy.erasures()]).toEqual([source.readAll(0, 20), 1]);
    copy.close();
  });
});
