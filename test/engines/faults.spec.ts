import { NO_STREAM, type NewEvent, StoreUnavailable, WrongExpectedRevision } from '@event-store/event-store.js';
import { parseConnectionString } from '@event-store/kurrent/connection-string.js';
import { KurrentServer } from '@event-store/kurrent/kurrent-server.js';
import { filter, firstValueFrom, take, toArray } from 'rxjs';
import { eventStoreContract } from '../event-store.contract.js';
import { newEvent } from '../support/events.js';
import { FakeKurrentDb } from '../support/fake-kurrentdb.js';
import { ManualClock } from '../support/house.js';
import { type EngineOptions, KurrentEngine, newLedgerName } from '../support/kurrentdb.js';

/** A fake server, and engines over one ledger on it. */
class Stage {
  readonly ledger = newLedgerName();
  private readonly engines: KurrentEngine[] = [];

  private constructor(readonly fake: FakeKurrentDb) {}

  static async set(): Promise<Stage> {
    return new Stage(await new FakeKurrentDb().start());
  }

  begin(options: EngineOptions = {}): KurrentEngine {
    const engine = KurrentEngine.begin(this.fake.connectionString, this.ledger, options);
    this.engines.push(engine);
    return engine;
  }

  async open(options?: EngineOptions): Promise<KurrentEngine> {
    const engine = this.begin(options);
    await engine.live();
    return engine;
  }

  /** What is on the server, of the ledger and not beside it. */
  get kept() {
    return this.fake.history.filter(({ stream }) => stream.startsWith(`${this.ledger}.`));
  }

  /** The first calls that append to the ledger, when there were so many. */
  calls(count: number) {
    const ofLedger = this.fake.appends.pipe(filter(({ streams }) => streams[0]!.startsWith(`${this.ledger}.`)));
    return firstValueFrom(ofLedger.pipe(take(count), toArray()));
  }

  async outcomes(count: number): Promise<string[]> {
    return (await this.calls(count)).map(({ outcome }) => outcome);
  }

  /** How many streams each of the first calls took. */
  async widths(count: number): Promise<number[]> {
    return (await this.calls(count)).map(({ streams }) => streams.length);
  }

  /** From here on nothing is delivered, until `deliver`. */
  holdBack(): void {
    this.fake.upTo = this.fake.history.at(-1)?.position ?? 0;
  }

  deliver(engine: KurrentEngine): void {
    this.fake.upTo = Infinity;
    engine.feed.poke();
  }

  /** Everything in the copy is on the server, once and in its order, and the other way round. */
  async expectTheSame({ store }: KurrentEngine, count: number): Promise<void> {
    const all = await store.readAll(0, 10_000);
    expect(all.map(({ position }) => position)).toEqual(Array.from({ length: count }, (_, n) => n + 1));
    expect(all.map(({ id }) => id)).toEqual(this.kept.map(({ id }) => id));
    expect(new Set(all.map(({ id }) => id)).size).toBe(count);
  }

  async close(engine: KurrentEngine): Promise<void> {
    this.engines.splice(this.engines.indexOf(engine), 1);
    await engine.store.close();
  }

  async strike(): Promise<void> {
    try {
      await Promise.all([...this.engines].map((engine) => this.close(engine)));
    } finally {
      await this.fake.stop();
    }
  }
}

const some = (count: number): NewEvent[] => Array.from({ length: count }, (_, n) => newEvent({ n }));
const log = ({ store }: KurrentEngine, stream: string, count = 1) => store.append(stream, NO_STREAM, some(count));
const logEach = (engine: KurrentEngine, count: number, name = 'thing') =>
  Array.from({ length: count }, (_, n) => log(engine, `${name}-${n}`));
const well = ({ store }: KurrentEngine) =>
  firstValueFrom(store.availability.pipe(filter(({ problem, live }) => live && problem === null)));
const told = ({ store }: KurrentEngine, sentence: RegExp) =>
  firstValueFrom(store.availability.pipe(filter(({ problem }) => sentence.test(problem ?? ''))));
/** What was answered before is known afterwards. */
const roundTrip = ({ store }: KurrentEngine) => store.readStream('none');

