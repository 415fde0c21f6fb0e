import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { verifyLedger } from '../dist/libs/verifier/src/verify-ledger.js';
import { inFolder } from './load.js';
import { paired, ratioAtLeast, report } from './measure.js';
import { copyLedger } from '../dist/libs/event-store/src/sqlite/copy-ledger.js';
import { ENTRIES, seeded } from './seed.js';

export const baseline = 'SHA-256 over the same file, read once from its beginning to its end.';

/** Megabytes per second of `opsledger verify`; the baseline does nothing but SHA-256 over the same file. */
export default async function verify() {
  const ledger = join(await seeded(), 'ledger.db');
  await inFolder(async (folder) => {
    const file = join(folder, 'copy.db');
    await copyLedger(ledger, file);
    const megabytes = statSync(file).size / 1e6;
    const measured = await paired(
      async () => {
        const started = performance.now();
        const { findings } = verifyLedger(file);
        if (findings.length > 0) throw new Error(findings[0].sentence);
        return megabytes / ((performance.now() - started) / 1000);
      },
      async () => {
        const started = performance.now();
        const hash = createHash('sha256');
        for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
        hash.digest();
        return megabytes / ((performance.now() - started) / 1000);
      },
    );
    const figure = `verify a ledger of ${ENTRIES} entries (${Math.round(megabytes)} MB), vs SHA-256 of the file`;
    report({ figure, unit: 'MB/s', ...measured }, ratioAtLeast(0.5));
  });
}
