import { DAY, HOUR, isoInstant, MINUTE } from '@kernel/time.js';
import { Chance } from './support/chance.js';
import { House } from './support/house.js';
import { naiveCompliance } from './support/naive-compliance.js';

// A leap year, and the days around both ends of it.
const FIRST = Date.parse('2027-12-30T00:00:00Z');
const LAST = Date.parse('2029-01-02T00:00:00Z');
const STEP = 10 * MINUTE;
const WINDOWS = 130;
const KINDS = ['network', 'database', 'restarts', 'read-only'];

let house: House;
beforeAll(async () => {
  house = await House.open();
  house.clock.ms = FIRST;
});
afterAll(() => house.close());

interface Deed {
  readonly at: number;
  readonly path: string;
  readonly body: object;
}

/** What people do to one window in its life; times are a minute after the full ten, so that the loop meets each. */
function lifeOf(chance: Chance, id: string, startsAt: number, length: number): Deed[] {
  const pick = chance.below(10);
  const at = (ms: number): number => Math.ceil(ms / STEP) * STEP + MINUTE;
  const begin: Deed = { at: startsAt + chance.pick([0, 0, 5 * MINUTE, 40 * MINUTE]), path: `${id}/start`, body: {} };
  const end: Deed = { at: begin.at + length + chance.pick([-10, 0, 30]) * MINUTE, path: `${id}/complete`, body: {} };
  const usual = [begin, end];
  if (pick < 5) return usual;
  if (pick === 5) return [{ at: at(startsAt - chance.below(12) * DAY), path: `${id}/cancel`, body: { reason: 'off' } }];
  if (pick === 6) {
    const endsAt = isoInstant(startsAt + length + 2 * HOUR);
    const extend = { at: begin.at + 20 * MINUTE, path: `${id}/extend`, body: { endsAt, reason: 'slow' } };
    return [begin, extend, { ...end, at: begin.at + length + HOUR }];
  }
  if (pick === 7) return [{ at: startsAt - HOUR, path: `${id}/hold`, body: { reason: 'a storm' } }];
  // Moved, often over midnight or to the other side of the leap day, sometimes twice.
  const moves: Deed[] = [];
  let start = startsAt;
  for (let move = chance.below(2); move >= 0; move--) {
    const when = at(Math.max(start - chance.below(10) * DAY - HOUR, FIRST));
    const to = Math.ceil((Math.max(start, when) + (chance.below(10) + 1) * DAY + 11 * HOUR) / STEP) * STEP + MINUTE;
    const body = { startsAt: isoInstant(to), endsAt: isoInstant(to + length), reason: 'moved' };
    moves.push({ at: when, path: `${id}/reschedule`, body });
    start = to;
  }
  const started = { ...begin, at: start + MINUTE };
  return [...moves, started, { ...end, at: started.at + length }];
}

async function plan(chance: Chance, index: number): Promise<Deed[]> {
  const day = FIRST + Math.floor((index / WINDOWS) * (LAST - FIRST - 20 * DAY));
  const planned = day + chance.below(1440) * MINUTE;
  const ahead = chance.pick([0.5, 2, 6.99, 7.01, 8, 15, 30]) * DAY;
  const startsAt = Math.ceil((planned + ahead) / STEP) * STEP + MINUTE;
  const length = (chance.below(12) + 1) * 10 * MINUTE;
  const emergency = chance.below(9) === 0;
  const body = {
    title: `Window ${index}`,
    kinds: [chance.pick(KINDS), ...(chance.below(4) === 0 ? ['degraded'] : [])],
    affected: chance.pick([['web'], ['web-cache'], ['net'], ['web', 'net'], ['tools']]),
    unaffected: ['mail'],
    impactMinutes: chance.pick([0, 2, 10]),
    tasks: ['T399210'],
    startsAt: isoInstant(startsAt),
    endsAt: isoInstant(startsAt + length),
  };
  const { id } = (await house.ask('POST', '/api/v1/maintenance-windows', { body })).json();
  const schedule = { overlapReason: 'known', ...(emergency ? { emergency: 'it cannot wait' } : {}) };
  return [{ at: planned, path: `${id}/schedule`, body: schedule }, ...lifeOf(chance, id, startsAt, length)];
}

