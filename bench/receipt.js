import { startServer } from './load.js';
import { median, ofPairs, percentile, report, ROUNDS, valueBelow } from './measure.js';
import { ENTRIES, seeded } from './seed.js';

const RECEIPTS = 300;
/** Any two neighbours are far from each other. */
const STRIDE = 0.6180339887;

export const baseline = 'The cheapest route of the same server: it answers `{ status: ok }`.';

/** Receipts of entries all over the ledger by HTTP, one after the other, each beside a cheap request. */
export default async function receipt() {
  const server = await startServer(await seeded());
  const size = (await (await fetch(`${server.url}/readyz`)).json()).head;
  const [medians, slowest] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const [receipts, others] = [[], []];
    for (let n = 0; n < RECEIPTS; n++) {
      const position = 1 + Math.floor(((n * STRIDE) % 1) * size);
      receipts.push(await asked(server, `/api/v1/events/${position}/receipt`));
      others.push(await asked(server, '/healthz'));
    }
    medians.push([median(receipts), median(others)]);
    slowest.push([percentile(receipts, 0.99), percentile(others, 0.99)]);
  }
  const figure = `receipt of one of ${ENTRIES} entries over HTTP`;
  report({ figure: `${figure}, p50, vs /healthz`, unit: 'ms', ...ofPairs(medians) }, valueBelow(2, 'ms'));
  report({ figure: `${figure}, p99, vs /healthz`, unit: 'ms', ...ofPairs(slowest) }, valueBelow(2, 'ms'));
  await server.kill();
}

async function asked({ url, token }, path) {
  const headers = { authorization: `Bearer ${token()}` };
  const started = performance.now();
  const response = await fetch(url + path, { headers });
  const body = await response.text();
  if (response.status !== 200) throw new Error(body);
  return performance.now() - started;
}
