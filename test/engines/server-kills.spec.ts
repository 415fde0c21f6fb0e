import { features } from '@features/features.js';
import { compareReadModel } from '@platform/offline/read-models.js';
import { verifyServer } from '@verifier/server-history.js';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chance } from '../support/chance.js';
import { hashOf, Journal } from '../support/journal.js';
import { KurrentNode, leaderOf, withProgram } from '../support/kurrentdb-process.js';
import { Product } from '../support/product.js';

const KILLS = Number(process.env['KILLS'] ?? 3);
const LEADER_KILLS = Number(process.env['LEADER_KILLS'] ?? 1);
const SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
const WRITERS = 8;
const LEDGER = 'kills';

/** Writers who log through whichever replica, note what they were told, and repeat what got no answer until it has one. */
class Writers {
  private isGoing = true;
  private readonly all: Promise<void>[];

  constructor(
    private readonly journal: Journal,
    private readonly random: () => number,
    private readonly replicas: () => readonly Product[],
  ) {
    this.all = Array.from({ length: WRITERS }, () => this.write());
  }

  async stop(): Promise<void> {
    this.isGoing = false;
    await Promise.all(this.all);
  }

  private async write(): Promise<void> {
    while (this.isGoing) {
      const key = randomUUID();
      const message = `${key} ${'x'.repeat(Math.floor(this.random() * 400))}`;
      this.journal.write({ did: 'attempt', key, message });
      for (;;) {
        const answer = await this.post(key, message);
        if (answer === null) {
          await wait(50);
          continue;
        }
        this.journal.write({ did: 'acknowledged', key, ...answer });
        break;
      }
    }
  }

  private async post(key: string, message: string): Promise<{ id: string; position: number; hash: string } | null> {
    const replicas = this.replicas();
    const replica = replicas[Math.floor(this.random() * replicas.length)]!;
    const body = { log: 'production', message };
    const response = await replica
      .request('POST', '/api/v1/log-entries', body, { 'idempotency-key': key })
      .catch(() => null);
    if (response?.status !== 201) return null;
    const said = (await response.json().catch(() => null)) as { id: string; position: number; message: string } | null;
    return said === null ? null : { id: said.id, position: said.position, hash: hashOf(said.message) };
  }
}

withProgram('A server that is killed under load', () => {
  let folder: string;
  let nodes: KurrentNode[];
  let replicas: Product[];
  let journal: Journal;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
    journal = new Journal(join(folder, 'journal'));
    [nodes, replicas] = [[], []];
  });
  afterEach(async () => {
    await Promise.all([...replicas.map((replica) => replica.end('SIGKILL')), ...nodes.map((node) => node.end())]);
    rmSync(folder, { recursive: true });
  });

  const seeds = (): string => {
    const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return `kurrentdb://${hosts}?tls=false&discoveryInterval=100&maxDiscoverAttempts=20`;
  };
  const startReplica = (name: string): Promise<Product> =>
    Product.start(join(folder, name), { OPSLEDGER_STORE: seeds(), OPSLEDGER_LEDGER: LEDGER });
  const ready = async (replica: Product): Promise<void> => {
    while ((await replica.request('GET', '/readyz').catch(() => null))?.status !== 200) await wait(50);
  };

  /** Everything that was acknowledged is there once, as it was answered, and all copies have the rows of a full replay. */
  const settle = async (what: string): Promise<void> => {
    for (const replica of replicas) await ready(replica);
    const lines = journal.close();
    const acknowledged = lines.filter((line) => line.did === 'acknowledged');
    const stored = new Map<string, { id: string; position: number; hash: string }[]>();
    let expected = 0;
    for (let after: string | null = '0'; after !== null;) {
      const page: any = await replicas[0]!.get(`/api/v1/events?limit=250&after=${after}`);
      for (const event of page.data) {
        expect(event.position).toBe(++expected);
        if (event.type !== 'log-entry.logged') continue;
        const { message } = event.data as { message: string };
        const one = { id: event.stream.slice('log-entry-'.length), position: event.position, hash: hashOf(message) };
        stored.set(message.slice(0, 36), [...(stored.get(message.slice(0, 36)) ?? []), one]);
      }
      after = page.page.next;
    }
    for (const { key, id, position, hash } of acknowledged) expect(stored.get(key)).toEqual([{ id, position, hash }]);
    expect([...stored.values()].filter((events) => events.length > 1)).toEqual([]);
    for (const replica of replicas) {
      const { tables } = compareReadModel(join(replica.folder, 'replica'), features);
      expect(tables.filter(({ same }) => !same)).toEqual([]);
    }
    const { findings, foreign, events } = await verifyServer(seeds(), LEDGER);
    expect([findings, foreign]).toEqual([[], []]);
    console.info(`${what}: ${acknowledged.length} acknowledged, 0 lost, 0 altered, 0 twice; ${events} events verified`);
    expect(acknowledged.length).toBeGreaterThan(KILLS);
  };

  it(
    `has everything that was acknowledged, once, after ${KILLS} × kill -9 (seed ${SEED})`,
    async () => {
      const random = chance(SEED);
      nodes = [await KurrentNode.single(join(folder, 'node'))];
      nodes[0]!.start();
      await leaderOf(nodes);
      replicas = await Promise.all(['a', 'b'].map(startReplica));
      const writers = new Writers(journal, random, () => replicas);
      for (let kill = 0; kill < KILLS; kill++) {
        await wait(random() * 1500);
        await nodes[0]!.end('SIGKILL');
        nodes[0]!.start();
        await leaderOf(nodes);
        await Promise.all(replicas.map(ready));
      }
      await wait(300);
      await writers.stop();
      await settle(`${KILLS} kills of the server`);
    },
    120_000 + KILLS * 30_000,
  );

  it(
    `has everything that was acknowledged, once, after ${LEADER_KILLS} leaders of three nodes were killed, and a replica now and then`,
    async () => {
      const random = chance(SEED);
      nodes = await KurrentNode.cluster(join(folder, 'cluster'));
      for (const node of nodes) node.start();
      await leaderOf(nodes);
      replicas = await Promise.all(['a', 'b'].map(startReplica));
      const writers = new Writers(journal, random, () => replicas);
      for (let kill = 0; kill < LEADER_KILLS; kill++) {
        await wait(random() * 2000);
        const leader = await leaderOf(nodes);
        await leader.end('SIGKILL');
        if (kill % 2 === 0) {
          const victim = replicas[kill % replicas.length]!;
          await victim.end('SIGKILL');
          replicas[kill % replicas.length] = await Product.start(victim.folder, {
            OPSLEDGER_STORE: seeds(),
            OPSLEDGER_LEDGER: LEDGER,
          });
        }
        await leaderOf(nodes.filter((node) => node !== leader));
        leader.start();
        while ((await leader.state()) === null) await wait(50);
        await Promise.all(replicas.map(ready));
      }
      await writers.stop();
      await settle(`${LEADER_KILLS} kills of the leader`);
    },
    240_000 + LEADER_KILLS * 60_000,
  );
});
