import type { Row, Sql } from '@kernel/projection.js';
import { DAY, HOUR, isoInstant } from '@kernel/time.js';
import { once } from 'node:events';
import { get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { House } from '../../../../test/support/house.js';
import { EntryCounter } from './entry-counter.js';

const HISTOGRAM = '/api/v1/log-entries/histogram';
const BEGIN = Date.parse('2024-02-27T22:00:00Z');
const LOGS = ['production', 'admin', 'hush'];

let house: House;
/** A position with a past of its own. */
let then: number;
beforeAll(async () => {
  house = await House.open();
  await house.ask('POST', '/api/v1/logs', { body: { name: 'hush', visibility: 'private' } });
  const ids: string[] = [];
  for (let n = 0; n < 120; n++) {
    const occurredAt = isoInstant(BEGIN + Math.floor((n * n * HOUR) / 2) + n);
    const message = `${n % 3 === 0 ? 'kernel' : 'network'} of db${1100 + (n % 4)} T${n % 5}`;
    ids.push((await house.log(message, { log: LOGS[n % LOGS.length], occurredAt })).id);
  }
  then = house.foundation.readModel.position();
  const change = (n: number, how: string, body: object) =>
    house.ask('POST', `/api/v1/log-entries/${ids[n]}/${how}`, { body: { reason: 'r', ...body } });
  for (const n of [3, 40, 80]) await change(n, 'amend', { occurredAt: isoInstant(BEGIN + n * DAY), log: 'admin' });
  for (const n of [4, 41]) await change(n, 'retract', {});
  for (const n of [5, 42]) await change(n, 'redact', {});
});
afterAll(() => house.close());

async function listed(query: string, token?: string | null): Promise<number[]> {
  const times: number[] = [];
  let after = '';
  do {
    const { data, page } = await house.get(`/api/v1/log-entries?limit=50&${query}${after}`, { token });
    times.push(...data.map(({ occurredAt }: { occurredAt: string }) => Date.parse(occurredAt)));
    after = page.next === null ? '' : `&after=${page.next}`;
  } while (after !== '');
  return times;
}

function counted(times: readonly number[], by: string): { from: string; entries: number }[] {
  const length = { hour: 13, day: 10, month: 7 }[by]!;
  const rest = '2000-01-01T00:00:00.000Z';
  const counts = new Map<string, number>();
  for (const time of [...times].sort((a, b) => a - b)) {
    const from = isoInstant(time).slice(0, length) + rest.slice(length);
    counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  return [...counts].map(([from, entries]) => ({ from, entries }));
}

describe('The histogram', () => {
  const filters = [
    '',
    'log=production',
    'log=production&log=admin',
    'q=kernel',
    'q=kernel&log=admin',
    'host=db1101',
    'task=T3',
    'status=retracted',
    'actor=nobody',
  ];
  const ranges = [
    '',
    'from=2024-03-01&to=2024-06-30',
    'from=2024-03-01T05:30:00Z',
    'to=2024-04-05T17:00:00.001Z',
    'on=2024-02-29',
  ];

  it.each(filters.flatMap((filter) => ranges.map((range) => [filter, range])))(
    'of "%s" in "%s" is what the list holds, by every period, now and then, for whoever asks',
    async (filter, range) => {
      for (const by of ['hour', 'day', 'month']) {
        for (const when of ['', `asOf=${then}`]) {
          for (const token of [undefined, null]) {
            const query = [filter, range, when].filter((part) => part !== '').join('&');
            const times = await listed(query, token);
            const answer = await house.ask('GET', `${HISTOGRAM}?${query}&by=${by}`, { token });
            if (answer.statusCode === 400) {
              expect([by, answer.json().errors[0].field]).toEqual(['hour', 'by']);
              expect(range).not.toMatch(/^on/);
              continue;
            }
            const { data, total, from, to } = answer.json();
            expect([query, by, total, data]).toEqual([query, by, times.length, counted(times, by)]);
            if (range === '') {
              const ends = [Math.min(...times), Math.max(...times)].map(isoInstantOrNull);
              expect([from, to]).toEqual(ends);
            }
          }
        }
      }
    },
  );

  it('says which range it is of: as asked, or from the first to the last that was found', async () => {
    const { from, to } = await house.get(`${HISTOGRAM}?from=2024-03-01&to=2024-03-02`);
    expect([from, to]).toEqual(['2024-03-01T00:00:00.000Z', '2024-03-03T00:00:00.000Z']);
    const empty = await house.get(`${HISTOGRAM}?q=nothingofthat`);
    expect(empty).toEqual({ by: 'hour', from: null, to: null, total: 0, data: [] });
  });

  it.each([
    ['from=2024-03-01&to=2024-03-04', 'hour'],
    ['from=2024-03-01&to=2024-03-04T00:00:00.001Z', 'hour'],
    ['from=2024-03-01T00:00Z&to=2024-03-05T00:00:00.001Z', 'day'],
    ['from=2024-03-01T00:00Z&to=2024-09-17T00:00Z', 'day'],
    ['from=2024-03-01T00:00Z&to=2024-09-17T00:00:00.001Z', 'month'],
    ['on=2024-02-29', 'hour'],
    ['log=production', 'month'],
    ['q=kernel', 'month'],
  ])('of %s is by the %s, unless told', async (query, by) => {
    const answer = await house.get(`${HISTOGRAM}?${query}`);
    expect([answer.by, answer.data]).toEqual([by, counted(await listed(query), by)]);
  });

  it('refuses periods of which there would be more than a thousand, whether the range is asked for or found', async () => {
    const status = async (query: string): Promise<[number, string | undefined]> => {
      const answer = await house.ask('GET', `${HISTOGRAM}?${query}`);
      return [answer.statusCode, answer.json().errors?.[0].field];
    };
    expect(await status('by=hour&from=2024-03-01T00:00Z&to=2024-04-11T16:00Z')).toEqual([200, undefined]);
    expect(await status('by=hour&from=2024-03-01T00:00Z&to=2024-04-11T16:00:00.001Z')).toEqual([400, 'by']);
    expect(await status('by=day&from=2000-01-01&to=2002-09-26')).toEqual([200, undefined]);
    expect(await status('by=day&from=2000-01-01&to=2002-09-27')).toEqual([400, 'by']);
    expect(await status('by=month&from=1990-01-01&to=2099-12-31')).toEqual([200, undefined]);
    expect(await status('by=hour')).toEqual([400, 'by']);
    expect(await status('by=hour&q=kernel')).toEqual([400, 'by']);
    expect(await status('by=day&from=1990-01-01')).toEqual([400, 'by']);
    expect(await status('by=week')).toEqual([400, 'by']);
  });

  it('refuses a range that is none, words that are none and a log that is not there, as the list does', async () => {
    for (const query of ['from=2024-03-02&to=2024-02-28', 'q=-', 'log=nolog', 'on=2024-02-29&from=2024-02-01']) {
      const [own, lists] = await Promise.all([
        house.ask('GET', `${HISTOGRAM}?${query}`),
        house.ask('GET', `/api/v1/log-entries?${query}`),
      ]);
      expect([own.statusCode, own.json().detail]).toEqual([lists.statusCode, lists.json().detail]);
      expect(own.statusCode).toBeGreaterThanOrEqual(400);
    }
  });

  it('of a private log is not there for others, and to look at it is recorded', async () => {
    expect((await house.ask('GET', `${HISTOGRAM}?log=hush`, { token: null })).statusCode).toBe(404);
    const token = await house.token(['read'], { tool: 'counter' });
    expect((await house.get(`${HISTOGRAM}?log=hush`, { token })).total).toBeGreaterThan(0);
    const { data } = await house.get('/api/v1/events?types=private-log.read&limit=250');
    expect(data.some(({ actor }: any) => actor.name === 'counter')).toBe(true);
  });
});

function isoInstantOrNull(time: number): string | null {
  return Number.isFinite(time) ? isoInstant(time) : null;
}

describe('A count', () => {
  const hoursOf = async (slice: number): Promise<unknown> => {
    const { readModel } = house.foundation;
    const counter = new EntryCounter(readModel, slice);
    const { counts, first, last } = (await counter.byHour({ words: 'kernel' }, then, '["admin"]', () => true))!;
    return { counts: [...counts].sort(([a], [b]) => a - b), first, last };
  };

  it('is the same in whatever slices', async () => {
    const whole = await hoursOf(1000);
    for (const slice of [1, 2, 7, 39, 40, 41]) expect(await hoursOf(slice)).toEqual(whole);
  });

  it('takes turns with others: of all counts, one slice is asked for at a time', async () => {
    const { readModel } = house.foundation;
    let [asked, most] = [0, 0];
    const search = async (statement: Sql): Promise<Row[]> => {
      most = Math.max(most, ++asked);
      const found = await readModel.search(statement);
      asked--;
      return found;
    };
    const rows = { all: readModel.all.bind(readModel), get: readModel.get.bind(readModel), search };
    const counter = new EntryCounter(rows, 10);
    const order: string[] = [];
    const count = (name: string) => counter.byHour({ words: 'kernel' }, then, '[]', () => order.push(name) > 0);
    await Promise.all([count('a'), count('b')]);
    expect([most, order.slice(0, 8).join('')]).toEqual([1, 'abababab']);
  });

  it('is refused where too many are under way', async () => {
    const counter = new EntryCounter(house.foundation.readModel, 10);
    const counts = Array.from({ length: 65 }, () => counter.byHour({}, then, '[]', () => true));
    await expect(counts[64]).rejects.toThrow('64 counts are under way already');
    expect(new Set((await Promise.all(counts.slice(0, 64))).map((found) => found!.counts.size)).size).toBe(1);
    expect(await counter.byHour({}, then, '[]', () => true)).not.toBeNull();
  });

  it('ends when nobody waits for it any more', async () => {
    await house.app.listen(0, '127.0.0.1');
    const server = house.app.getHttpServer();
    const { port } = server.address() as AddressInfo;
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const aSlice = [{ hour: 0, entries: 1, matches: 10_000, lowest: '1', first: 0, last: 0 }];
    let asked = (): void => {};
    const wasAsked = new Promise<void>((resolve) => (asked = resolve));
    const search = jest.spyOn(house.foundation.readModel, 'search').mockImplementation(async () => {
      asked();
      await gate;
      return search.mock.calls.length > 20 ? [] : aSlice;
    });
    const arrived = once(server, 'request') as Promise<[unknown, ServerResponse]>;
    const client = get({ port, path: `${HISTOGRAM}?q=kernel` }).on('error', () => {});
    const [[, response]] = await Promise.all([arrived, wasAsked]);
    client.destroy();
    await once(response, 'close');
    go();
    await house.get('/healthz');
    expect(search).toHaveBeenCalledTimes(1);
    search.mockRestore();
  });
});
