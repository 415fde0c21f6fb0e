import { join } from 'node:path';
import { bareSeconds } from './bare-sqlite.js';
import { inFolder, jsonBy, load, startServer } from './load.js';
import { message } from './made-up.js';
import { ofPairs, report, ROUNDS, valueAtLeast } from './measure.js';

const ITEMS = 100;
const CALLERS = 4;
/** Made beforehand: making them would cost the machine as much as taking them. */
const BODIES = 200;
/** After so many messages each operation that began has ended. */
const WHOLE = 6;

export const baseline =
  'The events, entries and words that the route wrote, inserted again into bare SQLite by one thread, 1000 events a transaction.';

/** Entries per second by POSTs of 100 each, with all that a single one has at the ack. */
export default async function batchRoute() {
  const bodies = Array.from({ length: BODIES }, (_, n) => body(n));
  const pairs = [];
  for (let round = 0; round < ROUNDS; round++) {
    await inFolder(async (folder) => {
      const server = await startServer(folder);
      await entriesPerSecond(server, bodies);
      const value = await entriesPerSecond(server, bodies);
      const written = await head(server.url);
      await server.kill();
      pairs.push([value, written / bareSeconds(folder, join(folder, 'bare.db'))]);
      console.error(`round ${round + 1} of ${ROUNDS}: ${pairs.at(-1).map(Math.round).join(' / ')}`);
    });
  }
  const figure = `entries/s by ${CALLERS} callers of the batch route, ${ITEMS} each, vs the same rows into bare SQLite with full text`;
  report({ figure, unit: 'entries/s', ...ofPairs(pairs) }, valueAtLeast(60_000, 'entries/s'));
}

function body(n) {
  const first = n * Math.ceil(ITEMS / WHOLE) * WHOLE;
  return JSON.stringify(
    Array.from({ length: ITEMS }, (_, item) => ({ log: 'production', message: message(first + item) })),
  );
}

/** Counted by the ledger, so that an item that was refused counts for nothing. */
async function entriesPerSecond({ url, token }, bodies) {
  const before = await head(url);
  const requests = bodies.map((body) => ({
    method: 'POST',
    path: '/api/v1/log-entries/batch',
    body,
    headers: jsonBy(token()),
  }));
  const { duration } = await load({ url, connections: CALLERS, requests });
  return ((await head(url)) - before) / duration;
}

async function head(url) {
  return (await (await fetch(`${url}/readyz`)).json()).head;
}
