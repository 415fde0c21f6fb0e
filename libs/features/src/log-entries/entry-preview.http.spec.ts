import { MINUTE } from '@kernel/time.js';
import { House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => {
  house = await House.open();
  const body = { displayName: 'Ada Example', aliases: [{ kind: 'nick', name: 'adaex' }] };
  await house.ask('POST', '/api/v1/people', { body });
  await house.ask('POST', '/api/v1/logs', { body: { name: 'ended' } });
  await house.ask('PATCH', '/api/v1/logs/ended', { body: { status: 'archived' } });
  await house.ask('POST', '/api/v1/logs', { body: { name: 'hush', aliases: ['quiet'], visibility: 'private' } });
});
afterAll(() => house.close());

const ENTRIES = '/api/v1/log-entries';
const preview = (body: object, token?: string) => house.ask('POST', `${ENTRIES}/preview`, { body, token });
const write = (body: object, token?: string) => house.ask('POST', ENTRIES, { body, token });

describe('The preview of an entry', () => {
  it.each([
    ['a plain message', { message: 'moved a rack' }],
    ['references', { message: 'db[1101-1102].eqiad.wmnet for T123456, see gerrit:998877 #kernel' }],
    ['a START', { message: 'START - Cookbook sre.hosts.reboot for db1101' }],
    ['an operation in one line', { message: 'Synchronized x.php: y (duration: 02m 00s)' }],
    ['another actor', { message: 'x', actor: 'AdaEx' }],
    ['an old time', { message: 'x', occurredAt: '2026-11-22T16:00+01:00' }],
    ['a time of less precision', { message: 'x', occurredAt: '2026-11-22T17:05Z', precision: 'hour' }],
    ['an alias', { message: 'x', log: 'QUIET' }],
    ['a log that a pattern promises', { message: 'x', log: 'tools.fine' }],
    ['what is no credential', { message: 'mysql --password=hunter2hunter2', allowCredential: true }],
  ])('of %s tells what is then written', async (_, more) => {
    const body = { log: 'production', ...more };
    const told = (await preview(body)).json();
    const { operation, ...entry } = (await write(body)).json();
    const { pairs, ...rest } = told;
    const part = operation === null ? null : { name: operation.name, part: operation.part };
    const { log, actor, message, occurredAt, precision, late, refs, taskLinks } = entry;
    expect(rest).toEqual({ log, actor, message, occurredAt, precision, late, refs, taskLinks, operation: part });
    expect(pairs).toBeNull();
  });

  it.each([
    ['an unknown log', { log: 'prodution' }, 'log'],
    ['an archived log', { log: 'ended' }, 'log'],
    ['a credential', { message: `push with ghp_${'a1B2'.repeat(9)}` }, 'message'],
    ['a time to come', { occurredAt: '2027-01-01T00:00Z' }, 'occurredAt'],
    [
      'a time to come in a log that is not there yet',
      { log: 'tools.late', occurredAt: '2027-01-01T00:00Z' },
      'occurredAt',
    ],
    ['a time that is none', { occurredAt: 'yesterday' }, 'occurredAt'],
    ['no message', { message: undefined }, 'message'],
    ['a message that is too long', { message: 'x'.repeat(65 * 1024) }, 'message'],
    ['an unknown precision', { precision: 'century' }, 'precision'],
    ['a field that is not known', { mesage: 'x' }, 'mesage'],
  ])('refuses %s as the writing does, at the same field', async (_, more, field) => {
    const body = { log: 'production', message: 'x', ...more };
    const [told, refused] = [await preview(body), await write(body)];
    const [seen, expected] = [told, refused].map((response) => {
      const { instance: _instance, requestId: _requestId, ...problem } = response.json();
      return { status: response.statusCode, problem };
    });
    expect(seen).toEqual(expected);
    expect(seen!.problem.errors[0].field).toBe(field);
  });

  it('refuses who may not write there, or not for others', async () => {
    const plain = await house.token(['log:write'], { tool: 'plain', logs: ['production'] });
    for (const body of [
      { log: 'admin', message: 'x' },
      { log: 'hush', message: 'x' },
      { log: 'production', message: 'x', actor: 'adaex' },
    ]) {
      const [told, refused] = [await preview(body, plain), await write(body, plain)];
      expect(told.statusCode).toBeGreaterThanOrEqual(400);
      expect([told.statusCode, told.json().detail]).toEqual([refused.statusCode, refused.json().detail]);
    }
  });

  it('writes nothing, and makes no log', async () => {
    const { store } = house.foundation;
    const head = store.heads.value;
    for (const log of ['production', 'tools.never']) {
      expect((await preview({ log, message: 'END (PASS) - Cookbook sre.none (exit_code=0)' })).statusCode).toBe(200);
    }
    expect(store.heads.value).toBe(head);
    expect((await house.ask('GET', '/api/v1/logs/tools.never')).statusCode).toBe(404);
  });
});

describe('The preview of an END', () => {
  const START = 'START - Cookbook sre.hosts.drain for db1102';
  const END = 'END (PASS) - Cookbook sre.hosts.drain (exit_code=0) for db1102';

  it('names the operation that it would end, and none that others began', async () => {
    const start = await house.log(START);
    house.clock.advance(12 * MINUTE);
    const body = { log: 'production', message: END };
    const pairs = { id: start.id, name: 'sre.hosts.drain', startedAt: start.occurredAt };
    expect((await preview(body)).json()).toMatchObject({ operation: { part: 'end' }, pairs });
    expect((await preview({ ...body, log: 'admin' })).json().pairs).toBeNull();
    const other = await house.token(['log:write'], { tool: 'other' });
    expect((await preview(body, other)).json().pairs).toBeNull();
    expect((await write(body)).json().operation.id).toBe(start.id);
    expect((await preview(body)).json().pairs).toBeNull();
  });

  it('names nothing of a private log to who may only write there; who may read it is recorded', async () => {
    const blind = await house.token(['log:write'], { tool: 'blind', logs: ['hush'] });
    const start = (await write({ log: 'hush', message: START }, blind)).json();
    const end = { log: 'hush', message: END };
    expect((await preview(end, blind)).json()).toMatchObject({ log: 'hush', pairs: null });
    const reads = async (): Promise<unknown[]> =>
      (await house.get('/api/v1/events?types=private-log.read')).data.filter(
        (event: any) => event.actor.name === 'blind' && event.data.log === 'hush',
      );
    expect(await reads()).toEqual([]);
    const seeing = await house.token(['log:write', 'read'], { tool: 'blind', logs: ['hush'] });
    expect((await preview(end, seeing)).json().pairs.id).toBe(start.id);
    expect(await reads()).toHaveLength(1);
  });
});
