import { HOUR } from '@kernel/time.js';
import { House } from '../../../../test/support/house.js';
import { issueAdminToken } from '../first-start.js';
import { Ledger } from '@platform/ledger.js';
import { isOurSecret, makeSecret } from './secret.js';

let house: House;
beforeAll(async () => (house = await House.open()));
afterAll(() => house.close());

const me = (token: string | null) => house.ask('GET', '/api/v1/me', { token });

describe('Tokens', () => {
  it('are shown once and kept as a hash', async () => {
    const issued = await house.ask('POST', '/api/v1/tokens', {
      body: { tool: 'cookbooks', scopes: ['log:write'], label: 'cumin1002' },
    });
    const { secret, ...token } = issued.json();
    expect(isOurSecret(secret)).toBe(true);
    expect(issued.headers['cache-control']).toBe('no-store');
    expect(await house.get(`/api/v1/tokens/${token.id}`)).toEqual(token);
    expect((await house.ask('GET', '/api/v1/events?limit=250')).body).not.toContain(secret);
    expect((await me(secret)).json()).toMatchObject({
      kind: 'tool',
      name: 'cookbooks',
      scopes: ['log:write'],
      logs: null,
    });
  });

  it('repeated with the same key are not made twice, nor shown again', async () => {
    const ask = { body: { tool: 'x', scopes: ['read'] }, headers: { 'idempotency-key': 'tok' } };
    const [first, second] = [
      await house.ask('POST', '/api/v1/tokens', ask),
      await house.ask('POST', '/api/v1/tokens', ask),
    ];
    expect(second.json()).toEqual({ ...first.json(), secret: null });
  });

  it('stop at their expiry and when they are revoked, at once', async () => {
    const until = new Date(house.clock.now() + HOUR).toISOString();
    const secret = await house.token(['read'], { tool: 'x', expiresAt: until });
    expect((await me(secret)).statusCode).toBe(200);
    house.clock.advance(HOUR);
    expect((await me(secret)).statusCode).toBe(401);
    const other = await house.token(['read'], { tool: 'y' });
    const { token } = (await me(other)).json();
    await house.ask('POST', `/api/v1/tokens/${token}/revoke`, { body: { reason: 'lost' } });
    const refused = await me(other);
    expect([refused.statusCode, refused.headers['www-authenticate']]).toEqual([401, 'Bearer realm="opsledger"']);
    expect((await house.get(`/api/v1/tokens/${token}`)).revokedAt).not.toBeNull();
  });

  it.each([
    ['none', null],
    ['one that nobody issued', makeSecret(new Uint8Array(32))],
    ['nonsense', 'nonsense'],
  ])('with %s nothing is written, and reading with a wrong one is refused too', async (_, token) => {
    const ask = { body: { log: 'production', message: 'x' }, token };
    expect((await house.ask('POST', '/api/v1/log-entries', ask)).statusCode).toBe(401);
    expect((await house.ask('GET', '/api/v1/log-entries', { token })).statusCode).toBe(token === null ? 200 : 401);
  });

  it('limited to a log write there and nowhere else', async () => {
    const token = await house.token(['log:write'], { tool: 'x', logs: ['admin'] });
    const post = async (log: string): Promise<number> =>
      (await house.ask('POST', '/api/v1/log-entries', { body: { log, message: 'x' }, token })).statusCode;
    expect([await post('admin'), await post('production'), await post('tools.new')]).toEqual([201, 403, 403]);
    expect((await house.ask('GET', '/api/v1/logs/tools.new')).statusCode).toBe(404);
  });

  it.each([
    [{ tool: 'x', scopes: [] }, 'scopes'],
    [{ tool: 'x', scopes: ['root'] }, 'scopes'],
    [{ tool: 'x', scopes: ['admin'], logs: ['admin'] }, 'logs'],
    [{ tool: 'x', scopes: ['read'], expiresAt: null }, 'expiresAt'],
    [{ scopes: ['read'] }, 'tool'],
    [{ tool: 'x', person: 'y', scopes: ['read'] }, 'person'],
    [{ person: 'nobody', scopes: ['read'] }, 'person'],
    [{ tool: 'x', scopes: ['read'], logs: ['nope'] }, 'logs'],
    [{ tool: 'x', scopes: ['read'], expiresAt: '2020-01-01T00:00Z' }, 'expiresAt'],
  ])('refuse %j, naming %s', async (body, field) => {
    const response = await house.ask('POST', '/api/v1/tokens', { body });
    expect(response.statusCode).toBe(400);
    expect(response.json().errors[0].field).toBe(field);
  });

  it('of the data folder are replaced, not added', async () => {
    const { readModel, ids } = house.foundation;
    const fresh = await issueAdminToken(house.app.get(Ledger), readModel, ids);
    expect([(await me(house.adminToken)).statusCode, (await me(fresh)).statusCode]).toEqual([401, 200]);
  });
});

describe('A secret', () => {
  it('carries a checksum, so that a typing mistake or another text is not taken for one', () => {
    const secret = makeSecret(Buffer.from('chance'));
    expect(secret).toMatch(/^opsl_[0-9A-Za-z]{46}$/);
    expect(isOurSecret(secret)).toBe(true);
    expect(isOurSecret(secret.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')))).toBe(false);
  });
});
