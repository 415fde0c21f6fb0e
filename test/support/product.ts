import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(__dirname, '../..');
const SERVER = join(ROOT, 'dist/apps/server/src/main.js');
const CLIENT = join(ROOT, 'bin/opsledger.js');

/** Runs the command line client, with or without a server. One that was killed has the code -1. */
export function runClient(
  args: readonly string[],
  env: Record<string, string>,
  input?: string,
  abort?: AbortSignal,
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [CLIENT, ...args],
      { env: { PATH: process.env['PATH'], ...env }, signal: abort, killSignal: 'SIGKILL' },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
    if (input !== undefined) child.stdin!.end(input);
  });
}

/** The product as it is delivered: a process of its own over a data folder. */
export class Product {
  private constructor(
    private readonly child: ChildProcess,
    readonly folder: string,
    readonly url: string,
    /** Listener → port. */
    readonly relays: Readonly<Record<string, number>>,
    private readonly said: { out: string[]; err: string[] },
  ) {}

  /**
   * Resolves when it says that it is ready; whoever aborts kills it before.
   * @throws Error with its last words when it does not start
   */
  static start(folder: string, env: Record<string, string> = {}, abort?: AbortSignal): Promise<Product> {
    const child = spawn(process.execPath, [SERVER], {
      signal: abort,
      killSignal: 'SIGKILL',
      env: {
        PATH: process.env['PATH'],
        OPSLEDGER_DATA: folder,
        OPSLEDGER_PORT: '0',
        OPSLEDGER_RATE_LIMIT: '0',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: [] as string[], err: [] as string[] };
    createInterface(child.stderr).on('line', (line) => said.err.push(line));
    const expected = 2 + Object.keys(env).filter((name) => name.startsWith('OPSLEDGER_RELAY_')).length;
    return new Promise((resolve, reject) => {
      // Aborted: the exit that follows says it.
      child.on('error', () => {});
      child.once('exit', (code, died) => reject(new Error(`exit ${code ?? died}: ${said.err.join('\n')}`)));
      createInterface(child.stdout).on('line', (line) => {
        said.out.push(line);
        if (said.out.length !== expected) return;
        const url = /ready on (\S+)/.exec(said.out[0]!)![1]!;
        const relays = said.out.slice(2).map((relay) => /line relay (\w+) on .*:(\d+)/.exec(relay)!.slice(1));
        resolve(
          new Product(child, folder, url, Object.fromEntries(relays.map(([name, port]) => [name, Number(port)])), said),
        );
      });
    });
  }

  /** Over a new folder of its own, until `endAndForget`. */
  static startAfresh(env: Record<string, string> = {}): Promise<Product> {
    return Product.start(mkdtempSync(join(tmpdir(), 'opsledger-')), env);
  }

  /** Ends it, and deletes its folder. */
  async endAndForget(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true });
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Resolves when no read model is being built any more. @throws Error where it could not be */
  async rebuilt(): Promise<void> {
    for (let progress = ''; progress !== null; progress = (await this.get('/readyz')).rebuild) {
      if (progress.startsWith('failed')) throw new Error(`the rebuild ${progress}`);
    }
  }

  get pid(): number {
    return this.child.pid!;
  }

  get token(): string {
    return readFileSync(join(this.folder, 'admin.token'), 'utf8').trim();
  }

  get output(): string {
    return [...this.said.out, ...this.said.err].join('\n');
  }

  /** Resolves with the exit code, or the signal it died of. */
  async end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals> {
    const ended = this.child.exitCode ?? this.child.signalCode;
    if (ended !== null) return ended;
    const exited = new Promise<number | NodeJS.Signals>((resolve) =>
      this.child.once('exit', (code, died) => resolve(code ?? died!)),
    );
    this.child.kill(signal);
    return exited;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async get(path: string): Promise<any> {
    return (await this.request('GET', path)).json();
  }

  /** Runs the command line client. */
  cli(
    args: readonly string[],
    input?: string,
    env: Record<string, string> = {},
  ): Promise<{ code: number; out: string; err: string }> {
    return runClient(args, { OPSLEDGER_URL: this.url, OPSLEDGER_DATA: this.folder, ...env }, input);
  }

  /** Sends bytes to a relay, closes our side at once, and gives back what it answered. */
  relay(listener: string, bytes: string | Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      let answer = '';
      const socket = createConnection(this.relays[listener]!, '127.0.0.1', () => socket.end(bytes));
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('error', reject);
      socket.on('close', () => resolve(answer));
    });
  }
}
