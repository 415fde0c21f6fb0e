import { NO_STREAM } from '@event-store/event-store.js';
import { parseConnectionString } from '@event-store/kurrent/connection-string.js';
import { appendInOrder } from '@event-store/kurrent/ordered-appends.js';
import { GroupedAppends } from '@event-store/kurrent/grouped-appends.js';
import { KurrentServer } from '@event-store/kurrent/kurrent-server.js';
import { MOVE_STREAM, StreamNames } from '@event-store/kurrent/recorded-event.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { SystemClock } from '@kernel/clock.js';
import { move, type Place } from '@platform/offline/move.js';
import { verifyServer } from '@verifier/server-history.js';
import { verifyLedger } from '@verifier/verify-ledger.js';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { newEvent } from '../support/events.js';
import { KurrentEngine, newLedgerName, onKurrentDb, SERVER } from '../support/kurrentdb.js';
import { Product } from '../support/product.js';

jest.setTimeout(60_000);

/** A ledger with redactions, keys and an erased person. */
const FIXTURE = join(__dirname, '../fixtures/ledger-0.2.0.db');

onKurrentDb('A ledger that is moved', () => {
  let folder: string;
  let file: string;
  let ledger: string;
  const clock = new SystemClock();
  const quiet = { onProgress: (): void => {} };
  const onServer = (name = ledger): Place => ({ address: parseConnectionString(SERVER!), ledger: name });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
    file = join(folder, 'from.db');
    copyFileSync(FIXTURE, file);
    // As a server of this release leaves it.
    new SqliteLedger(file).close();
    ledger = newLedgerName();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const events = (path: string): unknown[] => {
    const opened = new SqliteLedger(path, true);
    const all = opened.readAll(0, 100_000);
    opened.close();
    return all;
  };

  it('to a server and back has the same events, ids, bytes and root, and what was erased stays erased', async () => {
    const before = verifyLedger(file);
    const there = await move({ file }, onServer(), clock, quiet);
    expect(there).toEqual({ events: before.events, root: before.root, before: 0 });
    const back = join(folder, 'back.db');
    await move(onServer(), { file: back }, clock, quiet);
    expect(events(back)).toEqual(events(file));
    expect(verifyLedger(back)).toMatchObject({ root: before.root, erased: before.erased, findings: [] });
    expect(before.erased).toBeGreaterThan(0);
    expect((await verifyServer(SERVER!, ledger)).stillOnServer).toBe(0);
  });

  it('is gone on with after an interruption, and no server starts on the half of it', async () => {
    const source = new SqliteLedger(file, true);
    const [server, names] = [new KurrentServer(parseConnectionString(SERVER!)), new StreamNames(ledger)];
    const appends = new GroupedAppends(server, names, clock);
    await appends.appendBeside(MOVE_STREAM, -1, 'move.begun', { ledger: 'x' });
    await appendInOrder(server, names, source.readAll(0, 17));
    source.close();
    const engine = KurrentEngine.begin(SERVER!, ledger);
    expect(await engine.problem()).toMatch(/a ledger is being moved to here, and not all of it has arrived/);
    const moved = await move({ file }, onServer(), clock, quiet);
    expect(moved).toMatchObject({ events: verifyLedger(file).events, before: 17 });
    await engine.live();
    expect(engine.store.heads.value).toBe(moved.events);
    await engine.store.close();
    await appends.close();
  });

  it('is not mixed with another one', async () => {
    await move({ file }, onServer(), clock, quiet);
    await expect(move({ file }, onServer(), clock, quiet)).rejects.toThrow(/already: choose another name/);
    await expect(move(onServer(), { file }, clock, quiet)).rejects.toThrow(/never overwritten/);
    const product = await Product.start(join(folder, 'data'));
    const used = join(folder, 'data', 'ledger.db');
    await expect(move({ file: used }, onServer(newLedgerName()), clock, quiet)).rejects.toThrow(/stop it first/);
    await product.end('SIGTERM');
  });

  it('gives a replica the same rows, searches and checkpoint root as the file had', async () => {
    const data = join(folder, 'sqlite');
    const start = (name: string, env: Record<string, string>) => Product.start(join(folder, name), env);
    const own = await start('sqlite', {});
    for (let n = 0; n < 30; n++) {
      const message = n % 3 === 0 ? `START - Cookbook sre.demo for db10${n}` : `entry ${n} (T${n}000)`;
      await own.request('POST', '/api/v1/log-entries', { log: 'production', message });
    }
    const paths = [
      '/api/v1/log-entries?limit=250',
      '/api/v1/operations',
      '/api/v1/log-entries?q=entry',
      '/api/v1/logs',
    ];
    await own.end('SIGTERM');
    await move({ file: join(data, 'ledger.db') }, onServer(), clock, quiet);
    const [a, b] = await Promise.all([
      start('sqlite', {}),
      start('replica', {
        OPSLEDGER_STORE: SERVER!,
        OPSLEDGER_LEDGER: ledger,
        OPSLEDGER_PUBLIC_URL: 'http://x.example',
      }),
    ]);
    // Each process adds its own key and token behind what was moved: compared as of then.
    const at = verifyLedger(file).events > 0 ? (await a.get('/readyz')).head : 0;
    for (const path of paths) {
      const asOf = `${path.includes('?') ? '&' : '?'}asOf=${at}`;
      const plain = (value: unknown): string => JSON.stringify(value).replaceAll(/"(?:url|now)":"[^"]*"/g, '""');
      expect(plain(await b.get(path + asOf))).toEqual(plain(await a.get(path + asOf)));
    }
    const root = async (product: Product): Promise<string> =>
      // Each signs with its own key.
      JSON.stringify(await product.get(`/api/v1/consistency?from=1&to=${at}`)).replace(/— [^"]*/, '');
    expect(await root(b)).toEqual(await root(a));
    await Promise.all([a.end('SIGTERM'), b.end('SIGTERM')]);
  });

  it('leaves nothing of what was redacted on the server when it goes to another name there, and the old one is deleted', async () => {
    const secret = 'zq7-hunter2-zq7';
    const engine = await Product.start(join(folder, 'data'), { OPSLEDGER_STORE: SERVER!, OPSLEDGER_LEDGER: ledger });
    const written = await engine.request('POST', '/api/v1/log-entries', { log: 'production', message: secret });
    const { id } = (await written.json()) as { id: string };
    await engine.request('POST', `/api/v1/log-entries/${id}/redact`, { reason: 'a password' });
    await engine.end('SIGTERM');
    expect(await verifyServer(SERVER!, ledger)).toMatchObject({ stillOnServer: 1, findings: [] });
    const other = newLedgerName();
    await move(onServer(), onServer(other), clock, { ...quiet, deleteSource: true });
    expect(await verifyServer(SERVER!, other)).toMatchObject({ stillOnServer: 0, erased: 1, findings: [] });
    const old = KurrentEngine.begin(SERVER!, ledger);
    expect(await old.problem()).toMatch(/was moved away and is being deleted/);
    // Given again, as after an interruption, it goes on with the deletion and finds it done.
    const again = await move(onServer(), onServer(other), clock, { ...quiet, deleteSource: true });
    expect(again.before).toBe(again.events);
    await old.store.close();
    const server = new KurrentServer(parseConnectionString(SERVER!));
    const client = await server.client();
    const contents: string[] = [];
    for await (const { event } of client.readStream(`${other}.log-entry-${id}`)) {
      contents.push(Buffer.from(event!.data as Uint8Array).toString());
    }
    expect(contents.join('')).not.toContain(secret);
    server.close();
  });

  it('is not deleted where the old place went on, or is another ledger', async () => {
    const other = newLedgerName();
    await move({ file }, onServer(), clock, quiet);
    await move(onServer(), onServer(other), clock, quiet);
    const engine = await KurrentEngine.open(SERVER!, ledger);
    const { stream, revision } = (await engine.store.readAll(0, 100)).at(-1)!;
    await engine.store.append(stream, revision, [newEvent()]);
    const deleting = (from: Place) => move(from, onServer(other), clock, { ...quiet, deleteSource: true });
    await expect(deleting(onServer())).rejects.toThrow(/something still writes to it/);
    // A replica that runs on sees the mark, and writes no more.
    expect(await engine.problem()).toMatch(/was moved away and is being deleted/);
    await expect(engine.store.append('thing-new', NO_STREAM, [newEvent()])).rejects.toThrow(/moved away/);
    expect(await engine.store.readStream(stream, { asSeenHere: true })).toHaveLength(revision + 2);
    await engine.store.close();
    const foreign = newLedgerName();
    const another = await KurrentEngine.open(SERVER!, foreign);
    await another.store.append('ledger', NO_STREAM, [newEvent()]);
    await another.store.close();
    await expect(deleting(onServer(foreign))).rejects.toThrow(
      /is another ledger than the new one: nothing was deleted/,
    );
    await expect(move(onServer(newLedgerName()), onServer(newLedgerName()), clock, quiet)).rejects.toThrow(
      /is the name right/,
    );
  });

  it('is found wrong on the server where an event was altered, added or lost', async () => {
    const source = new SqliteLedger(file, true);
    const all = source.readAll(0, 1000);
    source.close();
    const server = new KurrentServer(parseConnectionString(SERVER!));
    const altered = all.map((event) =>
      event.position === 5 && event.content !== null
        ? { ...event, content: Buffer.concat([event.content, Buffer.from(' ')]) }
        : event,
    );
    await appendInOrder(server, new StreamNames(ledger), altered);
    expect((await verifyServer(SERVER!, ledger)).findings.map(({ position, what }) => [position, what])).toEqual([
      [5, 'commitment-wrong'],
    ]);
    const client = await server.client();
    await client.appendToStream(`${ledger}.log-entry-x`, [
      { id: crypto.randomUUID(), type: 'x', contentType: 'application/json', data: {}, metadata: undefined },
    ]);
    expect((await verifyServer(SERVER!, ledger)).foreign).toEqual([`${ledger}.log-entry-x 0 (x)`]);
    server.close();
  });

  it('cannot be served from the copy of a replica by mistake', async () => {
    await move({ file }, onServer(), clock, quiet);
    const engine = await KurrentEngine.open(SERVER!, ledger, { folder });
    await engine.store.close();
    expect(() => new SqliteLedger(join(folder, 'ledger.db'))).toThrow(/is the copy of a ledger that lives on a server/);
    expect(existsSync(join(folder, 'ledger.db'))).toBe(true);
    new DatabaseSync(join(folder, 'ledger.db')).close();
  });
});
