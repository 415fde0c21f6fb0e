import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { features } from '../dist/libs/features/src/features.js';
import { leafOf } from '../dist/libs/kernel/src/event-format.js';
import { Frontier, TREE_SCHEMA } from '../dist/libs/platform/src/transparency/merkle-tree.js';
import { Writer } from '../dist/libs/platform/src/read-model/writer.js';
import { inFolder, startServer } from './load.js';
import { append } from './made-up.js';
import { ofPairs, ratioAtLeast, report, ROUNDS } from './measure.js';

const APPENDS = 8_000;
const BATCH = 64;

export const baseline =
  'The same batches less the time that their hashes, inner nodes and rows take when they are made alone.';

/**
 * Entries per second that the writer makes durable, projects and hashes into the tree; the baseline is the same time
 * less what the tree takes: both hashes of each leaf, the inner nodes, and their rows.
 */
export default async function tree() {
  await inFolder(async (folder) => {
    await (await startServer(folder)).kill();
    const writer = new Writer(folder, features);
    let next = 0;
    const pairs = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = writer.ledger.head();
      const started = performance.now();
      for (let i = 0; i < APPENDS; i += BATCH) {
        writer.commit(Array.from({ length: BATCH }, (_, index) => append(next + index, Date.now())));
        next += BATCH;
      }
      const whole = performance.now() - started;
      const without = whole - treeAlone(folder, writer.ledger.readAll(before, APPENDS), before);
      pairs.push([APPENDS / (whole / 1000), APPENDS / (without / 1000)]);
    }
    writer.close();
    const figure = 'entries/s of the writer (durable, projected, in the tree), vs the same without the tree';
    report({ figure, unit: 'entries/s', ...ofPairs(pairs) }, ratioAtLeast(0.9));
  });
}

/** Milliseconds that the tree of these events takes by itself, in batches as the writer makes them. */
function treeAlone(folder, events, size) {
  const path = join(folder, 'tree.db');
  rmSync(path, { force: true });
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; ${TREE_SCHEMA}`);
  const add = db.prepare('INSERT INTO tree_nodes VALUES (?, ?)');
  const frontier = Frontier.at(size, () => new Uint8Array(32));
  const started = performance.now();
  for (let i = 0; i < events.length; i += BATCH) {
    db.exec('BEGIN');
    for (const event of events.slice(i, i + BATCH)) {
      leafOf('01a20737-f7d9-7e14-bbfb-76744547067b', event);
      const { first, nodes } = frontier.add(leafOf('01a20737-f7d9-7e14-bbfb-76744547067b', event));
      nodes.forEach((node, index) => add.run(first + index, node));
    }
    db.exec('COMMIT');
  }
  const took = performance.now() - started;
  db.close();
  return took;
}
