import { inFolder, median, report, startServer } from './measure.js';
import { ENTRIES, seeded } from './seed.js';

const ROUNDS = 6;

/** From the start of the process to "ready" after a kill -9, large against empty. */
export default async function restart() {
  const large = await seeded();
  await inFolder(async (empty) => {
    await (await startServer(empty)).kill();
    const times = { large: [], empty: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, folder] of [
        ['large', large],
        ['empty', empty],
      ]) {
        const server = await startServer(folder);
        times[name].push(server.readyAfterMs);
        await server.kill();
      }
    }
    const [value, baseline] = [median(times.large), median(times.empty)];
    const figure = `ready after kill -9 with ${ENTRIES} entries, vs an empty ledger`;
    report({
      figure,
      value,
      unit: 'ms',
      baseline,
      ratio: value / baseline,
      gate: '< 1000 ms more',
      ok: value - baseline < 1000,
    });
  });
}
