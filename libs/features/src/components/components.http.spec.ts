import { House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => (house = await House.open()));
afterAll(() => house.close());

const register = (body: object, more: object = {}) => house.ask('POST', '/api/v1/components', { body, ...more });
const names = async (query: string): Promise<string[]> =>
  (await house.get(`/api/v1/components?limit=250&${query}`)).data.map(({ name }: { name: string }) => name);
const sheet = (text: string, query = '', headers = {}) =>
  house.ask('POST', `/api/v1/components/import${query}`, {
    body: text,
    headers: { 'content-type': 'text/csv', ...headers },
  });

describe('/components', () => {
  it('registers, changes and shows a component by its name, an alias and its id, also as of then', async () => {
    const created = await register({ name: 'web', title: 'Web', aliases: ['www'], noticeScope: 'toolforge' });
    expect(created.statusCode).toBe(201);
    const { id } = created.json();
    expect(created.headers.location).toBe(`/api/v1/components/${id}`);
    const then = created.headers['ledger-position'] as string;
    await register({ name: 'web-cache', parent: 'www', hosts: ['cp{3066,3067}'] });
    const headers = { 'if-match': created.headers.etag as string };
    const patch = (body: object, headers = {}) => house.ask('PATCH', `/api/v1/components/${id}`, { body, headers });
    expect((await patch({ name: 'web-tier', ownerTeam: 'Traffic' }, headers)).json().name).toBe('web-tier');
    expect((await patch({ title: 'other' }, headers)).statusCode).toBe(412);
    expect(await house.get('/api/v1/components/www', { token: null })).toMatchObject({
      id,
      name: 'web-tier',
      ownerTeam: 'Traffic',
      ancestors: [],
      children: ['web-cache'],
      status: 'active',
    });
    expect(await house.get('/api/v1/components/web-cache')).toMatchObject({
      parent: 'web-tier',
      noticeScope: null,
      effectiveScope: 'toolforge',
    });
    expect(await house.get(`/api/v1/components/web?asOf=${then}`)).toMatchObject({ name: 'web', children: [] });
    const wrong = (await house.ask('PATCH', '/api/v1/components/web-cache', { body: { noticeScope: 'zz' } })).json();
    expect(wrong.errors[0].message).toMatch(/must be one of selected-projects, .*, cloud-vps, or empty$/);
    const cleared = await house.ask('PATCH', '/api/v1/components/web-cache', { body: { parent: '' } });
    expect(cleared.json()).toMatchObject({ parent: null, effectiveScope: null });
  });

  it('is not named as a credential is, because a name stays when all else is erased', async () => {
    const secret = `ghp_${'a1b2c3'.repeat(7)}`;
    for (const body of [{ name: secret }, { name: 'plain', aliases: ['web-alias', secret] }]) {
      const { errors, ...refused } = (await register(body)).json();
      expect([refused.status, refused.code, errors]).toEqual([400, 'looks-like-a-credential', expect.anything()]);
      expect(JSON.stringify(refused)).not.toContain(secret);
      expect(refused.detail).toMatch(/say it otherwise$/);
    }
    const { json } = await register({ name: 'plain' });
    const renamed = await house.ask('PATCH', `/api/v1/components/${json().id}`, { body: { name: secret } });
    expect(renamed.json().code).toBe('looks-like-a-credential');
  });

  it('is registered once with one key, and another request with that key is refused', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await register({ name: 'once' }, { headers });
    expect((await register({ name: 'once' }, { headers })).json().id).toBe(first.json().id);
    expect((await register({ name: 'twice' }, { headers })).statusCode).toBe(422);
  });

  it('is found by parent, log, host, group, inherited scope, status and how it begins', async () => {
    await register({
      name: 'f-top',
      title: 'Fleet',
      noticeScope: 'control-plane',
      groups: ['f-pair'],
      logs: ['tools'],
    });
    await register({ name: 'f-one', parent: 'f-top', hosts: ['fhost[1001-1003].eqiad.wmnet'], groups: ['f-pair'] });
    await register({ name: 'f-two', parent: 'f-one', hosts: ['fhost2*'] });
    await house.ask('POST', '/api/v1/components/f-two/retire', { body: { reason: 'gone' } });
    expect(await names('parent=f-top')).toEqual(['f-one']);
    expect(await names('log=tools')).toEqual(['f-top']);
    expect(await names('host=FHOST1002')).toEqual(['f-one']);
    expect(await names('host=fhost2001.codfw.wmnet')).toEqual(['f-two']);
    expect(await names('group=f-pair')).toEqual(['f-one', 'f-top']);
    expect(await names('scope=control-plane')).toEqual(['f-one', 'f-top', 'f-two']);
    expect(await names('scope=control-plane&status=active')).toEqual(['f-one', 'f-top']);
    expect(await names('q=fle')).toEqual(['f-top']);
    const first = await house.get('/api/v1/components?q=f-&limit=2');
    const second = await house.get(`/api/v1/components?q=f-&limit=2&after=${first.page.next}`);
    expect([...first.data, ...second.data].map(({ name }: any) => name)).toEqual(['f-one', 'f-top', 'f-two']);
    expect(second.page.next).toBeNull();
    expect((await house.get('/api/v1/components/f-top')).redundantWith).toEqual(['f-one']);
    expect((await house.ask('GET', '/api/v1/components?parent=nothing')).statusCode).toBe(404);
  });

  it('is retired with a reason, keeps its past, and tells every version of it', async () => {
    await register({ name: 'old', title: 'Old', logs: ['admin'] });
    const retired = await house.ask('POST', '/api/v1/components/old/retire', { body: { reason: 'replaced' } });
    expect(retired.json()).toMatchObject({ status: 'retired', retired: { reason: 'replaced' } });
    const refused = await house.ask('PATCH', '/api/v1/components/old', { body: { title: 'x' } });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'component-retired']);
    expect(refused.json().detail).toContain('since 2026-11-22T17:05:09.');
    await house.ask('POST', '/api/v1/components/old/reinstate', { body: { reason: 'needed' } });
    await house.ask('PATCH', '/api/v1/components/old', { body: { title: 'New', logs: [] } });
    const { data } = await house.get('/api/v1/components/old/history');
    expect(data.map(({ type, log, reason, changed }: any) => [type, log ?? reason ?? changed])).toEqual([
      ['component.registered', ['name', 'title']],
      ['component.log-attached', 'admin'],
      ['component.retired', 'replaced'],
      ['component.reinstated', 'needed'],
      ['component.changed', ['title']],
      ['component.log-detached', 'admin'],
    ]);
  });

  it('shows a private log of it only to who sees that log, in no answer, event or version', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'hush', visibility: 'private' } });
    await register({ name: 'covert', logs: ['hush', 'admin'] });
    const stranger = await house.token(['log:manage'], { tool: 'stranger' });
    for (const token of [null, stranger]) {
      for (const url of ['components/covert', 'components', 'components/covert/history', 'events?types=component.*']) {
        expect((await house.ask('GET', `/api/v1/${url}`, { token })).body).not.toContain('hush');
      }
      expect((await house.ask('GET', '/api/v1/components?log=hush', { token })).statusCode).toBe(404);
    }
    const changed = await house.ask('PATCH', '/api/v1/components/covert', { body: { logs: [] }, token: stranger });
    expect(changed.json().logs).toEqual([]);
    expect((await house.get('/api/v1/components/covert')).logs).toEqual(['hush']);
    const guess = await house.ask('PATCH', '/api/v1/components/covert', { body: { logs: ['hush'] }, token: stranger });
    expect([guess.statusCode, guess.json().code]).toEqual([400, 'unknown-log']);
  });

  it('names nobody any more who was erased', async () => {
    const person = { displayName: 'Zora Quist', aliases: [{ kind: 'nick', name: 'zoraq' }] };
    const { id } = (await house.ask('POST', '/api/v1/people', { body: person })).json();
    const named = { description: 'Made by zoraq', ownerTeam: 'Team Zora Quist', contact: 'zoraq on chat' };
    await register({ name: 'named', ...named });
    await house.ask('PATCH', '/api/v1/components/named', { body: { groups: ['pair'] } });
    await house.ask('POST', '/api/v1/components/named/retire', { body: { reason: 'zoraq says so' } });
    const then = (await house.ask('GET', '/api/v1/components')).headers['ledger-position'] as string;
    await house.ask('POST', `/api/v1/people/${id}/erase`, { body: { reason: 'asked for it' } });
    for (const path of ['named', `named?asOf=${then}`, 'named/history']) {
      const shown = (await house.ask('GET', `/api/v1/components/${path}`)).body;
      expect([shown.includes('[erased person] on chat'), shown.includes('[erased person] says so')]).toEqual([
        true,
        true,
      ]);
      expect(shown).not.toMatch(/zora/i);
    }
  });

  it('is managed only by a token that is good for all logs', async () => {
    const token = await house.token(['log:manage'], { tool: 'limited', logs: ['tools'] });
    expect((await register({ name: 'mine' }, { token })).statusCode).toBe(403);
    expect((await register({ name: 'mine' }, { token: await house.token(['log:write']) })).statusCode).toBe(403);
  });

  it.each([
    [{ name: 'Upper' }, 'name', 'form'],
    [{ name: 'x', parent: 'nothing' }, 'parent', 'unknown-component'],
    [{ name: 'x', logs: ['prodcution'] }, 'logs', 'unknown-log'],
    [{ name: 'x', hosts: ['*'] }, 'hosts', 'host-pattern'],
    [{ name: 'x', noticeScope: 'everything' }, 'noticeScope', 'isIn'],
    [{ name: 'x', aliases: ['Bad Alias'] }, 'aliases', 'form'],
    [{ name: 'x', colour: 'red' }, 'colour', 'unknown-field'],
  ])('refuses %j, naming %s and the rule %s', async (body, field, rule) => {
    const response = await register(body);
    expect(response.statusCode).toBe(400);
    expect(response.json().errors).toContainEqual(expect.objectContaining({ field, rule }));
  });

  it('refuses a loop of parents, naming the field', async () => {
    await register({ name: 'ring-a' });
    await register({ name: 'ring-b', parent: 'ring-a' });
    const refused = await house.ask('PATCH', '/api/v1/components/ring-a', { body: { parent: 'ring-b' } });
    expect([refused.statusCode, refused.json().errors[0].field]).toEqual([400, 'parent']);
  });
});

