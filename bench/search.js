import { readEntries } from '../dist/libs/features/src/log-entries/entry-queries.js';
import { sql } from '../dist/libs/kernel/src/projection.js';
import { ReadModel } from '../dist/libs/platform/src/read-model/read-model.js';
import { modelIn } from './bare-sqlite.js';
import { beside, median, percentile, report, valueBelow } from './measure.js';
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

export const baseline = 'LIKE over the same rows, newest first, for words that are rare.';

/** The newest 50 hits, inside the process; the baseline looks for the same words without the index. */
export default async function search() {
  const model = new ReadModel(modelIn(await seeded()));
  const at = model.position();
  const times = [];
  for (let round = 0; round < 40; round++) {
    for (const filter of SEARCHES) {
      const started = performance.now();
      const { rows } = readEntries(model, filter, at, '[]', { before: null, limit: 50 });
      times.push(performance.now() - started);
      if (rows.length === 0) throw new Error(`nothing found for ${JSON.stringify(filter)}`);
    }
  }
  const scans = [];
  for (const word of ['db1101', 'T100500', 'user7@cumin1002']) {
    const started = performance.now();
    model.all(sql`SELECT json FROM server_admin_log WHERE json LIKE ${`%${word}%`} ORDER BY sort_key DESC LIMIT 50`);
    scans.push(performance.now() - started);
  }
  const baseline = median(scans);
  for (const [name, share, most] of [
    ['p50', 0.5, 1],
    ['p99', 0.99, 5],
  ]) {
    const figure = `search newest 50 of ${ENTRIES} entries, ${name}, vs LIKE over the same rows`;
    report({ figure, unit: 'ms', ...beside(percentile(times, share), baseline) }, valueBelow(most, 'ms'));
  }
  model.close();
}
