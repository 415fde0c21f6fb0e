import { spawn } from 'node:child_process';
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { bareSeconds } from './bare-sqlite.js';
import { inFolder, memoryOf, startServer } from './load.js';
import { documents, dump, longHistory } from './made-up-dumps.js';
import { beside, ratioAtLeast, report, valueBelow } from './measure.js';
import { ENTRIES } from './seed.js';

const CLIENT = fileURLToPath(new URL('../bin/opsledger.js', import.meta.url));
const DUMP_MB = Number(process.env.BENCH_DUMP_MB ?? 2048);
const MOST_MB = 400;

export const baseline =
  'The events, entries and words that the import wrote, inserted again into bare SQLite by one thread, 1000 events a transaction; for memory, what is allowed.';

/** Entries per second of `opsledger import`, vs the same rows into bare SQLite with full text; memory for a large dump. */
export default async function imports() {
  await inFolder(async (folder) => {
    for (const [format, lines] of Object.entries({
      'mediawiki-xml': dump(ENTRIES),
      'sal-json': documents(ENTRIES),
    })) {
      const file = join(folder, 'history');
      await pipeline(Readable.from(lines), createWriteStream(file));
      const data = join(folder, 'data');
      const { seconds } = await imported(data, format, file);
      const measured = beside(ENTRIES / seconds, ENTRIES / bareSeconds(data, join(folder, 'bare.db')));
      const figure = `import of ${ENTRIES} entries as ${format}, vs the same rows into bare SQLite with full text`;
      report({ figure, unit: 'entries/s', ...measured }, ratioAtLeast(0.5));
      for (const name of [data, file]) rmSync(name, { recursive: true });
    }
    const { client, server } = await imported(
      join(folder, 'data'),
      'mediawiki-xml',
      Readable.from(longHistory(DUMP_MB)),
    );
    for (const [who, value] of Object.entries({ client, server })) {
      const figure = `most memory of the ${who} for a dump of ${DUMP_MB} MB (all revisions)`;
      report({ figure, unit: 'MB', ...beside(value, MOST_MB) }, valueBelow(MOST_MB, 'MB'));
    }
  });
}

/** Runs the client against a new server; `source` is a file, or what goes to its standard input. */
async function imported(data, format, source) {
  const server = await startServer(data);
  const env = { ...process.env, OPSLEDGER_URL: server.url, OPSLEDGER_DATA: data };
  const isFile = typeof source === 'string';
  const started = performance.now();
  const args = [CLIENT, 'import', format, isFile ? source : '-', '--create-logs', '--json'];
  const child = spawn(process.execPath, args, { env, stdio: [isFile ? 'ignore' : 'pipe', 'pipe', 'inherit'] });
  let [said, client] = ['', 0];
  const watch = setInterval(() => (client = peakMegabytes(child.pid) ?? client), 100);
  child.stdout.on('data', (chunk) => (said += chunk));
  if (!isFile) source.pipe(child.stdin);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  console.error(`${format}: ${said.trim()} in ${seconds.toFixed(1)} s`);
  const peak = peakMegabytes(server.pid);
  await server.kill();
  return { seconds, client, server: peak };
}

/** Undefined when it has ended. */
function peakMegabytes(pid) {
  try {
    return memoryOf(pid, 'VmHWM');
  } catch {
    return undefined;
  }
}
