import { NO_STREAM, type NewEvent, StoreUnavailable, WrongExpectedRevision } from '@event-store/event-store.js';
import { parseConnectionString } from '@event-store/kurrent/connection-string.js';
import { KurrentLeases } from '@event-store/kurrent/kurrent-leases.js';
import { KurrentServer } from '@event-store/kurrent/kurrent-server.js';
import { decodeContent } from '@kernel/event-format.js';
import { RandomIds } from '@kernel/ids.js';
import { RedactionMade } from '@kernel/redaction.js';
import type { JSONType, KurrentDBClient } from '@kurrent/kurrentdb-client';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom, take } from 'rxjs';
import { newEvent } from '../support/events.js';
import { ManualClock } from '../support/house.js';
import { KurrentEngine, newLedgerName, onKurrentDb, SERVER } from '../support/kurrentdb.js';
import { TcpProxy } from '../support/tcp-proxy.js';

/** JSON, though the types of the client do not know it. */
const NULL = JSON.parse('null') as JSONType;

onKurrentDb('The engine over a real server', () => {
  let ledger: string;
  let folder: string;
  let engine: KurrentEngine;
  let client: KurrentDBClient;
  let admin: KurrentServer;

  beforeEach(async () => {
    ledger = newLedgerName();
    folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
    engine = await KurrentEngine.open(SERVER!, ledger, { folder });
    admin = new KurrentServer(parseConnectionString(SERVER!));
    client = await admin.client();
  });
  afterEach(async () => {
    await engine.store.close();
    admin.close();
    rmSync(folder, { recursive: true });
  });

  const reopen = async (): Promise<void> => {
    await engine.store.close();
    engine = KurrentEngine.begin(SERVER!, ledger, { folder });
  };
  const log = (stream: string, data: object, expected = NO_STREAM) =>
    engine.store.append(stream, expected, [newEvent(data)]);
  const foreign = (stream: string) =>
    client.appendToStream(stream, [
      { id: randomUUID(), type: 'order-placed', contentType: 'application/json', data: { n: 1 }, metadata: undefined },
    ]);
  const ok = () =>
    firstValueFrom(engine.store.availability.pipe(filter(({ problem, live }) => live && problem === null)));

  it('writes streams and types that a person understands in the browser of the server, and our bytes as they are', async () => {
    const event = newEvent({ text: 'naïve ☃' });
    await engine.store.append('log-entry-1', NO_STREAM, [event]);
    for await (const { event: stored } of client.readStream(`${ledger}.log-entry-1`)) {
      expect(stored).toMatchObject({ id: event.id, type: 'thing.happened', isJson: false });
      expect(Buffer.from(stored!.data as Uint8Array).equals(event.content)).toBe(true);
      expect(stored!.metadata).toMatchObject({ format: 'opsledger-event-v1', version: '1' });
    }
  });

  it('does not count events of others, and positions go on without a gap', async () => {
    await log('thing-1', {});
    await foreign(`other-${ledger}`);
    await foreign(`${ledger}2.thing-1`);
    expect(await log('thing-2', {})).toEqual({ revision: 0, position: 2 });
  });

  it('goes on after a restart from what it had, and counts the same', async () => {
    for (let n = 0; n < 5; n++) await log('thing-1', { n }, n - 1);
    const before = await engine.store.readAll(0, 10);
    await reopen();
    expect(engine.store.heads.value).toBe(5);
    await engine.live();
    expect(await log('thing-1', { n: 5 }, 4)).toEqual({ revision: 5, position: 6 });
    const other = await KurrentEngine.open(SERVER!, ledger);
    expect((await other.store.readAll(0, 10)).slice(0, 5)).toEqual(before);
    await other.store.close();
  });

  it('two processes count alike, and each sees what the other appended before it was asked', async () => {
    const other = await KurrentEngine.open(SERVER!, ledger);
    for (let n = 0; n < 10; n++) {
      const writer = n % 2 === 0 ? engine : other;
      const reader = n % 2 === 0 ? other : engine;
      await writer.store.append('thing-1', n - 1, [newEvent({ n })]);
      expect(
        (await reader.store.readStream('thing-1')).map((event) => decodeContent(event.content!).data).at(-1),
      ).toEqual({ n });
    }
    expect(await engine.store.readAll(0, 99)).toEqual(await other.store.readAll(0, 99));
    await other.store.close();
  });

  it('the same append by two processes is written once and answered to both', async () => {
    const other = await KurrentEngine.open(SERVER!, ledger);
    const event = newEvent();
    const all = [engine, engine, other, engine, other].map(({ store }) => store.append('thing-1', NO_STREAM, [event]));
    const answers = await Promise.all(all);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(engine.store.heads.value).toBe(1);
    await other.store.close();
  });

  it('a conflict in a group fails its own append and no other, a repetition among new ones none', async () => {
    await log('thing-0', {});
    const known = newEvent();
    await engine.store.append('thing-known', NO_STREAM, [known]);
    const group = Array.from({ length: 20 }, (_, n) => log(`thing-${n}`, { n }));
    const [repeated, ...outcomes] = await Promise.allSettled([
      engine.store.append('thing-known', NO_STREAM, [known]),
      ...group,
    ]);
    expect(repeated).toMatchObject({ status: 'fulfilled', value: { revision: 0, position: 2 } });
    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      ...Array.from({ length: 19 }, () => 'fulfilled'),
    ]);
    expect((outcomes[0] as PromiseRejectedResult).reason).toBeInstanceOf(WrongExpectedRevision);
    expect(engine.store.heads.value).toBe(21);
  });

  it('erases what a redaction names in every copy, also in one that is read anew', async () => {
    await log('thing-1', { password: 'hunter2' });
    const other = await KurrentEngine.open(SERVER!, ledger);
    const elsewhere = firstValueFrom(other.store.redactedElsewhere);
    const redaction = {
      events: [{ position: 1, type: 'thing.happened', version: 1, bytes: 9, kept: null }],
      what: 'content',
    };
    const event: NewEvent = newEvent(
      { ...redaction, reason: 'a password', restates: false },
      { type: RedactionMade.type },
    );
    await engine.store.append('thing-1', 0, [event]);
    await elsewhere;
    const anew = await KurrentEngine.open(SERVER!, ledger);
    for (const { store } of [engine, other, anew]) {
      const [erased, because] = await store.readStream('thing-1');
      expect(erased).toMatchObject({ content: null, redaction: because });
    }
    await other.store.close();
    await anew.store.close();
  });

  it('is not disturbed by what somebody writes beside the ledger', async () => {
    const leases = new KurrentLeases(engine.appends, engine.store.beside);
    const put = (stream: string, type: string, data: JSONType) =>
      client.appendToStream(`${ledger}~${stream}`, [
        { id: randomUUID(), type, contentType: 'application/json', data, metadata: undefined },
      ]);
    for (const data of [NULL, {}, 'x', { holder: 5 }]) await put('lease-work', 'lease.taken', data);
    await put('replicas', 'replica.alive', NULL);
    await put('move', 'junk', {});
    expect(await log('thing-1', {})).toEqual({ revision: 0, position: 1 });
    // Whoever it is that has it, it runs out.
    expect(await leases.run('work', async () => {})).toBe(false);
    await reopen();
    await engine.live();
  });

  describe('says what is wrong, refuses to write, and reads on from its copy:', () => {
    beforeEach(async () => {
      for (let n = 0; n < 3; n++) await log('thing-1', { n }, n - 1);
    });
    const stillReads = async () => expect(await engine.store.readAll(0, 9)).toHaveLength(3);

    it('an event of somebody else in a stream of ours', async () => {
      await foreign(`${ledger}.thing-1`);
      expect(await engine.problem()).toMatch(
        /event 3 \(order-placed\) of the stream .*thing-1 was not written by opsledger/,
      );
      await stillReads();
    });

    it('a stream that was deleted for good', async () => {
      await client.tombstoneStream(`${ledger}.thing-1`);
      expect(await engine.problem()).toMatch(/thing-1 was deleted on the server/);
      await expect(log('thing-1', {}, 2)).rejects.toThrow(StoreUnavailable);
      await stillReads();
    });

    it('a stream that was deleted, and is mended when that is taken back', async () => {
      await client.deleteStream(`${ledger}.thing-1`);
      expect(await engine.problem()).toMatch(/thing-1 was deleted, truncated or limited on the server \(\$tb/);
      await stillReads();
      // The server makes a stream that is written to again begin behind what it had: that is taken back too.
      await client.setStreamMetadata(`${ledger}.thing-1`, {});
      await client.setStreamMetadata(`${ledger}.thing-1`, { truncateBefore: 0 });
      await ok();
      expect(await log('thing-1', { n: 3 }, 2)).toEqual({ revision: 3, position: 4 });
    });

    it('a limit on a stream, also where it was set before this process came', async () => {
      await client.setStreamMetadata(`${ledger}.thing-1`, { maxCount: 2 });
      await engine.problem();
      const anew = KurrentEngine.begin(SERVER!, ledger);
      expect(await anew.problem()).toMatch(/\$maxCount/);
      await client.setStreamMetadata(`${ledger}.thing-1`, {});
      await anew.live();
      expect(anew.store.heads.value).toBe(3);
      await anew.store.close();
    });

    it('another history than the one that was read', async () => {
      await engine.store.close();
      const another = newLedgerName();
      const other = await KurrentEngine.open(SERVER!, another);
      await other.store.append('thing-1', NO_STREAM, [newEvent()]);
      await other.store.close();
      engine = KurrentEngine.begin(SERVER!, another, { folder });
      expect(await engine.problem()).toMatch(/which was read last, is not on the server, or is another one/);
      await stillReads();
    });

    it('a clock that is far off, until it is set', async () => {
      const clock = new ManualClock(Date.now() + 3_600_000);
      const other = KurrentEngine.begin(SERVER!, ledger, { clock });
      expect(await other.problem()).toMatch(/the clock of this machine is 3[56]\d\d s ahead of that of the server/);
      expect(other.store.heads.value).toBe(3);
      clock.ms = Date.now();
      other.feed.poke();
      await other.live();
      await firstValueFrom(other.store.availability.pipe(filter(({ problem }) => problem === null)));
      await other.store.close();
    });

    it('a server that is not there, until it is', async () => {
      await engine.store.close();
      const proxy = await TcpProxy.listen(Number(/:(\d+)/.exec(SERVER!.replace(/^\w+:/, ''))![1]));
      proxy.mode = 'refuse';
      engine = KurrentEngine.begin(`kurrentdb://127.0.0.1:${proxy.port}?tls=false`, ledger, { folder });
      expect(await engine.problem()).toMatch(/the server cannot be reached or does not work/);
      await stillReads();
      proxy.mode = 'pass';
      await ok();
      expect(await log('thing-1', { n: 3 }, 2)).toEqual({ revision: 3, position: 4 });
      await proxy.close();
    });
  });

  describe('over a network that fails', () => {
    let proxy: TcpProxy;
    beforeEach(async () => {
      await engine.store.close();
      proxy = await TcpProxy.listen(Number(/:(\d+)/.exec(SERVER!.replace(/^\w+:/, ''))![1]));
      engine = await KurrentEngine.open(`kurrentdb://127.0.0.1:${proxy.port}?tls=false`, ledger, { folder });
    });
    afterEach(() => proxy.close());

    it.each([
      ['drops its connections', (): void => proxy.drop()],
      ['half-closes them', (): void => proxy.halfClose()],
      ['is slow', (): void => void (proxy.delayMs = 60)],
      ['swallows everything for a while', (): void => proxy.hangFor(900)],
    ])(
      'writes everything once when it %s',
      async (_, fail) => {
        const ids = new RandomIds();
        const events = Array.from({ length: 60 }, (_, n) => newEvent({ n }, { id: ids.next(Date.now()) }));
        const write = async (event: NewEvent, n: number): Promise<void> => {
          for (;;) {
            const outcome = await engine.store.append(`thing-${n}`, NO_STREAM, [event]).catch((error: unknown) => {
              if (!(error instanceof StoreUnavailable)) throw error;
              return null;
            });
            if (outcome !== null) return;
          }
        };
        const writing = events.slice(0, 30).map(write);
        await firstValueFrom(
          engine.store.heads.pipe(
            filter((head) => head > 0),
            take(1),
          ),
        );
        fail();
        await Promise.all([...writing, ...events.slice(30).map((event, n) => write(event, n + 30))]);
        const all = await engine.store.readAll(0, 1000);
        expect(all.map(({ position }) => position)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
        expect(new Set(all.map(({ id }) => id))).toEqual(new Set(events.map(({ id }) => id)));
      },
      60_000,
    );
  });
});
