import { fileURLToPath } from 'node:url';
import { inFolder, paired, report, startServer, throughput } from './measure.js';
import { message } from './seed.js';

const PARTIAL = fileURLToPath(new URL('./partial-server.js', import.meta.url));

/** Durable POSTs of single entries, 64 callers; and what durability and projections cost of them. */
export default async function posts() {
  for (const [part, figure, gate] of [
    ['noop-store', 'durable POST/s, c64, vs the same server with a no-op store', 0.7],
    ['events-only', 'durable + projected + searchable POST/s, c64, vs events only', 0.6],
  ]) {
    await inFolder((whole) =>
      inFolder(async (less) => {
        const product = await startServer(whole);
        const baseline = await startServer(less, { entry: PARTIAL, env: { BENCH_PART: part } });
        const rate = ({ url, token }) => {
          let n = 0;
          const headers = { authorization: `Bearer ${token()}`, 'content-type': 'application/json' };
          const setupRequest = (request) => ({
            ...request,
            body: JSON.stringify({ log: 'production', message: message(n++) }),
          });
          return throughput({
            url: `${url}/api/v1/log-entries`,
            method: 'POST',
            headers,
            requests: [{ setupRequest }],
          });
        };
        await Promise.all([product, baseline].map(rate));
        const measured = await paired(
          () => rate(product),
          () => rate(baseline),
        );
        report({ figure, unit: 'requests/s', gate: `>= ${gate}`, ok: measured.ratio >= gate, ...measured });
        await Promise.all([product.kill(), baseline.kill()]);
      }),
    );
  }
}
