import { inFolder, startServer } from './load.js';
import { paired, report } from './measure.js';
import { ENTRIES, seeded } from './seed.js';

const MOST_MORE_MS = 1000;

export const baseline = 'The same server over an empty ledger.';

/** From the start of the process to "ready" after a kill -9, large against empty. */
export default async function restart() {
  const large = await seeded();
  await inFolder(async (empty) => {
    await (await startServer(empty)).kill();
    const ready = async (folder) => {
      const server = await startServer(folder);
      await server.kill();
      return server.readyAfterMs;
    };
    const measured = await paired(
      () => ready(large),
      () => ready(empty),
    );
    const figure = `ready after kill -9 with ${ENTRIES} entries, vs an empty ledger`;
    const isReached = ({ value, baseline }) => value - baseline < MOST_MORE_MS;
    report({ figure, unit: 'ms', ...measured }, { gate: `< ${MOST_MORE_MS} ms more`, isReached });
  });
}
