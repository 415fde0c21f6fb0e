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
