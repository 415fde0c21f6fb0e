import { DAY, HOUR, isoInstant, MINUTE } from '@kernel/time.js';
import { Projector } from '@platform/read-model/projector.js';
import { catalogueOf, projectionsOf } from '@platform/read-model/read-model-files.js';
import { DatabaseSync } from 'node:sqlite';
import { House } from '../../../../test/support/house.js';
import { features } from '../features.js';

let house: House;
beforeAll(async () => {
  house = await House.open();
  for (const body of [
    { name: 'net', title: 'Network', groups: ['uplinks'], hosts: ['cr1001', 'cr1002'] },
    { name: 'spare', groups: ['uplinks'] },
    { name: 'web', noticeScope: 'toolforge' },
    { name: 'web-cache', parent: 'web' },
  ]) {
    await house.ask('POST', '/api/v1/components', { body });
  }
});
afterAll(() => house.close());

const at = (ms: number): string => isoInstant(house.clock.now() + ms);
const post = (path: string, body: object = {}, more = {}) =>
  house.ask('POST', `/api/v1/maintenance-windows${path}`, { body, ...more });
const plan = (more: object = {}) => ({
  title: 'Upgrade of the core routers',
  kinds: ['network'],
  affected: ['web-cache'],
  unaffected: ['spare'],
  startsAt: at(20 * DAY),
  endsAt: at(20 * DAY + HOUR),
  ...more,
});
const draft = async (more: object = {}): Promise<string> => (await post('', plan(more))).json().id as string;
const refusal = async (answer: Promise<{ statusCode: number; json: () => any }>) => {
  const { statusCode, json } = await answer;
  return [statusCode, json().code];
};

