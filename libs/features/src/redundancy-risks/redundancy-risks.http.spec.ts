import { DAY, HOUR, isoInstant } from '@kernel/time.js';
import { House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => {
  house = await House.open();
  await house.ask('POST', '/api/v1/components', { body: { name: 'net', groups: ['uplinks'] } });
});
afterAll(() => house.close());

const at = (ms: number): string => isoInstant(house.clock.now() + ms);
const post = (path: string, body: object, more = {}) =>
  house.ask('POST', `/api/v1/redundancy-risks${path}`, { body, ...more });
const list = async (query = ''): Promise<any[]> => (await house.get(`/api/v1/redundancy-risks${query}`)).data;
const calendar = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//spec//EN', ...events, 'END:VCALENDAR', ''].join('\r\n');
const event = (uid: string, ...lines: string[]) =>
  ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261120T000000Z', ...lines, 'END:VEVENT'].join('\r\n');
const bring = (text: string, query = '?group=uplinks&vendor=A%20carrier') =>
  house.ask('POST', `/api/v1/redundancy-risks/import${query}`, {
    body: text,
    headers: { 'content-type': 'text/calendar' },
  });
const outcomes = async (text: string, query?: string) => {
  const { data } = (await bring(text, query)).json();
  return data.map(({ uid, outcome }: { uid: string; outcome: string }) => [uid, outcome]);
};

