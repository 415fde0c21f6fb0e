import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteLedger } from '../dist/libs/event-store/src/sqlite/sqlite-ledger.js';
import { inFolder, startServer } from './load.js';
import { append } from './made-up.js';
import { paired, ratioAtLeast, report } from './measure.js';

const BATCH = 64;
const BATCHES = Number(process.env.BENCH_BATCHES ?? 300);

export const baseline = 'The same bytes in a plain file: one write and one fdatasync for each batch, nothing else.';

/** Appends per second of the ledger file alone, in batches of 64, vs a log that is only written and flushed. */
export default async function rawLog() {
  await inFolder(async (folder) => {
    await (await startServer(folder)).kill();
    const ledger = new SqliteLedger(join(folder, 'ledger.db'));
    const log = openSync(join(folder, 'raw.log'), 'a');
    let next = 0;
    const batches = () =>
      Array.from({ length: BATCHES }, () => Array.from({ length: BATCH }, () => append(next++, Date.now(), 0)));
    const measured = await paired(
      () => perSecond(batches(), (batch) => ledger.append(batch)),
      () => perSecond(batches().map(bytesOf), (bytes) => writeSync(log, bytes) && fdatasyncSync(log)),
    );
    ledger.close();
    closeSync(log);
    const figure = `appends/s of the ledger alone in batches of ${BATCH}, vs a raw log that is flushed for each`;
    report({ figure, unit: 'appends/s', ...measured }, ratioAtLeast(0.35));
  });
}

function perSecond(batches, take) {
  const started = performance.now();
  for (const batch of batches) take(batch);
  return (batches.length * BATCH) / ((performance.now() - started) / 1000);
}

/** What a log would hold of a batch: of each event its content and its envelope. */
function bytesOf(batch) {
  return Buffer.concat(
    batch.flatMap(({ stream, expected, events: [{ content, ...envelope }] }) => [
      Buffer.from(JSON.stringify({ stream, revision: expected + 1, ...envelope })),
      content,
    ]),
  );
}