describe('Over a FAKE of KurrentDB, which proves how we handle faults and nothing about a real server:', () => {
  let stage: Stage;
  let fake: FakeKurrentDb;
  beforeEach(async () => {
    stage = await Stage.set();
    fake = stage.fake;
  });
  afterEach(() => stage.strike());

  describe('in full,', () => {
    let server: FakeKurrentDb;
    beforeAll(async () => (server = await new FakeKurrentDb().start()));
    afterAll(() => server.stop());

    const openOn = async (takesManyStreams: boolean) => {
      server.takesManyStreams = takesManyStreams;
      return (await KurrentEngine.open(server.connectionString, newLedgerName())).store;
    };
    eventStoreContract('a fake of KurrentDB', () => openOn(true));
    eventStoreContract('a fake of KurrentDB before 25.1, without calls over many streams,', () => openOn(false));
  });

  describe('an append whose answer is lost', () => {
    it.each([
      ['alone', 1, true],
      ['in a call over many streams', 12, true],
      ['among many to a server without such calls', 12, false],
    ])('is sent again with the same ids, and stands once: %s', async (_, count, takesManyStreams) => {
      fake.takesManyStreams = takesManyStreams;
      const engine = await stage.open();
      fake.appendFaults.push('written, then an error', 'written, then an error');
      const answers = await Promise.all(Array.from({ length: count }, (_, n) => log(engine, `thing-${n}`, 2)));
      expect(answers.map(({ revision }) => revision)).toEqual(answers.map(() => 1));
      expect(new Set(answers.map(({ position }) => position)).size).toBe(count);
      expect(fake.appendFaults).toEqual([]);
      await stage.expectTheSame(engine, count * 2);
      if (!takesManyStreams) return;
      expect(await stage.outcomes(3)).toEqual(['written, then an error', 'written, then an error', 'there already']);
    });

    it('is refused as unknown when that lasts, and settled by the same append later', async () => {
      const clock = new ManualClock(Date.now());
      const engine = await stage.open({ clock });
      const events = some(2);
      fake.appendFaults.push('written, then an error');
      void stage.calls(1).then(() => clock.advance(10_000));
      await expect(engine.store.append('thing-1', NO_STREAM, events)).rejects.toThrow(StoreUnavailable);
      const other = await stage.open();
      await other.store.append('thing-1', 1, some(1));
      expect(await engine.store.append('thing-1', NO_STREAM, events)).toEqual({ revision: 1, position: 2 });
      await stage.expectTheSame(engine, 3);
    });
  });

  it('a conflict in a group fails its own append and no other, and tells the revision there is', async () => {
    const engine = await stage.open();
    await log(engine, 'thing-3', 2);
    const answers = await Promise.allSettled(logEach(engine, 10));
    const failed = answers.filter(({ status }) => status === 'rejected');
    expect(failed).toEqual([{ status: 'rejected', reason: new WrongExpectedRevision('thing-3', NO_STREAM, 1) }]);
    expect(await stage.widths(2)).toEqual([1, 9]);
    await stage.expectTheSame(engine, 11);
  });

  it('a conflict with what has not arrived yet waits for it and tells ours from those of others', async () => {
    const [one, other] = [await stage.open(), await stage.open()];
    const event = newEvent();
    stage.holdBack();
    const first = other.store.append('thing-1', NO_STREAM, [event]);
    await stage.calls(1);
    const same = one.store.append('thing-1', NO_STREAM, [event]);
    const mixed = one.store.append('thing-1', NO_STREAM, [event, newEvent()]);
    const settled = Promise.allSettled([first, same, mixed, log(one, 'thing-1')]);
    await stage.calls(2);
    await roundTrip(one);
    expect(one.store.heads.value).toBe(0);
    stage.deliver(one);
    const stands = { status: 'fulfilled', value: { revision: 0, position: 1 } };
    const fails = { status: 'rejected', reason: new WrongExpectedRevision('thing-1', NO_STREAM, 0) };
    expect(await settled).toEqual([stands, stands, fails, fails]);
    await stage.expectTheSame(one, 1);
  });

  it('the same append twice at once by one process is written once and answered to both', async () => {
    const engine = await stage.open();
    const event = newEvent();
    stage.holdBack();
    const both = Promise.all([1, 2].map(() => engine.store.append('thing-1', NO_STREAM, [event])));
    expect(await stage.outcomes(2)).toEqual(['written', 'there already']);
    await roundTrip(engine);
    stage.deliver(engine);
    const answer = { revision: 0, position: 1 };
    expect(await both).toEqual([answer, answer]);
    await stage.expectTheSame(engine, 1);
  });

  it('subscriptions that end without an error are made anew, and nothing is missed or counted twice', async () => {
    const engine = await stage.open();
    for (let n = 0; n < 5; n++) {
      const appending = log(engine, `thing-${n}`);
      fake.endSubscriptions();
      await appending;
      await firstValueFrom(engine.store.availability.pipe(filter(({ live, reconnects }) => live && reconnects > n)));
    }
    await stage.expectTheSame(engine, 5);
  });

  it('an append in the moment in which the subscription is lost waits for it like any later one', async () => {
    const engine = await stage.open();
    const lost = firstValueFrom(engine.store.availability.pipe(filter(({ live }) => !live)));
    fake.endSubscriptions();
    await lost;
    expect(await log(engine, 'thing-1')).toEqual({ revision: 0, position: 1 });
    await stage.expectTheSame(engine, 1);
  });

  it('a server that refuses everything is waited for, and writing and reading go on by themselves', async () => {
    const engine = await stage.open();
    await log(engine, 'thing-0');
    fake.refuses = true;
    const sent = log(engine, 'thing-1');
    fake.endSubscriptions();
    await told(engine, /does not work: Server Is Not Ready/);
    const waiting = log(engine, 'thing-2');
    expect(stage.kept).toHaveLength(1);
    expect(await engine.store.readAll(0, 9)).toHaveLength(1);
    fake.refuses = false;
    expect(await Promise.all([sent, waiting])).toHaveLength(2);
    await well(engine);
    await stage.expectTheSame(engine, 3);
  });

  it('a server that stops is waited for, and what was under way stands once when it is back', async () => {
    const engine = await stage.open();
    const writing = logEach(engine, 30);
    await stage.calls(1);
    await fake.stop();
    await told(engine, /cannot be reached/);
    const later = logEach(engine, 30, 'later');
    await fake.start();
    await Promise.all([...writing, ...later]);
    await well(engine);
    await stage.expectTheSame(engine, 60);
  });

  it('a store that is closed while the server is away refuses what waits for it', async () => {
    const engine = await stage.open();
    await fake.stop();
    await told(engine, /cannot be reached/);
    const waiting = Promise.allSettled(logEach(engine, 3));
    await stage.close(engine);
    for (const outcome of await waiting) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) as unknown });
    }
    expect(stage.kept).toEqual([]);
  });

  it('a slow server is given in one call what gathers meanwhile, and each append is answered', async () => {
    const engine = await stage.open();
    fake.slowMs = 80;
    const first = log(engine, 'first');
    await Promise.resolve();
    await Promise.resolve();
    const answers = await Promise.all([first, ...logEach(engine, 40)]);
    expect(answers.map(({ position }) => position)).toEqual(Array.from({ length: 41 }, (_, n) => n + 1));
    expect(await stage.widths(2)).toEqual([1, 40]);
    await stage.expectTheSame(engine, 41);
  });

  it('events that are delivered twice are counted once', async () => {
    const engine = await stage.open();
    fake.stutters = true;
    for (let n = 0; n < 4; n++) {
      expect(await log(engine, `thing-${n}`, 2)).toEqual({ revision: 1, position: 2 * n + 2 });
    }
    expect(engine.states.at(-1)).toMatchObject({ problem: null, live: true, reconnects: 0 });
    await stage.expectTheSame(engine, 8);
  });

  it('a server that has the call for many streams no more is asked again, and gets them one by one', async () => {
    const engine = await stage.open();
    await Promise.all(logEach(engine, 2));
    fake.takesManyStreams = false;
    await Promise.all(logEach(engine, 2, 'later'));
    expect(await stage.widths(3)).toEqual([2, 1, 1]);
    await stage.expectTheSame(engine, 4);
  });

  it('when another node becomes the leader, writing and reading go on there', async () => {
    const other = await new FakeKurrentDb(fake).start();
    const engine = await stage.open();
    await Promise.all(logEach(engine, 2));
    other.lead();
    await log(engine, 'alone');
    await Promise.all(logEach(engine, 2, 'later'));
    await fake.stop();
    await log(engine, 'last');
    await well(engine);
    await stage.expectTheSame(engine, 6);
    expect(await stage.widths(1)).toEqual([2]);
    await other.stop();
  });

  it('a node that is not the leader, and the only one that is known, is waited for', async () => {
    const engine = await stage.open();
    const other = await new FakeKurrentDb(fake).start();
    other.lead();
    const written = log(engine, 'thing-1');
    engine.feed.poke();
    await told(engine, /the server that answers is not the leader/);
    expect(stage.kept).toEqual([]);
    fake.lead();
    expect(await written).toEqual({ revision: 0, position: 1 });
    await well(engine);
    await stage.expectTheSame(engine, 1);
    await other.stop();
  });

  it('through one fault after the other everything that is appended stands once, and two processes agree', async () => {
    const engines = [await stage.open(), await stage.open()];
    /** As a caller does it: the same again, until it is known. */
    const write = async (engine: KurrentEngine, stream: string, event: NewEvent): Promise<void> => {
      for (;;) {
        await firstValueFrom(engine.store.availability.pipe(filter(({ live }) => live)));
        const outcome = await engine.store.append(stream, NO_STREAM, [event]).catch((error: unknown) => error);
        if (!(outcome instanceof Error)) return;
        if (!(outcome instanceof StoreUnavailable)) throw outcome;
      }
    };
    const faults: (() => unknown)[] = [
      () => fake.appendFaults.push('written, then an error', 'written, then an error'),
      () => fake.endSubscriptions(),
      () => (fake.stutters = true),
      () => fake.stop().then(() => fake.start()),
      () => (fake.takesManyStreams = false),
      () => fake.appendFaults.push('written, then an error'),
    ];
    for (const [n, fault] of faults.entries()) {
      const writing = Array.from({ length: 20 }, (_, k) => write(engines[k % 2]!, `thing-${n}-${k}`, newEvent()));
      await fault();
      await Promise.all(writing);
    }
    for (const engine of engines) {
      await well(engine);
      await firstValueFrom(engine.store.heads.pipe(filter((head) => head === faults.length * 20)));
      await stage.expectTheSame(engine, faults.length * 20);
    }
  });

  describe('another history than the one that was read', () => {
    let engine: KurrentEngine;
    let events: NewEvent[];
    beforeEach(async () => {
      engine = await stage.open();
      events = some(3);
      for (const [n, event] of events.entries()) await engine.store.append('thing-1', n - 1, [event]);
    });
    const indexOf = (n: number): number => fake.history.findIndex(({ id }) => id === events[n]!.id);
    const expectNothingTaken = async (sentence: RegExp): Promise<void> => {
      const before = fake.history.length;
      await expect(log(engine, 'thing-2')).rejects.toThrow(sentence);
      await expect(engine.store.append('thing-1', 2, some(1))).rejects.toThrow(StoreUnavailable);
      expect(fake.history).toHaveLength(before);
      expect((await engine.store.readAll(0, 9)).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    };

    it('whose end is missing is refused with a sentence, and nothing is written until it is back', async () => {
      const cut = fake.history.splice(indexOf(2));
      fake.endSubscriptions();
      await told(engine, /was read last, is not on the server, or is another one: its history was cut/);
      await expectNothingTaken(/its history was cut/);
      fake.history.push(...cut);
      await well(engine);
      expect(await engine.store.append('thing-1', 2, some(1))).toEqual({ revision: 3, position: 4 });
      await stage.expectTheSame(engine, 4);
    });

    it('that went on differently is refused with a sentence, also where it is as long', async () => {
      fake.history.splice(indexOf(2));
      fake.endSubscriptions();
      const other = await stage.open();
      await other.store.append('thing-1', 1, some(1));
      await told(engine, /is not on the server, or is another one/);
      await expectNothingTaken(/or is another one/);
      await stage.expectTheSame(other, 3);
    });

    it('that a follower has not got to the end of is refused, and read on when it has', async () => {
      fake.upTo = fake.history[indexOf(1)]!.position;
      fake.endSubscriptions();
      await told(engine, /is not on the server/);
      await expectNothingTaken(/is not on the server/);
      fake.upTo = Infinity;
      await well(engine);
      await stage.expectTheSame(engine, 3);
    });

    it.each([
      ['first', 0],
      ['second', 1],
    ])('without its %s event is refused by who begins', async (_, n) => {
      fake.history.splice(indexOf(n), 1);
      const begun = stage.begin();
      await told(begun, new RegExp(`event ${n} of the stream thing-1 is not on the server, though event ${n + 1} is`));
      expect(begun.store.heads.value).toBe(0);
      await expect(log(begun, 'thing-2')).rejects.toThrow(/is not on the server/);
    });

    it('that the server was told to forget is refused, until that is taken back', async () => {
      const server = new KurrentServer(parseConnectionString(fake.connectionString));
      const client = await server.client();
      await client.setStreamMetadata(`${stage.ledger}.thing-1`, { maxCount: 2 });
      await told(engine, /thing-1 was deleted, truncated or limited on the server \(\$maxCount/);
      await expectNothingTaken(/limited on the server/);
      await client.setStreamMetadata(`${stage.ledger}.thing-1`, {});
      await well(engine);
      expect(await engine.store.append('thing-1', 2, some(1))).toEqual({ revision: 3, position: 4 });
      server.close();
    });

    it.each([
      ['is gone', ''],
      ['is something else', Buffer.from('{}')],
    ])('in which what an event says %s keeps that event without it, and tells which', async (_, data) => {
      fake.history[indexOf(1)]!.event.setData(data);
      const begun = await stage.open();
      expect(begun.mirror.altered).toBe(2);
      const read = await begun.store.readAll(0, 9);
      const before = await engine.store.readAll(0, 9);
      expect(read).toEqual(before.map((event, n) => (n === 1 ? { ...event, content: null } : event)));
      expect(engine.mirror.altered).toBeNull();
      expect(await log(begun, 'thing-2')).toEqual({ revision: 0, position: 4 });
    });
  });

  /** The engine waits for 5 s, and for 10 s: here all wait at the same time. */
  describe('when nothing comes,', () => {
    const scenarios: Record<string, (stage: Stage, engine: KurrentEngine) => Promise<void>> = {
      'an append that was swallowed is sent again, and stands once': async (stage, engine) => {
        stage.fake.appendFaults.push('swallowed');
        expect(await log(engine, 'thing-1')).toEqual({ revision: 0, position: 1 });
        expect(await stage.outcomes(2)).toEqual(['swallowed', 'written']);
        await stage.expectTheSame(engine, 1);
      },
      'appends that were written and never answered are sent again, and stand once': async (stage, engine) => {
        stage.fake.appendFaults.push('written, no answer');
        await Promise.all(logEach(engine, 5));
        expect(await stage.outcomes(2)).toEqual(['written, no answer', 'there already']);
        await stage.expectTheSame(engine, 5);
      },
      'a subscription that went silent is given up, and what was appended is read and answered': async (
        stage,
        engine,
      ) => {
        stage.fake.endSubscriptions({ silently: true });
        expect(await log(engine, 'thing-1')).toEqual({ revision: 0, position: 1 });
        const dead = engine.states.findIndex(({ problem }) => problem?.includes('the subscription is dead'));
        expect(engine.states[dead]).toMatchObject({ live: false, reconnects: 1 });
        await well(engine);
        await stage.expectTheSame(engine, 1);
      },
      'an append that does not arrive is not acknowledged, and is by the same append when it has': async (
        stage,
        engine,
      ) => {
        const event = newEvent();
        stage.holdBack();
        await expect(engine.store.append('thing-1', NO_STREAM, [event])).rejects.toThrow(
          /^recorded, but not yet readable here: /,
        );
        stage.fake.upTo = Infinity;
        await well(engine);
        expect(await engine.store.append('thing-1', NO_STREAM, [event])).toEqual({ revision: 0, position: 1 });
        await stage.expectTheSame(engine, 1);
      },
      'an append to a server whose history was cut meanwhile is not acknowledged': async (stage, engine) => {
        await log(engine, 'thing-1');
        stage.holdBack();
        const appending = log(engine, 'thing-2');
        await stage.calls(2);
        stage.fake.history.splice(
          stage.fake.history.findIndex(({ id }) => id === stage.kept[0]!.id),
          1,
        );
        stage.fake.upTo = Infinity;
        stage.fake.endSubscriptions();
        await expect(appending).rejects.toThrow(/^recorded, but not yet readable here: .* its history was cut/);
        expect(await engine.store.readAll(0, 9)).toHaveLength(1);
      },
    };
    const play = async (scenario: (typeof scenarios)[string]): Promise<void> => {
      const stage = await Stage.set();
      try {
        await scenario(stage, await stage.open());
      } finally {
        await stage.strike();
      }
    };
    let outcomes: Record<string, PromiseSettledResult<void>>;
    beforeAll(async () => {
      const settled = await Promise.allSettled(Object.values(scenarios).map(play));
      outcomes = Object.fromEntries(Object.keys(scenarios).map((name, n) => [name, settled[n]!]));
    });

    it.each(Object.keys(scenarios))('%s', (name) => {
      const outcome = outcomes[name]!;
      if (outcome.status === 'rejected') throw outcome.reason;
    });
  });
});
