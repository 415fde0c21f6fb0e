import { Product } from '../support/product.js';
import { memoryOf } from './process-figures.js';
import { SseReader } from './sse-reader.js';

const READERS = Number(process.env['READERS'] ?? 60);
const ENTRIES = Number(process.env['ENTRIES'] ?? 60);
const STUCK = Math.max(10, READERS / 10);
const WRITERS = 4;
/** What only the stuck ones want beside: more than the network keeps for each of them. */
const FAT_BATCHES = 4;
const FAT_BATCH = Array.from({ length: 100 }, () => ({ log: 'admin', message: '☃'.repeat(21_000) }));
const MOST_MEGABYTES_MORE = 160 + STUCK * 8;

let product: Product;
beforeAll(async () => {
  product = await Product.startAfresh();
});
afterAll(async () => {
  await product.endAndForget();
});

const log = async (entry: object): Promise<number> => {
  const response = await product.request('POST', '/api/v1/log-entries', entry);
  expect(response.status).toBe(201);
  return ((await response.json()) as { position: number }).position;
};

async function logFat(): Promise<number[]> {
  const response = await product.request('POST', '/api/v1/log-entries/batch', FAT_BATCH);
  const { data } = (await response.json()) as { data: { entry: { position: number } }[] };
  return data.map(({ entry }) => entry.position);
}

/** Writes all entries; positions of those that are followed live, and of all. */
async function write(): Promise<{ live: number[]; all: number[] }> {
  const [live, fat]: [number[], number[]] = [[], []];
  let next = 0;
  const writer = async (): Promise<void> => {
    while (next++ < ENTRIES) live.push(await log({ log: 'production', message: `entry ${next}` }));
  };
  const fatWriter = async (): Promise<void> => {
    for (let batch = 0; batch < FAT_BATCHES; batch++) fat.push(...(await logFat()));
  };
  await Promise.all([fatWriter(), ...Array.from({ length: WRITERS }, writer)]);
  live.push(await log({ log: 'production', message: 'the last' }));
  const inOrder = (positions: number[]): number[] => positions.sort((a, b) => a - b);
  return { live: inOrder(live), all: inOrder([...live, ...fat]) };
}

it(
  `${READERS} readers, ${STUCK} of them stuck: the others get every event at once, and the stuck ones all of them later`,
  async () => {
    await logFat();
    await logFat();
    const response = await product.request('GET', '/api/v1/logs');
    const after = response.headers.get('ledger-position');
    const stream = `/api/v1/events/stream?after=${after}&types=log-entry.*`;
    const open = (count: number, target: string): Promise<SseReader[]> =>
      Promise.all(Array.from({ length: count }, () => SseReader.open(product.port, target, product.token)));
    const readers = await open(READERS - STUCK, `${stream}&subjects=log:production`);
    const stuck = await open(STUCK, stream);
    for (const reader of stuck) reader.stop();
    await log({ log: 'production', message: 'warm' });
    const before = memoryOf(product.pid);

    const begun = performance.now();
    const { live, all } = await write();
    const written = performance.now();
    await Promise.all(readers.map((reader) => reader.until(live.at(-1)!)));
    const seen = performance.now();
    const more = memoryOf(product.pid).most - before.most;
    const perSecond = Math.round((all.length / (written - begun)) * 1000);
    console.info(`${perSecond} entries/s, all seen ${Math.round(seen - written)} ms after the last, ${more} MB more`);

    for (const reader of readers) expect(reader.seen.slice(1)).toEqual(live);
    expect(more).toBeLessThan(MOST_MEGABYTES_MORE);
    for (const reader of stuck) reader.goOn();
    await Promise.all(stuck.map((reader) => reader.until(all.at(-1)!)));
    for (const reader of stuck) expect(reader.seen.slice(1)).toEqual(all);
    for (const reader of [...readers, ...stuck]) reader.close();
  },
  60_000 + ENTRIES * 200,
);
