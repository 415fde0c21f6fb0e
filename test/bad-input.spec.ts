import fc from 'fast-check';
import { House } from './support/house.js';

let house: House;
let entry: any;
beforeAll(async () => {
  house = await House.open();
  entry = await house.log('something to point at');
});
afterAll(() => house.close());

const POST = '/api/v1/log-entries';
const post = (body: unknown, headers: Record<string, string> = {}) => house.ask('POST', POST, { body, headers });
const LONG = 'x'.repeat(64 * 1024 + 1);

describe('Bad input is refused with a problem that names field and rule, and nothing is written:', () => {
  it.each([
    ['no message', { log: 'production' }, 'message', 'string'],
    ['a message of the wrong type', { log: 'production', message: 5 }, 'message', 'string'],
    ['an object as message', { log: 'production', message: { a: 1 } }, 'message', 'string'],
    ['an empty message', { log: 'production', message: ' \n ' }, 'message', 'not-blank'],
    ['a message that is too long', { log: 'production', message: LONG }, 'message', 'max-bytes'],
    [
      'a message too long in bytes, not in characters',
      { log: 'production', message: '☃'.repeat(22_000) },
      'message',
      'max-bytes',
    ],
    ['NUL', { log: 'production', message: 'a\u0000b' }, 'message', 'no-control-characters'],
    ['an escape sequence', { log: 'production', message: '\u001b[2J' }, 'message', 'no-control-characters'],
    ['a carriage return', { log: 'production', message: 'a\r\nb' }, 'message', 'no-control-characters'],
    ['a line break in a name', { log: 'production', message: 'm', actor: 'a\nb' }, 'actor', 'no-control-characters'],
    ['an unknown field', { log: 'production', message: 'm', mesage: 'm' }, 'mesage', 'unknown-field'],
    ['a bad time', { log: 'production', message: 'm', occurredAt: 'yesterday' }, 'occurredAt', 'instant'],
    [
      'a time without an offset',
      { log: 'production', message: 'm', occurredAt: '2026-11-22T17:00:00' },
      'occurredAt',
      'instant',
    ],
    [
      'a day that does not exist',
      { log: 'production', message: 'm', occurredAt: '2026-02-30T17:00Z' },
      'occurredAt',
      'instant',
    ],
    [
      'an hour that does not exist',
      { log: 'production', message: 'm', occurredAt: '2026-02-03T25:61Z' },
      'occurredAt',
      'instant',
    ],
    [
      'a year that is a typing mistake',
      { log: 'production', message: 'm', occurredAt: '0202-02-03T05:00Z' },
      'occurredAt',
      'instant',
    ],
    [
      'a time beyond the skew',
      { log: 'production', message: 'm', occurredAt: '2026-11-22T17:07:10Z' },
      'occurredAt',
      'in-the-future',
    ],
    ['an unknown precision', { log: 'production', message: 'm', precision: 'roughly' }, 'precision', 'isIn'],
    ['null for a text', { log: 'production', message: 'm', actor: null }, 'actor', 'string'],
    ['null for a time', { log: 'production', message: 'm', occurredAt: null }, 'occurredAt', 'instant'],
    ['a member that every object has', { log: 'production', message: 'm', toString: 1 }, 'toString', 'unknown-field'],
    [
      'an offset that does not exist',
      { log: 'production', message: 'm', occurredAt: '2026-11-22T17:00+01:75' },
      'occurredAt',
      'instant',
    ],
    ['a message of nothing visible', { log: 'production', message: '\u200b\u2060' }, 'message', 'not-blank'],
    ['an unknown log', { log: 'prduction', message: 'm' }, 'log', 'unknown-log'],
  ])('%s', async (_, body, field, rule) => {
    const head = house.foundation.store.heads.value;
    const response = await post(body);
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.json()).toMatchObject({
      status: 400,
      type: expect.any(String),
      title: expect.any(String),
      requestId: expect.any(String),
    });
    expect(response.json().errors).toContainEqual({ field, rule, message: expect.stringContaining(field) });
    expect(house.foundation.store.heads.value).toBe(head);
  });

  it.each([
    ['components', { name: 'web', title: 'safe \u202E gnp.exe' }, 'title', 'U+202E at 5'],
    [
      'maintenance-windows',
      { title: '\u2066off', kinds: [], affected: [], startsAt: '', endsAt: '' },
      'title',
      'U+2066 at 0',
    ],
    ['announcements', { kind: 'update', subject: 'a\u2069b', text: 'c' }, 'subject', 'U+2069 at 1'],
    ['channels', { name: 'list', type: 'page', title: 'x\u202A' }, 'title', 'U+202A at 1'],
  ])('%s with a line that is read in another order than it is written', async (kind, body, field, words) => {
    const response = await house.ask('POST', `/api/v1/${kind}`, { body });
    const message = expect.stringContaining(words);
    expect(response.json().errors).toContainEqual({ field, rule: 'no-bidi-controls', message });
  });

  it('what was said elsewhere is kept, and found', async () => {
    const body = { log: 'production', message: 'a \u202E b', actor: '\u202Eada' };
    expect((await post(body)).json()).toMatchObject({ message: body.message, actor: { name: body.actor } });
    const { data } = await house.get(`/api/v1/log-entries?actor=${encodeURIComponent(body.actor)}`);
    expect(data).toMatchObject([{ message: body.message }]);
  });

  it.each([
    ['a lone surrogate', '{"log":"production","message":"\\ud800"}', 400, 'invalid-request'],
    ['broken JSON', '{"log":', 400, 'malformed-json'],
    ['an empty body', '', 400, 'empty-body'],
    ['a list where an object belongs', '[]', 400, 'invalid-request'],
    ['null', 'null', 400, 'invalid-request'],
    ['a string', '"x"', 400, 'invalid-request'],
    ['deep JSON', `{"log":${'['.repeat(40_000)}${']'.repeat(40_000)}}`, 400, 'too-deep'],
    ['a prototype', '{"__proto__":{"log":"production"},"message":"m"}', 400, 'malformed-json'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, 'malformed-utf8'],
    ['a body that is too large', `{"log":"production","message":"${'x'.repeat(8 * 1024 * 1024)}"}`, 413, 'too-large'],
  ])('%s', async (_, body, status, code) => {
    const response = await post(body, { 'content-type': 'application/json' });
    expect([response.statusCode, response.json().code]).toEqual([status, code]);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'nonsense',
  ])('the content type %s', async (type) => {
    const response = await post('{"log":"production","message":"m"}', { 'content-type': type });
    expect([response.statusCode, response.json().code]).toEqual([415, 'unsupported-content-type']);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=251', 'limit'],
    ['limit=many', 'limit'],
    ['after=%00', 'after'],
    ['asOf=99999', 'asOf'],
    ['asOf=tomorrow', 'asOf'],
    ['asOf=2027-01-01T00:00Z', 'asOf'],
    ['asOf=2026-11-22T17:05:09.123Z', 'asOf'],
    ['constructor=1', 'constructor'],
    ['__proto__=1', '__proto__'],
    ['asOf=1&asOf=2', 'asOf'],
    ['on=2026-13-01', 'on'],
    ['on=2026-11-22&from=2026-11-22', 'on'],
    ['from=2026-11-22&to=2026-11-20', 'from'],
    ['q=', 'q'],
    ['q=%22%22 *** -', 'q'],
    ['colour=red', 'colour'],
    ['log=nope', 'log'],
    ['status=gone', 'status'],
    ['host[]=x', 'host[]'],
  ])('GET with %s', async (query, field) => {
    const response = await house.ask('GET', `${POST}?${query}`);
    expect([400, 404]).toContain(response.statusCode);
    expect(response.json().errors[0].field).toBe(field);
  });

  it.each([
    [{ 'if-match': 'zero' }, 'If-Match'],
    [{ 'idempotency-key': 'has spaces' }, 'Idempotency-Key'],
    [{ 'idempotency-key': 'x'.repeat(201) }, 'Idempotency-Key'],
  ])('the headers %j', async (headers, field) => {
    const response = await house.ask('POST', `${POST}/${entry.id}/retract`, { body: { reason: 'r' }, headers });
    expect([response.statusCode, response.json().errors[0].field]).toEqual([400, field]);
  });

  it.each([
    ['GET', '/api/v1/nothing', 404],
    ['GET', '/api/v1/log-entries/%zz', 400],
    ['GET', `/api/v1/log-entries/${'x'.repeat(600)}`, 414],
    ['PUT', '/api/v1/logs/admin', 404],
    ['DELETE', `/api/v1/log-entries/1`, 404],
    ['GET', '/api/v1/log-entries/..%2f..%2fetc', 404],
  ] as const)('%s %s', async (method, url, status) => {
    const response = await house.ask(method, url);
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ status, code: expect.any(String) });
  });

  it('a request id that is not one is replaced, a good one is kept', async () => {
    const id = async (given: string) =>
      (await house.ask('GET', '/healthz', { headers: { 'x-request-id': given } })).headers['x-request-id'];
    expect(await id('cumin-17')).toBe('cumin-17');
    expect(await id('<script>')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('Over the rate', () => {
  it('is 429 with Retry-After, counted for each token by itself', async () => {
    const limited = await House.open({ rateLimit: 1 });
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await limited.ask('GET', '/api/v1/logs')).statusCode);
    expect(statuses).toEqual([...Array(10).fill(200), 429, 429]);
    const refused = await limited.ask('GET', '/api/v1/logs');
    expect(refused.json()).toMatchObject({ code: 'rate-limited', status: 429 });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await limited.ask('GET', '/api/v1/logs', { token: null })).statusCode).toBe(200);
    await limited.close();
  });
});

