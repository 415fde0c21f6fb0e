import { House } from '../../../../test/support/house.js';

const RISKS = '/api/v1/redundancy-risks';

let house: House;
let announcer: string;
beforeAll(async () => {
  house = await House.open();
  announcer = await house.token(['announce'], { tool: 'planner' });
  await house.ask('POST', '/api/v1/components', {
    body: { name: 'core-router', aliases: ['cr'], groups: ['uplinks'] },
  });
});
afterAll(() => house.close());

const FAULT = {
  kind: 'fault',
  title: 'One of two uplinks is down',
  groups: ['uplinks'],
  startsAt: '2026-11-22T10:00+01:00',
};
const record = (body: object, headers = {}) => house.ask('POST', RISKS, { body, headers, token: announcer });
const step = (id: string, what: string, body: object) =>
  house.ask('POST', `${RISKS}/${id}/${what}`, { body, token: announcer });
const titles = async (query: string): Promise<string[]> =>
  (await house.get(`${RISKS}?${query}`)).data.map(({ title }: { title: string }) => title);

describe('/redundancy-risks', () => {
  it('records a fault, names its components, ends it and tells its history, also as of then', async () => {
    const created = await record({ ...FAULT, components: ['cr'] });
    expect(created.statusCode).toBe(201);
    const risk = created.json();
    expect(risk).toMatchObject({
      kind: 'fault',
      components: ['core-router'],
      startsAt: '2026-11-22T09:00:00.000Z',
      endsAt: null,
      status: 'open',
      over: null,
      uid: null,
    });
    expect(created.headers.location).toBe(`${RISKS}/${risk.id}`);
    const then = created.headers['ledger-position'] as string;
    const ended = await step(risk.id, 'end', { reason: 'mended', endsAt: '2026-11-22T12:00:00Z' });
    expect(ended.json()).toMatchObject({
      status: 'ended',
      endsAt: '2026-11-22T12:00:00.000Z',
      over: { reason: 'mended' },
    });
    const again = await step(risk.id, 'end', { reason: 'mended' });
    expect([again.statusCode, again.json().code]).toEqual([409, 'risk-ended']);
    expect(again.json().detail).toContain('since 2026-11-22T17:05:09.123Z');
    expect(await house.get(`${RISKS}/${risk.id}?asOf=${then}`, { token: null })).toMatchObject({ status: 'open' });
    const { data } = await house.get(`${RISKS}/${risk.id}/history`, { token: null });
    expect(data.map(({ type, details }: any) => [type, details.components ?? details.reason])).toEqual([
      ['redundancy-risk.recorded', ['core-router']],
      ['redundancy-risk.ended', 'mended'],
    ]);
    expect((await house.get(`${RISKS}/${risk.id}/history?asOf=${then}`)).data).toHaveLength(1);
  });

  it('is recorded once with one key, and changed by who has seen the newest', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await record({ ...FAULT, title: 'once' }, headers);
    const { id } = first.json();
    expect((await record({ ...FAULT, title: 'once' }, headers)).json().id).toBe(id);
    expect((await record({ ...FAULT, title: 'twice' }, headers)).statusCode).toBe(422);
    const patch = (body: object, etag?: string) =>
      house.ask('PATCH', `${RISKS}/${id}`, {
        body,
        token: announcer,
        headers: etag === undefined ? {} : { 'if-match': etag },
      });
    const etag = first.headers.etag as string;
    expect((await patch({ endsAt: '2026-12-01T00:00:00Z' }, etag)).json().endsAt).toBe('2026-12-01T00:00:00.000Z');
    expect((await patch({ title: 'other' }, etag)).statusCode).toBe(412);
    expect((await patch({ endsAt: '' })).json()).toMatchObject({ endsAt: null, title: 'once' });
    expect((await step(id, 'cancel', { reason: 'a mistake' })).json().status).toBe('cancelled');
    expect((await patch({ title: 'other' })).statusCode).toBe(409);
  });

  it('is found by kind, group, component, span and whether it is open, page by page', async () => {
    const work = (title: string, day: string, more: object = {}) =>
      record({
        kind: 'vendor-work',
        title,
        vendor: 'Carrier',
        groups: ['fibres'],
        startsAt: `2026-${day}T01:00:00Z`,
        endsAt: `2026-${day}T05:00:00Z`,
        ...more,
      });
    await work('past', '11-20');
    await work('soon', '11-24', { components: ['core-router'] });
    await work('later', '12-24');
    expect(await titles('group=fibres')).toEqual(['past', 'soon', 'later']);
    expect(await titles('group=fibres&open=true')).toEqual(['soon', 'later']);
    expect(await titles('group=fibres&open=false')).toEqual(['past']);
    expect(await titles('kind=vendor-work&component=cr')).toEqual(['soon']);
    expect(await titles('group=fibres&from=2026-11-24T05:00:00Z')).toEqual(['later']);
    expect(await titles('group=fibres&from=2026-11-20&to=2026-11-24')).toEqual(['past', 'soon']);
    const first = await house.get(`${RISKS}?group=fibres&limit=2`);
    expect(await titles(`group=fibres&limit=2&after=${first.page.next}`)).toEqual(['later']);
    expect((await house.ask('GET', `${RISKS}?after=nonsense`)).statusCode).toBe(400);
    expect((await house.ask('GET', `${RISKS}?component=nothing`)).statusCode).toBe(404);
  });

  it.each([
    ['end-before-start', { endsAt: '2026-11-22T08:00:00Z' }],
    ['no-end', { kind: 'vendor-work' }],
    ['touches-nothing', { groups: [] }],
    ['unknown-component', { components: ['nothing'] }],
    ['invalid-time', { endsAt: 'tomorrow' }],
    ['form', { groups: ['Up Links'] }],
    ['invalid-request', { kind: 'holiday' }],
    ['invalid-request', { startsAt: '2026-11-22' }],
  ])('refuses what cannot be: %s %j', async (code, wrong) => {
    const refused = await record({ ...FAULT, ...wrong });
    expect([refused.statusCode, refused.json().code]).toEqual([400, code]);
  });

  it('is written by who may announce, and there is nothing at an id that nobody gave', async () => {
    const reader = await house.token(['log:write'], { tool: 'reader' });
    expect((await house.ask('POST', RISKS, { body: FAULT, token: reader })).statusCode).toBe(403);
    expect((await house.ask('GET', `${RISKS}/nothing`)).statusCode).toBe(404);
    expect((await step('00000000-0000-7000-8000-000000000001', 'cancel', { reason: 'x' })).statusCode).toBe(404);
  });
});
