import { execFile } from 'node:child_process';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Product } from '../support/product.js';
import { memoryOf } from './process-figures.js';

/** The load comes from a process of its own, but from the same machine: what it takes, the server does not have. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 1);
const SECONDS = Number(process.env['SECONDS'] ?? 1);
/** One short round beside other specs only says that it does not break down; several, alone, are held to the promise. */
const LEAST_SHARE = ROUNDS > 1 ? 0.8 : 0.1;
const TIMES_OVER = 5;
/** A second; where others took the machine while its capacity was measured, five times that may be no overload. */
const LEAST_OFFERED = 10_000;
const CLOSED = { connections: 64, seconds: SECONDS };
const OPEN = { connections: 1000, seconds: SECONDS * 2 };
const MOST_MEGABYTES_MORE = 250;
const TURNS = 20;
const SLOWEST_MS = 5_000;

interface Figures {
  readonly sent: number;
  readonly inVain: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly unanswered: number;
  readonly withoutRetryAfter: number;
  readonly perSecond: number;
  readonly p99: number;
  readonly acknowledged: readonly number[];
}

let product: Product;
beforeAll(async () => {
  product = await Product.startAfresh();
});
afterAll(async () => {
  await product.endAndForget();
});

async function load(marker: string, wish: { connections: number; seconds: number; rate?: number }): Promise<Figures> {
  const program = join(__dirname, 'load.mjs');
  const order = JSON.stringify({ port: product.port, token: product.token, marker, ...wish });
  const { stdout } = await promisify(execFile)(process.execPath, [program, order], { maxBuffer: 2 ** 28 });
  return JSON.parse(stdout) as Figures;
}

async function stored(marker: string): Promise<Set<number>> {
  const response = await product.request('GET', '/api/v1/logs/production/sal.ndjson');
  const messages = (await response.text()).matchAll(new RegExp(`"message":"${marker} (\\d+)"`, 'g'));
  return new Set([...messages].map(([, number]) => Number(number)));
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

it(
  `offered ${TIMES_OVER} times what it can take, it takes as much as ever, and refuses the rest with Retry-After`,
  async () => {
    await load('warm', { ...CLOSED, seconds: 0.5 });
    const before = memoryOf(product.pid);
    const shares: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const first = await load(`alone-${round}`, CLOSED);
      const rate = Math.max(first.perSecond * TIMES_OVER, LEAST_OFFERED);
      const over = await load(`over-${round}`, { ...OPEN, rate });
      const second = await load(`again-${round}`, CLOSED);
      const most = (first.perSecond + second.perSecond) / 2;
      shares.push(over.perSecond / most);
      const { acknowledged, ...told } = over;
      console.info(`alone ${first.perSecond}/s and ${second.perSecond}/s, offered ${rate}/s: ${JSON.stringify(told)}`);

      expect(Object.keys(over.statuses)).toEqual(['201', '503']);
      expect([over.unanswered, over.withoutRetryAfter]).toEqual([0, 0]);
      expect(over.p99).toBeLessThan(SLOWEST_MS);
      const there = await stored(`over-${round}`);
      expect(acknowledged.filter((number) => !there.has(number))).toEqual([]);
    }
    expect(middle(shares)).toBeGreaterThan(LEAST_SHARE);
    expect(memoryOf(product.pid).most - before.most).toBeLessThan(MOST_MEGABYTES_MORE);
    const metrics = await (await product.request('GET', '/metrics')).text();
    expect(Number(/^opsledger_http_shed_total (\d+)/m.exec(metrics)![1])).toBeGreaterThan(0);
  },
  60_000 + ROUNDS * SECONDS * 10_000,
);

it('a client that writes on and on and reads no answer takes neither the memory nor the turn of others', async () => {
  const body = '{"log":"production","message":"on and on"}';
  const head = `POST /api/v1/log-entries HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${product.token}\r\n`;
  const one = `${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const flood = one.repeat(10_000);
  const before = memoryOf(product.pid);
  const sockets = Array.from({ length: 4 }, () =>
    createConnection(product.port, '127.0.0.1', function (this: ReturnType<typeof createConnection>) {
      this.pause().write(flood);
    }).on('error', () => {}),
  );
  const statuses: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    expect((await product.request('GET', '/healthz')).status).toBe(200);
    const entry = { log: 'production', message: `turn ${turn}` };
    statuses.push((await product.request('POST', '/api/v1/log-entries', entry)).status);
  }
  const more = memoryOf(product.pid).most - before.most;
  console.info(`beside the flood: ${statuses.join(' ')}; ${more} MB more`);
  expect(statuses).toContain(201);
  expect(more).toBeLessThan(MOST_MEGABYTES_MORE);
  for (const socket of sockets) socket.destroy();
});
