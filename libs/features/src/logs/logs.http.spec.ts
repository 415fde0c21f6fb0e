import { House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => (house = await House.open()));
afterAll(() => house.close());

describe('/logs', () => {
  it('has four logs from the first start', async () => {
    const { data } = await house.get('/api/v1/logs', { token: null });
    expect(data.map(({ name }: { name: string }) => name)).toEqual(['admin', 'production', 'tools', 'unsorted']);
  });

  it('creates, changes, archives and shows a log by its name and aliases, also as of then', async () => {
    const created = await house.ask('POST', '/api/v1/logs', {
      body: { name: 'paws', title: 'PAWS', aliases: ['jupyter'] },
    });
    expect([created.statusCode, created.headers.location]).toEqual([201, '/api/v1/logs/paws']);
    const position = String(created.headers['ledger-position']);
    const etag = created.headers.etag as string;
    const patch = (body: object, headers = {}) => house.ask('PATCH', '/api/v1/logs/jupyter', { body, headers });
    expect((await patch({ title: 'Notebooks' }, { 'if-match': etag })).json()).toMatchObject({
      title: 'Notebooks',
      aliases: ['jupyter'],
    });
    expect((await patch({ title: 'Other' }, { 'if-match': etag })).statusCode).toBe(412);
    expect((await patch({ status: 'archived' })).json().status).toBe('archived');
    const refused = await house.ask('POST', '/api/v1/log-entries', { body: { log: 'paws', message: 'x' } });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'log-archived']);
    expect(await house.get(`/api/v1/logs/paws?asOf=${position}`)).toMatchObject({ title: 'PAWS', status: 'open' });
    await patch({ status: 'open' });
    expect((await house.log('again', { log: 'jupyter' })).log).toBe('paws');
  });

  it('lets one of several concurrent changes with the same If-Match win, and a repetition with its key is no conflict', async () => {
    const created = await house.ask('POST', '/api/v1/logs', { body: { name: 'raced' } });
    const headers = { 'if-match': created.headers.etag as string };
    const change = (title: string, key: string) =>
      house.ask('PATCH', '/api/v1/logs/raced', { body: { title }, headers: { ...headers, 'idempotency-key': key } });
    const race = await Promise.all(['a', 'b', 'c'].map((title) => change(title, title)));
    const statuses = race.map((response) => response.statusCode);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(2);
    const winner = ['a', 'b', 'c'][statuses.indexOf(200)]!;
    expect((await change(winner, winner)).statusCode).toBe(200);
  });

  it('is managed only by a token that is good for the log', async () => {
    const token = await house.token(['log:manage'], { tool: 'limited', logs: ['tools'] });
    expect(
      (await house.ask('PATCH', '/api/v1/logs/production', { body: { status: 'archived' }, token })).statusCode,
    ).toBe(403);
    expect((await house.ask('POST', '/api/v1/logs', { body: { name: 'mine' }, token })).statusCode).toBe(403);
    expect((await house.ask('PATCH', '/api/v1/logs/tools', { body: { title: 'T' }, token })).statusCode).toBe(200);
  });

  it('pages by name', async () => {
    const first = await house.get('/api/v1/logs?limit=2');
    const second = await house.get(`/api/v1/logs?limit=250&after=${first.page.next}`);
    expect([...first.data, ...second.data].map(({ name }: { name: string }) => name)).toEqual(
      (await house.get('/api/v1/logs?limit=250')).data.map(({ name }: { name: string }) => name),
    );
    expect(second.page.next).toBeNull();
  });

  it.each([
    [{ name: 'Upper' }, 'name', 'form'],
    [{ name: 'a'.repeat(64) }, 'name', 'max-bytes'],
    [{ name: 'x', aliases: ['Bad Alias'] }, 'aliases', 'form'],
    [{ name: 'x', channels: ['nohash'] }, 'channels', 'form'],
    [{ name: 'x', patterns: ['*'] }, 'patterns', 'form'],
    [{ name: 'x', visibility: 'secret' }, 'visibility', 'isIn'],
    [{ name: 'x', colour: 'red' }, 'colour', 'unknown-field'],
    [{}, 'name', 'string'],
  ])('refuses %j, naming %s and the rule %s', async (body, field, rule) => {
    const response = await house.ask('POST', '/api/v1/logs', { body });
    expect(response.statusCode).toBe(400);
    expect(response.json().errors).toContainEqual(expect.objectContaining({ field, rule }));
  });

  it('offers the nearest name for one that is not there', async () => {
    const detail = async (name: string): Promise<string> => (await house.get(`/api/v1/logs/${name}`)).detail;
    expect(await detail('prodcution')).toContain('did you mean "production"?');
    expect(await detail('zzzzzzzzzz')).toContain('GET /api/v1/logs lists them');
  });
});
