import { House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => {
  house = await House.open({ pathPrefix: '/ledger', rootOf: { host: 'sal.example', path: '/sal' } });
  const ours = { publicUrl: 'https://ops.example/ledger', salHost: 'sal.example' };
  Object.assign(house.foundation.addresses, ours);
  await house.log('here');
});
afterAll(() => house.close());

const ask = (url: string, host = 'ops.example') => house.ask('GET', url, { token: null, headers: { host } });

describe('A server below a path', () => {
  it.each(['/', '/healthz', '/readyz', '/metrics', '/api/v1/log-entries?limit=1', '/sal/production?i=1'])(
    'answers %s whether the path was taken away or not',
    async (url) => {
      const [stripped, whole] = [await ask(url), await ask(`/ledger${url}`)];
      expect([stripped.statusCode, whole.statusCode]).toEqual([200, 200]);
      if (url !== '/metrics') expect(whole.body).toBe(stripped.body);
    },
  );

  it('is there at the path alone too, and at no other that begins alike', async () => {
    const welcome = (await ask('/')).body;
    expect((await ask('/ledger')).body).toBe(welcome);
    expect((await ask('/ledger?x=1')).body).toBe(welcome);
    expect((await ask('http://ops.example/ledger/healthz')).json()).toEqual({ status: 'ok' });
    for (const url of ['/ledgerx', '/ledgerhealthz', '/ledgerx/healthz', '/ledger/ledger/healthz']) {
      expect([url, (await ask(url)).statusCode]).toEqual([url, 404]);
    }
  });

  it('links what is below the path', async () => {
    expect((await ask('/ledger/sal/production')).body).toContain('action="/ledger/sal/production"');
    expect((await ask('/sal/atom/production')).body).toContain('https://ops.example/ledger/sal/');
  });

  it('leaves the host of the old tool as it is, but for health checks', async () => {
    expect((await ask('/production', 'sal.example')).body).toContain('action="/production"');
    expect((await ask('/ledger', 'sal.example')).statusCode).toBe(404);
    expect((await ask('/healthz', 'sal.example')).statusCode).toBe(200);
    expect((await ask('/ledger/healthz', 'sal.example')).statusCode).toBe(200);
  });
});
