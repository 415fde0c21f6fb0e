import { DAY, HOUR } from '@kernel/time.js';
import { House } from '../../../../test/support/house.js';

let house: House;
beforeEach(async () => {
  house = await House.open();
  house.clock.ms = Date.parse('2028-01-10T12:00:00Z');
  await house.ask('POST', '/api/v1/components', { body: { name: 'web' } });
});
afterEach(() => house.close());

const post = (path: string, body: object) => house.ask('POST', `/api/v1/window-series${path}`, { body });
const weekly = (more: object = {}) => ({
  title: 'Weekly deployment',
  kinds: ['restarts'],
  affected: ['web'],
  startsAt: '2028-01-11T14:00:00Z',
  endsAt: '2028-01-11T15:00:00Z',
  rule: 'FREQ=WEEKLY;BYDAY=TU',
  daysAhead: 21,
  ...more,
});
const windows = async (series: string): Promise<string[]> =>
  (await house.get(`/api/v1/maintenance-windows?series=${series}&order=oldest&limit=250`)).data.map(
    ({ startsAt, status }: { startsAt: string; status: string }) => `${startsAt.slice(0, 16)} ${status}`,
  );

describe('/window-series', () => {
  it('schedules its windows so many days ahead, and goes on as time does', async () => {
    const planned = await post('', weekly());
    expect(planned.statusCode).toBe(201);
    const { id } = planned.json();
    await house.pass(0);
    const first = ['2028-01-11T14:00 scheduled', '2028-01-18T14:00 scheduled', '2028-01-25T14:00 scheduled'];
    expect(await windows(id)).toEqual(first);
    await house.pass(7 * DAY);
    expect(await windows(id)).toEqual([...first, '2028-02-01T14:00 scheduled']);
    await house.pass(0);
    expect(await windows(id)).toHaveLength(4);
  });

  it('leaves out what is skipped, before and after it was scheduled, with the reason', async () => {
    const { id } = (await post('', weekly())).json();
    await post(`/${id}/skip`, { day: '2028-01-18', reason: 'a holiday' });
    await house.pass(0);
    expect(await windows(id)).toEqual(['2028-01-11T14:00 scheduled', '2028-01-25T14:00 scheduled']);
    const skipped = (await post(`/${id}/skip`, { day: '2028-01-25', reason: 'a freeze' })).json();
    expect(skipped.skipped).toHaveLength(2);
    expect((await post(`/${id}/skip`, { day: '2028-01-25', reason: 'a freeze' })).statusCode).toBe(200);
    const again = (await post(`/${id}/skip`, { day: '2028-01-25', reason: 'a party' })).json();
    expect(again).toMatchObject({ status: 409, code: 'skipped-already' });
    const { data: steps } = await house.get(`/api/v1/window-series/${id}/history`);
    expect(steps.map(({ type }: { type: string }) => type)).toEqual([
      'window-series.planned',
      'window-series.skipped',
      'window-series.skipped',
    ]);
    expect(steps[2]).toMatchObject({ data: { day: '2028-01-25', reason: 'a freeze' }, actor: { name: 'admin' } });
    await house.pass(0);
    expect(await windows(id)).toEqual(['2028-01-11T14:00 scheduled', '2028-01-25T14:00 cancelled']);
    const { data } = await house.get(`/api/v1/maintenance-windows?series=${id}&status=cancelled`);
    expect(data[0].cancelled).toMatchObject({ reason: 'a freeze', by: { name: 'opsledger' } });
  });

  it('moves one occurrence as any window is moved, and does not plan it again', async () => {
    const { id } = (await post('', weekly())).json();
    await house.pass(0);
    const [first] = (await house.get(`/api/v1/maintenance-windows?series=${id}&order=oldest`)).data;
    const moved = { startsAt: '2028-01-13T14:00:00Z', endsAt: '2028-01-13T15:00:00Z', reason: 'a freeze' };
    await house.ask('POST', `/api/v1/maintenance-windows/${first.id}/reschedule`, { body: moved });
    await house.pass(HOUR);
    expect((await windows(id))[0]).toBe('2028-01-13T14:00 scheduled');
    expect(await windows(id)).toHaveLength(3);
    const { upcoming, later: far } = await house.get(`/api/v1/window-series/${id}`);
    const window = { id: first.id, status: 'scheduled', startsAt: '2028-01-13T14:00:00.000Z' };
    expect(upcoming[0]).toMatchObject({ day: '2028-01-11', startsAt: '2028-01-11T14:00:00.000Z', window });
    expect(far[0].window).toBeNull();
  });

  it('is on the last day of months and on leap days, where there are any', async () => {
    const rule = 'FREQ=MONTHLY;BYMONTHDAY=-1';
    const times = { startsAt: '2028-01-31T23:30:00Z', endsAt: '2028-02-01T00:30:00Z' };
    const { id } = (await post('', weekly({ ...times, rule, daysAhead: 90 }))).json();
    await house.pass(0);
    expect(await windows(id)).toEqual([
      '2028-01-31T23:30 scheduled',
      '2028-02-29T23:30 scheduled',
      '2028-03-31T23:30 scheduled',
    ]);
  });

  it('changes what is not scheduled yet, and ends with all that has not begun', async () => {
    const { id } = (await post('', weekly())).json();
    await house.pass(0);
    await house.ask('PATCH', `/api/v1/window-series/${id}`, { body: { title: 'Another title', daysAhead: 28 } });
    await house.pass(0);
    const titles = (await house.get(`/api/v1/maintenance-windows?series=${id}&order=oldest`)).data;
    expect(titles.map(({ title }: { title: string }) => title)).toEqual([
      'Weekly deployment',
      'Weekly deployment',
      'Weekly deployment',
      'Another title',
    ]);
    const ended = (await post(`/${id}/end`, { reason: 'deployed by hand from now on' })).json();
    expect(ended).toMatchObject({ ended: { reason: 'deployed by hand from now on' }, upcoming: [] });
    await house.pass(0);
    expect((await windows(id)).every((one) => one.endsWith('cancelled'))).toBe(true);
    expect((await post(`/${id}/end`, { reason: 'deployed by hand from now on' })).statusCode).toBe(200);
    const again = (await post(`/${id}/end`, { reason: 'x' })).json();
    expect(again).toMatchObject({ status: 409, code: 'wrong-state' });
    expect(again.detail).toBe(`the series is ended since ${ended.ended.at}, for another reason`);
    const late = await post(`/${id}/skip`, { day: '2028-05-01', reason: 'x' });
    expect(late.json()).toMatchObject({ status: 409, code: 'wrong-state' });
  });

  it('leaves what meets something else a draft, for a person to decide', async () => {
    const other = await house.ask('POST', '/api/v1/maintenance-windows', {
      body: { ...weekly(), rule: undefined, daysAhead: undefined, title: 'Already there' },
    });
    await house.ask('POST', `/api/v1/maintenance-windows/${other.json().id}/schedule`, { body: {} });
    const { id } = (await post('', weekly())).json();
    await house.pass(0);
    expect((await windows(id)).slice(0, 2)).toEqual(['2028-01-11T14:00 draft', '2028-01-18T14:00 scheduled']);
  });

  it('tells what each window will be, and those that come later and are not scheduled yet', async () => {
    const { id } = (await post('', weekly({ text: 'It is short.', impactMinutes: 5, tasks: ['T399210'] }))).json();
    await post(`/${id}/skip`, { day: '2028-02-08', reason: 'a holiday' });
    const { upcoming, later, ...told } = await house.get(`/api/v1/window-series/${id}`);
    expect(told).toMatchObject({ text: 'It is short.', impactMinutes: 5, tasks: ['T399210'], otherKind: '' });
    const days = (of: { day: string }[]): string[] => of.map(({ day }) => day);
    expect(days(upcoming)).toEqual(['2028-01-11', '2028-01-18', '2028-01-25']);
    expect(days(later).slice(0, 2)).toEqual(['2028-02-01', '2028-02-15']);
    expect(days(later).at(-1)).toBe('2028-04-04');
  });

  it('skips no day on which it has nothing, as somebody mistyped it', async () => {
    const { id } = (await post('', weekly())).json();
    const refused = (await post(`/${id}/skip`, { day: '2028-01-19', reason: 'a holiday' })).json();
    expect(refused).toMatchObject({ status: 400, code: 'nothing-to-skip', errors: [{ field: 'day' }] });
    expect((await post(`/${id}/skip`, { day: '2028-01-04', reason: 'x' })).statusCode).toBe(400);
    expect(refused.detail).toContain('FREQ=WEEKLY;BYDAY=TU');
    for (const day of ['2028-13-45', '2028-11-31', '2028-12-27']) {
      const far = (await post(`/${id}/skip`, { day, reason: 'x' })).json();
      expect([far.status, far.errors[0].field]).toEqual([400, 'day']);
    }
    expect((await post(`/${id}/skip`, { day: '2028-12-26', reason: 'a holiday' })).statusCode).toBe(200);
  });

  it('shows when windows would be, of a rule that can be followed, and writes nothing', async () => {
    const times = { startsAt: '2028-01-11T14:00:00Z', endsAt: '2028-01-11T15:00:00Z' };
    const shown = (await post('/preview', { ...times, rule: 'FREQ=MONTHLY;BYDAY=2TU' })).json();
    expect(shown.data.map(({ startsAt }: { startsAt: string }) => startsAt)).toEqual([
      '2028-01-11T14:00:00.000Z',
      '2028-02-08T14:00:00.000Z',
      '2028-03-14T14:00:00.000Z',
    ]);
    const refused = (await post('/preview', { ...times, rule: 'FREQ=DAILY;INTERVAL=500' })).json();
    expect(refused).toMatchObject({ status: 400, errors: [{ field: 'rule' }] });
    expect((await house.get('/api/v1/window-series')).data).toEqual([]);
  });

  it('says which part of a rule is not read', async () => {
    const times = { startsAt: '2028-01-11T14:00:00Z', endsAt: '2028-01-11T15:00:00Z' };
    const said = async (rule: string): Promise<string> => (await post('/preview', { ...times, rule })).json().detail;
    expect(await said('FREQ=HOURLY')).toBe('rule: FREQ=HOURLY is not read, DAILY, WEEKLY, MONTHLY, YEARLY are');
    expect(await said('FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1')).toMatch(/^rule: BYSETPOS is not read, FREQ, INTERVAL, /);
    expect(await said('FREQ=WEEKLY;WKST=SU')).toBe('rule: WKST=SU is not read: weeks begin on Mondays');
    for (const part of ['INTERVAL=0', 'INTERVAL=-1', 'COUNT=0']) {
      expect(await said(`FREQ=DAILY;${part}`)).toBe(`rule: ${part} is no positive number`);
    }
    expect(await said('FREQ=DAILY;COUNT=1;COUNT=2')).toBe('rule: COUNT is given twice');
    expect(await said('every day')).toBe('rule: must be a recurrence rule such as FREQ=WEEKLY;BYDAY=TU');
  });

  it('takes a rule in any order, and that weeks begin on Mondays, as they do', async () => {
    const rule = 'interval=2;FREQ=WEEKLY;WKST=MO;BYDAY=TU';
    const { id, ...said } = (await post('', weekly({ rule }))).json();
    expect(said).toMatchObject({ rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU' });
    const changed = await house.ask('PATCH', `/api/v1/window-series/${id}`, { body: { rule: 'WKST=MO;FREQ=WEEKLY' } });
    expect(changed.json().rule).toBe('FREQ=WEEKLY');
  });

  it('begins at a time of its rule, as another start would be a window that nobody meant', async () => {
    const wednesday = { startsAt: '2028-01-12T14:00:00Z', endsAt: '2028-01-12T15:00:00Z' };
    const code = 'start-not-by-rule';
    const refused = (await post('', weekly(wednesday))).json();
    expect(refused).toMatchObject({ status: 400, code, errors: [{ field: 'startsAt' }] });
    expect(refused.detail).toContain('FREQ=WEEKLY;BYDAY=TU');
    expect((await post('/preview', { ...wednesday, rule: 'FREQ=WEEKLY;BYDAY=TU' })).json().code).toBe(code);
    for (const rule of ['FREQ=WEEKLY', 'FREQ=MONTHLY;BYDAY=2WE', 'FREQ=DAILY;BYMONTHDAY=12', 'FREQ=YEARLY']) {
      expect((await post('/preview', { ...wednesday, rule })).json().data[0].day).toBe('2028-01-12');
    }
    const { id } = (await post('', weekly())).json();
    const change = async (body: object) => (await house.ask('PATCH', `/api/v1/window-series/${id}`, { body })).json();
    expect(await change({ rule: 'FREQ=WEEKLY;BYDAY=WE' })).toMatchObject({ code, errors: [{ field: 'rule' }] });
    expect((await change({ rule: 'FREQ=WEEKLY;BYDAY=WE', ...wednesday })).upcoming[0].day).toBe('2028-01-12');
    await house.pass(DAY * 3);
    expect((await change({ rule: 'FREQ=WEEKLY;BYDAY=TU' })).upcoming[0].day).toBe('2028-01-18');
  });

  it('refuses rules that nobody can follow, and plans that make no sense', async () => {
    const refused = async (more: object) => {
      const answer = await post('', weekly(more));
      return [answer.statusCode, answer.json().errors?.[0]?.field];
    };
    expect(await refused({ rule: 'every day' })).toEqual([400, 'rule']);
    expect(await refused({ rule: 'FREQ=SECONDLY' })).toEqual([400, 'rule']);
    expect(await refused({ rule: 'FREQ=DAILY;INTERVAL=1000000000' })).toEqual([400, 'rule']);
    expect(await refused({ rule: 'FREQ=WEEKLY;BYDAY=XX' })).toEqual([400, 'rule']);
    expect(await refused({ rule: 'FREQ=DAILY;INTERVAL=0' })).toEqual([400, 'rule']);
    expect(await refused({ affected: [] })).toEqual([400, 'affected']);
    expect(await refused({ daysAhead: 91 })).toEqual([400, 'daysAhead']);
    expect(await refused({ endsAt: '2028-01-11T14:00:00Z' })).toEqual([400, 'endsAt']);
  });
});
