import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The server's executable, for tests that have to kill it; without one they are skipped, plainly. */
export const PROGRAM = process.env['OPSLEDGER_TEST_KURRENTDB_PROGRAM'];
export const withProgram = PROGRAM === undefined ? describe.skip : describe;

/** One node that the test starts, kills and starts again; it listens on loopback and keeps its data. */
export class KurrentNode {
  private child: ChildProcess | null = null;

  private constructor(
    private readonly folder: string,
    readonly port: number,
    private readonly replicationPort: number,
    private readonly options: readonly string[],
  ) {
    mkdirSync(folder, { recursive: true });
  }

  static async single(folder: string): Promise<KurrentNode> {
    const [port, replication] = await freePorts(2);
    return new KurrentNode(folder, port!, replication!, []);
  }

  static async cluster(folder: string): Promise<KurrentNode[]> {
    const ports = await freePorts(6);
    return [0, 1, 2].map((n) => {
      const seeds = [0, 1, 2].filter((other) => other !== n).map((other) => `127.0.0.1:${ports[other]}`);
      const options = ['--cluster-size', '3', '--discover-via-dns', 'false', '--gossip-seed', seeds.join(',')];
      return new KurrentNode(join(folder, `n${n}`), ports[n]!, ports[n + 3]!, options);
    });
  }

  start(): void {
    const address = ['--node-ip', '127.0.0.1', '--replication-ip', '127.0.0.1'];
    const ports = ['--node-port', String(this.port), '--replication-port', String(this.replicationPort)];
    const data = ['--db', join(this.folder, 'db'), '--log', join(this.folder, 'log')];
    // What a small test needs: without it each node takes half a gigabyte.
    const small = ['--stream-existence-filter-size', '10000000', '--chunks-cache-size', '16777216'];
    const options = [
      '--insecure',
      '--run-projections',
      'None',
      ...address,
      ...ports,
      ...data,
      ...small,
      ...this.options,
    ];
    const env = { ...process.env, KURRENTDB_TELEMETRY_OPTOUT: 'true', DOTNET_gcServer: '0' };
    const child = spawn(PROGRAM!, options, { env, stdio: 'ignore' });
    this.child = child;
    // A leader that was killed may have to cut its own log, and ends itself for that: whoever runs it starts it again.
    child.once('exit', () => {
      if (this.child === child) this.start();
    });
  }

  /** `Leader`, `Follower` …; null while it does not answer. */
  async state(): Promise<string | null> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/info`, { signal: AbortSignal.timeout(1000) }).catch(
      () => null,
    );
    if (answer?.ok !== true) return null;
    return ((await answer.json().catch(() => ({}))) as { state?: string }).state?.toLowerCase() ?? null;
  }

  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.child;
    this.child = null;
    if (child === null || child.exitCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await exited;
  }
}

/** Resolves with the node that leads, once one does. */
export async function leaderOf(nodes: readonly KurrentNode[]): Promise<KurrentNode> {
  for (;;) {
    for (const node of nodes) if ((await node.state()) === 'leader') return node;
    await pause(50);
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
