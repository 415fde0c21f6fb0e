import { HOUR, isoInstant, MINUTE } from '@kernel/time.js';
import { House } from '../../../../test/support/house.js';

let house: House;
let window: string;
beforeEach(async () => {
  house = await House.open();
  const components = [
    { name: 'edge', hosts: ['cp1001'] },
    { name: 'mail', hosts: ['mx1001'] },
  ];
  for (const body of components) await post('/components', body);
  await house.log('cp1001: looked at the optics');
  house.clock.advance(MINUTE);
  window = (await post('/maintenance-windows', { ...planned(HOUR), affected: ['edge'], tasks: ['T399210'] })).json().id;
  await post(`/maintenance-windows/${window}/schedule`);
  await house.pass(0);
  house.clock.advance(HOUR + MINUTE);
  await post(`/maintenance-windows/${window}/start`);
  await house.log('cp1001: replaced the optics (T399210)');
  await house.log('mx1001: emptied the queue');
});
afterEach(() => house.close());

const post = async (path: string, body: object = {}) => {
  const answer = await house.ask('POST', `/api/v1${path}`, { body });
  expect(answer.json().detail).toBeUndefined();
  return answer;
};
const planned = (startsIn: number) => ({
  title: 'New optics',
  kinds: ['network'],
  startsAt: isoInstant(house.clock.now() + startsIn),
  endsAt: isoInstant(house.clock.now() + startsIn + HOUR),
});
interface Page {
  data: { at: string; kind: string; record: { message?: string; title?: string; subject?: string } }[];
  page: { next: string | null };
}
const read = (query: string): Promise<Page> => house.get(`/api/v1/timeline?${query}`);
const wordsOf = ({ data }: Page) => data.map(({ record }) => record.message ?? record.title ?? record.subject);

const ALL = [
  'mx1001: emptied the queue',
  'cp1001: replaced the optics (T399210)',
  'New optics',
  expect.stringContaining('New optics, '),
  'cp1001: looked at the optics',
];

describe('The timeline', () => {
  it('has all kinds of record together, the newest first, each as its own list tells it', async () => {
    const page = await read('');
    expect(wordsOf(page)).toEqual(ALL);
    const [one] = (await house.get('/api/v1/maintenance-windows?status=in-progress')).data;
    expect(page.data[2]).toEqual({ at: one.startsAt, kind: 'maintenance-window', record: one });
    const ats = page.data.map(({ at }) => at);
    expect(ats).toEqual([...ats].sort().reverse());
  });

  it('is one list of any length, page by page, for the position of its first page', async () => {
    const seen: unknown[] = [];
    let page = await read('limit=1');
    await house.log('something new');
    for (;;) {
      seen.push(...wordsOf(page));
      if (page.page.next === null) break;
      page = await read(`limit=1&after=${page.page.next}`);
    }
    expect(seen).toEqual(ALL);
  });

  it('of a component has what was done on it, planned for it and said of it', async () => {
    expect(wordsOf(await read('component=edge'))).toEqual(ALL.slice(1));
    expect(wordsOf(await read('component=mail'))).toEqual(ALL.slice(0, 1));
    expect((await house.ask('GET', '/api/v1/timeline?component=nothing')).statusCode).toBe(404);
  });

  it('of a window has itself, what was said of it, and what was done while it lasted', async () => {
    expect(wordsOf(await read(`window=${window}`))).toEqual(ALL.slice(1, 4));
  });

  it('of a task, a host or a kind has only what can have it', async () => {
    expect(wordsOf(await read('task=T399210'))).toEqual(ALL.slice(1, 3));
    expect(wordsOf(await read('host=mx1001'))).toEqual(ALL.slice(0, 1));
    expect(wordsOf(await read('kinds=announcement&kinds=maintenance-window'))).toEqual(ALL.slice(2, 4));
    const refused = await house.ask('GET', '/api/v1/timeline?kinds=incident');
    expect([refused.statusCode, refused.json().errors[0].field]).toEqual([400, 'kinds']);
  });

  it('is as it was then', async () => {
    const then = Number((await house.ask('GET', '/api/v1/checkpoint')).headers['ledger-position']);
    await post(`/maintenance-windows/${window}/complete`);
    expect(wordsOf(await read(`asOf=${then}`))).toEqual(ALL);
    expect((await read('kinds=maintenance-window')).data[0]!.record).toMatchObject({ status: 'completed' });
    expect((await read(`kinds=maintenance-window&asOf=${then}`)).data[0]!.record).toMatchObject({
      status: 'in-progress',
    });
  });

  it('shows no entry of a private log to others', async () => {
    await post('/logs', { name: 'secret', visibility: 'private' });
    await post('/log-entries', { log: 'secret', message: 'cp1001: hush' });
    expect(wordsOf(await read('component=edge'))).toContain('cp1001: hush');
    const nobody = await house.ask('GET', '/api/v1/timeline?component=edge', { token: null });
    expect(nobody.statusCode).toBe(200);
    expect(nobody.body).not.toContain('hush');
  });
});
