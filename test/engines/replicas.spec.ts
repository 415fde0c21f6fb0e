import { compareReadModel } from '@platform/offline/read-models.js';
import { features } from '@features/features.js';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newLedgerName, onKurrentDb, SERVER } from '../support/kurrentdb.js';
import { Product, runClient } from '../support/product.js';
import { readEvents } from '../support/sse.js';
import { TcpProxy } from '../support/tcp-proxy.js';

jest.setTimeout(90_000);

/** The product, several times over one ledger on the server of OPSLEDGER_TEST_KURRENTDB. */
onKurrentDb('Several replicas over one ledger', () => {
  let folder: string;
  let ledger: string;
  let replicas: Product[];

  const start = async (name: string, store = SERVER!): Promise<Product> => {
    const env = { OPSLEDGER_STORE: store, OPSLEDGER_LEDGER: ledger };
    const replica = await Product.start(join(folder, name), env);
    replicas.push(replica);
    return replica;
  };
  /** From now on the process is nobody's. */
  const kill = async (replica: Product): Promise<void> => {
    replicas = replicas.filter((one) => one !== replica);
    await replica.end('SIGKILL');
  };
  const post = (replica: Product, message: string, headers: Record<string, string> = {}) =>
    replica.request('POST', '/api/v1/log-entries', { log: 'production', message }, headers);
  const position = (response: Response): string => response.headers.get('ledger-position')!;
  const behind = (replica: Product, path: string, at: string) =>
    replica.request('GET', path, undefined, { 'ledger-min-position': at });
  const sameRows = (replica: Product): void => {
    const { tables } = compareReadModel(join(replica.folder, 'replica'), features);
    expect(tables.filter(({ same }) => !same)).toEqual([]);
    expect(tables.length).toBeGreaterThan(5);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
    ledger = newLedgerName();
    replicas = [];
  });
  afterEach(async () => {
    await Promise.all(replicas.map((replica) => replica.end('SIGKILL')));
    rmSync(folder, { recursive: true });
  });

  it('that start at once have one ledger, with its first logs once', async () => {
    const all = await Promise.all(['a', 'b', 'c'].map((name) => start(name)));
    const ids = await Promise.all(
      all.map(async (one) => (await one.get('/api/v1/events?limit=1')).data[0].data.ledger),
    );
    expect(new Set(ids).size).toBe(1);
    for (const one of all) {
      const { data } = await one.get('/api/v1/logs');
      expect(data.map(({ name }: { name: string }) => name)).toEqual(['admin', 'production', 'tools', 'unsorted']);
    }
  });

  it('take any write, and a read that names its position sees it anywhere', async () => {
    const [a, b] = [await start('a'), await start('b')];
    for (let n = 0; n < 20; n++) {
      const [writer, reader] = n % 2 === 0 ? [a, b] : [b, a];
      const written = await post(writer, `entry ${n}`);
      if (written.status !== 201) throw new Error(await written.text());
      const read = await behind(reader, '/api/v1/log-entries?limit=1', position(written));
      expect(((await read.json()) as any).data[0].message).toBe(`entry ${n}`);
      // At home it needs no header.
      expect((await writer.get('/api/v1/log-entries?limit=1')).data[0].message).toBe(`entry ${n}`);
    }
    const never = await behind(b, '/api/v1/logs', '999999');
    expect([never.status, never.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('take each other’s tokens, and the client carries the position from one to the other by itself', async () => {
    const [a, b] = [await start('a'), await start('b')];
    const state = join(folder, 'state');
    const cli = (replica: Product, ...args: string[]) =>
      runClient(args, { OPSLEDGER_URL: replica.url, OPSLEDGER_TOKEN: a.token, XDG_STATE_HOME: state });
    // Under one address, as behind a load balancer.
    const proxy = await TcpProxy.listen(Number(new URL(a.url).port));
    const url = `http://127.0.0.1:${proxy.port}`;
    const through = (...args: string[]) =>
      runClient(args, { OPSLEDGER_URL: url, OPSLEDGER_TOKEN: a.token, XDG_STATE_HOME: state });
    for (let n = 0; n < 5; n++) {
      proxy.target = Number(new URL(n % 2 === 0 ? a.url : b.url).port);
      expect((await through('log', 'production', `entry ${n}`)).code).toBe(0);
      proxy.target = Number(new URL(n % 2 === 0 ? b.url : a.url).port);
      expect((await through('search', `"entry ${n}"`)).out).toContain(`entry ${n}`);
    }
    expect((await cli(b, 'logs')).code).toBe(0);
    await proxy.close();
  });

  it('write a request with the same key once, whichever gets it, and refuse another one with that key', async () => {
    const [a, b] = [await start('a'), await start('b')];
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([post(a, 'once', key), post(b, 'once', key), post(a, 'once', key)]);
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as { id: string; position: number }[];
    expect(new Set(bodies.map(({ id, position }) => `${id} ${position}`)).size).toBe(1);
    expect((await post(b, 'another', key)).status).toBe(422);
    const { data } = await b.get('/api/v1/log-entries?q=once');
    expect(data).toHaveLength(1);
  });

  it('let a stream of events go on at another one, without loss and without anything twice', async () => {
    const [a, b] = [await start('a'), await start('b')];
    for (let n = 0; n < 10; n++) await post(n % 2 === 0 ? a : b, `entry ${n}`);
    const query = 'types=log-entry.logged';
    const first = await readEvents(`${a.url}/api/v1/events/stream?${query}`, 4);
    for (let n = 10; n < 15; n++) await post(a, `entry ${n}`);
    const rest = await readEvents(`${b.url}/api/v1/events/stream?${query}`, 15 - first.length, {
      'last-event-id': first.at(-1)!.id,
    });
    const messages = [...first, ...rest].map(({ data }) => data.data.message);
    expect(messages).toEqual(Array.from({ length: 15 }, (_, n) => `entry ${n}`));
  });

  it('erase what one of them redacts, each from its own files', async () => {
    const [a, b] = [await start('a'), await start('b')];
    const secret = 'zq7-hunter2-zq7';
    const { id } = (await (await post(a, `the word is ${secret}`)).json()) as { id: string };
    const redacted = await a.request('POST', `/api/v1/log-entries/${id}/redact`, { reason: 'a password' });
    expect(redacted.status).toBe(200);
    const read = await behind(b, `/api/v1/log-entries/${id}`, position(redacted));
    expect(((await read.json()) as any).status).toBe('redacted');
    for (const replica of [a, b]) await untilGone(replica, secret);
    const c = await start('c');
    await untilGone(c, secret);
    sameRows(b);
  });

  /** The rebuilt read model serves when readyz names no rebuild, and no file has the word. */
  const untilGone = async (replica: Product, secret: string): Promise<void> => {
    const { readdirSync } = await import('node:fs');
    const holds = (): string[] =>
      (readdirSync(replica.folder, { recursive: true, withFileTypes: true }) as any[])
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => readFileSync(path).includes(secret));
    for (let tries = 0; tries < 400; tries++) {
      const { rebuild } = await replica.get('/readyz');
      if (rebuild === null && holds().length === 0) return;
    }
    expect(holds()).toEqual([]);
  };

  it('go on with the erasure of a person that a killed one began, once', async () => {
    const [a, b] = [await start('a'), await start('b')];
    const person = { displayName: 'Ada Example', aliases: [{ kind: 'nick', name: 'adaex' }] };
    const { id } = (await (await a.request('POST', '/api/v1/people', person)).json()) as { id: string };
    const entries = Array.from({ length: 120 }, (_, n) => ({
      log: 'production',
      message: `entry ${n} by adaex`,
      actor: 'adaex',
    }));
    expect((await a.request('POST', '/api/v1/log-entries/batch', entries)).status).toBe(200);
    const erasing = a.request('POST', `/api/v1/people/${id}/erase`, { reason: 'asked for it' }).catch(() => null);
    // It is in the middle of it when the first redactions are to be seen elsewhere.
    await readEvents(`${b.url}/api/v1/events/stream?types=redaction.made`, 3, { authorization: `Bearer ${b.token}` });
    await kill(a);
    await erasing;
    const done = async (): Promise<boolean> => {
      const { data } = await b.get('/api/v1/log-entries?q=adaex');
      const { data: byName } = await b.get('/api/v1/log-entries?actor=adaex');
      return data.length === 0 && byName.length === 0;
    };
    while (!(await done())) await b.get('/readyz');
    // Nobody redacted twice what was redacted already.
    const named = new Map<number, number>();
    let after: string | null = '0';
    while (after !== null) {
      const page: any = await b.get(`/api/v1/events?types=redaction.made&limit=250&after=${after}`);
      for (const event of page.data)
        for (const one of event.data.events) named.set(one.position, (named.get(one.position) ?? 0) + 1);
      after = page.page.next;
    }
    expect([...named].filter(([, times]) => times > 1)).toEqual([]);
    expect(named.size).toBeGreaterThanOrEqual(120);
  });

  it('go on after being stopped and after the network was cut, and have the rows of a full replay', async () => {
    const proxy = await TcpProxy.listen(Number(/:(\d+)/.exec(SERVER!.replace(/^\w+:/, ''))![1]));
    const [a, b] = [await start('a'), await start('b', `kurrentdb://127.0.0.1:${proxy.port}?tls=false`)];
    for (let n = 0; n < 5; n++) await post(a, `before ${n}`);
    proxy.mode = 'refuse';
    proxy.drop();
    while ((await b.request('GET', '/readyz')).status !== 503) await b.get('/healthz');
    for (let n = 0; n < 5; n++) await post(a, `meanwhile ${n}`);
    const stale = await b.request('GET', '/api/v1/log-entries?limit=1');
    expect(stale.status).toBe(200);
    expect(Number(stale.headers.get('ledger-age'))).toBeGreaterThanOrEqual(0);
    expect((await b.get('/readyz')).problem).toMatch(/cannot be reached/);
    proxy.mode = 'pass';
    b.signal('SIGSTOP');
    const last = await post(a, 'while it was stopped');
    b.signal('SIGCONT');
    while ((await b.request('GET', '/readyz')).status !== 200) await b.get('/healthz');
    const read = await behind(b, '/api/v1/log-entries?limit=1', position(last));
    expect(((await read.json()) as any).data[0].message).toBe('while it was stopped');
    expect(read.headers.get('ledger-age')).toBeNull();
    for (const replica of [a, b]) sameRows(replica);
    await proxy.close();
  });
});
