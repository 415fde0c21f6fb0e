import autocannon from 'autocannon';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 6);
export const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const SERVER = fileURLToPath(new URL('../dist/apps/server/src/main.js', import.meta.url));

/** Prints one figure; `gate` is the least ratio (or the most, with `atMost`). */
export function report({ figure, value, unit, baseline, ratio, gate, ok }) {
  console.log(
    JSON.stringify({ figure, value: round(value), unit, baseline: round(baseline), ratio: round(ratio), gate, ok }),
  );
}

/** Runs two measurements in turn, in changing order, and gives the medians of both and of their ratios. */
export async function paired(one, other) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const pair = round % 2 === 0 ? [await one(), await other()] : [await other(), await one()].reverse();
    rounds.push(pair);
    console.error(`round ${round + 1} of ${ROUNDS}: ${pair.map((value) => Math.round(value)).join(' / ')}`);
  }
  return {
    value: median(rounds.map(([value]) => value)),
    baseline: median(rounds.map(([, value]) => value)),
    ratio: median(rounds.map(([a, b]) => a / b)),
  };
}

/** Requests per second of one target, under 64 callers unless it says otherwise. */
export async function throughput(target) {
  const result = await autocannon({ connections: 64, duration: SECONDS, ...target });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`);
  return result['2xx'] / result.duration;
}

export async function startServer(folder, { entry = SERVER, env = {} } = {}) {
  const started = performance.now();
  const child = spawn(process.execPath, [entry], {
    env: {
      ...process.env,
      OPSLEDGER_DATA: folder,
      OPSLEDGER_PORT: '0',
      OPSLEDGER_RATE_LIMIT: '0',
      OPSLEDGER_LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Whatever happens here, no server stays behind.
  process.on('exit', () => child.kill('SIGKILL'));
  const url = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    createInterface(child.stdout).on('line', (line) => {
      const ready = /ready on (\S+)/.exec(line);
      if (ready !== null) resolve(ready[1]);
    });
  });
  return {
    url,
    pid: child.pid,
    readyAfterMs: performance.now() - started,
    token: () => readFileSync(join(folder, 'admin.token'), 'utf8').trim(),
    kill: () => new Promise((resolve) => child.once('exit', resolve) && child.kill('SIGKILL')),
  };
}

export async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'opsledger-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function round(value) {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
