import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Product, runClient } from './support/product.js';

const WRITERS = 4;
const FIXTURE = join(__dirname, 'fixtures/ledger-0.1.0.db');

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'opsledger-'))));
afterEach(() => rmSync(root, { recursive: true }));
const at = (name: string) => join(root, name);
const client = (args: readonly string[], data = at('data')) => runClient(args, { OPSLEDGER_DATA: data });

interface Acknowledged {
  readonly id: string;
  readonly position: number;
  readonly message: string;
}

/** Writers that post one entry after the other until they are told to stop. */
function load(product: Product): { acknowledged: Acknowledged[]; stop: () => Promise<void> } {
  const acknowledged: Acknowledged[] = [];
  let running = true;
  const writer = async (name: number): Promise<void> => {
    for (let i = 0; running; i++) {
      const message = `writer ${name}, entry ${i}`;
      const answer = await product.request('POST', '/api/v1/log-entries', { log: 'production', message });
      const { id, position } = (await answer.json()) as Acknowledged;
      acknowledged.push({ id, position, message });
    }
  };
  const writers = Array.from({ length: WRITERS }, (_, name) => writer(name));
  return {
    acknowledged,
    stop: async () => {
      running = false;
      await Promise.all(writers);
    },
  };
}

async function until(condition: () => boolean, product: Product): Promise<void> {
  while (!condition()) await product.get('/readyz');
}

