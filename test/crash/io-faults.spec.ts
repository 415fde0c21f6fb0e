import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chance } from '../support/chance.js';
import { IN_MEMORY } from '../support/in-memory.js';
import { Product } from '../support/product.js';
import { inTheLab } from './disk.js';
import { type Asked, FaultyServer } from './faulty-server.js';
import { attempt, PROGRAMS } from './faulty-programs.js';
import { FAULT_KINDS, Occurrences, whileFailing } from './occurrences.js';

const FAULTS = process.env['FAULTS'] ?? '12';
const IS_ALL = FAULTS === 'all';
const SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
const TMPDIR = tmpdir();
const LIMIT_MS = IS_ALL ? 3_600_000 : 120_000;

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(IN_MEMORY, 'opsledger-faults-')));
  process.env['TMPDIR'] = folder;
});
afterEach(() => {
  process.env['TMPDIR'] = TMPDIR;
  rmSync(folder, { recursive: true });
});

const CALLS = IS_ALL ? 'each call' : 'some calls';

inTheLab(`A disk that fails at ${CALLS} (seed ${SEED}) under a server`, () => {
  let server: FaultyServer;
  beforeEach(async () => {
    server = new FaultyServer(folder);
    await server.start();
  });
  afterEach(() => server.end());

  const works: readonly (readonly [string, number, () => Promise<Asked[]>])[] = [
    ['an entry, a batch and an amendment are written', 1, () => server.write()],
    ['an entry is redacted and the read model built anew', 1 / 3, () => server.redact()],
  ];
  it.each(works)(
    'while %s: nothing is acknowledged that is not durable, reads go on, writing goes on by itself',
    async (_, share, work) => {
      const occurrences = new Occurrences(IS_ALL, chance(SEED));
      await occurrences.each(FAULT_KINDS, share * Number(FAULTS), async (fault) => {
        const { result, fires, path } = await whileFailing(server.disk, fault, async () => {
          const asked = await work();
          await server.requireReads();
          return asked;
        });
        try {
          server.requireSentences(result);
          server.requireDurable();
          await server.requireRecovered(result);
          return fires;
        } catch (error) {
          throw new Error(`${JSON.stringify(fault)} at ${path}: ${(error as Error).message}`, { cause: error });
        }
      });
      await server.requireAllThere();
      if (IS_ALL) expect(occurrences.fired).toBeGreaterThan(0);
      console.info(`${occurrences.fired} faults, no wrong success`);
    },
    LIMIT_MS,
  );
});

inTheLab(`A disk that fails at ${CALLS} (seed ${SEED})`, () => {
  let from: string;
  beforeAll(async () => {
    from = mkdtempSync(join(IN_MEMORY, 'opsledger-from-'));
    const product = await Product.start(join(from, 'data'));
    await product.request('POST', '/api/v1/log-entries', { log: 'admin', message: 'something' });
    for (const args of [
      ['backup', join(from, 'backup.db')],
      ['export', join(from, 'archive')],
    ]) {
      expect((await product.cli(args)).code).toBe(0);
    }
    await product.end('SIGTERM');
  });
  afterAll(() => rmSync(from, { recursive: true }));

  it.each(PROGRAMS)(
    'while $does: what is said to be done is there after a power loss, what failed says so and goes well the next time',
    async (program) => {
      const occurrences = new Occurrences(IS_ALL, chance(SEED));
      await occurrences.each(FAULT_KINDS, Number(FAULTS) / 12, (fault) => attempt(program, fault, folder, from));
      if (IS_ALL) expect(occurrences.fired).toBeGreaterThan(0);
      console.info(`${occurrences.fired} faults while ${program.does}`);
    },
    LIMIT_MS,
  );
});
