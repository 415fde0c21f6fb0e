import { House } from '../../../../test/support/house.js';
import { readEvents } from '../../../../test/support/sse.js';

let house: House;
let url: string;
beforeAll(async () => {
  house = await House.open();
  await house.app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(house.app.getHttpServer().address() as { port: number }).port}`;
  for (const message of ['one', 'two', 'three']) await house.log(message);
});
afterAll(() => house.close());

describe('The feed', () => {
  it('gives every event once, oldest first, in pages that go on at a position', async () => {
    const positions: number[] = [];
    let next: string | null = '0';
    while (next !== null) {
      const page: any = await house.get(`/api/v1/events?limit=2&after=${next}`);
      positions.push(...page.data.map(({ position }: { position: number }) => position));
      next = page.page.next;
    }
    expect(positions).toEqual(Array.from({ length: house.foundation.store.heads.value }, (_, n) => n + 1));
  });

  it('shows an event whole, as it was recorded', async () => {
    const { data } = await house.get('/api/v1/events?types=log-entry.logged&limit=1');
    expect(data[0]).toEqual({
      position: expect.any(Number),
      id: expect.any(String),
      type: 'log-entry.logged',
      version: 1,
      stream: expect.stringMatching(/^log-entry-/),
      revision: 0,
      occurredAt: '2026-11-22T17:05:09.123Z',
      recordedAt: '2026-11-22T17:05:09.123Z',
      actor: { name: 'admin' },
      reporter: { kind: 'tool', id: 'tool:admin', name: 'admin' },
      via: expect.objectContaining({ kind: 'api', verified: true }),
      correlationId: null,
      causationId: null,
      data: { log: 'production', message: 'one' },
      erased: false,
      redaction: null,
      commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('can be asked for kinds, streams and logs', async () => {
    const types = async (query: string): Promise<string[]> =>
      (await house.get(`/api/v1/events?${query}`, { token: null })).data.map(({ type }: { type: string }) => type);
    expect(new Set(await types('types=log.*'))).toEqual(new Set(['log.created']));
    expect(await types('types=ledger.opened,nothing.here')).toEqual(['ledger.opened']);
    expect(await types('subjects=ledger')).toEqual(['ledger.opened']);
    expect(await types('subjects=log:production&types=log-entry.*')).toEqual(Array(3).fill('log-entry.logged'));
  });

  it('hides what is for administrators, and private logs', async () => {
    const open = (await house.ask('GET', '/api/v1/events?limit=250', { token: null })).body;
    expect(open).not.toContain('token.issued');
    expect((await house.ask('GET', '/api/v1/events?limit=250')).body).toContain('token.issued');
  });

  it('comes as CloudEvents', async () => {
    const accept = { accept: 'application/cloudevents-batch+json' };
    const response = await house.ask('GET', '/api/v1/events?types=log-entry.*&limit=1', { headers: accept });
    expect(response.headers['content-type']).toContain('application/cloudevents-batch+json');
    expect(response.json()[0]).toMatchObject({
      specversion: '1.0',
      source: `urn:uuid:${house.foundation.identity.id}`,
      type: 'opsledger.log-entry.logged',
      ledgerposition: expect.any(Number),
      data: { data: { message: 'one' } },
    });
  });

  it('answers as of then, and 410 to a position this ledger has not reached', async () => {
    expect((await house.get('/api/v1/events?asOf=3')).data).toHaveLength(3);
    expect((await house.ask('GET', '/api/v1/events?after=99999')).statusCode).toBe(410);
    expect((await house.ask('GET', '/api/v1/events?after=x')).statusCode).toBe(400);
    expect((await house.ask('GET', '/api/v1/events/stream?after=99999')).statusCode).toBe(410);
    expect((await house.ask('GET', '/api/v1/events/stream?asOf=2')).statusCode).toBe(400);
  });
});

describe('The live stream', () => {
  const stream = '/api/v1/events/stream?types=log-entry.logged';

  it('gives what is there, then what comes, and is resumed by Last-Event-ID without loss or repetition', async () => {
    const first = readEvents(url + stream, 4);
    await house.log('four');
    const seen = await first;
    expect(seen.map(({ data }) => data.data.message)).toEqual(['one', 'two', 'three', 'four']);
    expect(seen.map(({ id, data }) => Number(id) - data.position)).toEqual([0, 0, 0, 0]);
    await house.log('five');
    const resumed = readEvents(url + stream, 2, { 'last-event-id': seen[3]!.id });
    await house.log('six');
    expect((await resumed).map(({ data }) => data.data.message)).toEqual(['five', 'six']);
  });

  it('never shows what its reader may not see', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'hush', visibility: 'private' } });
    const after = house.foundation.store.heads.value;
    const seen = readEvents(`${url}${stream}&after=${after}`, 1);
    await house.log('sekret', { log: 'hush' });
    await house.log('public');
    expect((await seen).map(({ data }) => data.data.message)).toEqual(['public']);
  });

  it('forgets what became private, and ends when its token is revoked', async () => {
    const reader = (await house.ask('POST', '/api/v1/tokens', { body: { tool: 'reader', scopes: ['read'] } })).json();
    const after = house.foundation.store.heads.value;
    const anonymous = readEvents(`${url}${stream}&after=${after}`, 1);
    const until = fetch(`${url}${stream}&after=${after}`, { headers: { authorization: `Bearer ${reader.secret}` } });
    const response = await until;
    await house.ask('POST', '/api/v1/logs', { body: { name: 'later', visibility: 'private' } });
    await house.log('hidden from the first', { log: 'later' });
    await house.ask('POST', `/api/v1/tokens/${reader.id}/revoke`, { body: {} });
    await house.log('for everybody');
    expect((await anonymous).map(({ data }) => data.data.message)).toEqual(['for everybody']);
    const text = await response.text();
    expect(text).toContain('hidden from the first');
    expect(text).not.toContain('for everybody');
  });

  it('of a reader that does not read holds a bounded amount, and the others go on', async () => {
    const { createConnection } = await import('node:net');
    const socket = createConnection(Number(new URL(url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.pause();
    socket.write(`GET ${stream} HTTP/1.1\r\nhost: x\r\n\r\n`);
    const read = jest.spyOn(house.foundation.store, 'readAll');
    const big = 'x'.repeat(60_000);
    for (let n = 0; n < 4; n++) {
      await house.ask('POST', '/api/v1/log-entries/batch', {
        body: Array.from({ length: 60 }, () => ({ log: 'admin', message: big })),
      });
    }
    const after = house.foundation.store.heads.value;
    const live = readEvents(`${url}${stream}&after=${after}`, 1);
    await house.log('still live');
    expect((await live)[0]!.data.data.message).toBe('still live');
    // 14 MB were logged, eight pages; the reader that is stuck was given what the network keeps and one page more.
    const stuck = read.mock.calls.filter(([from]) => from < after - 10);
    expect(stuck.length).toBeLessThan(7);
    socket.destroy();
    read.mockRestore();
  });
});
