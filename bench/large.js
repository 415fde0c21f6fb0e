import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteLedger } from '../dist/libs/event-store/src/sqlite/sqlite-ledger.js';
import { inFolder } from './load.js';
import { append } from './made-up.js';
import { paired, ratioAtLeast, report } from './measure.js';
import { seededLedger } from './seed.js';

const LARGE = Number(process.env.BENCH_LARGE ?? (process.argv.includes('--large') ? 5_000_000 : 1_000_000));
const SMALL = 100_000;
const BATCH = 64;
const BATCHES = 300;

export const baseline = 'The same appends to a ledger file of 100,000 events.';

/** Appends per second of the ledger file alone: 5 M events with `--large`, otherwise 1 M. */
export default async function large() {
  await inFolder(async (folder) => {
    const [big, little] = [await opened(LARGE, folder), await opened(SMALL, folder)];
    let next = LARGE;
    const rate = (ledger) => {
      const batches = Array.from({ length: BATCHES }, () =>
        Array.from({ length: BATCH }, () => append(next++, Date.now(), 0)),
      );
      const started = performance.now();
      for (const batch of batches) ledger.append(batch);
      return (BATCHES * BATCH) / ((performance.now() - started) / 1000);
    };
    [big, little].forEach(rate);
    const measured = await paired(
      () => rate(big),
      () => rate(little),
    );
    [big, little].forEach((ledger) => ledger.close());
    const figure = `appends/s of the ledger alone in batches of ${BATCH} at ${LARGE} events, vs at ${SMALL}`;
    report({ figure, unit: 'appends/s', ...measured }, ratioAtLeast(0.85));
  });
}

/** A copy, because what is measured is there afterwards. */
async function opened(events, folder) {
  const copy = join(folder, `${events}.db`);
  copyFileSync(join(await seededLedger(events), 'ledger.db'), copy);
  return new SqliteLedger(copy);
}
