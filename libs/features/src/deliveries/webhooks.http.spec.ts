import { DAY, HOUR, MINUTE } from '@kernel/time.js';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { House } from '../../../../test/support/house.js';
import { announce, deliveriesOf, taken } from '../../../../test/support/post-office.js';

interface Request {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let house: House;
let server: Server;
let answer: { status: number; headers?: Record<string, string>; dies?: boolean };
const requests: Request[] = [];

beforeEach(async () => {
  answer = { status: 200 };
  requests.length = 0;
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      if (answer.dies === true) request.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end('words of the receiver');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The library that verifies compares with the time of this machine.
  house = await House.open();
  house.clock.ms = Date.now();
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  await taken(house, '/channels', { name: 'hook', type: 'webhook', target });
});
afterEach(async () => {
  await house.close();
  await new Promise((resolve) => server.close(resolve));
});

const secret = async (what = 'secret'): Promise<string> => (await taken(house, `/channels/hook/${what}`)).secret;
const verified = (key: string, { headers, body }: Request): any =>
  new Webhook(key).verify(body, headers as Record<string, string>);

describe('A webhook', () => {
  it('gets an announcement signed, as a library that knows nothing of us verifies', async () => {
    const key = await secret();
    const id = await announce(house, ['hook']);
    await house.pass(0);
    await house.pass(DAY);
    const [request, ...more] = requests;
    expect(more).toEqual([]);
    expect(verified(key, request!)).toMatchObject({
      type: 'announcement.update',
      data: { id, subject: 'What is new', url: `http://ledger.example/announcements/${id}`, window: null },
    });
    expect(() => verified(key, { ...request!, body: request!.body.replace('What', 'This') })).toThrow();
    expect(() => verified(`whsec_${Buffer.alloc(32).toString('base64')}`, request!)).toThrow();
    expect(await deliveriesOf(house, id)).toMatchObject([
      { state: 'accepted', attempts: [{ words: '200 words of the receiver' }] },
    ]);
  });

  it('whose secret is rotated gets both signatures, so that its receiver may change later; of two rotations not', async () => {
    const first = await secret();
    const second = await secret('rotate-secret');
    expect(await secret()).toBe(second);
    await announce(house, ['hook']);
    await house.pass(0);
    verified(first, requests[0]!);
    verified(second, requests[0]!);
    const third = await secret('rotate-secret');
    await announce(house, ['hook']);
    await house.pass(0);
    verified(second, requests[1]!);
    verified(third, requests[1]!);
    expect(() => verified(first, requests[1]!)).toThrow();
    expect(new Set([first, second, third]).size).toBe(3);
    const { headers } = await house.ask('GET', '/api/v1/channels/hook');
    expect(JSON.stringify([headers, await house.get('/api/v1/events?limit=1000')])).not.toContain(third.slice(6, 20));
  });

  it('that fails is tried again by the same id, and signed anew at the time of the attempt', async () => {
    const key = await secret();
    answer = { status: 200, dies: true };
    const id = await announce(house, ['hook']);
    await house.pass(0);
    answer = { status: 503, headers: { 'retry-after': '3600' } };
    await house.pass(2 * MINUTE);
    await house.pass(HOUR - 1);
    expect(requests).toHaveLength(2);
    answer = { status: 204 };
    await house.pass(1);
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(requests.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(3);
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    verified(key, requests[0]!);
    const [{ attempts, state }] = await deliveriesOf(house, id);
    expect([state, attempts.map(({ words }: { words: string }) => words.split(/[ :]/)[0])]).toEqual([
      'accepted',
      ['connection', 'http-503', '204'],
    ]);
  });

  it.each([
    [400, 'set-aside'],
    [404, 'set-aside'],
    [410, 'set-aside'],
    [301, 'trying'],
    [429, 'trying'],
    [500, 'trying'],
  ])('that answers %d: %s', async (status, state) => {
    answer = { status, headers: { location: 'http://127.0.0.1:1/elsewhere' } };
    const id = await announce(house, ['hook']);
    await house.pass(0);
    expect(await deliveriesOf(house, id)).toMatchObject([{ state, attempts: [{}] }]);
    await house.pass(2 * MINUTE);
    expect(requests).toHaveLength(state === 'trying' ? 2 : 1);
  });

  it('that is retired meanwhile gets nothing more', async () => {
    answer = { status: 500 };
    const id = await announce(house, ['hook']);
    await house.pass(0);
    await taken(house, '/channels/hook/retire', { reason: 'nobody listens' });
    await house.pass(HOUR);
    expect(requests).toHaveLength(1);
    expect(await deliveriesOf(house, id)).toMatchObject([{ state: 'skipped', words: /retired/ }]);
    await taken(house, '/channels/hook/retire', { reason: 'nobody listens' });
    const other = await house.ask('POST', '/api/v1/channels/hook/retire', { body: { reason: 'another' } });
    expect([other.statusCode, other.json().code]).toEqual([409, 'wrong-state']);
  });

  it('has a history of its own beside that of others, as it was at any time, and no secret in it', async () => {
    await taken(house, '/channels', { name: 'other', type: 'manual', target: 'by hand' });
    await taken(house, '/channels/hook/rotate-secret');
    await taken(house, '/channels/hook/retire', { reason: 'nobody listens' });
    const { secret } = await taken(house, '/channels/hook/secret');
    const steps = async (asOf = ''): Promise<any[]> => (await house.get(`/api/v1/channels/hook/history${asOf}`)).data;
    const all = await steps();
    expect(all.map(({ type }) => type)).toEqual(['channel.added', 'channel.secret-rotated', 'channel.retired']);
    expect(await steps(`?asOf=${all[1].position}`)).toEqual(all.slice(0, 2));
    expect(JSON.stringify(all)).not.toContain(secret);
    expect((await house.ask('GET', '/api/v1/channels/hook/history', { token: null })).statusCode).toBe(401);
  });

  it('at an address of a private network is refused at once, unless the server itself listens on the own machine alone', async () => {
    const guarded = await House.open({ foundation: { sending: { smtp: null, allowPrivate: false } } });
    try {
      const hook = { name: 'hook', type: 'webhook', target: 'https://hooks.example.org/' };
      await taken(guarded, '/channels', hook);
      for (const target of [
        'http://10.0.0.1/x',
        'https://127.0.0.1/',
        'https://[::ffff:10.0.0.1]/',
        'https://2130706433/',
      ]) {
        const refused = { status: 400, code: 'target-refused', detail: 'target: leads into a private network' };
        const added = await guarded.ask('POST', '/api/v1/channels', { body: { ...hook, name: 'other', target } });
        expect(added.json()).toMatchObject(refused);
        const changed = await guarded.ask('PATCH', '/api/v1/channels/hook', { body: { target } });
        expect(changed.json()).toMatchObject(refused);
      }
    } finally {
      await guarded.close();
    }
  });

  it('whose name leads into a private network is refused when it is sent to', async () => {
    const guarded = await House.open({ foundation: { sending: { smtp: null, allowPrivate: false } } });
    try {
      await taken(guarded, '/channels', { name: 'hook', type: 'webhook', target: 'https://localhost/' });
      const id = await announce(guarded, ['hook']);
      await guarded.pass(0);
      const [delivery] = await deliveriesOf(guarded, id);
      expect(delivery).toMatchObject({
        state: 'set-aside',
        attempts: [{ words: 'target-refused: the address leads into a private network' }],
      });
    } finally {
      await guarded.close();
    }
  });
});
