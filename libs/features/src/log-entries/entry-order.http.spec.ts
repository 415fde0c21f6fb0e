import { MINUTE } from '@kernel/time.js';
import { House } from '../../../../test/support/house.js';

const ENTRIES = 9;
let house: House;
beforeAll(async () => {
  house = await House.open();
  for (let n = 0; n < ENTRIES; n++) {
    await house.log(`walked over ${n}`);
    await house.log(`passed by ${n}`, { log: 'admin' });
    house.clock.advance(MINUTE);
  }
});
afterAll(() => house.close());

const BY_LOG = 'log=production';
const BY_WORDS = 'q=walked';
const NEWEST_FIRST = Array.from({ length: ENTRIES }, (_, n) => `walked over ${ENTRIES - 1 - n}`);
const OLDEST_FIRST = [...NEWEST_FIRST].reverse();

interface Page {
  readonly messages: string[];
  readonly next: string | null;
}

async function page(query: string, after: string | null = null): Promise<Page> {
  const at = after === null ? '' : `&after=${after}`;
  const { data, page } = await house.get(`/api/v1/log-entries?limit=2&${query}${at}`);
  return { messages: data.map(({ message }: { message: string }) => message), next: page.next };
}

async function walk(query: string, from: string | null = null): Promise<string[]> {
  const seen: string[] = [];
  let next = from;
  do {
    const found = await page(query, next);
    seen.push(...found.messages);
    next = found.next;
  } while (next !== null);
  return seen;
}

describe.each([
  ['of a log', BY_LOG],
  ['that words find', BY_WORDS],
])('A list of the entries %s', (_, query) => {
  it('is walked from the newest on unless asked otherwise, and from the oldest on as well', async () => {
    expect(await walk(query)).toEqual(NEWEST_FIRST);
    expect(await walk(`${query}&order=newest`)).toEqual(NEWEST_FIRST);
    expect(await walk(`${query}&order=oldest`)).toEqual(OLDEST_FIRST);
  });

  it('is walked either way from a place in its middle, and no entry is lost or met twice', async () => {
    for (const [there, back] of [
      ['newest', 'oldest'],
      ['oldest', 'newest'],
    ]) {
      const first = await page(`${query}&order=${there}`);
      const second = await page(`${query}&order=${there}`, first.next);
      const onward = await walk(`${query}&order=${there}`, second.next);
      const backward = await walk(`${query}&order=${back}`, second.next);
      expect(backward).toEqual([...first.messages, ...second.messages].reverse());
      expect([...backward.reverse(), ...onward]).toEqual(there === 'newest' ? NEWEST_FIRST : OLDEST_FIRST);
    }
  });

  it('stays within its range both ways', async () => {
    const range = 'from=2026-11-22T17:07:00Z&to=2026-11-22T17:11:00Z';
    expect(await walk(`${query}&order=oldest&${range}`)).toEqual(OLDEST_FIRST.slice(2, 6));
    const beyond = (await page(`${query}&order=newest`)).next;
    expect(await walk(`${query}&order=oldest&${range}`, beyond)).toEqual([]);
    const below = (await page(`${query}&order=oldest`)).next;
    expect(await walk(`${query}&order=newest&${range}`, below)).toEqual([]);
  });
});

describe('The order of a list', () => {
  it('is newest or oldest, and nothing else', async () => {
    const refused = await house.ask('GET', '/api/v1/log-entries?order=loudest');
    expect([refused.statusCode, refused.json().errors[0].field]).toEqual([400, 'order']);
  });

  it('ends where a made-up cursor names a place behind all time', async () => {
    const { next } = await page(BY_LOG);
    const [ledger, , position] = Buffer.from(next!, 'base64url').toString().split('~');
    const beyond = Buffer.from([ledger, '9'.repeat(19), position].join('~')).toString('base64url');
    expect(await walk(`${BY_LOG}&order=oldest`, beyond)).toEqual([]);
    expect(await walk(`${BY_LOG}&order=newest`, beyond)).toEqual(NEWEST_FIRST);
  });
});
