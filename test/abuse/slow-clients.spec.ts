import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Product } from '../support/product.js';
import { memoryOf, openFilesOf } from './process-figures.js';

const CONNECTIONS = Number(process.env['CONNECTIONS'] ?? 200);
const IS_LONG = CONNECTIONS >= 2000;
/** The first two are closed sooner: the short form waits for no other. */
const KINDS = IS_LONG ? ['silent', 'headers', 'body', 'chunked body'] : ['silent', 'headers'];
const CLOSED_WITHIN_MS = 10_000;
const READERS = IS_LONG ? 200 : 20;
const READERS_CLOSED_WITHIN_MS = 65_000;
/** A short look on a machine that does other things beside says little. */
const TIMES_SLOWER = IS_LONG ? 2 : 20;
const HEALTHY = { connections: 8, seconds: IS_LONG ? 5 : 1 };
const READ = '/api/v1/logs/admin/sal.ndjson';
const MOST_MEGABYTES_MORE = IS_LONG ? 800 : 120;
const FAT_BATCHES = 5;

let product: Product;
beforeAll(async () => {
  product = await Product.startAfresh();
});
const programs: ChildProcess[] = [];
afterAll(async () => {
  for (const program of programs) program.kill();
  await product.endAndForget();
});

/** Milliseconds that 99 of 100 healthy requests take at most. */
async function healthy(marker: string, seconds = HEALTHY.seconds): Promise<number> {
  const order = JSON.stringify({ port: product.port, token: product.token, marker, ...HEALTHY, seconds });
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'load.mjs'), order], {
    maxBuffer: 2 ** 28,
  });
  const { p99, statuses } = JSON.parse(stdout) as { p99: number; statuses: object };
  expect(Object.keys(statuses)).toEqual(['201']);
  return p99;
}

interface Slow {
  readonly left: number;
  readonly slowest: Readonly<Record<string, number>>;
}

/** Resolves when all are open; `told` when all are closed, or the time is over. */
async function slow(order: object): Promise<{ told: Promise<Slow> }> {
  const program = spawn(process.execPath, [
    join(__dirname, 'slow.mjs'),
    JSON.stringify({ port: product.port, ...order }),
  ]);
  programs.push(program);
  const lines = createInterface(program.stdout);
  await once(lines, 'line');
  const told = once(lines, 'line').then(([line]) => JSON.parse(line as string) as Slow);
  return { told };
}

it(
  `${CONNECTIONS} clients that are slow to send are closed in time, and others do not notice them`,
  async () => {
    await healthy('warm', 0.5);
    const alone = await healthy('alone');
    const { told } = await slow({ count: CONNECTIONS, kinds: KINDS, waitMs: 20_000 });
    const beside = await healthy('beside');
    const { left, slowest } = await told;
    const after = await healthy('after');
    console.info(`p99 ${alone} ms alone, ${beside} ms beside, ${after} ms after; ${JSON.stringify(slowest)}`);
    expect([left, Object.keys(slowest).sort()]).toEqual([0, KINDS.toSorted()]);
    expect(Math.max(...Object.values(slowest))).toBeLessThan(CLOSED_WITHIN_MS);
    expect(beside).toBeLessThanOrEqual(Math.max(alone, after) * TIMES_SLOWER);
  },
  CLOSED_WITHIN_MS * 6,
);

it(
  `${READERS} readers that never take their answer hold a part of it each${IS_LONG ? ', and are closed' : ''}`,
  async () => {
    const fat = (n: number) => ({ log: 'admin', message: `${n} ${'☃'.repeat(20_000)}` });
    for (let batch = 0; batch < FAT_BATCHES; batch++) {
      const entries = Array.from({ length: 40 }, (_, n) => fat(n));
      expect((await product.request('POST', '/api/v1/log-entries/batch', entries)).status).toBe(200);
    }
    const [before, files] = [memoryOf(product.pid), openFilesOf(product.pid)];
    await slow({
      count: READERS,
      kinds: ['reader'],
      path: READ,
      waitMs: 2 * READERS_CLOSED_WITHIN_MS,
    });
    const p99 = await healthy('beside readers');
    const more = memoryOf(product.pid).most - before.most;
    console.info(`${more} MB more, p99 ${p99} ms`);
    expect(more).toBeLessThan(MOST_MEGABYTES_MORE);
    if (IS_LONG) {
      const until = performance.now() + READERS_CLOSED_WITHIN_MS;
      while (openFilesOf(product.pid) > files && performance.now() < until) await wait(50);
      expect(openFilesOf(product.pid)).toBeLessThanOrEqual(files);
    }
  },
  READERS_CLOSED_WITHIN_MS * 2,
);
