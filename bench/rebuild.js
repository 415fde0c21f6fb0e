import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { modelIn, readModelSeconds } from './bare-sqlite.js';
import { inFolder, jsonBy, startServer } from './load.js';
import { beside, ofPairs, percentile, NO_GATE, ratioAtLeast, report, ROUNDS } from './measure.js';
import { copyOfSeeded, ENTRIES } from './seed.js';

const PAGES_PER_SECOND = 50;
const LOOK_EVERY_MS = 100;

export const baseline =
  'All rows of the read model, words and indexes included, inserted again into bare SQLite by one thread, 1000 entries a transaction.';

/** Entries per second of a rebuild, which a redaction asks for, while the old file goes on serving pages. */
export default async function rebuild() {
  await inFolder(async (folder) => {
    const data = join(folder, 'data');
    await copyOfSeeded(data);
    const [pairs, during, quiet] = [[], [], []];
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startServer(data);
      quiet.push(...(await pages(server, pause(1000))));
      const { seconds, times } = await rebuilt(server);
      during.push(...times);
      await server.kill();
      pairs.push([ENTRIES / seconds, ENTRIES / readModelSeconds(modelIn(data), join(folder, 'bare.db'))]);
      console.error(`round ${round + 1} of ${ROUNDS}: ${pairs.at(-1).map(Math.round).join(' / ')}`);
    }
    const figure = `rebuild of ${ENTRIES} entries with full text while the old file serves, vs the same rows into bare SQLite`;
    report({ figure, unit: 'entries/s', ...ofPairs(pairs) }, ratioAtLeast(0.7));
    const served = `p99 of pages, ${PAGES_PER_SECOND} a second, during the rebuild, vs before it`;
    report({ figure: served, unit: 'ms', ...beside(percentile(during, 0.99), percentile(quiet, 0.99)) }, NO_GATE);
  });
}

async function rebuilt(server) {
  const { data } = await (await fetch(`${server.url}/api/v1/log-entries?status=logged&limit=1`)).json();
  const redact = { method: 'POST', headers: jsonBy(server.token()), body: JSON.stringify({ reason: 'measured' }) };
  const answer = await fetch(`${server.url}/api/v1/log-entries/${data[0].id}/redact`, redact);
  if (!answer.ok) throw new Error(await answer.text());
  const started = performance.now();
  const times = await pages(server, over(server.url));
  return { seconds: (performance.now() - started) / 1000, times };
}

async function over(url) {
  for (;;) {
    await pause(LOOK_EVERY_MS);
    const { rebuild } = await (await fetch(`${url}/readyz`)).json();
    if (rebuild === null) return;
    if (rebuild.startsWith('failed')) throw new Error(rebuild);
  }
}

/** Milliseconds that each page took which was asked for until something was over. */
async function pages({ url }, ended) {
  const times = [];
  let isOver = false;
  const ending = ended.finally(() => (isOver = true));
  while (!isOver) {
    const started = performance.now();
    await (await fetch(`${url}/api/v1/log-entries?log=production`)).arrayBuffer();
    times.push(performance.now() - started);
    await pause(1000 / PAGES_PER_SECOND);
  }
  await ending;
  return times;
}
