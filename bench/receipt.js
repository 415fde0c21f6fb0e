import { startServer } from './load.js';
import { beside, percentile, report, valueBelow } from './measure.js';
import { ENTRIES, seeded } from './seed.js';

const RECEIPTS = 500;

export const baseline = 'The cheapest route of the same server: it answers `{ status: ok }`.';

/** Receipts of random entries over HTTP, one after the other; the baseline is a route that says nothing but ok. */
export default async function receipt() {
  const server = await startServer(await seeded());
  const headers = { authorization: `Bearer ${server.token()}` };
  const get = async (path) => {
    const started = performance.now();
    const response = await fetch(server.url + path, { headers });
    const body = await response.text();
    if (response.status !== 200) throw new Error(body);
    return { body, ms: performance.now() - started };
  };
  const { body } = await get('/api/v1/checkpoint');
  const size = Number(body.split('\n')[1]);
  const times = { receipt: [], ok: [] };
  for (let i = 0; i < RECEIPTS; i++) {
    const position = 1 + Math.floor(((i * 0.6180339887) % 1) * size);
    times.receipt.push((await get(`/api/v1/events/${position}/receipt`)).ms);
    times.ok.push((await get('/healthz')).ms);
  }
  for (const [name, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ]) {
    const measured = beside(percentile(times.receipt, share), percentile(times.ok, share));
    const figure = `receipt of one of ${ENTRIES} entries over HTTP, ${name}, vs /healthz`;
    report({ figure, unit: 'ms', ...measured }, valueBelow(2, 'ms'));
  }
  await server.kill();
}
