import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { features } from '@features/features.js';
import type { StoredEvent } from '@kernel/event.js';
import { compareReadModel } from '@platform/offline/read-models.js';
import { aboutOf } from '@platform/read-model/read-model-files.js';
import { verifyLedger } from '@verifier/verify-ledger.js';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { filesWith } from '../support/files-with.js';
import { chance } from '../support/chance.js';
import { Journal } from '../support/journal.js';
import { Product } from '../support/product.js';
import { Archivist } from './archivist.js';
import { Checker } from './checker.js';
import { type Line, Writers } from './writers.js';

const KILLS = Number(process.env['KILLS'] ?? 5);
const SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
const WRITERS = 8;
const LONGEST_LIFE_MS = 700;
const LONGEST_START_MS = 1200;
const KILLED_WHILE_STARTING = 0.2;
/** Of the others, so many are killed in the middle of a redaction, which has the most steps. */
const KILLED_WHILE_REDACTING = 0.4;
const LONGEST_REDACTION_MS = 60;
/** After so many kills what was erased is looked for, and the read model is compared. */
const LOOK_EVERY = 4;
const REPEATED = 40;

const random = chance(SEED);
const root = mkdtempSync(join(tmpdir(), 'opsledger-'));
const data = join(root, 'data');
const journal = new Journal<Line>(join(root, 'journal'));
const writers = new Writers(journal, random, (marks) => remainsOf(marks));
const archivist = new Archivist(data, join(root, 'copies'), random);
/** Signed by the server; each binds all that came before it. */
const checkpoints: string[] = [];
let reporter = '';
let compared = 0;
let running: Product | null = null;
afterAll(async () => {
  await running?.end('SIGKILL');
  rmSync(root, { recursive: true });
});

async function start(): Promise<Product> {
  return (running = await Product.start(data));
}

/** An index holds the beginning of a word only where it differs from the word before: so their ends are looked for. */
function remainsOf(marks: readonly string[]): string[] {
  return filesWith(
    data,
    marks.map((mark) => mark.slice(-12)),
  );
}

function eventsNow(): StoredEvent[] {
  const ledger = new SqliteLedger(join(data, 'ledger.db'), true);
  const events = ledger.readAll(0, ledger.head());
  ledger.close();
  return events;
}

const checker = (): Checker => new Checker(journal.lines(), eventsNow(), reporter);

async function killedWhileStarting(): Promise<void> {
  const started = Product.start(data, {}, AbortSignal.timeout(1 + Math.floor(random() * LONGEST_START_MS)));
  const product = await started.catch(() => null);
  await product?.end('SIGKILL');
}

async function aRandomMoment(): Promise<void> {
  const moment = wait(random() * LONGEST_LIFE_MS);
  if (random() >= KILLED_WHILE_REDACTING) return moment;
  await Promise.race([once(writers.redacting, 'sent'), moment]);
  await wait(random() * LONGEST_REDACTION_MS);
}

async function killedAtWork(product: Product): Promise<void> {
  let isAlive = true;
  const writing = Array.from({ length: WRITERS }, () => writers.write(product, () => isAlive));
  await aRandomMoment();
  const died = product.end('SIGKILL');
  isAlive = false;
  expect(await died).toBe('SIGKILL');
  await Promise.all(writing);
}

/** As it lies there after a kill; one that holds what is erased by now is due to be built anew anyway. */
function compareAsItLies(): void {
  const ledger = new SqliteLedger(join(data, 'ledger.db'), true);
  const erasures = ledger.erasures();
  ledger.close();
  const models = readdirSync(join(data, 'read-model')).filter((name) => name.endsWith('.db'));
  if (models.every((name) => aboutOf(join(data, 'read-model', name))?.erasures !== erasures)) return;
  compared++;
  expect(compareReadModel(data, features).tables.filter(({ same }) => !same)).toEqual([]);
}

async function lookForErased(product: Product): Promise<void> {
  await product.rebuilt();
  expect(remainsOf(checker().erased)).toEqual([]);
}

/** What nobody knows, and some of what is known, is asked again: each is there once afterwards. */
async function repeatAll(product: Product): Promise<void> {
  const attempts = journal.lines().filter((line) => line.did === 'attempt');
  const known = attempts.filter(() => random() < REPEATED / attempts.length);
  const left = [...new Set([...checker().unknown, ...known])];
  const repeat = async (): Promise<void> => {
    for (let attempt = left.pop(); attempt !== undefined; attempt = left.pop()) {
      const outcomes = await writers.repeat(product, attempt);
      if (outcomes !== null) journal.write({ did: 'answer', key: attempt.key, outcomes });
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, repeat));
}

it(
  `${KILLS} × kill -9 under ${WRITERS} writers, rebuilds, backups and imports: what was acknowledged is there once, the rest once or not at all (seed ${SEED})`,
  async () => {
    let copying: Promise<void> | null = null;
    for (let kill = 1; kill <= KILLS; kill++) {
      if (random() < KILLED_WHILE_STARTING) {
        await killedWhileStarting();
        continue;
      }
      const product = await start();
      checkpoints.push(await (await product.request('GET', '/api/v1/checkpoint')).text());
      reporter = (await product.get('/api/v1/me')).id as string;
      copying ??= archivist.copy(writers.acknowledged).finally(() => (copying = null));
      if (kill % LOOK_EVERY === 0) await lookForErased(product);
      await killedAtWork(product);
      if (kill % LOOK_EVERY === 0) compareAsItLies();
    }
    await copying;

    const product = await start();
    const before = checker();
    expect(before.findings()).toEqual([]);
    const { unknown, unknownButThere } = before;
    await repeatAll(product);
    await lookForErased(product);
    expect(await product.end('SIGTERM')).toBe(0);

    const after = checker();
    expect(after.findings()).toEqual([]);
    expect(after.unknown).toEqual([]);
    expect(remainsOf(after.erased)).toEqual([]);
    expect(writers.surprises).toEqual([]);
    expect(await archivist.findings(eventsNow())).toEqual([]);
    expect(verifyLedger(join(data, 'ledger.db'), { against: checkpoints }).findings).toEqual([]);
    compareAsItLies();
    expect(compared).toBeGreaterThan(0);
    expect(before.count('acknowledged')).toBeGreaterThan(KILLS);
    console.info(
      `${KILLS} kills: ${before.count('acknowledged')} acknowledged, 0 lost; ${unknown.length} attempts unknown, ` +
        `${unknownButThere} of their events there; ${before.count('refused')} refused; ${after.erased.length} erased; ` +
        `${archivist.made.length} copies; the read model compared ${compared} times`,
    );
    journal.close();
  },
  60_000 + KILLS * 10_000,
);
