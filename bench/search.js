import { readEntries } from '../dist/libs/features/src/log-entries/entry-queries.js';
import { sql } from '../dist/libs/kernel/src/projection.js';
import { ReadModel } from '../dist/libs/platform/src/read-model/read-model.js';
import { modelIn } from './bare-sqlite.js';
import { median, ofPairs, percentile, report, ROUNDS, valueBelow } from './measure.js';
import { ENTRIES, seeded } from './seed.js';

const SEARCHES = [
  { words: 'kernel' },
  { words: 'network after' },
  { words: 'ker*' },
  { words: '"pooling"', logs: ['production'] },
  { host: 'db1101' },
  { host: 'db1101.eqiad.wmnet', words: 'reboot' },
  { task: 'T100500' },
  { tag: 'network', logs: ['admin', 'production'] },
  { actor: { name: 'user7@cumin1002', person: null } },
  { operation: 'sre.hosts.reboot', actor: { name: 'user3@cumin1002', person: null } },
];

const REPEATED = 40;
const RARE = ['db1101', 'T100500', 'user7@cumin1002'];

export const baseline = 'LIKE over the same rows, newest first, for words that are rare.';

/** The newest 50 hits, inside the process; the baseline looks for the same words without the index. */
export default async function search() {
  const model = new ReadModel(modelIn(await seeded()));
  const at = model.position();
  const [medians, slowest] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const times = [];
    for (let n = 0; n < SEARCHES.length * REPEATED; n++) times.push(searched(model, SEARCHES[n % SEARCHES.length], at));
    const scan = median(RARE.map((word) => scanned(model, word)));
    medians.push([median(times), scan]);
    slowest.push([percentile(times, 0.99), scan]);
  }
  const figure = `search newest 50 of ${ENTRIES} entries`;
  report({ figure: `${figure}, p50, vs LIKE`, unit: 'ms', ...ofPairs(medians) }, valueBelow(1, 'ms'));
  report({ figure: `${figure}, p99, vs LIKE`, unit: 'ms', ...ofPairs(slowest) }, valueBelow(5, 'ms'));
  model.close();
}

function searched(model, filter, at) {
  const started = performance.now();
  const { rows } = readEntries(model, filter, at, '[]', { before: null, limit: 50 });
  const took = performance.now() - started;
  if (rows.length === 0) throw new Error(`nothing found for ${JSON.stringify(filter)}`);
  return took;
}

function scanned(model, word) {
  const started = performance.now();
  model.all(sql`SELECT json FROM server_admin_log WHERE json LIKE ${`%${word}%`} ORDER BY sort_key DESC LIMIT 50`);
  return performance.now() - started;
}
