import { startServer, throughput } from './load.js';
import { paired, ratioAtLeast, report } from './measure.js';
import { ENTRIES, seeded } from './seed.js';

export const baseline = 'The cheapest route of the same server: it answers `{ status: ok }`.';

/** A page of 50 entries out of the middle of a large log, against the cheapest route of the same server. */
export default async function page() {
  const server = await startServer(await seeded());
  const first = await (
    await fetch(`${server.url}/api/v1/log-entries?log=production&to=2100-01-01`)
  )
    .json()
    .catch(() => null);
  const middle = new Date(Date.now() - (ENTRIES / 2) * 30_000).toISOString();
  const pages = [`log=production`, `log=production&to=${middle}`, `to=${middle}`];
  if (first?.page?.next) pages.push(`log=production&after=${first.page.next}`);
  const measured = await paired(
    () => throughput({ url: server.url, requests: pages.map((query) => ({ path: `/api/v1/log-entries?${query}` })) }),
    () => throughput({ url: `${server.url}/healthz` }),
  );
  const figure = `page of 50 from ${ENTRIES} entries, requests/s, vs a route that answers { status: ok }`;
  report({ figure, unit: 'requests/s', ...measured }, ratioAtLeast(0.4));
  await server.kill();
}