describe('Whatever is sent', () => {
  it('is never answered with an internal error', async () => {
    const routes = [
      POST,
      `${POST}/batch`,
      `${POST}/${entry.id}/amend`,
      '/api/v1/logs',
      '/api/v1/people',
      '/api/v1/tokens',
      `/api/v1/operations/${entry.id}/close`,
    ];
    const member = fc.constantFrom(
      'log',
      'message',
      'actor',
      'occurredAt',
      'precision',
      'correlationId',
      'reason',
      'name',
      'aliases',
      'displayName',
      'scopes',
      'tool',
      'logs',
      'outcome',
      'endedAt',
      'idempotencyKey',
      'x',
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('production', '2026-11-22T17:05Z', 'tools.x', 'read'),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.anything({ maxDepth: 2 })),
      fc.dictionary(fc.string(), fc.string()),
    );
    const body = fc.oneof(
      fc.dictionary(member, value),
      fc.array(fc.dictionary(member, value), { maxLength: 4 }),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), body, async (url, payload) => {
        const response = await house.ask('POST', url, { body: JSON.stringify(payload) ?? 'null' });
        expect(response.statusCode).toBeLessThan(500);
      }),
      { numRuns: 600 },
    );
    const parameter = fc.constantFrom(
      'log',
      'q',
      'actor',
      'host',
      'task',
      'operation',
      'from',
      'to',
      'on',
      'after',
      'asOf',
      'limit',
      'types',
      'subjects',
      'level',
    );
    const query = fc.array(
      fc.tuple(
        parameter,
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'binary' }),
          fc.constantFrom('1', '-1', '"', '*', 'a OR b', 'NEAR(a b)', 'keys:x', "'; --", '2026-11-22'),
        ),
      ),
      { maxLength: 4 },
    );
    const reads = [
      POST,
      '/api/v1/events',
      '/api/v1/logs',
      '/api/v1/operations',
      '/api/v1/logs/production/sal.wiki',
      '/api/v1/logs/production/sal.atom',
      `${POST}/${entry.id}`,
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...reads), query, async (url, pairs) => {
        const text = pairs.map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`).join('&');
        const response = await house.ask('GET', `${url}?${text}`);
        expect(response.statusCode).toBeLessThan(500);
      }),
      { numRuns: 600 },
    );
  });
});
