import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import type { StoredEvent } from '@kernel/event.js';
import { verifyLedger } from '@verifier/verify-ledger.js';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Product, runClient } from '../support/product.js';
import { Disk, inTheLab } from './disk.js';

const HOUR = 3_600_000;
const TEN_YEARS = 10 * 365 * 24 * HOUR;
const LOGGED_AT_ONCE = 8;

let folder: string;
let disk: Disk;
let product: Product;
let logged = 0;
interface Entry {
  readonly id: string;
  readonly position: number;
  readonly message: string;
  readonly late: boolean;
  readonly recordedAt: string;
}

async function log(key: string, message = key, more: object = {}) {
  const body = { log: 'production', message, ...more };
  const response = await product.request('POST', '/api/v1/log-entries', body, { 'idempotency-key': key });
  return { status: response.status, entry: (await response.json()) as Entry };
}

const some = () => Promise.all(Array.from({ length: LOGGED_AT_ONCE }, () => log(`key-${++logged}`)));

function history(): StoredEvent[] {
  const ledger = new SqliteLedger(join(folder, 'data/ledger.db'), true);
  const events = ledger.readAll(0, ledger.head());
  ledger.close();
  return events;
}

async function listed(asOf: string): Promise<string[]> {
  const page = await product.get(`/api/v1/log-entries?limit=200&asOf=${asOf}`);
  return (page.data as Entry[]).map(({ id }) => id);
}

const STEPS: readonly (readonly [string, () => void])[] = [
  ['steps back by an hour', () => disk.clock.stepBy(-HOUR)],
  ['steps forward by an hour', () => disk.clock.stepBy(HOUR)],
  ['steps forward by ten years', () => disk.clock.stepBy(TEN_YEARS)],
  ['steps back by ten years', () => disk.clock.stepBy(-TEN_YEARS)],
  ['stands', () => disk.clock.freezeAt(Date.now())],
  ['stands in the past', () => disk.clock.freezeAt(Date.now() - TEN_YEARS)],
  ['is right again', () => disk.clock.run()],
];

