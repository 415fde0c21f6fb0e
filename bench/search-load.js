import { copyOfSeeded, ENTRIES } from './seed.js';
import { inFolder, load, posting, startServer } from './load.js';
import { paired, percentile, ratioAtMost, report } from './measure.js';

const WRITERS = 16;
const SEARCHERS = 4;
/** Words that stand in many entries: together, excluded, as a beginning, as a phrase that no entry holds, far back. */
const SEARCHES = [
  'q=kernel',
  'q=network%20after',
  'q=eqiad%20-start',
  'q=ker*%20after',
  'q=cookbook&actor=user7%40cumin1002',
  'q=%22after%20network%22%20-alert',
  'q=start%20conftool',
  'q=selector%20dbctl&log=production',
  'q=eqiad&to=2026-06-01',
];

export const baseline = 'The same POSTs to the same server while nobody searches.';

/** How long the slowest of a hundred POSTs take while several callers search without a pause. */
export default async function searchLoad() {
  await inFolder(async (folder) => {
    await copyOfSeeded(folder);
    const server = await startServer(folder);
    await slowest(server);
    const measured = await paired(
      () => whileSearching(server, () => slowest(server)),
      () => slowest(server),
    );
    const figure = `p99 of POSTs, c${WRITERS}, while ${SEARCHERS} callers search ${ENTRIES} entries, vs while nobody does`;
    report({ figure, unit: 'ms', ...measured }, ratioAtMost(4));
    await server.kill();
  });
}

async function slowest(server) {
  const times = [];
  await load(posting(server, { connections: WRITERS }), (milliseconds) => times.push(milliseconds));
  return percentile(times, 0.99);
}

async function whileSearching({ url }, measure) {
  let [over, answers] = [false, 0];
  const caller = async (_, first) => {
    for (let n = first; !over; n++) {
      const answer = await fetch(`${url}/api/v1/log-entries?${SEARCHES[n % SEARCHES.length]}`);
      if (!answer.ok) throw new Error(await answer.text());
      await answer.arrayBuffer();
      answers++;
    }
  };
  const searching = Array.from({ length: SEARCHERS }, caller);
  const measured = await measure();
  over = true;
  await Promise.all(searching);
  console.error(`${answers} searches were answered meanwhile`);
  return measured;
}
