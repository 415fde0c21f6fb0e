import createClient from 'openapi-fetch';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { paths } from '@api/openapi.js';
import { LastWrites } from './last-write.js';

const PACKAGE_ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const ANSWER_WITHIN_MS = 10_000;
const ATTEMPTS = 3;
const PAUSE_MS = 400;

/** What the process exits with; the numbers are part of the interface. */
export const EXIT = { done: 0, refused: 1, usage: 2, unreachable: 3 } as const;

/** Ends the command with words and an exit code. */
export class Failure extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
    /** The problem as the server sent it, for --json. */
    readonly problem?: unknown,
  ) {
    super(message);
  }
}

interface Server {
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** Where the server is and who we are: OPSLEDGER_URL and OPSLEDGER_TOKEN, else the data folder's own, on loopback. */
export function serverAtHand(env: NodeJS.ProcessEnv = process.env): Server {
  const url = (env['OPSLEDGER_URL'] ?? `http://127.0.0.1:${env['OPSLEDGER_PORT'] ?? '3000'}`).replace(/\/+$/, '');
  if (!URL.canParse(url)) throw new Failure(EXIT.usage, `OPSLEDGER_URL is not an address: ${url}`);
  const { hostname, username, password } = new URL(url);
  if (username + password !== '') throw new Failure(EXIT.usage, 'OPSLEDGER_URL must hold no user and no password');
  const token = env['OPSLEDGER_TOKEN'] ?? (LOOPBACK.test(hostname) ? adminToken(env) : undefined);
  return { url, headers: token === undefined ? {} : { authorization: `Bearer ${token.trim()}` } };
}

/** Where the ledger of this machine lies. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(PACKAGE_ROOT, env['OPSLEDGER_DATA'] ?? './data');
}

function adminToken(env: NodeJS.ProcessEnv): string | undefined {
  try {
    return readFileSync(join(dataFolder(env), 'admin.token'), 'utf8');
  } catch {
    return undefined;
  }
}

/** The typed client. Every POST carries a key, so that one whose answer was lost can be sent again. */
export function connect() {
  const { url, headers } = serverAtHand();
  return createClient<paths>({
    baseUrl: url,
    headers: { ...headers, 'user-agent': 'opsledger-cli' },
    fetch: (request) => readingOwnWrites(request, url),
  });
}

/** Reads wait, at whichever replica they arrive, for what this client wrote last. */
async function readingOwnWrites(request: Request, url: string): Promise<Response> {
  const writes = new LastWrites();
  const last = writes.positionFor(url);
  const asked = request.clone();
  if (last !== undefined) asked.headers.set('ledger-min-position', String(last));
  let response = await persistent(asked);
  if (last !== undefined && (await isBehind(response))) {
    process.stderr.write(`this answer may not have what you wrote last: position ${last} is not there yet\n`);
    writes.forget(url);
    response = await persistent(request);
  }
  const position = Number(response.headers.get('ledger-position') ?? '0');
  if (request.method !== 'GET' && response.ok && position > 0) writes.note(url, position);
  return response;
}

async function isBehind(response: Response): Promise<boolean> {
  if (response.status !== 503) return false;
  const { code } = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string };
  return code === 'behind';
}

/** Sends again what got no answer or a passing refusal; the key makes that safe. @throws Failure unreachable */
async function persistent(request: Request): Promise<Response> {
  const keyed = request.method === 'POST' && !request.headers.has('idempotency-key');
  if (keyed) request.headers.set('idempotency-key', randomUUID());
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(request.clone(), { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      if ((response.status !== 503 && response.status !== 429) || attempt === ATTEMPTS) return response;
      const seconds = Number(response.headers.get('retry-after') ?? '1');
      await pause(Math.min(seconds, 10) * 1000);
    } catch (error) {
      const cause = (error as Error & { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
      if (attempt === ATTEMPTS || cause === 'ECONNREFUSED' || cause === 'ENOTFOUND') {
        const lost = request.method === 'GET' ? '' : '; nothing was logged, as far as is known';
        throw new Failure(EXIT.unreachable, `cannot reach ${new URL(request.url).origin} (${cause})${lost}`);
      }
      await pause(PAUSE_MS * attempt);
    }
  }
}

/** The data of an answer. @throws Failure with the server's own words */
export async function answered<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call;
  if (response.ok) return data as Data;
  const problem = (typeof error === 'object' ? error : undefined) as { detail?: string; status?: number } | undefined;
  // What a proxy says of a server that it cannot reach, and a server that fails, are no refusal.
  const unavailable = response.status === 429 || response.status >= 500;
  const words = problem?.detail ?? `the server answered ${response.status}`;
  const exitCode = unavailable ? EXIT.unreachable : EXIT.refused;
  throw new Failure(exitCode, unavailable ? `${words}; nothing was logged, as far as is known` : words, problem);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