describe('/maintenance-windows', () => {
  it('plans, schedules, moves, holds, starts, extends and completes a window, and keeps what it was', async () => {
    await house.ask('POST', '/api/v1/people', {
      body: { displayName: 'Sprocket', aliases: [{ kind: 'nick', name: 'sprocket' }] },
    });
    const drafted = await post('', plan({ tasks: ['T399210'], responsible: 'sprocket', impactMinutes: 10 }));
    expect(drafted.statusCode).toBe(201);
    const window = drafted.json();
    const { id } = window;
    expect(drafted.headers.location).toBe(`/api/v1/maintenance-windows/${id}`);
    expect(window).toMatchObject({
      status: 'draft',
      affected: [{ name: 'web-cache', title: '' }],
      unaffected: [{ name: 'spare' }],
      responsible: { name: 'sprocket', person: expect.any(String) },
      judgement: null,
    });
    const scheduled = await post(`/${id}/schedule`, {}, { headers: { 'if-match': '"0"' } });
    expect(scheduled.json()).toMatchObject({
      status: 'scheduled',
      judgement: { policyName: 'rule-a', policyVersion: 1, noticeMinutes: 10_080, short: false },
      emergency: null,
    });
    const then = house.foundation.readModel.position();
    const [startsAt, endsAt] = [at(2 * DAY), at(2 * DAY + HOUR)];
    const moved = await post(`/${id}/reschedule`, { startsAt, endsAt, reason: 'the vendor comes earlier' });
    expect(moved.json()).toMatchObject({
      startsAt,
      judgement: { short: true },
      firstJudgement: { short: false },
      moves: [{ step: 'rescheduled', reason: 'the vendor comes earlier', replaces: { startsAt: window.startsAt } }],
    });
    expect(await house.get(`/api/v1/maintenance-windows/${id}?asOf=${then}`)).toMatchObject({
      startsAt: window.startsAt,
      moves: [],
    });
    expect((await post(`/${id}/hold`, { reason: 'a storm' })).json().held).toMatchObject({ reason: 'a storm' });
    house.clock.advance(2 * DAY + 20 * MINUTE);
    const held = await post(`/${id}/start`);
    expect([held.statusCode, held.json().code]).toEqual([409, 'held']);
    await post(`/${id}/release`, { reason: 'calm' });
    const started = await post(`/${id}/start`, { occurredAt: at(-5 * MINUTE) });
    expect(started.json()).toMatchObject({ status: 'in-progress', lateByMs: 15 * MINUTE });
    const extended = await post(`/${id}/extend`, { endsAt: at(HOUR), reason: 'one router will not boot' });
    expect(extended.json().moves).toHaveLength(2);
    house.clock.advance(2 * HOUR);
    const completed = await post(`/${id}/complete`, { outcome: 'all routers upgraded' });
    expect(completed.json()).toMatchObject({ status: 'completed', overranByMs: HOUR, outcome: 'all routers upgraded' });
    // Each step behind the draft is another time or state in a calendar.
    expect(completed.json().sequence).toBe(7);
    const { data } = await house.get(`/api/v1/maintenance-windows/${id}/history`, { token: null });
    expect(data.map(({ type }: { type: string }) => type.slice('maintenance-window.'.length))).toEqual(
      'drafted scheduled rescheduled held released started extended completed'.split(' '),
    );
    const late = await post(`/${id}/cancel`, { reason: 'x' });
    expect(late.json()).toMatchObject({ status: 409, code: 'wrong-state' });
    expect(late.json().detail).toContain(`the window is completed since ${at(0)}`);
  });

  it('refuses bad plans, and names the field', async () => {
    expect(await refusal(post('', plan({ endsAt: at(20 * DAY) })))).toEqual([400, 'zero-length']);
    expect(await refusal(post('', plan({ endsAt: at(DAY) })))).toEqual([400, 'end-before-start']);
    expect(await refusal(post('', plan({ endsAt: at(51 * DAY) })))).toEqual([400, 'too-long']);
    expect(await refusal(post('', plan({ affected: ['nothing'] })))).toEqual([400, 'unknown-component']);
    expect(await refusal(post('', plan({ unaffected: ['web-cache'] })))).toEqual([400, 'affected-and-unaffected']);
    expect(await refusal(post('', plan({ kinds: ['storm'] })))).toEqual([400, 'unknown-kind']);
    expect(await refusal(post('', plan({ kinds: [] })))).toEqual([400, 'empty']);
    expect(await refusal(post('', plan({ tasks: ['399210'] })))).toEqual([400, 'form']);
    expect(await refusal(post('', plan({ changes: ['{{title}} {{nope}}'] })))).toEqual([400, 'form']);
    expect(await refusal(post('', plan({ changes: ['I12345'] })))).toEqual([400, 'form']);
    const few = (await post('', plan({ tasks: ['T12'] }))).json().detail;
    expect(few).toBe('tasks: "T12" is no task: T and at least three digits, such as T399210');
    expect(await refusal(post('', plan({ title: 'two\r\nlines' })))).toEqual([400, 'invalid-request']);
    expect(await refusal(post('', plan({ startsAt: '2026-12-01 10:00' })))).toEqual([400, 'invalid-request']);
    expect(await refusal(post('', plan({ impactMinutes: 61 })))).toEqual([400, 'longer-than-window']);
    expect(await refusal(post('', plan({ text: 'password=hunter22' })))).toEqual([400, 'looks-like-a-credential']);
    expect(await refusal(post(`/${await draft({ affected: [] })}/schedule`))).toEqual([400, 'nothing-affected']);
    const past = await draft({ startsAt: at(-HOUR), endsAt: at(HOUR) });
    expect(await refusal(post(`/${past}/schedule`))).toEqual([400, 'in-the-past']);
    const burning = (await post(`/${past}/schedule`, { emergency: 'it burns' })).json();
    expect(burning).toMatchObject({ emergency: 'it burns', judgement: { short: true } });
    await post(`/${past}/cancel`, { reason: 'out' });
    expect(await refusal(post('/00000000-0000-7000-8000-000000000000/schedule'))).toEqual([404, 'unknown-window']);
    const token = await house.token(['log:write'], { tool: 'logger' });
    expect((await post('', plan(), { token })).statusCode).toBe(403);
    expect((await post('', plan(), { token: null })).statusCode).toBe(401);
    await house.ask('POST', '/api/v1/components/spare/retire', { body: { reason: 'gone' } });
    expect(await refusal(post('', plan()))).toEqual([400, 'component-retired']);
    await house.ask('POST', '/api/v1/components/spare/reinstate', { body: { reason: 'back' } });
  });

  it('takes changes by their numbers and by their Change-Ids', async () => {
    const changes = ['998877', 'I8473b95934b5732ac55d26311a706c9c2bde9940', 'I8473b9'];
    expect((await post('', plan({ changes }))).json()).toMatchObject({ changes });
  });

  it('says for which position a plan was checked', async () => {
    const checked = await post('/check', plan());
    expect(checked.headers['ledger-position']).toBe(String(house.foundation.readModel.position()));
  });

  it('says why a step that changes nothing is refused, and answers its repetition as the first time', async () => {
    const id = await draft();
    await post(`/${id}/schedule`);
    const times = { startsAt: at(20 * DAY), endsAt: at(20 * DAY + HOUR) };
    const same = await post(`/${id}/reschedule`, { ...times, reason: 'x' });
    expect(same.json()).toMatchObject({ status: 409, code: 'unchanged', errors: [{ field: 'startsAt' }] });
    const released = await post(`/${id}/release`, { reason: 'calm' });
    expect(released.json()).toMatchObject({ status: 409, code: 'wrong-state' });
    expect(released.json().detail).toContain(`scheduled since ${at(0)}, and not held`);
    const moved = { startsAt: at(21 * DAY), endsAt: at(21 * DAY + HOUR), reason: 'later' };
    const headers = { 'idempotency-key': 'move-it' };
    const first = await post(`/${id}/reschedule`, moved, { headers });
    await post(`/${id}/reschedule`, { ...moved, startsAt: at(20 * DAY), reason: 'longer' });
    const again = await post(`/${id}/reschedule`, moved, { headers });
    expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
    expect(again.json().moves).toHaveLength(2);
    await post(`/${id}/cancel`, { reason: 'enough' });
    expect((await post(`/${id}/cancel`, { reason: 'enough' })).statusCode).toBe(200);
    expect(await refusal(post(`/${id}/cancel`, { reason: 'no' }))).toEqual([409, 'wrong-state']);
  });

  it('is an emergency still when it is moved', async () => {
    const id = await draft();
    await post(`/${id}/schedule`, { emergency: 'it burns' });
    const moved = await post(`/${id}/reschedule`, { startsAt: at(DAY), endsAt: at(DAY + HOUR), reason: 'sooner' });
    expect(moved.json()).toMatchObject({ emergency: 'it burns', judgement: { short: true } });
    await post(`/${id}/cancel`, { reason: 'out' });
  });

  it('is not made longer into another window on the same redundancy without a reason that stays', async () => {
    const [from, until] = [at(40 * DAY), at(40 * DAY + HOUR)];
    const beside = { affected: ['spare'], unaffected: [] };
    const accepted = { overlapReason: 'known from the start' };
    const known = await draft({ ...beside, startsAt: from, endsAt: at(40 * DAY + 3 * HOUR), title: 'Known' });
    const long = await draft({ affected: ['net'], unaffected: [], startsAt: from, endsAt: until });
    const next = await draft({ ...beside, startsAt: until, endsAt: at(40 * DAY + 2 * HOUR), title: 'Next' });
    await post(`/${known}/schedule`);
    expect((await post(`/${long}/schedule`, accepted)).statusCode).toBe(200);
    expect((await post(`/${next}/schedule`, accepted)).statusCode).toBe(200);
    house.clock.advance(40 * DAY);
    await post(`/${long}/start`);
    const longer = { endsAt: at(90 * MINUTE), reason: 'slow' };
    const refused = await post(`/${long}/extend`, longer);
    expect(refused.json()).toMatchObject({ status: 409, code: 'overlaps', errors: [{ field: 'overlapReason' }] });
    expect(refused.json().detail).toContain('window "Next" on uplinks');
    expect(refused.json().detail).not.toContain('Known');
    const extended = await post(`/${long}/extend`, { ...longer, overlapReason: 'they are told' });
    expect(extended.json()).toMatchObject({
      overlaps: [{ id: known }, { id: next, on: 'uplinks' }],
      overlapReason: 'they are told',
    });
    const { data } = await house.get(`/api/v1/maintenance-windows/${long}/history`);
    expect(data.at(-1).data).toMatchObject({ overlaps: [{ id: next }], overlapReason: 'they are told' });
    expect((await post(`/${long}/extend`, { endsAt: at(100 * MINUTE), reason: 'slower' })).statusCode).toBe(200);
    for (const id of [known, next]) await post(`/${id}/cancel`, { reason: 'enough' });
    house.clock.advance(-40 * DAY);
  });

  it('meets another window on the same redundancy only with a reason that stays', async () => {
    const first = await draft({ affected: ['net'], unaffected: [], title: 'Routers' });
    await post(`/${first}/schedule`);
    const second = await draft({ affected: ['spare'], unaffected: [], startsAt: at(20 * DAY + 30 * MINUTE) });
    const refused = await post(`/${second}/schedule`);
    expect(refused.json()).toMatchObject({ status: 409, code: 'overlaps', errors: [{ field: 'overlapReason' }] });
    expect(refused.json().detail).toContain('window "Routers" on uplinks');
    const found = await house.get(`/api/v1/maintenance-windows/${second}/overlaps`);
    expect(found.data).toEqual([
      expect.objectContaining({ kind: 'window', id: first, on: 'uplinks', by: 'redundancy-group' }),
    ]);
    const accepted = (await post(`/${second}/schedule`, { overlapReason: 'one of four uplinks' })).json();
    expect(accepted).toMatchObject({
      overlapReason: 'one of four uplinks',
      overlaps: [{ kind: 'window', id: first, on: 'uplinks' }],
    });
    const after = await draft({
      affected: ['spare'],
      unaffected: [],
      startsAt: at(20 * DAY + HOUR),
      endsAt: at(20 * DAY + 2 * HOUR),
    });
    expect((await post(`/${after}/schedule`)).statusCode).toBe(200);
    for (const id of [first, second, after]) await post(`/${id}/cancel`, { reason: 'enough' });
  });

  it('of two that are scheduled at the same moment one sees the other', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => draft({ affected: ['net'], unaffected: [] })));
    const answers = await Promise.all(ids.map((id) => post(`/${id}/schedule`)));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.json().code === 'overlaps')).toHaveLength(2);
    for (const id of ids) await post(`/${id}/cancel`, { reason: 'enough' });
  });

  it('checks a plan without writing anything', async () => {
    const before = house.foundation.readModel.position();
    const checked = await post('/check', plan({ startsAt: at(DAY), endsAt: at(DAY + HOUR) }));
    expect(checked.json()).toMatchObject({ judgement: { short: true }, overlaps: [] });
    expect(checked.json().words).toBe(
      'rule-a version 1 demands 7 days of notice (for every scope, impact from 5 min); less is left already',
    );
    expect(house.foundation.readModel.position()).toBe(before);
  });

  it('tells what a plan lacks when it is checked', async () => {
    const findings = async (more: object) =>
      (await post('/check', plan(more)))
        .json()
        .findings.map(({ rule, place }: { rule: string; place: object }) => [rule, place]);
    const vague = { kinds: ['other'], otherKind: 'some disruption', unaffected: [] };
    expect(await findings(vague)).toEqual([
      ['nothing-unaffected', { field: 'unaffected' }],
      ['vague-kind', { field: 'kinds' }],
      ['no-text', { field: 'text' }],
      ['no-task', { field: 'tasks' }],
    ]);
    const said = { tasks: ['T399210'], text: 'The routers get new firmware.' };
    expect(await findings(said)).toEqual([]);
    expect(await findings({ ...said, startsAt: at(DAY), endsAt: at(DAY + HOUR) })).toEqual([
      ['short-notice', { field: 'startsAt' }],
    ]);
    expect(await findings({ ...said, text: 'It begins {{strat}}.' })).toEqual([
      ['unknown-variable', { field: 'text' }],
    ]);
  });

  it('is found by time, state, component with its whole, kind, person, task and words, page by page', async () => {
    const base = 100 * DAY;
    const times = (day: number) => ({ startsAt: at(base + day * DAY), endsAt: at(base + day * DAY + HOUR) });
    const whole = await draft({
      ...times(1),
      affected: ['web'],
      unaffected: [],
      title: 'Whole web',
      kinds: ['read-only'],
    });
    const part = await draft({ ...times(2), tasks: ['T424242'], responsible: 'cog' });
    const other = await draft({ ...times(3), affected: ['net'], unaffected: [] });
    await post(`/${other}/cancel`, { reason: 'no' });
    const found = async (query: string): Promise<string[]> =>
      (await house.get(`/api/v1/maintenance-windows?from=${at(base)}&${query}`)).data.map(({ id }: any) => id);
    expect(await found('')).toEqual([other, part, whole]);
    expect(await found('order=oldest&limit=2')).toEqual([whole, part]);
    expect(await found(`to=${at(base + 2 * DAY)}`)).toEqual([whole]);
    expect(await found('status=draft')).toEqual([part, whole]);
    expect(await found('status=cancelled&status=draft')).toEqual([other, part, whole]);
    expect(await found('component=web')).toEqual([part, whole]);
    expect(await found('component=web-cache')).toEqual([part, whole]);
    expect(await found('kind=read-only')).toEqual([whole]);
    expect(await found('responsible=cog')).toEqual([part]);
    expect(await found('task=T424242')).toEqual([part]);
    expect(await found('q=WHOLE')).toEqual([whole]);
    const first = await house.get(`/api/v1/maintenance-windows?from=${at(base)}&limit=2`);
    await draft({ ...times(2.5) });
    const rest = await house.get(`/api/v1/maintenance-windows?from=${at(base)}&limit=2&after=${first.page.next}`);
    expect(rest.data.map(({ id }: any) => id)).toEqual([whole]);
    expect((await house.ask('GET', '/api/v1/maintenance-windows?status=odd')).statusCode).toBe(400);
  });

  it('tells what was done on its components while it lasted', async () => {
    const id = await draft({ affected: ['net'], unaffected: [], startsAt: at(0), endsAt: at(HOUR) });
    await post(`/${id}/schedule`);
    await house.log('before it, on cr1001');
    house.clock.advance(MINUTE);
    await post(`/${id}/start`);
    house.clock.advance(MINUTE);
    await house.log('START - Cookbook sre.hosts.reboot for cr1001');
    await house.log('rebooting cr1001');
    await house.log('rebooting db1101');
    house.clock.advance(MINUTE);
    await post(`/${id}/complete`);
    house.clock.advance(MINUTE);
    await house.log('after it, on cr1001');
    const { data } = await house.get(`/api/v1/maintenance-windows/${id}/log-entries`);
    expect(data.map(({ message }: { message: string }) => message)).toEqual([
      'START - Cookbook sre.hosts.reboot for cr1001',
      'rebooting cr1001',
    ]);
    const operations = await house.get(`/api/v1/maintenance-windows/${id}/operations`);
    expect(operations.data.map(({ name }: { name: string }) => name)).toEqual(['sre.hosts.reboot']);
  });

  it('is planned once with one key', async () => {
    const headers = { 'idempotency-key': 'plan-once' };
    const body = plan();
    const first = (await post('', body, { headers })).json();
    expect((await post('', body, { headers })).json().id).toBe(first.id);
    expect((await post('', { ...body, title: 'another' }, { headers })).statusCode).toBe(422);
    const once = { headers: { 'idempotency-key': 'schedule-once' } };
    expect((await post(`/${first.id}/schedule`, {}, once)).statusCode).toBe(200);
    expect((await post(`/${first.id}/schedule`, {}, once)).statusCode).toBe(200);
    expect((await post(`/${first.id}/schedule`)).statusCode).toBe(409);
    await post(`/${first.id}/cancel`, { reason: 'enough' });
  });

  it('says no more what was erased, now, then, and when the rows are made anew', async () => {
    const id = await draft({ title: 'zq7 plan', text: 'zq7 text' });
    await post(`/${id}/schedule`);
    await post(`/${id}/hold`, { reason: 'zq7 reason' });
    const then = house.foundation.readModel.position();
    const position = (await house.get(`/api/v1/maintenance-windows/${id}/history`)).data[0].position;
    const redacted = await house.ask('POST', `/api/v1/events/${position}/redact`, { body: { reason: 'a secret' } });
    expect(redacted.statusCode).toBe(200);
    for (const path of [id, `${id}?asOf=${then}`, `${id}/history`, '?limit=250']) {
      const url = path.startsWith('?') ? `/api/v1/maintenance-windows${path}` : `/api/v1/maintenance-windows/${path}`;
      expect((await house.ask('GET', url)).body).not.toContain('zq7');
    }
    const rows = (of: { all: Projector['all'] }) =>
      of.all({ text: 'SELECT * FROM maintenance_windows ORDER BY id, from_position', values: [] });
    const fresh = new Projector(new DatabaseSync(':memory:'), projectionsOf(features), catalogueOf(features));
    fresh.apply(await house.foundation.store.readAll(0, 100_000));
    expect(rows(house.foundation.readModel)).toEqual(rows(fresh));
  });
});
