import autocannon from 'autocannon';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SECONDS } from './measure.js';
import { message } from './made-up.js';

const SERVER = fileURLToPath(new URL('../dist/apps/server/src/main.js', import.meta.url));

/** Sends requests for a while, under 64 callers unless `target` says otherwise, and gives what autocannon saw. */
export async function load(target, onResponse) {
  const running = autocannon({ connections: 64, duration: SECONDS, ...target });
  if (onResponse !== undefined) {
    running.on('response', (_client, _status, _bytes, milliseconds) => onResponse(milliseconds));
  }
  const result = await running;
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`);
  return result;
}

/** Requests per second of one target. */
export async function throughput(target) {
  const result = await load(target);
  return result['2xx'] / result.duration;
}

/** What autocannon sends to have single entries written down, each another one. */
export function posting({ url, token }, more = {}) {
  let n = 0;
  const setupRequest = (request) => ({
    ...request,
    body: JSON.stringify({ log: 'production', message: message(n++) }),
  });
  const target = { url: `${url}/api/v1/log-entries`, method: 'POST', headers: jsonBy(token()) };
  return { ...target, requests: [{ setupRequest }], ...more };
}

export const jsonBy = (token) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

/** The answer to a command. @throws Error with the problem */
export async function post({ url, token }, path, body) {
  const sent = { method: 'POST', headers: jsonBy(token()), body: JSON.stringify(body) };
  const response = await fetch(`${url}/api/v1${path}`, sent);
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${text}`);
  return JSON.parse(text);
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

/** Resident memory of a process in MB: as it is (`VmRSS`), or the most that it ever was (`VmHWM`). */
export function memoryOf(pid, which) {
  return Number(new RegExp(`${which}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

export async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'opsledger-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
