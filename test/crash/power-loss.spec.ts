import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { decodeContent } from '@kernel/event-format.js';
import type { StoredEvent } from '@kernel/event.js';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chance } from '../support/chance.js';
import { IN_MEMORY } from '../support/in-memory.js';
import { Product } from '../support/product.js';
import { MortalDisk } from './crash-states.js';
import { Disk, inTheLab } from './disk.js';
import { type Moment, momentsOf, type Recorded } from './moments.js';
import { Recording } from './recorded-disk.js';
import { type Acknowledged, recordRun, SECRET } from './recorded-run.js';
import { putBack, Reopened } from './reopened.js';
import { READY, Told } from './told.js';

const STATES = Number(process.env['STATES'] ?? 120);
const SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
/** A record of before, to try the same states again. */
const RECORD = process.env['RECORD'];
const IS_LONG = STATES >= 1000;
const SIZE = IS_LONG ? { entries: 300, batches: 8, longest: 3000 } : { entries: 40, batches: 2, longest: 1000 };
/** One in so many states is started as a whole, with its read model; all of the first start are. */
const START_EVERY = Number(process.env['START_EVERY'] ?? (IS_LONG ? 24 : 8));
/** Of these, so many by the real server. */
const REAL_STARTS = IS_LONG ? 20 : 1;
const READ_MODELS = '/data/read-model';
const TMPDIR = tmpdir();

let folder: string;
let root: string;
let disk: Disk;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(IN_MEMORY, 'opsledger-power-')));
  // Where the product replays to compare.
  process.env['TMPDIR'] = folder;
  root = join(folder, 'root');
  mkdirSync(root);
  disk = new Disk(root);
});
afterEach(() => {
  process.env['TMPDIR'] = TMPDIR;
  disk.remove();
  rmSync(folder, { recursive: true });
});

inTheLab('Power that fails at any moment, from the first start on', () => {
  it(
    `loses nothing that was acknowledged, and what is left starts: ${STATES} states (seed ${SEED})`,
    async () => {
      const random = chance(SEED);

      const acknowledged = RECORD === undefined ? await recordRun(disk, root, SIZE, random) : [];
      const recording = new Recording(RECORD ?? disk.recordPath);
      const record = { root: recording.root, steps: recording.next() };

      const truth = inTheEnd(record);
      for (const one of acknowledged) requireWritten(one, truth);

      const moments = momentsOf(record, random, STATES);

      const findings = await tryAll(record, moments, truth);
      console.info(
        `${moments.length} states of ${record.steps.length} steps, ${truth.length} events: ${findings.length} wrong`,
      );
      if (findings.length > 0) findings.unshift(kept());
      expect(findings).toEqual([]);
      if (IS_LONG) expect(moments).toHaveLength(STATES);
    },
    60_000 + STATES * 1000,
  );
});

async function tryAll(
  { root: top, steps }: Recorded,
  moments: readonly Moment[],
  truth: readonly StoredEvent[],
): Promise<string[]> {
  const [mortal, told, reopened] = [new MortalDisk(top), new Told(), new Reopened(root, truth)];
  const isReady = steps.findIndex((step) => step.is === 'said' && step.text.startsWith(READY));
  const byTheServer = evenly(
    moments.filter((moment) => moment.steps <= isReady),
    REAL_STARTS,
  );
  const findings: string[] = [];
  let done = 0;
  for (const moment of moments) {
    for (; done < moment.steps; done++) {
      const step = steps[done]!;
      mortal.apply(step);
      if (step.is === 'said') told.hear(step.text);
    }
    const isStarted = !told.isReady || moment.seed % START_EVERY === 0;
    const image = mortal.image(moment, (path) => isStarted || path !== READ_MODELS);
    try {
      putBack(image, root);
      reopened.filesAre(told, image);
      if (!isStarted) reopened.ledgerIs(told);
      else if (byTheServer.has(moment)) await serverStarts(root);
      else await reopened.startIs(told);
    } catch (error) {
      findings.push(`${JSON.stringify(moment)}: ${(error as Error).message}`);
    }
  }
  return findings;
}

async function serverStarts(root: string): Promise<void> {
  const product = await Product.start(join(root, 'data'));
  try {
    const { status } = await product.request('POST', '/api/v1/log-entries', { log: 'admin', message: 'again' });
    if (status !== 201) throw new Error(`an entry is answered ${status}`);
  } finally {
    await product.end('SIGKILL');
  }
}

/** The history, had the power never failed. */
function inTheEnd({ root: top, steps }: Recorded): StoredEvent[] {
  const mortal = new MortalDisk(top);
  steps.forEach((step) => mortal.apply(step));
  putBack(mortal.image({ what: 'everything', share: 1, seed: 0 }), root);
  const ledger = new SqliteLedger(join(root, 'data/ledger.db'), true);
  try {
    return ledger.readAll(0, Number.MAX_SAFE_INTEGER);
  } finally {
    ledger.close();
  }
}

function requireWritten({ position, message }: Acknowledged, truth: readonly StoredEvent[]): void {
  const { content } = truth[position - 1]!;
  const written = content === null ? null : (decodeContent(content).data as { message: string }).message;
  if (written === message || (content === null && message.includes(SECRET))) return;
  throw new Error(`${message} was acknowledged at ${position}, where ${written} is`);
}

function evenly<Value>(values: readonly Value[], count: number): ReadonlySet<Value> {
  return new Set(Array.from({ length: count }, (_, n) => values[Math.floor((n * values.length) / count)]!));
}

/** For `RECORD`. */
function kept(): string {
  const path = join(TMPDIR, `opsledger-record-${SEED}`);
  copyFileSync(disk.recordPath, path);
  return `RECORD=${path} SEED=${SEED} STATES=${STATES} tries the same again`;
}
