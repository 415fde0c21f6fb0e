import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyLedger } from '@verifier/verify-ledger.js';
import { chance } from '../support/chance.js';
import { Product } from '../support/product.js';
import { Disk, inTheLab } from './disk.js';

const ROUNDS = Number(process.env['ROUNDS'] ?? 1);
const SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
const LIMIT_MS = 60_000 + ROUNDS * 10_000;
/** Bytes; enough for a few entries. */
const A_LITTLE = 400_000;
const MOST_OF_A_FIRST_START = 2_000_000;
const REFUSED_WRITES =
  /^opsledger_http_request_seconds_count\{method="POST",route="\/api\/v1\/log-entries",status="503"\} 4$/m;
const MOST_ENTRIES = 200;
const PADDING = 'x'.repeat(2000);

inTheLab('While the disk is full', () => {
  const random = chance(SEED);
  let folder: string;
  let disk: Disk;
  let product: Product;
  let acknowledged: string[];
  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'opsledger-full-')));
    disk = new Disk(folder);
    product = await Product.start(join(folder, 'data'), disk.env);
    acknowledged = [];
  });
  afterEach(async () => {
    await product.end('SIGKILL');
    disk.remove();
    rmSync(folder, { recursive: true });
  });

  const log = async (key: string): Promise<Response> => {
    const body = { log: 'production', message: `${key} ${PADDING}` };
    const response = await product.request('POST', '/api/v1/log-entries', body, { 'idempotency-key': key });
    if (response.status === 201) acknowledged.push(body.message);
    return response;
  };
  /** Gives back the first answer that is none of success, and its key. */
  const logUntilFull = async (prefix: string): Promise<{ key: string; response: Response }> => {
    for (let n = 0; n < MOST_ENTRIES; n++) {
      const response = await log(`${prefix}-${n}`);
      if (response.status !== 201) return { key: `${prefix}-${n}`, response };
    }
    throw new Error(`${MOST_ENTRIES} entries were written to a full disk`);
  };
  const requireFull = async (response: Response): Promise<void> => {
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await response.json()).toMatchObject({ status: 503, code: 'ledger-unavailable' });
  };
  const status = async (path: string): Promise<number> => (await product.request('GET', path)).status;
  const requireAllThere = async (): Promise<void> => {
    const text = await (await product.request('GET', '/api/v1/logs/production/sal.ndjson')).text();
    const there = text.split('\n').filter((line) => line !== '');
    const messages = there.map((line) => (JSON.parse(line) as { message: string }).message);
    expect(messages.toSorted()).toEqual(acknowledged.toSorted());
  };
  const requireSound = async (): Promise<void> => {
    expect(await product.end('SIGTERM')).toBe(0);
    expect(verifyLedger(join(folder, 'data/ledger.db')).findings).toEqual([]);
    product = await Product.start(join(folder, 'data'), disk.env);
    expect(await product.get('/readyz')).toMatchObject({ parked: [] });
    await requireAllThere();
    expect((await product.cli(['verify', '--read-models'])).code).toBe(0);
  };

  it('reads stay, writes are told to come again, all can see it, and it goes on by itself once there is room', async () => {
    disk.full(A_LITTLE);
    const { key, response } = await logUntilFull('a');
    expect(acknowledged.length).toBeGreaterThan(0);
    await requireFull(response);
    for (let n = 0; n < 3; n++) await requireFull(await log(key));
    expect([await status('/readyz'), await status('/healthz'), await status('/api/v1/log-entries')]).toEqual([
      503, 200, 200,
    ]);
    expect(await (await product.request('GET', '/metrics')).text()).toMatch(REFUSED_WRITES);
    await requireAllThere();
    disk.makeRoom();
    expect((await log(key)).status).toBe(201);
    expect((await log('with-room-again')).status).toBe(201);
    expect(await status('/readyz')).toBe(200);
    await requireSound();
  }, 60_000);

  it('so that only the read model does not fit, nothing is acknowledged that cannot be read, and it is made up for', async () => {
    await product.end('SIGKILL');
    const small = new Disk(join(folder, 'data/read-model'));
    product = await Product.start(join(folder, 'data'), small.env);
    small.full(A_LITTLE);
    const { key, response } = await logUntilFull('a');
    await requireFull(response);
    expect([await status('/readyz'), await status('/api/v1/log-entries')]).toEqual([503, 200]);
    await requireAllThere();
    small.makeRoom();
    expect((await log(key)).status).toBe(201);
    expect((await log('with-room-in-both')).status).toBe(201);
    expect(await status('/readyz')).toBe(200);
    small.remove();
    await requireSound();
  }, 60_000);

  it('a start says why it cannot be, or serves what is there, and is as it was once there is room', async () => {
    for (let n = 0; n < 5; n++) await log(`before-${n}`);
    await product.end('SIGKILL');
    disk.full();
    const words = await Product.start(join(folder, 'data'), disk.env).then(
      async (started) => {
        product = started;
        await requireAllThere();
        await requireFull(await log('while'));
        return '';
      },
      (error: Error) => error.message,
    );
    if (words !== '') {
      expect(words).toMatch(/^exit 1: opsledger cannot start: .*(full|disk I\/O)/);
      disk.makeRoom();
      product = await Product.start(join(folder, 'data'), disk.env);
    }
    disk.makeRoom();
    expect((await log('while')).status).toBe(201);
    await requireSound();
  }, 60_000);

  it(
    `a first start leaves nothing that a later one stumbles over (seed ${SEED})`,
    async () => {
      await product.end('SIGKILL');
      for (let round = 0; round < ROUNDS; round++) {
        rmSync(join(folder, 'data'), { recursive: true });
        disk.full(Math.floor(random() * MOST_OF_A_FIRST_START));
        const started = await Product.start(join(folder, 'data'), disk.env).catch(() => null);
        disk.makeRoom();
        product = started ?? (await Product.start(join(folder, 'data'), disk.env));
        acknowledged = [];
        expect((await log('first')).status).toBe(201);
        await requireAllThere();
        await product.end('SIGKILL');
      }
      product = await Product.start(join(folder, 'data'), disk.env);
      await requireSound();
    },
    LIMIT_MS,
  );
});
