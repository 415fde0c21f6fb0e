import { verifyLedger } from '@verifier/verify-ledger.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chance } from '../support/chance.js';
import { Product } from '../support/product.js';
import { type Receipt, Receivers } from './receivers.js';

const KILLS = Number(process.env['KILLS'] ?? 4);
/** However many there are by then. */
const MINUTES = Number(process.env['MINUTES'] ?? Infinity);
const SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
const LISTS = ['announce', 'operators', 'team'];
const WEBHOOKS = ['chat', 'board'];
const SUBSCRIBERS = ['one', 'two', 'three', 'four'];
const KILLED_WHILE_STARTING = 0.15;
const LONGEST_START_MS = 1000;
/** Killed so many receipts, and a bit more time, after the start: before or after the last of them was recorded. */
const MOST_RECEIPTS = 12;
const LONGEST_STEP_MS = 6;
/** When everything was sent before that. */
const LONGEST_LIFE_MS = 1500;

const addressOf = (name: string): string => `${name}@example.org`;
/** Whoever is told, and through which channel. */
const channelOf: Readonly<Record<string, string>> = Object.fromEntries([
  ...LISTS.map((name) => [addressOf(name), name]),
  ...SUBSCRIBERS.map((name) => [addressOf(name), 'subscribers']),
  ...WEBHOOKS.map((name) => [`/${name}`, name]),
]);

const random = chance(SEED);
const root = mkdtempSync(join(tmpdir(), 'opsledger-'));
const data = join(root, 'data');
/** Subjects of what was given to the channels and acknowledged. */
const promised: string[] = [];
let receivers: Receivers;
let running: Product | null = null;
let lives = 0;
let announced = 0;

beforeAll(async () => {
  receivers = await Receivers.start(join(root, 'receipts'));
});
afterAll(async () => {
  await running?.end('SIGKILL');
  await receivers.stop();
  rmSync(root, { recursive: true });
});

async function start(abort?: AbortSignal): Promise<Product> {
  await receivers.begin(++lives);
  const env = { OPSLEDGER_SMTP_URL: `smtp://127.0.0.1:${receivers.ports.mail}?from=ledger@example.org` };
  return (running = await Product.start(data, env, abort));
}

async function done(product: Product, path: string, body: object): Promise<any> {
  const response = await product.request('POST', `/api/v1${path}`, body);
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${text}`);
  return JSON.parse(text);
}

async function addChannels(product: Product): Promise<void> {
  for (const name of LISTS) await done(product, '/channels', { name, type: 'mailing-list', target: addressOf(name) });
  for (const name of WEBHOOKS) {
    const target = `http://127.0.0.1:${receivers.ports.web}/${name}`;
    await done(product, '/channels', { name, type: 'webhook', target });
  }
  await done(product, '/channels', { name: 'subscribers', type: 'subscribers' });
}

/** By the link in the mail that asks them. */
async function subscribeAll(product: Product): Promise<void> {
  const askedFor: string[] = [];
  const confirmed: Promise<unknown>[] = [];
  receivers.on('receipt', ({ to, text }) => {
    askedFor.push(to);
    const link = new URL(/http\S+proof=\S+/.exec(text)![0]);
    const [id, proof] = ['id', 'proof'].map((name) => link.searchParams.get(name));
    confirmed.push(done(product, `/subscriptions/${id}/confirm`, { proof }));
  });
  const asked = receivers.more(SUBSCRIBERS.length, AbortSignal.timeout(20_000));
  for (const name of SUBSCRIBERS) await done(product, '/subscriptions', { address: addressOf(name) });
  await asked;
  receivers.removeAllListeners('receipt');
  await Promise.all(confirmed);
  expect(askedFor.toSorted()).toEqual(SUBSCRIBERS.map(addressOf).toSorted());
}