async function live(deeds: readonly Deed[], refused: string[]): Promise<void> {
  const left = [...deeds].sort((a, b) => a.at - b.at);
  for (let now = FIRST; now <= LAST; now += STEP) {
    while (left[0] !== undefined && left[0].at <= now) {
      const { at, path, body } = left.shift()!;
      house.clock.ms = Math.max(house.clock.ms, at);
      const answer = await house.ask('POST', `/api/v1/maintenance-windows/${path}`, { body });
      if (answer.statusCode !== 200) refused.push(`${path.split('/')[1]} ${answer.json().code}`);
      await house.pass(0);
    }
    house.clock.ms = Math.max(house.clock.ms, now);
    await house.pass(0);
  }
}

async function feed(until: number): Promise<any[]> {
  const all: any[] = [];
  for (let after = ''; ;) {
    const { data, page } = await house.get(`/api/v1/events?limit=250${after}`);
    all.push(...data);
    if (page.next === null) return all.filter(({ position }) => position <= until);
    after = `&after=${page.next}`;
  }
}

/** The table of the API, with names in the place of ids and in one order. */
async function table(query: string): Promise<object> {
  const { data } = await house.get(`/api/v1/maintenance-windows/compliance?from=2027-12&to=2029-01${query}`);
  return Object.fromEntries(
    data.map(({ month, component, kind, windows, ...lists }: any) => [
      `${month} ${component.id} ${kind}`,
      {
        windows,
        ...Object.fromEntries(
          Object.entries(lists).map(([name, ids]) => [name, [...(ids as string[])].sort((a, b) => (a < b ? -1 : 1))]),
        ),
      },
    ]),
  );
}

describe('A year of windows, moved and cancelled on both sides of midnight and of the leap day', () => {
  it('is counted as a naive reading of the feed counts it, now and as of the middle of the year', async () => {
    for (const body of [
      { name: 'web', noticeScope: 'toolforge' },
      { name: 'web-cache', parent: 'web' },
      { name: 'net', groups: ['uplinks'] },
      { name: 'tools', noticeScope: 'selected-projects' },
      { name: 'mail' },
    ]) {
      await house.ask('POST', '/api/v1/components', { body });
    }
    await house.ask('POST', '/api/v1/notice-policies', {
      body: {
        name: 'tools-only',
        title: 'Tools',
        cells: [{ scope: 'any', impact: 'from-5-min', noticeMinutes: 1440 }],
        starting: false,
        ended: 'owed',
        components: ['tools'],
        reason: 'another rule',
      },
    });
    await house.ask('POST', '/api/v1/notice-policies/tools-only/adopt', { body: { version: 1, reason: 'so be it' } });
    const chance = new Chance(20_280_229);
    const deeds: Deed[] = [];
    for (let index = 0; index < WINDOWS; index++) deeds.push(...(await plan(chance, index)));
    const refused: string[] = [];
    await live(deeds, refused);

    const end = house.foundation.readModel.position();
    const naive = naiveCompliance(await feed(end), LAST);
    expect(await table('')).toEqual(naive);
    const middle = '2028-07-01T00:00:00Z';
    const position = house.foundation.readModel.positionAt(Date.parse(middle));
    expect(await table(`&asOf=${middle}`)).toEqual(naiveCompliance(await feed(position), Date.parse(middle)));

    const count = (name: string): number =>
      Object.values(naive).reduce(
        (sum, cell) => sum + ((cell as unknown as Record<string, string[]>)[name]?.length ?? 0),
        0,
      );
    for (const name of ['enough', 'short', 'emergency', 'notRequired', 'moved', 'overran', 'cancelled']) {
      expect([name, count(name) > 0]).toEqual([name, true]);
    }
    const { data: late } = await house.get('/api/v1/obligations?from=2027-12-01&to=2029-02-01&state=missed&limit=250');
    expect(late.filter(({ kind }: { kind: string }) => kind !== 'ended')).toEqual([]);
    console.info(
      `${WINDOWS} windows, ${end} events, refused: ${JSON.stringify(Object.entries(Object.groupBy(refused, (one) => one)).map(([what, all]) => `${what} ${all!.length}`))}`,
    );
  }, 120_000);
});
