import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chance, hashOf, Journal } from '../support/journal.js';
import { Product } from '../support/product.js';

const KILLS = Number(process.env['KILLS'] ?? 20);
const SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
const WRITERS = 8;
const LONGEST_LIFE_MS = 250;

it(
  `no acknowledged entry is lost or altered by ${KILLS} × kill -9 under ${WRITERS} writers (seed ${SEED})`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
    const journal = new Journal(join(folder, 'journal'));
    const random = chance(SEED);
    const data = join(folder, 'data');

    const post = (product: Product, key: string, message: string) =>
      product.request('POST', '/api/v1/log-entries', { log: 'production', message }, { 'idempotency-key': key });
    const write = async (product: Product, isAlive: () => boolean): Promise<void> => {
      while (isAlive()) {
        const key = randomUUID();
        const isBad = random() < 0.1;
        const message = isBad ? '' : `${key} ${'x'.repeat(Math.floor(random() * 400))}`;
        journal.write({ did: 'attempt', key, message });
        const response = await post(product, key, message).catch(() => null);
        if (response?.status === 201) {
          const {
            id,
            position,
            message: said,
          } = (await response.json().catch(() => ({}))) as { id?: string; position: number; message: string };
          if (id !== undefined) journal.write({ did: 'acknowledged', key, id, position, hash: hashOf(said) });
        } else if (response?.status === 400) {
          journal.write({ did: 'refused', key });
        }
      }
    };

    for (let kill = 0; kill < KILLS; kill++) {
      const product = await Product.start(data);
      let alive = true;
      const writers = Array.from({ length: WRITERS }, () => write(product, () => alive));
      await wait(random() * LONGEST_LIFE_MS);
      const died = product.end('SIGKILL');
      alive = false;
      expect(await died).toBe('SIGKILL');
      await Promise.all(writers);
    }

    const product = await Product.start(data);
    const lines = journal.close();
    const stored = new Map<string, { id: string; position: number; message: string }[]>();
    let after: string | null = '0';
    let expected = 0;
    while (after !== null) {
      const page: any = await product.get(`/api/v1/events?limit=250&after=${after}`);
      for (const event of page.data) {
        expect(event.position).toBe(++expected);
        if (event.type !== 'log-entry.logged') continue;
        const key = (event.data.message as string).slice(0, 36);
        const id = (event.stream as string).slice('log-entry-'.length);
        stored.set(key, [...(stored.get(key) ?? []), { id, position: event.position, message: event.data.message }]);
      }
      after = page.page.next;
    }

    const acknowledged = lines.filter((line) => line.did === 'acknowledged');
    const refused = lines.filter((line) => line.did === 'refused');
    const settled = new Set([...acknowledged, ...refused].map(({ key }) => key));
    const unknown = lines
      .filter((line) => line.did === 'attempt')
      .filter(({ key, message }) => !settled.has(key) && message !== '');
    expect(acknowledged.length).toBeGreaterThan(KILLS);
    for (const { key, id, position, hash } of acknowledged) {
      const [only, ...more] = stored.get(key) ?? [];
      expect({ key, id: only?.id, position: only?.position, hash: hashOf(only?.message ?? ''), more }).toEqual({
        key,
        id,
        position,
        hash,
        more: [],
      });
    }
    for (const { key } of refused) expect(stored.has(key)).toBe(false);
    let there = 0;
    for (const { key, message } of unknown) {
      const before = stored.get(key) ?? [];
      expect(before.length).toBeLessThanOrEqual(1);
      there += before.length;
      const again = (await (await post(product, key, message)).json()) as { id: string; message: string };
      expect(again.message).toBe(message);
      if (before.length === 1) expect(again.id).toBe(before[0]!.id);
    }
    console.info(
      `${KILLS} kills: ${acknowledged.length} acknowledged, 0 lost; ${unknown.length} unknown, ${there} of them there; ${refused.length} refused`,
    );
    await product.end('SIGKILL');
    rmSync(folder, { recursive: true });
  },
  60_000 + KILLS * 5000,
);
