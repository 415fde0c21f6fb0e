import { DAY } from '@kernel/time.js';
import { House } from '../../../../test/support/house.js';

const RISKS = '/api/v1/redundancy-risks';

let house: House;
let announcer: string;
beforeEach(async () => {
  house = await House.open();
  announcer = await house.token(['announce'], { tool: 'planner' });
  await house.ask('POST', '/api/v1/components', { body: { name: 'core-router' } });
});
afterEach(() => house.close());

const calendar = (...events: string[][]): string =>
  ['BEGIN:VCALENDAR', ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']), 'END:VCALENDAR'].join(
    '\r\n',
  );
const send = (body: string | Buffer, query = 'groups=fibres', type = 'text/calendar') =>
  house.ask('POST', `${RISKS}/import?${query}`, { body, token: announcer, headers: { 'content-type': type } });
const outcomes = async (body: string, query?: string): Promise<string[]> =>
  (await send(body, query)).json().data.map(({ outcome, problem }: any) => outcome ?? problem.code);
const listed = async (): Promise<string[]> =>
  (await house.get(`${RISKS}?limit=250`)).data.map(
    ({ title, status, startsAt }: any) => `${title} ${status} ${startsAt.slice(5, 13)}`,
  );

const ONE = ['UID:one', 'SUMMARY:Splice', 'DTSTART:20261125T010000Z', 'DURATION:PT4H'];
const WEEKLY = [
  'UID:weekly',
  'SUMMARY:Tests',
  'DTSTART:20261124T030000Z',
  'DURATION:PT1H',
  'RRULE:FREQ=WEEKLY;COUNT=3',
];

describe('/redundancy-risks/import', () => {
  it('records the work of a vendor, and the same file again does nothing', async () => {
    const answer = await send(
      calendar(ONE, WEEKLY),
      'groups=fibres&groups=uplinks&components=core-router&vendor=Carrier',
    );
    expect(answer.statusCode).toBe(200);
    const [first, ...others] = answer.json().data;
    expect(first).toMatchObject({ uid: 'one', recurrenceId: null, status: 200, outcome: 'recorded' });
    expect(others.map(({ uid, recurrenceId }: any) => [uid, recurrenceId.slice(0, 13)])).toEqual([
      ['weekly', '2026-11-24T03'],
      ['weekly', '2026-12-01T03'],
      ['weekly', '2026-12-08T03'],
    ]);
    expect(await house.get(`${RISKS}/${first.id}`)).toMatchObject({
      kind: 'vendor-work',
      title: 'Splice',
      vendor: 'Carrier',
      groups: ['fibres', 'uplinks'],
      components: ['core-router'],
      endsAt: '2026-11-25T05:00:00.000Z',
      uid: 'one',
    });
    expect(await outcomes(calendar(ONE, WEEKLY), '')).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
    expect(await listed()).toHaveLength(4);
  });

  it('changes what was moved, cancels what is called off or is not there any more, and takes back what comes again', async () => {
    await send(calendar(ONE, WEEKLY));
    const moved = ONE.map((line) => line.replace('25T01', '26T02'));
    const fewer = [...WEEKLY, 'EXDATE:20261201T030000Z'];
    expect(await outcomes(calendar(moved, fewer))).toEqual(['changed', 'unchanged', 'unchanged', 'cancelled']);
    expect(await listed()).toEqual([
      'Tests open 11-24T03',
      'Splice open 11-26T02',
      'Tests cancelled 12-01T03',
      'Tests open 12-08T03',
    ]);
    const off = (lines: string[]) => [...lines, 'STATUS:CANCELLED'];
    expect(await outcomes(calendar(off(ONE), off(WEEKLY)))).toEqual([
      'cancelled',
      'unchanged',
      'cancelled',
      'cancelled',
    ]);
    expect((await listed()).filter((one) => one.includes('open'))).toEqual([]);
    expect(await outcomes(calendar(ONE))).toEqual(['recorded']);
  });

  it('says until when it read what recurs, and how much goes on after that', async () => {
    const far = ['UID:far', 'DTSTART:20270401T030000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'];
    const answer = (await send(calendar(ONE, WEEKLY, far))).json();
    expect([answer.data.length, answer.readUntil.slice(0, 10), answer.beyond]).toEqual([4, '2027-02-20', 1]);
  });

  it('leaves what is over alone', async () => {
    await send(calendar(WEEKLY));
    house.clock.advance(3 * DAY);
    expect(await outcomes(calendar([...WEEKLY, 'STATUS:CANCELLED']))).toEqual(['unchanged', 'cancelled', 'cancelled']);
    expect((await listed())[0]).toBe('Tests ended 11-24T03');
  });

  it('only says what it would do when it is asked for that', async () => {
    expect(await outcomes(calendar(ONE, WEEKLY), 'groups=fibres&dryRun=true')).toHaveLength(4);
    expect(await outcomes(calendar(ONE), 'dryRun=true')).toEqual(['touches-nothing']);
    expect(await listed()).toEqual([]);
  });

  it('takes each event for itself, and tells which one is wrong', async () => {
    const floating = ['UID:floating', 'DTSTART:20261125T010000', 'DURATION:PT4H'];
    const secret = ['UID:secret', 'DTSTART:20261125T010000Z', 'DURATION:PT4H', 'DESCRIPTION:password=hunter2hunter2'];
    const long = ['UID:long', 'DTSTART:20261125T010000Z', 'DURATION:P999D'];
    const answer = await send(calendar(floating, ['SUMMARY:no uid'], long, secret, ONE));
    expect(answer.statusCode).toBe(200);
    const found = answer.json().data.map(({ uid, status, problem }: any) => [uid, status, problem?.code]);
    expect(found).toContainEqual(['floating', 400, 'floating-time']);
    expect(found).toContainEqual([null, 400, 'no-uid']);
    expect(found).toContainEqual(['long', 400, 'too-long']);
    expect(found.find(([uid]: any) => uid === 'secret')[1]).not.toBe(200);
    expect(found).toContainEqual(['one', 200, undefined]);
  });

  it.each([
    ['not-a-calendar', 'hello', 400],
    ['too-large', 'x'.repeat(1024 * 1024 + 1), 413],
    ['malformed-utf8', Buffer.from([0xff, 0xfe, 0xff]), 400],
    ['too-deep', `BEGIN:VCALENDAR\n${'BEGIN:VEVENT\n'.repeat(50_000)}`, 400],
    [
      'too-many-events',
      calendar(...Array.from({ length: 12 }, (_, n) => [`UID:${n}`, ...WEEKLY.slice(1, 4), 'RRULE:FREQ=DAILY'])),
      400,
    ],
  ])('refuses a file that is %s', async (code, body, status) => {
    const refused = await send(body);
    expect([refused.statusCode, refused.json().code]).toEqual([status, code]);
  });

  it('is for who may announce, of components that are there, as text/calendar', async () => {
    const reader = await house.token(['log:write'], { tool: 'reader' });
    const headers = { 'content-type': 'text/calendar' };
    const refused = await house.ask('POST', `${RISKS}/import`, { body: calendar(ONE), token: reader, headers });
    expect(refused.statusCode).toBe(403);
    expect((await send(calendar(ONE), 'components=nothing')).json().code).toBe('unknown-component');
    expect((await send('{}', '', 'application/json')).statusCode).toBe(415);
  });
});
