import { fileURLToPath } from 'node:url';
import { inFolder, posting, startServer, throughput } from './load.js';
import { paired, ratioAtLeast, report } from './measure.js';

const PARTIAL = fileURLToPath(new URL('./partial-server.js', import.meta.url));

export const baseline =
  'The same server whose store keeps nothing; and the same server that keeps events durably, without rows and search.';

/** Durable POSTs of single entries, 64 callers; and what durability and projections cost of them. */
export default async function posts() {
  const server = (part) => ({ entry: PARTIAL, env: { BENCH_PART: part } });
  await postsAgainst(
    server('noop-store'),
    'durable POST/s, c64, vs the same server with a no-op store',
    ratioAtLeast(0.7),
  );
  await postsAgainst(
    server('events-only'),
    'durable + projected + searchable POST/s, c64, vs events only',
    ratioAtLeast(0.6),
  );
}

/** The product beside another server that takes the same requests. */
export function postsAgainst(other, figure, gate) {
  return inFolder((whole) =>
    inFolder(async (folder) => {
      const product = await startServer(whole);
      const baseline = await startServer(folder, other);
      const rate = (server) => throughput(posting(server));
      await Promise.all([product, baseline].map(rate));
      const measured = await paired(
        () => rate(product),
        () => rate(baseline),
      );
      report({ figure, unit: 'requests/s', ...measured }, gate);
      await Promise.all([product.kill(), baseline.kill()]);
    }),
  );
}
