import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  AppendTooLarge,
  type EventStore,
  FOLLOW_PAGE,
  MAX_CONTENT_BYTES,
  MAX_EVENTS_PER_APPEND,
  NO_STREAM,
  WrongExpectedRevision,
} from '@event-store/event-store.js';
import { commitmentOf, decodeContent } from '@kernel/event-format.js';
import type { StoredEvent } from '@kernel/event.js';
import { RandomIds } from '@kernel/ids.js';
import { filter, firstValueFrom, scan } from 'rxjs';
import { newEvent } from './support/events.js';

/** What every engine has to keep. `open` gives an empty store each time. */
export function eventStoreContract(engine: string, open: () => Promise<EventStore>): void {
  describe(`${engine} keeps the contract of an event store:`, () => {
    let store: EventStore;
    let stream: string;
    beforeEach(async () => {
      store = await open();
      stream = `thing-${new RandomIds().next(Date.now())}`;
    });
    afterEach(() => store.close());

    const positions = (events: readonly StoredEvent[]) => events.map((event) => event.position);
    const data = (event: StoredEvent) => decodeContent(event.content!).data;

    it('an empty ledger has head 0 and nothing to read', async () => {
      expect(store.heads.value).toBe(0);
      expect(await store.readAll(0, 10)).toEqual([]);
      expect(await store.readStream(stream)).toEqual([]);
    });

    it('an event comes back byte for byte, with its place and its commitment', async () => {
      const cause = newEvent();
      const event = newEvent({ text: 'naïve ☃ \u202e' }, { causationId: cause.id, version: 3 });
      expect(await store.append(stream, NO_STREAM, [event])).toEqual({ revision: 0, position: 1 });
      const [stored] = await store.readStream(stream);
      expect(stored).toMatchObject({
        position: 1,
        stream,
        revision: 0,
        id: event.id,
        type: event.type,
        version: 3,
        recordedAt: event.recordedAt,
        causationId: cause.id,
      });
      expect(Buffer.from(stored!.content!).equals(event.content)).toBe(true);
      expect(Buffer.from(stored!.commitment).equals(commitmentOf(event.content))).toBe(true);
    });

    it('revisions and positions are dense, whatever was refused in between', async () => {
      await store.append(stream, NO_STREAM, [newEvent(), newEvent()]);
      await expect(store.append(stream, NO_STREAM, [newEvent()])).rejects.toThrow(WrongExpectedRevision);
      await expect(store.append(stream, 5, [newEvent()])).rejects.toThrow(WrongExpectedRevision);
      expect(await store.append(stream, 1, [newEvent()])).toEqual({ revision: 2, position: 3 });
      expect(await store.append(`${stream}-other`, NO_STREAM, [newEvent()])).toEqual({ revision: 0, position: 4 });
      expect(positions(await store.readAll(0, 10))).toEqual([1, 2, 3, 4]);
    });

    it('a wrong expectation names stream, expected and actual revision', async () => {
      await store.append(stream, NO_STREAM, [newEvent(), newEvent()]);
      await expect(store.append(stream, 0, [newEvent()])).rejects.toMatchObject({ stream, expected: 0, actual: 1 });
      await expect(store.append('thing-none', 0, [newEvent()])).rejects.toMatchObject({ actual: NO_STREAM });
    });

    it('an append of several events is whole or absent', async () => {
      await store.append(stream, NO_STREAM, [newEvent({ n: 1 }), newEvent({ n: 2 }), newEvent({ n: 3 })]);
      const tooLarge = { content: new Uint8Array(MAX_CONTENT_BYTES + 1) };
      const partly = () => store.append(stream, 2, [newEvent(), newEvent({}, tooLarge)]);
      await expect((async () => partly())()).rejects.toThrow(AppendTooLarge);
      expect((await store.readStream(stream)).map(data)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    });

    it('the same ids again answer as the first time and write nothing, even when the stream went on', async () => {
      const first = [newEvent(), newEvent()];
      const answer = await store.append(stream, NO_STREAM, first);
      await store.append(stream, 1, [newEvent()]);
      expect(await store.append(stream, NO_STREAM, first)).toEqual(answer);
      expect(store.heads.value).toBe(3);
      await expect(store.append(stream, NO_STREAM, [first[0]!, newEvent()])).rejects.toThrow(WrongExpectedRevision);
    });

    it('of many writers with the same expectation exactly one wins', async () => {
      const racing = Array.from({ length: 40 }, (_, n) => store.append(stream, NO_STREAM, [newEvent({ n })]));
      const outcomes = await Promise.allSettled(racing);
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(WrongExpectedRevision);
      }
      expect(await store.readStream(stream)).toHaveLength(1);
    });

    it('many concurrent writers to many streams lose nothing, each stream in its own order', async () => {
      const write = async (name: string) => {
        for (let n = 0; n < 20; n++) await store.append(name, n - 1, [newEvent({ n })]);
      };
      const names = Array.from({ length: 16 }, (_, n) => `${stream}-${n}`);
      await Promise.all(names.map(write));
      for (const name of names) {
        expect((await store.readStream(name)).map(data)).toEqual(Array.from({ length: 20 }, (_, n) => ({ n })));
      }
      const all = positions(await store.readAll(0, 1000));
      expect(all).toEqual(Array.from({ length: 320 }, (_, n) => n + 1));
    });

    it('a stream is read both ways, from a revision, with a limit', async () => {
      await store.append(
        stream,
        NO_STREAM,
        Array.from({ length: 10 }, (_, n) => newEvent({ n })),
      );
      const revisions = async (options: object) =>
        (await store.readStream(stream, options)).map((event) => event.revision);
      expect(await revisions({ from: 7 })).toEqual([7, 8, 9]);
      expect(await revisions({ from: 2, limit: 3 })).toEqual([2, 3, 4]);
      expect(await revisions({ direction: 'backwards', limit: 2 })).toEqual([9, 8]);
      expect(await revisions({ direction: 'backwards', from: 1 })).toEqual([1, 0]);
    });

    it('everything is read from a position, exclusive, in pages', async () => {
      await store.append(
        stream,
        NO_STREAM,
        Array.from({ length: 10 }, () => newEvent()),
      );
      expect(positions(await store.readAll(7, 10))).toEqual([8, 9, 10]);
      expect(positions(await store.readAll(0, 2))).toEqual([1, 2]);
      expect(await store.readAll(10, 5)).toEqual([]);
    });

    it('following gives first what is there, then what comes, once and in order', async () => {
      await store.append(
        stream,
        NO_STREAM,
        Array.from({ length: 300 }, () => newEvent()),
      );
      const seen = firstValueFrom(
        store.follow(100).pipe(
          scan((all: number[], page) => [...all, ...positions(page)], []),
          filter((all) => all.at(-1) === 305),
        ),
      );
      for (let n = 0; n < 5; n++) await store.append(stream, 299 + n, [newEvent()]);
      expect(await seen).toEqual(Array.from({ length: 205 }, (_, n) => n + 101));
    });

    it('a follower that is not ready holds one page and no more', async () => {
      await store.append(
        stream,
        NO_STREAM,
        Array.from({ length: 1000 }, () => newEvent()),
      );
      const needed = Math.ceil(1000 / FOLLOW_PAGE);
      let pages = 0;
      let release = (): void => {};
      const ready = () => new Promise<void>((resolve) => (release = resolve));
      const done = new Promise<void>((resolve) => {
        const following = store.follow(0, ready).subscribe((page) => {
          pages++;
          if (page.at(-1)!.position === 1000) {
            following.unsubscribe();
            resolve();
          }
        });
      });
      await store.readAll(0, 1);
      expect(pages).toBe(1);
      const advance = async (): Promise<void> => {
        release();
        await nextTurn();
      };
      while (pages < needed) await advance();
      await done;
      expect(pages).toBe(needed);
    });

    it('large contents are kept, up to the limit and not beyond', async () => {
      const large = newEvent({ text: 'x'.repeat(MAX_CONTENT_BYTES - 1024) });
      await store.append(stream, NO_STREAM, [large]);
      expect(Buffer.from((await store.readStream(stream))[0]!.content!).equals(large.content)).toBe(true);
      const attempt = async (count: number) =>
        store.append(
          `${stream}-many`,
          NO_STREAM,
          Array.from({ length: count }, () => newEvent()),
        );
      await expect(attempt(0)).rejects.toThrow(AppendTooLarge);
      await expect(attempt(MAX_EVENTS_PER_APPEND + 1)).rejects.toThrow(AppendTooLarge);
      expect(await attempt(MAX_EVENTS_PER_APPEND)).toMatchObject({ revision: MAX_EVENTS_PER_APPEND - 1 });
    });

    it('erased content is gone, the event that says why stands with what stays, and twice is the same as once', async () => {
      await store.append(stream, NO_STREAM, [newEvent({ password: 'hunter2' }), newEvent()]);
      const [before] = await store.readStream(stream);
      await store.erase([1], 2);
      await store.erase([1], 2);
      const [after, because] = await store.readStream(stream);
      expect(after).toEqual({ ...before, content: null, redaction: because });
      expect(await store.readAll(0, 1)).toEqual([after]);
      expect((await store.readAll(0, 10))[1]!.content).not.toBeNull();
    });

    it('only what a later event names can be erased', async () => {
      await store.append(stream, NO_STREAM, [newEvent(), newEvent()]);
      await expect(store.erase([2], 1)).rejects.toThrow();
      await expect(store.erase([1], 9)).rejects.toThrow();
      expect((await store.readStream(stream)).map((event) => event.content !== null)).toEqual([true, true]);
    });
  });
}