describe('The restore drill', () => {
  it('loses a ledger under load and gets back all that a backup had, and is told what it had not', async () => {
    const product = await Product.start(at('data'));
    const { acknowledged, stop } = load(product);
    const secret = (await (
      await product.request('POST', '/api/v1/log-entries', { log: 'production', message: 'a password zq7hunter2' })
    ).json()) as Acknowledged;
    await until(() => acknowledged.length > 100, product);
    const backup = await client(['backup', at('monday.db'), '--json']);
    expect([backup.code, backup.err]).toEqual([0, '']);
    const { report } = JSON.parse(backup.out);
    expect(report).toMatchObject({ findings: [], events: expect.any(Number) });
    await until(() => acknowledged.length > 300, product);
    await product.request('POST', `/api/v1/log-entries/${secret.id}/redact`, { reason: 'a password' });
    expect((await client(['backup', at('tuesday.db')])).code).toBe(0);
    writeFileSync(at('checkpoint'), await (await product.request('GET', '/api/v1/checkpoint')).text());
    await stop();
    await product.end('SIGKILL');
    rmSync(at('data'), { recursive: true });
    // What else lies in a folder of backups.
    execFileSync('mkfifo', [at('pipe')]);
    writeFileSync(at('notes.txt'), 'tuesday is the newest');
    writeFileSync(at('broken.db'), readFileSync(at('tuesday.db')).subarray(0, 20_000));

    const restored = await client(['restore', at('monday.db'), '--against', at('checkpoint'), '--json']);
    expect([restored.code, restored.err]).toEqual([0, '']);
    const [, signed] = readFileSync(at('checkpoint'), 'utf8').split('\n');
    expect(JSON.parse(restored.out)).toMatchObject({
      head: report.events,
      redactions: 1,
      lookedAt: [at('tuesday.db')],
      skipped: [expect.stringContaining('broken.db')],
      checkpoints: [{ size: Number(signed), holds: false }],
    });
    expect(readFileSync(at('data/ledger.db')).includes('zq7hunter2')).toBe(false);

    const again = await Product.start(at('data'));
    const had = acknowledged.filter(({ position }) => position <= report.events);
    expect(had.length).toBeGreaterThan(100);
    for (const { id, message } of had) expect(await again.get(`/api/v1/log-entries/${id}`)).toMatchObject({ message });
    expect(await again.get(`/api/v1/log-entries/${secret.id}`)).toMatchObject({
      status: 'redacted',
      message: '[redacted]',
    });
    expect((await again.get('/api/v1/events?types=ledger.restored')).data).toMatchObject([
      { data: { head: report.events, redactions: 1 } },
    ]);
    expect((await client(['verify', '--read-models'])).code).toBe(0);
    expect(await again.end('SIGTERM')).toBe(0);
    expect(readdirSync(root).toSorted()).toEqual([
      'broken.db',
      'checkpoint',
      'data',
      'monday.db',
      'notes.txt',
      'pipe',
      'tuesday.db',
    ]);
  }, 60_000);

  it('never overwrites: neither a ledger, nor a backup, nor the folder of a server that runs', async () => {
    const product = await Product.start(at('data'));
    expect((await client(['backup', at('b.db')])).code).toBe(0);
    const before = readFileSync(at('b.db'));
    const refused = [
      await client(['backup', at('b.db')]),
      await client(['backup', at('nowhere/b.db')]),
      await client(['restore', at('b.db')]),
      await client(['backup', at('c.db')], at('empty')),
    ];
    expect(refused.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    expect(refused.map(({ err }) => err)).toEqual([
      expect.stringContaining('never overwritten'),
      expect.stringContaining('no folder'),
      expect.stringContaining('move it away first'),
      expect.stringContaining('set OPSLEDGER_DATA'),
    ]);
    expect(readFileSync(at('b.db')).equals(before)).toBe(true);
    expect(existsSync(at('empty'))).toBe(false);
    await product.end('SIGTERM');
  });
});

function sql(file: string, statement: string): void {
  const db = new DatabaseSync(file);
  db.exec(statement);
  db.close();
}

describe('A file that is no sound ledger', () => {
  const damage: Record<string, (file: string) => void> = {
    'is truncated': (file) => truncateSync(file, 20_000),
    'is empty': (file) => truncateSync(file, 0),
    'is something else': (file) => writeFileSync(file, 'a letter to my aunt'),
    'is of another application': (file) => {
      rmSync(file);
      sql(file, 'CREATE TABLE t (x)');
    },
    'is of a newer format': (file) => sql(file, 'PRAGMA user_version = 99'),
    'has one changed bit in an event': (file) => {
      const bytes = readFileSync(file);
      bytes[bytes.indexOf('"salt"') + 20]! ^= 1;
      writeFileSync(file, bytes);
    },
  };

  it.each(Object.entries(damage))(
    'that %s is refused by verify, backup and restore, and left as it is',
    async (_, spoil) => {
      mkdirSync(at('data'));
      const file = at('data/ledger.db');
      copyFileSync(FIXTURE, file);
      spoil(file);
      const before = readFileSync(file);
      const verified = await client(['verify']);
      const restored = await client(['restore', file], at('other'));
      expect([verified.code, restored.code]).toEqual([1, 1]);
      expect(`${verified.out}${verified.err}`).toMatch(/ledger|event/i);
      expect(restored.err).toMatch(/^opsledger: .{20}/);
      expect(restored.err).not.toMatch(/\n\s+at /);
      expect(existsSync(at('other/ledger.db'))).toBe(false);
      const failed = await client(['backup', at('backup.db')]);
      expect([failed.code, readdirSync(root).filter((name) => name.startsWith('backup'))]).toEqual([1, []]);
      expect(readFileSync(file).equals(before)).toBe(true);
    },
  );

  it('does not start a server, not as if it were new either, and is left as it is', async () => {
    await (await Product.start(at('data'))).end('SIGTERM');
    const file = at('data/ledger.db');
    copyFileSync(file, at('sound.db'));
    for (const [name, spoil] of Object.entries(damage).filter(([name]) => !name.startsWith('has one'))) {
      copyFileSync(at('sound.db'), file);
      spoil(file);
      const before = readFileSync(file);
      const words = await Product.start(at('data')).catch((error: Error) => error.message);
      expect([name, words]).toEqual([name, expect.stringMatching(/^exit 1: opsledger cannot start: .{20}/)]);
      expect([name, readFileSync(file).equals(before)]).toEqual([name, true]);
    }
    rmSync(file);
    await expect(Product.start(at('data'))).rejects.toThrow('restore a backup');
    expect(existsSync(file)).toBe(false);
  });

  it('has lost what its read model has passed: comparing the two ends, and says so', async () => {
    const product = await Product.start(at('data'));
    await product.end('SIGTERM');
    copyFileSync(at('data/ledger.db'), at('older.db'));
    const again = await Product.start(at('data'));
    await again.request('POST', '/api/v1/log-entries', { log: 'production', message: 'lost' });
    await again.end('SIGTERM');
    copyFileSync(at('older.db'), at('data/ledger.db'));
    const { code, err } = await client(['verify', '--read-models']);
    expect([code, err]).toEqual([1, expect.stringMatching(/has passed event \d+, and the ledger ends at \d+/)]);
  });

  it('does not exist: nothing is made in its place', async () => {
    const { code, err } = await client(['verify']);
    expect([code, err]).toEqual([1, expect.stringContaining('ledger.db')]);
    expect(existsSync(at('data'))).toBe(false);
  });
});