inTheLab('While the clock of the machine steps', () => {
  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'opsledger-clock-')));
    disk = new Disk(folder);
    product = await Product.start(join(folder, 'data'), disk.env);
  });
  afterEach(() => {
    disk.clock.run();
    disk.makeRoom();
  });
  afterAll(async () => {
    await product.end('SIGKILL');
    disk.remove();
    rmSync(folder, { recursive: true });
  });

  it('order, ids, retries and what was at an instant stay as they were, also after a restart', async () => {
    const entries: Entry[] = [];
    const answered = new Map<string, string[]>();
    for (const [, step] of STEPS) {
      const first = await some();
      entries.push(...first.map(({ entry }) => entry));
      step();
      const again = await log(`key-${logged}`, first.at(-1)!.entry.message);
      expect(again).toMatchObject({ status: 201, entry: { id: first.at(-1)!.entry.id } });
      entries.push(...(await some()).map(({ entry }) => entry));
      for (const [instant, ids] of answered) expect([instant, await listed(instant)]).toEqual([instant, ids]);
      const instant = new Date(timeOfLedger() - 1).toISOString();
      answered.set(instant, await listed(instant));
    }
    await product.end('SIGKILL');
    product = await Product.start(join(folder, 'data'), disk.env);
    for (const [instant, ids] of answered) expect([instant, await listed(instant)]).toEqual([instant, ids]);
    expect(new Set(history().map(({ id }) => id)).size).toBe(history().length);
    expect(history().filter(({ type }) => type === 'log-entry.logged')).toHaveLength(entries.length);
    const feed = await product.get('/api/v1/events?limit=250&types=log-entry.logged');
    const places = (feed.data as { position: number; stream: string }[]).map((event) => [event.position, event.stream]);
    expect(places).toEqual(
      entries.toSorted((a, b) => a.position - b.position).map(({ position, id }) => [position, `log-entry-${id}`]),
    );
    expect(entries.filter(({ late }) => late)).toEqual([]);
    expect(verifyLedger(join(folder, 'data/ledger.db')).findings).toEqual([]);
    expect((await product.cli(['verify', '--read-models'])).code).toBe(0);
  }, 60_000);

  it('a retry of before the step is still the same request', async () => {
    for (const [name, step] of STEPS) {
      const before = await log(name.replaceAll(' ', '-'), name);
      step();
      const again = await log(name.replaceAll(' ', '-'), name);
      expect([name, again.status, again.entry.position]).toEqual([name, 201, before.entry.position]);
    }
  });

  it('a token is good until the clock says that it has expired', async () => {
    const expiresAt = new Date(Date.now() + HOUR / 2).toISOString();
    const asked = { tool: 'deploy', scopes: ['log:write'], expiresAt };
    const { secret } = (await (await product.request('POST', '/api/v1/tokens', asked)).json()) as { secret: string };
    const me = async () =>
      (await fetch(`${product.url}/api/v1/me`, { headers: { authorization: `Bearer ${secret}` } })).status;
    const answers = [await me()];
    for (const by of [HOUR, -HOUR, TEN_YEARS]) {
      disk.clock.stepBy(by);
      answers.push(await me());
    }
    expect(answers).toEqual([200, 401, 200, 401]);
  });

  it('an entry is late by the clock of the ledger, and of the future only beyond two minutes', async () => {
    const occurredAt = new Date().toISOString();
    disk.clock.stepBy(HOUR);
    expect(await log('late', 'late', { occurredAt })).toMatchObject({ status: 201, entry: { late: true } });
    disk.clock.stepBy(-HOUR - 60_000);
    expect(await log('early', 'early', { occurredAt })).toMatchObject({ status: 201, entry: { late: false } });
    disk.clock.stepBy(-HOUR);
    expect(await log('future', 'future', { occurredAt })).toMatchObject({
      status: 400,
      entry: { code: 'in-the-future' },
    });
  });

  it('it is not ready for a few seconds after a write failed, not until the clock has caught up', async () => {
    disk.full();
    expect((await log('full')).status).toBe(503);
    expect((await product.request('GET', '/readyz')).status).toBe(503);
    disk.makeRoom();
    disk.clock.stepBy(-TEN_YEARS);
    const began = performance.now();
    while ((await product.request('GET', '/readyz')).status !== 200)
      expect(performance.now() - began).toBeLessThan(15_000);
    expect((await log('full')).status).toBe(201);
  }, 30_000);

  it('what was written while nothing could be is delivered once, in whatever order the clock gave', async () => {
    const env = { ...disk.env, OPSLEDGER_SPOOL: join(disk.scratch, 'spool'), OPSLEDGER_TOKEN: product.token };
    const cli = (...args: string[]) => runClient(args, { ...env, OPSLEDGER_URL: product.url });
    disk.full();
    for (const message of ['first', 'second']) {
      expect(await cli('log', 'admin', message, '--spool')).toMatchObject({ code: 0 });
      disk.clock.stepBy(-HOUR);
    }
    disk.makeRoom();
    disk.clock.run();
    expect(await cli('log', '--flush')).toMatchObject({ code: 0, err: '' });
    const { data } = await product.get('/api/v1/log-entries?log=admin');
    expect((data as Entry[]).map(({ message }) => message).toSorted()).toEqual(['first', 'second']);
  }, 30_000);

  it('a caller is let in again after its ten seconds, though the clock was set back or stands', async () => {
    await product.end('SIGKILL');
    product = await Product.start(join(folder, 'data'), { ...disk.env, OPSLEDGER_RATE_LIMIT: '1' });
    const ask = async () => (await product.request('GET', '/api/v1/logs')).status;
    const began = performance.now();
    await ask();
    disk.clock.stepBy(-HOUR);
    while ((await ask()) === 200);
    disk.clock.freezeAt(Date.now());
    while ((await ask()) === 429) expect(performance.now() - began).toBeLessThan(25_000);
  }, 40_000);
});

/** The latest instant that the ledger knows. */
function timeOfLedger(): number {
  return Math.max(...history().map(({ recordedAt }) => recordedAt));
}
