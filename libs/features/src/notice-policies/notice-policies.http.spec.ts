import { House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => (house = await House.open()));
afterAll(() => house.close());

const rules = {
  title: 'Web only',
  cells: [{ scope: 'any', impact: 'over-1-hour', noticeMinutes: 1440 }],
  starting: false,
  ended: 'none',
  reason: 'the web is watched by all',
};
const post = (path: string, body: object, more = {}) =>
  house.ask('POST', `/api/v1/notice-policies${path}`, { body, ...more });
const add = async (displayName: string) =>
  (
    await house.ask('POST', '/api/v1/people', { body: { displayName, aliases: [{ kind: 'nick', name: displayName }] } })
  ).json().id as string;
const tokenOf = (person: string) => house.token(['announce'], { person });

describe('/notice-policies', () => {
  it('has rule A in force from the first start, by the ledger itself, with a reason', async () => {
    const policy = await house.get('/api/v1/notice-policies/rule-a', { token: null });
    expect(policy).toMatchObject({ name: 'rule-a', inForce: 1 });
    expect(policy.versions[0]).toMatchObject({
      state: 'in-force',
      proposedBy: { name: 'opsledger' },
      adoptedBecause: expect.stringContaining('first start'),
      rules: { starting: true, ended: 'optional', components: [] },
    });
    const { data } = await house.get('/api/v1/notice-policies/templates');
    expect(data.map(({ name }: { name: string }) => name)).toEqual(['rule-a', 'rule-b']);
  });

  it('changes with the agreement of the people affected, and keeps every version, also as of then', async () => {
    const [ada, grace] = [await add('ada'), await add('grace')];
    const [adas, graces] = [await tokenOf(ada), await tokenOf(grace)];
    await house.ask('POST', '/api/v1/components', { body: { name: 'web' } });
    const body = { ...rules, name: 'web', components: ['web'], approvers: ['ada', 'grace'] };
    const alone = await post('', body, { token: adas });
    expect([alone.statusCode, alone.json().code]).toEqual([409, 'proposer-does-not-count']);
    expect(alone.json().detail).toContain('web names ada and grace, and 2 of them would have to agree');
    const created = await post('', body);
    expect(created.statusCode).toBe(201);
    expect(created.json()).toMatchObject({ inForce: null, versions: [{ state: 'proposed', rules: { quorum: 2 } }] });
    const stranger = await post('/web/approve', { version: 1 });
    expect([stranger.statusCode, stranger.json().code]).toEqual([403, 'not-an-approver']);
    expect((await post('/web/adopt', { version: 1, reason: 'x' })).json()).toMatchObject({
      code: 'needs-approval',
      detail: expect.stringContaining('web names ada and grace, 2 of whom have to agree; 0 did'),
    });
    const announcer = await house.token(['announce'], { tool: 'announcer' });
    const taken = await post('/web/withdraw', { version: 1, reason: 'x' }, { token: announcer });
    expect([taken.statusCode, taken.json().code]).toEqual([403, 'not-your-proposal']);
    await post('/web/withdraw', { version: 1, reason: 'one is enough' }, { token: graces });
    const next = { ...rules, components: ['web'], approvers: ['ada', 'grace'], quorum: 1 };
    expect((await post('/web/propose', next, { token: adas })).json().versions[1].version).toBe(2);
    const own = await post('/web/approve', { version: 2 }, { token: adas });
    expect([own.statusCode, own.json().code]).toEqual([403, 'own-change']);
    const then = house.foundation.readModel.position();
    const agreed = await post('/web/approve', { version: 2 }, { token: graces });
    expect(agreed.json()).toMatchObject({
      inForce: 2,
      versions: [
        { state: 'withdrawn', withdrawnBecause: 'one is enough' },
        { state: 'in-force', adoptedBecause: null, approvals: [{ person: grace }] },
      ],
    });
    expect(await house.get(`/api/v1/notice-policies/web?asOf=${then}`)).toMatchObject({ inForce: null });
    const life = await house.get('/api/v1/notice-policies/web/history', { token: null });
    const steps = life.data.map(({ type, version, reason }: any) => [
      type.slice('notice-policy.'.length),
      version,
      reason,
    ]);
    expect(steps).toEqual([
      ['proposed', 1, rules.reason],
      ['withdrawn', 1, 'one is enough'],
      ['proposed', 2, rules.reason],
      ['approved', 2, null],
      ['adopted', 2, null],
    ]);
    expect(life.data[2]).toMatchObject({ actor: { person: ada }, rules: { components: ['web'] } });
    expect(life.data[3]).toMatchObject({ person: grace, rules: null, redacted: false });
    expect((await house.get(`/api/v1/notice-policies/web/history?asOf=${then}`)).data).toHaveLength(3);
    const late = await post('/web/approve', { version: 1 }, { token: graces });
    expect([late.statusCode, late.json().code]).toEqual([409, 'wrong-state']);
    expect(late.json().detail).toContain('withdrawn since 2026-11-22T17:05:09.123Z');
  });

  it('takes a part from what another policy judges only with the agreement of those whom that one names', async () => {
    const [bea, cleo] = [await add('bea'), await add('cleo')];
    for (const component of [{ name: 'shop' }, { name: 'shop-cart', parent: 'shop' }]) {
      await house.ask('POST', '/api/v1/components', { body: component });
    }
    await post('', { ...rules, name: 'shop', components: ['shop'], approvers: ['bea', 'cleo'], quorum: 1 });
    await post('/shop/approve', { version: 1 }, { token: await tokenOf(bea) });
    const cart = await post('', { ...rules, name: 'cart', components: ['shop-cart'] });
    const alone = await post('/cart/adopt', { version: 1, reason: 'quickly' });
    expect([alone.statusCode, alone.json().code]).toEqual([409, 'needs-approval']);
    expect(alone.json().detail).toContain('shop names bea and cleo, 1 of whom has to agree');
    const asked = [{ policy: 'shop', approvers: [bea, cleo], quorum: 1 }];
    expect(cart.json().versions[0]).toMatchObject({ rules: { approvers: [] }, asked });
    const agreed = await post('/cart/approve', { version: 1 }, { token: await tokenOf(cleo) });
    expect(agreed.json()).toMatchObject({ inForce: 1, versions: [{ asked: [], approvals: [{ person: cleo }] }] });
  });

  it('says no second time what it was told otherwise', async () => {
    await post('', { ...rules, name: 'twice' });
    expect((await post('/twice/withdraw', { version: 1, reason: 'no' })).statusCode).toBe(200);
    expect((await post('/twice/withdraw', { version: 1, reason: 'no' })).statusCode).toBe(200);
    const other = await post('/twice/withdraw', { version: 1, reason: 'another' });
    expect([other.statusCode, other.json().code]).toEqual([409, 'wrong-state']);
  });

  it('can be proposed as it was read, with ids and nulls', async () => {
    const { data } = await house.get('/api/v1/notice-policies/templates');
    const matrix = await post('', { ...data[1].rules, name: 'matrix', reason: 'ready' });
    expect([matrix.statusCode, matrix.json().versions[0].rules]).toEqual([201, data[1].rules]);
    await add('linus');
    await house.ask('POST', '/api/v1/components', { body: { name: 'mail' } });
    const made = await post('', { ...rules, name: 'mail', components: ['mail'], approvers: ['linus'] });
    await post('/mail/withdraw', { version: 1, reason: 'again' });
    const next = await post('/mail/propose', { ...made.json().versions[0].rules, reason: 'the same' });
    expect(next.json().versions[1].rules).toEqual(made.json().versions[0].rules);
    for (const noticeMinutes of ['soon', -1, 1.5]) {
      const cells = [{ scope: 'any', impact: 'none', noticeMinutes }];
      expect((await post('', { ...rules, name: 'new', cells })).statusCode).toBe(400);
    }
  });

  it('has a revision of its own, whatever became of another policy since', async () => {
    await house.ask('POST', '/api/v1/components', { body: { name: 'dns' } });
    const made = await post('', { ...rules, name: 'dns', components: ['dns'] });
    const seen = { 'if-match': made.headers['etag'] as string };
    expect((await post('', { ...rules, name: 'another' })).statusCode).toBe(201);
    const decision = { version: 1, reason: 'so be it' };
    const adopted = await post('/dns/adopt', decision, { headers: seen });
    expect([adopted.statusCode, adopted.json().inForce]).toEqual([200, 1]);
    expect((await house.ask('GET', '/api/v1/notice-policies/dns')).headers['etag']).toBe(adopted.headers['etag']);
    expect((await post('/dns/propose', rules, { headers: seen })).statusCode).toBe(412);
  });

  it('refuses what it cannot mean, and names the field', async () => {
    const refused = async (body: object) => {
      const { statusCode, json } = await post('', { ...rules, name: 'new', ...body });
      return [statusCode, json().code];
    };
    expect(await refused({ components: ['nothing'] })).toEqual([400, 'unknown-component']);
    expect(await refused({ approvers: ['nobody'] })).toEqual([400, 'unknown-person']);
    expect(await refused({ name: 'rule-a' })).toEqual([409, 'name-taken']);
    expect(await refused({ quorum: 1 })).toEqual([400, 'more-than-approvers']);
    expect(await refused({ cells: [{ scope: 'moon', impact: 'none' }] })).toEqual([400, 'invalid-request']);
    expect((await house.ask('GET', '/api/v1/notice-policies/none')).statusCode).toBe(404);
    const token = await house.token(['log:write'], { tool: 'logger' });
    expect((await post('', { ...rules, name: 'new' }, { token })).statusCode).toBe(403);
    const mere = await house.token(['announce'], { tool: 'announcer' });
    expect((await post('/rule-a/adopt', { version: 1, reason: 'x' }, { token: mere })).statusCode).toBe(403);
  });
});
