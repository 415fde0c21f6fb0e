// npm run demo [-- --seed=N --entries=N --still]: the real product over a throw-away folder, with five months of made-up history.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { goOn } from './demo/afterwards.js';
import { ENTRIES, fill, SEED } from './demo/fill.js';

const SERVER = fileURLToPath(new URL('../dist/apps/server/src/main.js', import.meta.url));
const USAGE = 'npm run demo -- [--seed=N] [--entries=N] [--still]   (--still: nothing new arrives afterwards)';
const PORT = process.env['OPSLEDGER_PORT'] ?? '3000';

const options = readOptions();
const folder = mkdtempSync(join(tmpdir(), 'opsledger-demo-'));
const stopping = new AbortController();
const { signal } = stopping;
let tenths = -1;
const server = startServer();
const ended = once(server, 'exit');
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => stopping.abort());

try {
  const url = await Promise.race([readyAt(server), ended.then(failed), once(signal, 'abort')]);
  if (!signal.aborted) await show(url);
} catch (error) {
  process.exitCode = 1;
  if (!signal.aborted) process.stderr.write(`${error.message}\n`);
} finally {
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

/** Fills, tells, and goes on until somebody stops it. */
async function show(url) {
  const token = readFileSync(join(folder, 'admin.token'), 'utf8').trim();
  const started = performance.now();
  const stopped = once(signal, 'abort');
  const filled = await Promise.race([fill(url, token, { ...options, tell: progress }), stopped, ended.then(failed)]);
  if (signal.aborted) return;
  tellWhere(url, filled, (performance.now() - started) / 1000);
  const work = options.still ? stopped : goOn(filled.write, { seed: options.seed, signal });
  await Promise.race([work, stopped, ended.then(failed)]);
}

function startServer() {
  const env = {
    ...process.env,
    OPSLEDGER_DATA: folder,
    // Never a server of somebody's: what is made up must not come into a real ledger.
    OPSLEDGER_STORE: 'sqlite',
    OPSLEDGER_RATE_LIMIT: '0',
    OPSLEDGER_LOG_LEVEL: 'error',
  };
  return spawn(process.execPath, [SERVER], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function readyAt(child) {
  createInterface(child.stderr).on('line', (line) => {
    if (!signal.aborted) process.stderr.write(`${/EADDRINUSE/.test(line) ? portTaken() : line}\n`);
  });
  for await (const line of createInterface(child.stdout)) {
    const found = /ready on (\S+)/.exec(line);
    if (found !== null) return found[1];
  }
  return new Promise(() => {});
}

function failed([code, died]) {
  if (signal.aborted) return;
  throw new Error(`the server ended (${died ?? code})`);
}

function portTaken() {
  return `port ${PORT} is taken: choose another one, as in OPSLEDGER_PORT=3001 npm run demo (0 takes any that is free)`;
}

/** One line that is written over; where nobody watches, a line for each tenth. */
function progress(done, all) {
  const line = `making up history: ${done} of ${all} entries`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line}${done === all ? '\n' : ''}`);
  else if (Math.floor((done * 10) / all) > tenths) process.stdout.write(`${line}\n`);
  tenths = Math.floor((done * 10) / all);
}

function tellWhere(url, { entries, amended, redacted }, seconds) {
  const rows = [
    ['now', `${url}/`],
    ['a log', `${url}/logs/production`],
    ['operations', `${url}/operations`],
    ['amended', `${url}/entries/${amended.at(-1)}`],
    ['redacted', `${url}/entries/${redacted.at(-1)}`],
    ['windows', `${url}/windows`],
    ['calendar', `${url}/api/v1/maintenance-windows/calendar.ics`],
    ['old SAL pages', `${url}/sal`],
    ['API', `${url}/api/v1/operations/in-flight`],
    ['metrics', `${url}/metrics`],
  ];
  process.stdout.write(
    `${entries} made-up entries of five months, in ${seconds.toFixed(1)} s (--seed=${options.seed} tells the same again)\n` +
      `opsledger demo on ${url}\nadmin token in ${join(folder, 'admin.token')}\n\n` +
      `${rows.map(([what, where]) => `  ${what.padEnd(14)} ${where}`).join('\n')}\n\n` +
      `${options.still ? 'Nothing new arrives' : 'Something new arrives every 5 to 25 s'}. Ctrl-C ends it and deletes all of it.\n`,
  );
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { seed: { type: 'string' }, entries: { type: 'string' }, still: { type: 'boolean', default: false } },
    });
    return {
      seed: whole('seed', values.seed, SEED),
      entries: whole('entries', values.entries, ENTRIES),
      still: values.still,
    };
  } catch (error) {
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    return process.exit(2);
  }
}

function whole(name, text, usual) {
  if (text === undefined) return usual;
  if (!/^\d{1,6}$/.test(text))
    throw new Error(`--${name} must be a whole number of at most six digits, not ${JSON.stringify(text)}`);
  return Number(text);
}
