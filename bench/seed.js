import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteLedger } from '../dist/libs/event-store/src/sqlite/sqlite-ledger.js';
import { features } from '../dist/libs/features/src/features.js';
import { projectionsOf } from '../dist/libs/platform/src/read-model/read-model-files.js';
import { versionHash } from '../dist/libs/platform/src/read-model/schema.js';
import { Writer } from '../dist/libs/platform/src/read-model/writer.js';
import { startServer } from './load.js';
import { append } from './made-up.js';

export const ENTRIES = Number(process.env.BENCH_ENTRIES ?? 1_000_000);
const BATCH = 1000;
const SAY_EVERY = 100_000;

/** A data folder with many entries, one each so many seconds: made once, and kept in the temporary folder. */
export function seeded(entries = ENTRIES, everySeconds = 30) {
  return kept(`${entries}-${everySeconds}`, versionHash(projectionsOf(features)), async (folder) => {
    await (await startServer(folder)).kill();
    const writer = new Writer(folder, features);
    const start = Date.now() - entries * everySeconds * 1000;
    inBatches(
      entries,
      (n) => append(n, start, everySeconds),
      (batch) => writer.commit(batch),
    );
    writer.close();
  });
}

/** A copy of such a folder, for what changes it. */
export async function copyOfSeeded(folder) {
  cpSync(await seeded(), folder, { recursive: true });
}

/** A folder with a ledger file alone, of so many events at least. */
export function seededLedger(events) {
  return kept(`ledger-${events}`, 'a ledger', async (folder) => {
    // The first event is one that only a server writes.
    await (await startServer(folder)).kill();
    rmSync(join(folder, 'read-model'), { recursive: true });
    const ledger = new SqliteLedger(join(folder, 'ledger.db'));
    const start = Date.now() - events * 1000;
    inBatches(
      events,
      (n) => append(n, start, 1),
      (batch) => ledger.append(batch),
    );
    ledger.close();
  });
}

/** What was made by projections of other versions is made again: a server would rebuild it while it is measured. */
export async function kept(name, kind, make) {
  const folder = join(tmpdir(), `opsledger-bench-${name}`);
  const mark = join(folder, 'complete');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === kind) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await make(folder);
  writeFileSync(mark, kind);
  return folder;
}

function inBatches(count, make, take) {
  for (let n = 0; n < count; n += BATCH) {
    take(Array.from({ length: Math.min(BATCH, count - n) }, (_, index) => make(n + index)));
    if (n % SAY_EVERY === 0) console.error(`seeding: ${n} of ${count}`);
  }
}
