import { verifyLedger } from '@verifier/verify-ledger.js';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chance } from '../support/chance.js';
import { Product, runClient } from '../support/product.js';

const ROUNDS = Number(process.env['ROUNDS'] ?? 2);
const SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
const WRITERS = 6;
const CROWD = 10;
/** More would not run at once on the cores of most machines. */
const CONTENDERS = 4;
const LOCKS = 10 * ROUNDS;
const MOMENT_IN_MS = 4;
const LONGEST_RUN_MS = 300;
const IN_USE = /^exit 1: opsledger cannot start: another opsledger is running on .*: stop it first$/;

let root: string;
let data: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'opsledger-'));
  data = join(root, 'data');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Whether no thread of a process runs any more. */
function isStopped(pid: number): boolean {
  return readdirSync(`/proc/${pid}/task`).every((task) =>
    / \(.*\) T /.test(readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8').replaceAll('\n', ' ')),
  );
}

async function stop(product: Product): Promise<void> {
  product.signal('SIGSTOP');
  while (!isStopped(product.pid)) await wait(1);
}

const post = (product: Product, message: string): Promise<Response> =>
  product.request('POST', '/api/v1/log-entries', { log: 'production', message });
const lastWords = (starting: Promise<Product>): Promise<string> =>
  starting.then(
    () => 'it started',
    (error: Error) => error.message,
  );

it(`a server that is stopped acknowledges nothing, keeps its folder to itself, and goes on where it was (seed ${SEED})`, async () => {
  const random = chance(SEED);
  const product = await Product.start(data);
  const acknowledged = new Map<string, number>();
  let stopped = false;
  let running = true;
  const early: string[] = [];
  const write = async (writer: number): Promise<void> => {
    for (let n = 0; running; n++) {
      const message = `writer ${writer}, entry ${n}`;
      const wasStopped = stopped;
      const response = await post(product, message);
      if (wasStopped && stopped) early.push(message);
      expect(response.status).toBe(201);
      acknowledged.set(message, ((await response.json()) as { position: number }).position);
    }
  };
  const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  for (let round = 0; round < ROUNDS; round++) {
    await wait(random() * LONGEST_RUN_MS);
    await stop(product);
    stopped = true;
    const last = Math.max(0, ...acknowledged.values());
    expect(await lastWords(Product.start(data))).toMatch(IN_USE);
    const backup = await runClient(['backup', join(root, `${round}.db`), '--json'], { OPSLEDGER_DATA: data });
    expect([backup.code, backup.err]).toEqual([0, '']);
    expect((JSON.parse(backup.out) as { report: { events: number } }).report.events).toBeGreaterThanOrEqual(last);
    expect(early).toEqual([]);
    stopped = false;
    product.signal('SIGCONT');
  }
  expect((await post(product, 'goes on')).status).toBe(201);
  running = false;
  await writing;
  expect(await product.end('SIGTERM')).toBe(0);
  expect(verifyLedger(join(data, 'ledger.db')).findings).toEqual([]);
  const again = await Product.start(data);
  const text = await (await again.request('GET', '/api/v1/logs/production/sal.ndjson')).text();
  const there = text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { message: string }).message);
  expect(there.toSorted()).toEqual([...acknowledged.keys(), 'goes on'].toSorted());
  await again.end('SIGKILL');
}, 60_000);

it('of several that are started at once on one folder exactly one serves, the first time and right after a kill -9', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const starts = Array.from({ length: round === 0 ? CROWD : 2 }, () => Product.start(data));
    const refused = await Promise.all(starts.map(lastWords));
    const products = (await Promise.allSettled(starts)).flatMap((start) =>
      start.status === 'fulfilled' ? start.value : [],
    );
    for (const product of products) product.signal('SIGKILL');
    await Promise.all(products.map((product) => product.end('SIGKILL')));
    expect(products).toHaveLength(1);
    expect(refused.filter((words) => !IN_USE.test(words))).toEqual(['it started']);
  }
}, 120_000);

it(`of ${CONTENDERS} processes that want one lock at the same moment exactly one gets it, ${LOCKS} times`, async () => {
  const contenders = Array.from({ length: CONTENDERS }, () => fork(join(__dirname, 'lock-contender.mjs')));
  const heard = (one: ChildProcess): Promise<string> => once(one, 'message').then(([words]) => words as string);
  const tell = (path: string | null): Promise<string[]> => {
    const answers = contenders.map(heard);
    const at = performance.timeOrigin + performance.now() + MOMENT_IN_MS;
    for (const one of contenders) one.send({ path, at });
    return Promise.all(answers);
  };
  await Promise.all(contenders.map(heard));
  const winners: number[] = [];
  for (let n = 0; n < LOCKS; n++) {
    const answers = await tell(join(root, `lock-${n}`));
    winners.push(answers.filter((answer) => answer === 'took it').length);
    await tell(null);
  }
  for (const one of contenders) one.disconnect();
  await Promise.all(contenders.map((one) => once(one, 'exit')));
  expect(winners).toEqual(winners.map(() => 1));
}, 300_000);
