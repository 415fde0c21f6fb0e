import { closeSync, copyFileSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SystemClock } from '../dist/libs/kernel/src/clock.js';
import { SumsInThread } from '../dist/libs/platform/src/offline/archive-sums.js';
import { exportArchive } from '../dist/libs/platform/src/offline/export-archive.js';
import { inFolder } from './load.js';
import { paired, ratioAtLeast, report } from './measure.js';
import { ENTRIES, seeded } from './seed.js';

const SUMS = new URL('../dist/apps/cli/src/archive.worker.js', import.meta.url);

export const baseline = 'A copy of the ledger file on the same disk, flushed.';

/** Megabytes per second of `opsledger export`; the baseline copies the ledger file on the same disk, and flushes it. */
export default async function exporting() {
  const ledger = join(await seeded(), 'ledger.db');
  const clock = new SystemClock();
  await inFolder(async (folder) => {
    const [archive, copy] = [join(folder, 'archive'), join(folder, 'copy.db')];
    let written = 0;
    let most = 0;
    const measured = await paired(
      async () => {
        rmSync(archive, { force: true });
        const started = performance.now();
        // Asking takes a while, so not at every page.
        const onProgress = ({ position }) => {
          if (position % 10_000 === 0) most = Math.max(most, process.memoryUsage.rss());
        };
        const newSums = () => new SumsInThread(SUMS);
        const { bytes } = await exportArchive({ file: ledger }, archive, clock, onProgress, newSums);
        written = bytes;
        return bytes / 1e6 / ((performance.now() - started) / 1000);
      },
      async () => {
        rmSync(copy, { force: true });
        const started = performance.now();
        copyFileSync(ledger, copy);
        const file = openSync(copy, 'r+');
        fsyncSync(file);
        closeSync(file);
        return statSync(copy).size / 1e6 / ((performance.now() - started) / 1000);
      },
    );
    const size = `${Math.round(written / 1e6)} MB, at most ${Math.round(most / 1e6)} MB of memory`;
    const figure = `export a ledger of ${ENTRIES} entries (${size}), vs a copy of its file`;
    report({ figure, unit: 'MB/s', ...measured }, ratioAtLeast(0.2));
  });
}
