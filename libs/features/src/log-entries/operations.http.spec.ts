import { HOUR, MINUTE } from '@kernel/time.js';
import { House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => (house = await House.open()));
afterAll(() => house.close());

const START = 'START - Cookbook sre.hosts.reboot for db1101';
const END = 'END (PASS) - Cookbook sre.hosts.reboot (exit_code=0) for db1101';
const inFlight = async (query = ''): Promise<string[]> =>
  (await house.get(`/api/v1/operations/in-flight${query}`)).data.map(({ id }: { id: string }) => id);

describe('/operations', () => {
  it('shows what is in flight, and each half of a pair names it', async () => {
    const start = await house.log(START);
    expect(start.operation).toEqual({ id: start.id, name: 'sre.hosts.reboot', part: 'start' });
    expect(await inFlight()).toEqual([start.id]);
    house.clock.advance(90 * MINUTE);
    const end = await house.log(END);
    expect(end.operation).toEqual({ id: start.id, name: 'sre.hosts.reboot', part: 'end' });
    expect(await inFlight()).toEqual([]);
    expect(await inFlight(`?asOf=${start.position}`)).toEqual([start.id]);
    expect(await house.get(`/api/v1/operations/${end.id}`)).toMatchObject({
      id: start.id,
      durationSeconds: 5400,
      outcome: 'pass',
      phase: 'ended',
    });
    expect((await house.get(`/api/v1/operations?host=DB1101&name=sre.hosts.reboot&limit=1`)).data).toHaveLength(1);
    expect((await house.get(`/api/v1/operations?host=db110`)).data).toEqual([]);
  });

  it('closes what never ended, with a reason, once', async () => {
    const start = await house.log('START - Cookbook sre.mysql.clone for db1102');
    house.clock.advance(25 * HOUR);
    expect((await house.get(`/api/v1/operations/${start.id}`)).phase).toBe('abandoned');
    const close = (body: object) => house.ask('POST', `/api/v1/operations/${start.id}/close`, { body });
    const ended = new Date(house.clock.now() - HOUR).toISOString();
    expect((await close({ outcome: 'fail', endedAt: '2020-01-01T00:00Z', reason: 'r' })).json().errors[0].field).toBe(
      'endedAt',
    );
    expect((await close({ outcome: 'lost', endedAt: ended, reason: 'r' })).json().errors[0].field).toBe('outcome');
    const closed = await close({ outcome: 'fail', endedAt: ended, reason: 'the host died' });
    expect(closed.json()).toMatchObject({
      phase: 'closed',
      outcome: 'fail',
      endedAt: ended,
      closed: { by: 'admin', reason: 'the host died' },
    });
    expect((await close({ outcome: 'fail', endedAt: ended, reason: 'again' })).json().code).toBe('already-closed');
    expect(await inFlight()).toEqual([]);
    expect(await inFlight(`?asOf=${start.position}`)).toEqual([start.id]);
  });

  it('pages', async () => {
    for (let n = 0; n < 7; n++) await house.log(`DONE (PASS) - Cookbook sre.page (exit_code=0) n${n}`);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: any = await house.get(
        `/api/v1/operations?name=sre.page&limit=3${next === '' ? '' : `&after=${next}`}`,
      );
      seen.push(...page.data.map(({ text }: { text: string }) => text));
      next = page.page.next;
    }
    expect(seen).toEqual(['n6', 'n5', 'n4', 'n3', 'n2', 'n1', 'n0']);
  });

  it('answers a repeated closing as the first time, whatever its START has become since; another key finds nothing', async () => {
    const start = await house.log('START - Cookbook sre.became for db9');
    const body = { outcome: 'fail', endedAt: start.occurredAt, reason: 'the host died' };
    const close = (key: string, more: object = {}) =>
      house.ask('POST', `/api/v1/operations/${start.id}/close`, {
        body: { ...body, ...more },
        headers: { 'idempotency-key': key },
      });
    const first = await close('k1');
    const amended = { body: { message: 'only looked at db9', reason: 'it was no cookbook' } };
    expect((await house.ask('POST', `/api/v1/log-entries/${start.id}/amend`, amended)).statusCode).toBe(200);
    const again = await close('k1');
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
    expect([again.headers['etag'], again.headers['ledger-position']]).toEqual([
      first.headers['etag'],
      first.headers['ledger-position'],
    ]);
    expect((await close('k1', { reason: 'another' })).statusCode).toBe(422);
    expect((await close('k2')).statusCode).toBe(404);
  });

  it('that ran during a time are found by when they began and that they had not ended before', async () => {
    const during = async (query: string, list = 'operations'): Promise<string[]> => {
      const { data } = await house.get(`/api/v1/${list}?name=sre.during&${query}`);
      return data.map(({ text }: { text: string }) => text);
    };
    const say = (half: string, host: string, time: string) =>
      house.log(`${half} - Cookbook sre.during ${half === 'START' ? '' : '(exit_code=0) '}for ${host}`, {
        occurredAt: `2026-11-20T${time}Z`,
      });
    await say('START', 'before', '08:00');
    await say('END (PASS)', 'before', '09:59:59.999');
    await say('START', 'just', '08:10');
    await say('END (PASS)', 'just', '10:00');
    const lost = await say('START', 'lost', '08:20');
    const closed = await say('START', 'closed', '08:30');
    await say('START', 'across', '09:00');
    await say('END (PASS)', 'across', '13:00');
    await say('START', 'within', '10:30');
    await say('END (PASS)', 'within', '10:40');
    await say('START', 'after', '11:00');
    const body = { outcome: 'fail', endedAt: '2026-11-20T09:30:00Z', reason: 'the host died' };
    await house.ask('POST', `/api/v1/operations/${closed.id}/close`, { body });
    const ten = 'to=2026-11-20T11:00Z&endsAfter=2026-11-20T10:00Z';
    const ran = ['within', 'across', 'lost', 'just'].map((host) => `for ${host}`);
    expect(await during(ten)).toEqual(ran);
    expect(await during(`${ten}&from=2026-11-20T09:00Z`)).toEqual(ran.slice(0, 2));
    expect(await during(`${ten}&asOf=${lost.position + 1}`)).toEqual(['for closed', 'for lost', 'for just']);
    expect(await during('to=2026-11-20&endsAfter=2026-11-21')).toEqual(['for after', 'for lost']);
    expect(await during(ten, 'operations/in-flight')).toEqual(['for lost']);
    expect(await during('to=2026-11-20T11:00Z&endsAfter=2026-11-20T09:30Z')).toContain('for closed');
    const refused = await house.ask('GET', '/api/v1/operations?endsAfter=noon');
    expect([refused.statusCode, refused.json().errors[0].field]).toEqual([400, 'endsAfter']);
  });

  it('of a private log are not there for others', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'hush', visibility: 'private' } });
    const { id } = await house.log('START - Cookbook hush.hush', { log: 'hush' });
    expect((await house.ask('GET', `/api/v1/operations/${id}`, { token: null })).statusCode).toBe(404);
    expect((await house.ask('GET', '/api/v1/operations', { token: null })).body).not.toContain('hush');
    const token = await house.token(['log:amend'], { tool: 'outsider', logs: ['admin'] });
    const body = { outcome: 'pass', endedAt: '2026-11-22T17:00Z', reason: 'r' };
    expect((await house.ask('POST', `/api/v1/operations/${id}/close`, { body, token })).statusCode).toBe(404);
  });
});