describe('/redundancy-risks', () => {
  it('records an open fault, changes and ends it, also as of then', async () => {
    const body = { kind: 'fault', title: 'A dead uplink', startsAt: at(-DAY), components: ['net'] };
    const recorded = await post('', body);
    expect(recorded.statusCode).toBe(201);
    const { id } = recorded.json();
    expect(recorded.json()).toMatchObject({ status: 'standing', components: ['net'], endsAt: null });
    const then = house.foundation.readModel.position();
    const patch = { body: { text: 'a replacement is ordered' }, headers: { 'if-match': recorded.headers.etag } };
    const changed = await house.ask('PATCH', `/api/v1/redundancy-risks/${id}`, patch as never);
    expect(changed.json().text).toBe('a replacement is ordered');
    expect((await house.ask('PATCH', `/api/v1/redundancy-risks/${id}`, patch as never)).statusCode).toBe(412);
    expect(await list('?component=net&group=uplinks')).toEqual([]);
    expect((await list(`?component=net&from=${at(365 * DAY)}`)).map((one) => one.id)).toEqual([id]);
    const ended = (await post(`/${id}/end`, { reason: 'replaced' })).json();
    expect(ended).toMatchObject({ status: 'ended', endsAt: at(0), over: { reason: 'replaced' } });
    expect(await list('?component=net')).toEqual([]);
    expect(await list('?component=net&status=ended')).toHaveLength(1);
    expect(await house.get(`/api/v1/redundancy-risks/${id}?asOf=${then}`)).toMatchObject({ status: 'standing' });
  });

  it('is found by a window that is planned for the same time', async () => {
    await post('', { kind: 'fault', title: 'Another dead uplink', startsAt: at(-DAY), groups: ['uplinks'] });
    const checked = await house.ask('POST', '/api/v1/maintenance-windows/check', {
      body: { title: 'x', kinds: ['network'], affected: ['net'], startsAt: at(DAY), endsAt: at(DAY + HOUR) },
    });
    expect(checked.json().overlaps).toEqual([
      expect.objectContaining({ kind: 'fault', title: 'Another dead uplink', endsAt: null, on: 'uplinks' }),
    ]);
  });

  it('takes the work of a vendor from a calendar, and finds it again when that is moved or cancelled', async () => {
    const at10 = event('a@vendor', 'DTSTART:20261201T100000Z', 'DTEND:20261201T120000Z', 'SUMMARY:Fibre\\, ring 1');
    const first = calendar(at10);
    expect(await outcomes(first, '?group=uplinks&dryRun=true')).toEqual([['a@vendor', 'recorded']]);
    expect(await list('?group=uplinks&kind=vendor-work')).toEqual([]);
    expect(await outcomes(first)).toEqual([['a@vendor', 'recorded']]);
    expect(await outcomes(first)).toEqual([['a@vendor', 'unchanged']]);
    expect(await list('?group=uplinks&kind=vendor-work')).toEqual([
      expect.objectContaining({ title: 'Fibre, ring 1', vendor: 'A carrier', startsAt: '2026-12-01T10:00:00.000Z' }),
    ]);
    const moved = calendar(at10.replaceAll('20261201', '20261202'));
    expect(await outcomes(moved)).toEqual([['a@vendor', 'changed']]);
    const cancelled = calendar(at10.replace('SUMMARY', 'STATUS:CANCELLED\r\nSUMMARY'));
    expect(await outcomes(cancelled)).toEqual([['a@vendor', 'cancelled']]);
    expect(await outcomes(cancelled)).toEqual([['a@vendor', 'unchanged']]);
  });

  it('expands what recurs, with its exceptions, in the zone of the calendar', async () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Here',
      'BEGIN:STANDARD',
      'DTSTART:19701025T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'END:VTIMEZONE',
    ].join('\r\n');
    const weekly = event(
      'w@vendor',
      'DTSTART;TZID=Here:20261202T100000',
      'DTEND;TZID=Here:20261202T110000',
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'EXDATE;TZID=Here:20261209T100000',
    );
    const moved = event(
      'w@vendor',
      'RECURRENCE-ID;TZID=Here:20261216T100000',
      'DTSTART;TZID=Here:20261217T100000',
      'DTEND;TZID=Here:20261217T110000',
    );
    const { data } = (await bring(calendar(zone, weekly, moved))).json();
    expect(data.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['recorded', 'recorded', 'recorded']);
    const found = (await list('?kind=vendor-work')).filter(({ uid }) => uid.startsWith('w@'));
    expect(found.map(({ startsAt }) => startsAt).sort((a, b) => (a < b ? -1 : 1))).toEqual([
      '2026-12-02T09:00:00.000Z',
      '2026-12-17T09:00:00.000Z',
      '2026-12-23T09:00:00.000Z',
    ]);
  });

  it('refuses each event that nobody can place in time, and takes the others', async () => {
    const text = calendar(
      event('floating', 'DTSTART:20261203T100000', 'DTEND:20261203T110000'),
      event('elsewhere', 'DTSTART;TZID=Mars/Base:20261203T100000', 'DTEND;TZID=Mars/Base:20261203T110000'),
      event('no-start', 'SUMMARY:x'),
      event('no-length', 'DTSTART:20261203T100000Z', 'DTEND:20261203T100000Z'),
      event('whole-day', 'DTSTART;VALUE=DATE:20261204'),
      event('for-ever', 'DTSTART:20261203T100000Z', 'DTEND:20261203T100001Z', 'RRULE:FREQ=SECONDLY'),
    );
    const { data } = (await bring(text)).json();
    const of = (uid: string) => data.filter((one: { uid: string }) => one.uid.startsWith(uid));
    expect(of('floating')[0].problem).toContain('in no zone');
    expect(of('elsewhere')[0].problem).toContain('Mars/Base');
    expect(of('no-start')[0].problem).toContain('DTSTART');
    expect(of('no-length')[0].outcome).toBe('refused');
    expect(of('whole-day')[0].outcome).toBe('recorded');
    expect(data.length).toBeLessThanOrEqual(500);
  });

  it('refuses what is no calendar, is too long, or touches nothing', async () => {
    const refused = async (text: string, query?: string) => {
      const answer = await bring(text, query);
      return [answer.statusCode, answer.json().code];
    };
    expect(await refused('hello')).toEqual([400, 'not-a-calendar']);
    expect(await refused('BEGIN:VCARD\r\nEND:VCARD')).toEqual([400, 'not-a-calendar']);
    expect(await refused(calendar(), '')).toEqual([400, 'touches-nothing']);
    expect(await refused(calendar(), '?component=nothing')).toEqual([400, 'unknown-component']);
    expect(await refused('x'.repeat(1024 * 1024 + 1))).toEqual([413, 'too-large']);
    expect((await house.ask('POST', '/api/v1/redundancy-risks/import?group=a', { body: {} })).statusCode).toBe(415);
  });
});
