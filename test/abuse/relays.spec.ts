import { createConnection, type Socket } from 'node:net';
import { chance } from '../support/chance.js';
import { Product } from '../support/product.js';
import { memoryOf } from './process-figures.js';

const SILENT = Number(process.env['SILENT'] ?? 300);
const MEGABYTES = Number(process.env['MEGABYTES'] ?? 50);
const LINES = Number(process.env['LINES'] ?? 100);
const SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
const RELAYS = ['production', 'cloud', 'channels'] as const;
const IS_LONG = SILENT >= 1000;
const CLOSED_WITHIN_MS = 40_000;
const MOST_MEGABYTES_MORE = 100;
const MEGABYTE = 2 ** 20;

let product: Product;
beforeAll(async () => {
  const env = { OPSLEDGER_RELAY_PRODUCTION: '0', OPSLEDGER_RELAY_CLOUD: '0', OPSLEDGER_RELAY_CHANNELS: '0' };
  product = await Product.startAfresh(env);
});
afterAll(async () => {
  await product.endAndForget();
});

const connect = (relay: string): Socket => createConnection(product.relays[relay]!, '127.0.0.1').on('error', () => {});
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => (socket.destroyed ? resolve() : socket.once('close', () => resolve())));

/** Events of these types after a position. */
async function events(types: string, after: number): Promise<any[]> {
  const found: any[] = [];
  for (let next: string | null = String(after); next !== null;) {
    const { data, page } = await product.get(`/api/v1/events?limit=250&types=${types}&after=${next}`);
    found.push(...data);
    next = page.next;
  }
  return found;
}
const head = async (): Promise<number> => (await product.get('/readyz')).head;

it(
  `${SILENT} silent connections on each relay keep nobody out${IS_LONG ? ', and are closed after a while' : ''}`,
  async () => {
    const before = memoryOf(product.pid);
    const silent = RELAYS.flatMap((relay) => Array.from({ length: SILENT }, () => connect(relay).resume()));
    await Promise.all(
      silent.map((socket) => new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))),
    );
    for (const relay of RELAYS) {
      const line = relay === 'channels' ? '#wikimedia-operations !log a@b served' : '!log a@b admin served';
      expect(await product.relay(relay, line)).toMatch(/^Logged the message/);
    }
    expect(memoryOf(product.pid).most - before.most).toBeLessThan(MOST_MEGABYTES_MORE);
    if (IS_LONG) {
      const begun = performance.now();
      await Promise.all(silent.map(closed));
      console.info(`all closed after ${Math.round(performance.now() - begun)} ms`);
      expect(performance.now() - begun).toBeLessThan(CLOSED_WITHIN_MS);
    }
    for (const socket of silent) socket.destroy();
  },
  CLOSED_WITHIN_MS * 2,
);

it(
  `${MEGABYTES} MB on one line are one refusal, in little memory`,
  async () => {
    const [before, after] = [memoryOf(product.pid), await head()];
    const socket = connect('cloud');
    const answer = new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(bytes.toString())));
    const chunk = Buffer.alloc(MEGABYTE, 'x');
    for (let sent = 0; sent < MEGABYTES; sent++) {
      if (!socket.write(chunk)) await new Promise((resolve) => socket.once('drain', resolve));
    }
    expect(await events('relay.*', after)).toEqual([]);
    socket.end('\n!log a@b admin behind it\n');
    expect(await answer).not.toMatch(/^Logged/);
    await closed(socket.resume());
    const [refused, ...more] = await events('relay.*,log-entry.*', after);
    expect(refused).toMatchObject({ type: 'relay.line-refused', data: { bytes: MEGABYTES * MEGABYTE } });
    expect(more.map(({ data }) => data.message)).toEqual(['behind it']);
    expect(memoryOf(product.pid).most - before.most).toBeLessThan(MOST_MEGABYTES_MORE);
  },
  60_000 + MEGABYTES * 500,
);

it(
  `${LINES} lines of random bytes on each relay leave an entry or a refusal each (seed ${SEED})`,
  async () => {
    const random = chance(SEED);
    const after = await head();
    const begin = ['', '!log ', '!log a@b ', '!log a@b admin ', '#wikimedia-operations !log a@b '];
    const lineOf = (): Buffer => {
      const bytes = Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256));
      const text = random() < 0.3 ? '\u0000\r\u001b[2J\u202e☃\ud83d' : '';
      return Buffer.concat([
        Buffer.from(begin[Math.floor(random() * begin.length)]! + text),
        Buffer.from(bytes.filter((byte) => byte !== 0x0a)),
      ]);
    };
    const sent = RELAYS.map((relay) => ({ relay, lines: Array.from({ length: LINES }, lineOf) }));
    await Promise.all(
      sent.map(({ relay, lines }) =>
        product.relay(relay, Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]))),
      ),
    );
    const empty = sent.flatMap(({ lines }) => lines).filter((line) => line.toString().replace(/\r$/, '').trim() === '');
    const kept = await events('relay.*,log-entry.logged', after);
    expect(kept.length).toBe(RELAYS.length * LINES - empty.length);
  },
  60_000 + LINES * 100,
);

it('a client that reads no acknowledgement, and one that is gone, hold up nobody', async () => {
  const before = memoryOf(product.pid);
  const after = await head();
  const deaf = connect('cloud').pause();
  const lines = Array.from({ length: LINES }, (_, number) => `!log a@b admin deaf ${number}\n`).join('');
  deaf.write(lines);
  const gone = connect('cloud');
  gone.write(lines.replaceAll('deaf', 'gone'), () => gone.resetAndDestroy());
  const halfClosed = connect('cloud').resume();
  halfClosed.end(lines.replaceAll('deaf', 'half'));
  await closed(halfClosed);
  expect(await product.relay('cloud', '!log a@b admin served')).toMatch(/^Logged the message/);
  const said = (word: string, all: any[]): number => all.filter(({ data }) => data.message.startsWith(word)).length;
  let all = await events('log-entry.logged', after);
  while (said('deaf', all) < LINES) all = await events('log-entry.logged', after);
  expect([said('half', all), said('served', all)]).toEqual([LINES, 1]);
  expect(memoryOf(product.pid).most - before.most).toBeLessThan(MOST_MEGABYTES_MORE);
  deaf.destroy();
});
