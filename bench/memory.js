import { setTimeout as pause } from 'node:timers/promises';
import { inFolder, jsonBy, memoryOf, startServer } from './load.js';
import { paired, report, valueBelow } from './measure.js';
import { ENTRIES, seeded } from './seed.js';

const SETTLED_AFTER_MS = 5_000;
const REQUESTS = 50;
const READS = ['api/v1/log-entries', 'api/v1/log-entries?q=kernel', 'api/v1/operations', 'sal/production', 'readyz'];

export const baseline = 'The same server, after the same requests, over an empty ledger.';

/** Megabytes that the server holds at rest: started, asked a few things, left alone for some seconds. */
export default async function memory() {
  const folder = await seeded();
  await inFolder(async (empty) => {
    const measured = await paired(
      () => atRest(folder),
      () => atRest(empty),
    );
    const figure = `resident memory at rest with ${ENTRIES} entries, vs an empty ledger`;
    report({ figure, unit: 'MB', ...measured }, valueBelow(250, 'MB'));
  });
}

async function atRest(folder) {
  const server = await startServer(folder);
  const headers = jsonBy(server.token());
  for (let n = 0; n < REQUESTS; n++) {
    const read = await fetch(`${server.url}/${READS[n % READS.length]}`);
    await read.arrayBuffer();
    const body = JSON.stringify({ log: 'production', message: `a measured entry, ${n}` });
    // With a key it is written in the first round alone: a kept folder stays as it is.
    const key = { ...headers, 'idempotency-key': `bench-memory-${n}` };
    const written = await fetch(`${server.url}/api/v1/log-entries`, { method: 'POST', headers: key, body });
    if (!read.ok || !written.ok) throw new Error(`${read.status} ${read.url}, ${written.status}`);
  }
  await pause(SETTLED_AFTER_MS);
  const megabytes = memoryOf(server.pid, 'VmRSS');
  await server.kill();
  return megabytes;
}
