import { DAY, isoDay } from '@kernel/time.js';
import { House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => {
  house = await House.open();
  house.clock.ms = Date.parse('2028-01-10T12:00:00Z');
  await house.ask('POST', '/api/v1/components', { body: { name: 'web' } });
  await compose({ kind: 'outage', subject: 'The Web is slow', text: 'A router fails.' });
  await house.pass(DAY);
  const sent = await compose({ kind: 'update', subject: 'News', text: 'The ROUTER is mended.', components: ['web'] });
  await house.ask('POST', `/api/v1/announcements/${sent}/send`, { body: { override: 'it is a test' } });
});
afterAll(() => house.close());

const compose = async (body: object): Promise<string> =>
  (await house.ask('POST', '/api/v1/announcements', { body })).json().id;
const found = async (query: string): Promise<string[]> =>
  (await house.get(`/api/v1/announcements?${query}`)).data.map(({ subject }: { subject: string }) => subject);

describe('GET /announcements/{id}/history', () => {
  it('tells who wrote and sent it, up to any position', async () => {
    const [{ id }] = (await house.get('/api/v1/announcements?status=sent')).data;
    const { data } = await house.get(`/api/v1/announcements/${id}/history`);
    expect(data.map(({ type }: { type: string }) => type)).toEqual(['announcement.composed', 'announcement.sent']);
    expect(data[1]).toMatchObject({ actor: { name: 'admin' }, data: { overridden: null } });
    const before = await house.get(`/api/v1/announcements/${id}/history?asOf=${data[0].position}`);
    expect(before.data).toEqual(data.slice(0, 1));
    const unknown = await house.ask('GET', '/api/v1/announcements/00000000-0000-7000-8000-000000000000/history');
    expect(unknown.statusCode).toBe(404);
  });
});

describe('GET /announcements', () => {
  it('finds a part of the subject or of the text, whatever the case', async () => {
    expect(await found('q=router')).toEqual(['News', 'The Web is slow']);
    expect(await found('q=the%20web')).toEqual(['The Web is slow']);
    expect(await found('q=100%25')).toEqual([]);
  });

  it('narrows by words, state, kind, component and days together', async () => {
    expect(await found('q=router&status=sent')).toEqual(['News']);
    expect(await found('q=router&kind=outage')).toEqual(['The Web is slow']);
    expect(await found('component=web')).toEqual(['News']);
    const second = isoDay(house.clock.now());
    expect(await found(`from=${second}`)).toEqual(['News']);
    expect(await found(`q=router&to=${isoDay(house.clock.now() - DAY)}`)).toEqual(['The Web is slow']);
  });

  it('says that there is no such window, as the timeline and what is owed do', async () => {
    const answer = await house.ask('GET', '/api/v1/announcements?window=zz');
    expect(answer.json()).toMatchObject({ status: 404, code: 'unknown-window' });
  });

  it('goes on behind the last one, with the same question', async () => {
    const { page } = await house.get('/api/v1/announcements?q=router&limit=1');
    expect(await found(`q=router&limit=1&after=${page.next}`)).toEqual(['The Web is slow']);
  });
});

describe('POST /announcements/{id}/discard', () => {
  it('says the same twice, and no second reason', async () => {
    const draft = await compose({ kind: 'update', subject: 'Soon', text: 'It is mended.' });
    const discard = async (reason: string) => {
      const answer = await house.ask('POST', `/api/v1/announcements/${draft}/discard`, { body: { reason } });
      return [answer.statusCode, answer.json().code, answer.json().detail];
    };
    expect((await discard('said already'))[0]).toBe(200);
    expect((await discard('said already'))[0]).toBe(200);
    const since = expect.stringContaining('the announcement is discarded since 2028-01-');
    expect(await discard('too early')).toEqual([409, 'wrong-state', since]);
  });
});

describe('A draft', () => {
  it('says what is wrong in it, as sending it does, and in a list nothing of that', async () => {
    const id = await compose({ kind: 'advance', subject: 'Web', text: 'The web is down on Monday 2028-01-11 at 3pm.' });
    const path = `/api/v1/announcements/${id}`;
    const { findings } = await house.get(path);
    const refused = (await house.ask('POST', `${path}/send`, { body: {} })).json();
    expect(refused.code).toBe('wrong-facts');
    const named = /\((.*)\)/.exec(refused.detail)![1]!.split(', ');
    expect(named.length).toBeGreaterThan(0);
    expect(findings).toEqual(expect.arrayContaining(named));
    const { data } = await house.get('/api/v1/announcements?status=draft');
    expect(data.find((one: { id: string }) => one.id === id)).not.toHaveProperty('findings');
    const position = house.foundation.readModel.position();
    expect(await house.get(`${path}?asOf=${position}`)).not.toHaveProperty('findings');
    const override = { override: 'people know what is meant' };
    const sent = await house.ask('POST', `${path}/send`, { body: { ...override, channels: ['page'] } });
    expect(sent.json()).toMatchObject({ findings, status: 'sent' });
  });
});
