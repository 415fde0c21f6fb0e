import { inFolder, startServer, throughput } from './load.js';
import { paired, ratioAtLeast, report } from './measure.js';
import { copyLedger } from '../dist/libs/event-store/src/sqlite/copy-ledger.js';
import { ENTRIES, seeded } from './seed.js';
import { join } from 'node:path';

const ITEMS = 10;
/** As many a day as the busiest logs have. */
const EVERY_SECONDS = 300;
/** Of every five operations one is in another log. */
const IN_PRODUCTION = 0.8;

export const baseline = 'The first page of the same log.';

/** Requests per second of the last full page of a log in the old tool's form; the baseline is its first page. */
export default async function salPage() {
  const ledger = join(await seeded(ENTRIES, EVERY_SECONDS), 'ledger.db');
  await inFolder(async (folder) => {
    await copyLedger(ledger, join(folder, 'ledger.db'));
    const server = await startServer(folder);
    for (const [project, entries] of [
      ['__all__', ENTRIES],
      ['production', Math.floor(ENTRIES * IN_PRODUCTION)],
    ]) {
      const last = Math.floor(entries / ITEMS) - 2;
      const address = (page) => ({ url: `${server.url}/sal/${project}?i=${ITEMS}&p=${page}` });
      const measured = await paired(
        () => throughput(address(last)),
        () => throughput(address(0)),
      );
      const figure = `page ${last + 1} of /sal/${project} with ${ENTRIES} entries, vs its first page`;
      report({ figure, unit: 'requests/s', ...measured }, ratioAtLeast(0.5));
    }
    await server.kill();
  });
}