describe('The import of components', () => {
  const FILE = [
    'name,title,parent,scope,owner,logs,hosts',
    'i-part,Part,i-top,,Team,,"ihost[1001,1003] ihost2*"',
    'i-top,Top,,toolforge,Team,admin tools,',
    'i-bad,Bad,nowhere,,,,',
    'Not A Name,,,,,,',
  ].join('\n');

  const told = (response: { json(): any }) =>
    response.json().data.map(({ row, outcome, problem }: any) => [row, outcome ?? problem.errors[0].field]);

  it('says what it would do, does it, each row for itself, and finds nothing to change the second time', async () => {
    const expected = [
      [2, 'registered'],
      [3, 'registered'],
      [4, 'parent'],
      [5, 'name'],
    ];
    expect(told(await sheet(FILE, '?dryRun=true'))).toEqual(expected);
    expect((await house.ask('GET', '/api/v1/components/i-top')).statusCode).toBe(404);
    expect(told(await sheet(FILE))).toEqual(expected);
    expect(await house.get('/api/v1/components/i-part')).toMatchObject({
      parent: 'i-top',
      effectiveScope: 'toolforge',
      hosts: ['ihost[1001,1003]', 'ihost2*'],
    });
    const before = (await house.ask('GET', '/api/v1/components')).headers['ledger-position'];
    for (const query of ['?dryRun=true', '']) {
      expect(told(await sheet(FILE, query)).slice(0, 2)).toEqual([
        [2, 'unchanged'],
        [3, 'unchanged'],
      ]);
    }
    expect((await house.ask('GET', '/api/v1/components')).headers['ledger-position']).toBe(before);
  });

  it('changes what the file names, clears what it leaves empty, and leaves what it has no column for', async () => {
    expect(told(await sheet('name,title,logs\ni-top,Another,\n', '?dryRun=true'))).toEqual([[2, 'changed']]);
    expect(told(await sheet('name,title,logs\ni-top,Another,\n'))).toEqual([[2, 'changed']]);
    expect(await house.get('/api/v1/components/i-top')).toMatchObject({
      title: 'Another',
      logs: [],
      ownerTeam: 'Team',
      noticeScope: 'toolforge',
    });
  });

  it('is taken once with one key', async () => {
    const headers = { 'idempotency-key': 'sheet' };
    const file = 'name,title\ni-keyed,First\n';
    await sheet(file, '', headers);
    await house.ask('PATCH', '/api/v1/components/i-keyed', { body: { title: 'Second' } });
    expect((await sheet(file, '', headers)).json().data[0].outcome).toBe('unchanged');
    expect((await house.get('/api/v1/components/i-keyed')).title).toBe('Second');
    expect((await sheet('name,title\ni-keyed,Third\n', '', headers)).json().data[0].status).toBe(422);
  });

  it('refuses a file that is none', async () => {
    expect((await sheet('')).json().code).toBe('no-header');
    expect((await sheet('name,colour\n')).json().code).toBe('unknown-column');
    const rows = `name\n${Array.from({ length: 1001 }, (_, n) => `n${n}`).join('\n')}`;
    expect((await sheet(rows)).statusCode).toBe(413);
    expect((await house.ask('POST', '/api/v1/components/import', { body: {} })).statusCode).toBe(415);
  });
});