async function announce(product: Product): Promise<void> {
  const subject = `Notice ${++announced}`;
  const text = `This is what everybody has to know, told for the ${announced}th time.`;
  const channels = [...LISTS, ...WEBHOOKS, 'subscribers'];
  const { id } = await done(product, '/announcements', { kind: 'update', subject, text, impact: 'none' });
  await done(product, `/announcements/${id}/send`, { channels });
  promised.push(subject);
}

/** Killed by the end of this. */
async function live(): Promise<void> {
  if (random() < KILLED_WHILE_STARTING) {
    const product = await start(AbortSignal.timeout(1 + Math.floor(random() * LONGEST_START_MS))).catch(() => null);
    await product?.end('SIGKILL');
    return;
  }
  const product = await start();
  const enough = receivers.more(1 + Math.floor(random() * MOST_RECEIPTS), AbortSignal.timeout(LONGEST_LIFE_MS));
  const announcing = announce(product).catch(() => undefined);
  await enough.catch(() => undefined);
  await wait(random() * LONGEST_STEP_MS);
  expect(await product.end('SIGKILL')).toBe('SIGKILL');
  await announcing;
}

async function allDelivered(product: Product): Promise<void> {
  for (;;) {
    if ((await product.get('/api/v1/sending')).underWay === 0) return;
    await receivers.more(1, AbortSignal.timeout(1000)).catch(() => undefined);
  }
}

/** Of every announcement that was given to the channels. */
async function subjectsSent(product: Product): Promise<string[]> {
  const found: string[] = [];
  for (let after = ''; ;) {
    const { data, page } = await product.get(`/api/v1/announcements?status=sent&limit=200${after}`);
    found.push(...data.map(({ subject }: { subject: string }) => subject));
    if (page.next === null) return found;
    after = `&after=${page.next}`;
  }
}

const sorted = (receipts: readonly Receipt[]): Receipt[] => receipts.toSorted((a, b) => a.life - b.life);

/** What was received though it had been before. */
function repeatsIn(receipts: readonly Receipt[]): Receipt[] {
  const seen = new Set<string>();
  return sorted(receipts).filter(({ to, id }) => seen.size === seen.add(`${to} ${id}`).size);
}

/** How often that happened in one life through one channel. */
function byLifeAndChannel(repeats: readonly Receipt[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { life, to } of repeats) {
    const key = `life ${life}, ${channelOf[to]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

it(
  `${MINUTES < Infinity ? 'up to ' : ''}${KILLS} × kill -9 while it sends: nobody misses anything, and a crash repeats one at most, by the same name (seed ${SEED})`,
  async () => {
    const first = await start();
    await addChannels(first);
    await subscribeAll(first);
    await first.end('SIGKILL');
    const before = receivers.receipts().length;
    const end = performance.now() + MINUTES * 60_000;
    let kills = 0;
    for (; kills < KILLS && performance.now() < end; kills++) await live();

    const product = await start();
    await announce(product);
    await allDelivered(product);
    const sent = await subjectsSent(product);
    expect(promised.filter((subject) => !sent.includes(subject))).toEqual([]);
    expect(await product.end('SIGTERM')).toBe(0);

    const receipts = receivers.receipts().slice(before);
    const told = new Set(receipts.map(({ to, about }) => `${about} → ${to}`));
    const owed = sent.flatMap((subject) => Object.keys(channelOf).map((to) => `${subject} → ${to}`));
    expect(owed.filter((one) => !told.has(one))).toEqual([]);

    const repeats = repeatsIn(receipts);
    expect([...byLifeAndChannel(repeats)].filter(([, count]) => count > 1)).toEqual([]);
    // Who drops what has a known name has each once.
    expect(receipts.length - repeats.length).toBe(owed.length);
    expect(verifyLedger(join(data, 'ledger.db'), { against: [] }).findings).toEqual([]);
    console.info(
      `${kills} kills: ${sent.length} announcements, ${owed.length} messages owed, 0 lost; ` +
        `${repeats.length} came twice, ${Math.max(0, ...byLifeAndChannel(repeats).values())} at most for one crash and channel`,
    );
  },
  120_000 + KILLS * 20_000,
);
