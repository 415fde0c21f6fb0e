import { type CalendarEvent, readCalendar } from './risk-calendar.js';

const NOW = Date.parse('2026-10-20T00:00:00Z');

const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]): string => ['BEGIN:VEVENT', 'UID:work-1', ...lines, 'END:VEVENT'].join('\r\n');
const read = (...lines: string[]): readonly CalendarEvent[] => readCalendar(calendar(...lines), NOW).events;
const spans = (...lines: string[]): (string | undefined)[] =>
  read(event(...lines)).map(({ said, problem }) => {
    if (problem !== undefined) return (problem as { code: string }).code;
    return said === null ? undefined : `${said.startsAt.slice(0, 16)} ${said.endsAt.slice(5, 16)}`;
  });
const starts = (...lines: string[]): (string | undefined)[] => spans(...lines).map((span) => span?.slice(5, 16));

const AT_ONE = ['DTSTART;TZID=Europe/Berlin:20261024T010000', 'DURATION:PT4H'];
const OWN_ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:House time',
  'BEGIN:STANDARD',
  'DTSTART:20201025T030000',
  'TZOFFSETFROM:+0330',
  'TZOFFSETTO:+0230',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:20200329T020000',
  'TZOFFSETFROM:+0230',
  'TZOFFSETTO:+0330',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

describe('An iCal file', () => {
  it('says when and what, in UTC: of a zone, of UTC, of whole days', () => {
    const [one] = read(
      event(...AT_ONE, 'SUMMARY:Splicing\\, north', 'DESCRIPTION:First line\\nsecond', 'X-OTHER:ignored'),
    );
    expect(one).toEqual({
      uid: 'work-1',
      recurrenceId: null,
      said: {
        title: 'Splicing, north',
        text: 'First line\nsecond',
        startsAt: '2026-10-23T23:00:00.000Z',
        endsAt: '2026-10-24T03:00:00.000Z',
      },
    });
    expect(spans('DTSTART:20261101T220000Z', 'DTEND:20261102T020000Z')).toEqual(['2026-11-01T22:00 11-02T02:00']);
    expect(spans('DTSTART;VALUE=DATE:20261101', 'DTEND;VALUE=DATE:20261103')).toEqual(['2026-11-01T00:00 11-03T00:00']);
    expect(spans('DTSTART;VALUE=DATE:20261101')).toEqual(['2026-11-01T00:00 11-02T00:00']);
  });

  it('keeps the time of the clock on the wall when the clocks change', () => {
    expect(starts(...AT_ONE, 'RRULE:FREQ=DAILY;COUNT=3')).toEqual(['10-23T23:00', '10-24T23:00', '10-26T00:00']);
    const zoned = read(
      ...OWN_ZONE,
      event('DTSTART;TZID=House time:20261024T120000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=2'),
    );
    expect(zoned.map(({ said }) => said?.startsAt.slice(11, 16))).toEqual(['08:30', '09:30']);
  });

  it('has times that there are twice, of which the first is meant, and times that there are not', () => {
    expect(starts('DTSTART;TZID=Europe/Berlin:20261025T023000', 'DURATION:PT1H')).toEqual(['10-25T00:30']);
    expect(starts('DTSTART;TZID=Europe/Berlin:20270328T023000', 'DURATION:PT1H')).toEqual(['03-28T01:30']);
  });

  it('recurs up to 90 days ahead, from now on, without its exceptions and with what is added', () => {
    const weekly = ['DTSTART:20200107T030000Z', 'DTEND:20200107T050000Z', 'RRULE:FREQ=WEEKLY;BYDAY=TU'];
    const all = starts(...weekly);
    expect([all[0], all.at(-1), all.length]).toEqual(['10-20T03:00', '01-12T03:00', 13]);
    const excepted = starts(...weekly, 'EXDATE:20261019T030000Z,20261020T030000Z', 'EXDATE;VALUE=DATE:20261103');
    expect(excepted.slice(0, 2)).toEqual(['10-27T03:00', '11-10T03:00']);
    expect(starts(...weekly, 'RDATE:20261021T070000Z').slice(0, 2)).toEqual(['10-20T03:00', '10-21T07:00']);
    expect(
      starts('DTSTART:20261101T030000Z', 'DURATION:PT1H', 'RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231T000000Z'),
    ).toEqual(['11-01T03:00', '11-27T03:00', '12-25T03:00']);
    expect(starts('DTSTART:20261101T030000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;BYDAY=MO,WE;COUNT=3')).toEqual([
      '11-01T03:00',
      '11-02T03:00',
      '11-04T03:00',
      '11-09T03:00',
    ]);
  });

  it('moves and calls off single times of what recurs, by RECURRENCE-ID', () => {
    const weekly = event('DTSTART:20261020T030000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=3', 'SUMMARY:a');
    const moved = event('RECURRENCE-ID:20261027T030000Z', 'DTSTART:20261028T090000Z', 'DURATION:PT2H', 'SUMMARY:b');
    const off = event('RECURRENCE-ID:20261103T030000Z', 'DTSTART:20261103T030000Z', 'STATUS:CANCELLED');
    const { events, whole } = readCalendar(calendar(moved, weekly, off), NOW);
    expect(
      events.map(({ recurrenceId, said }) => [recurrenceId?.slice(5, 10), said?.title, said?.startsAt.slice(5, 13)]),
    ).toEqual([
      ['10-20', 'a', '10-20T03'],
      ['10-27', 'b', '10-28T09'],
      ['11-03', undefined, undefined],
    ]);
    expect([...whole]).toEqual(['work-1']);
  });

  it('tells what recurs further ahead than is read, of which changed times are left out as the others are', () => {
    const weekly = (start: string, more = '') => event(`DTSTART:${start}`, 'DURATION:PT1H', `RRULE:FREQ=WEEKLY${more}`);
    const cut = (...lines: string[]) => {
      const { events, cut: found } = readCalendar(calendar(...lines), NOW);
      return [events.length, [...found]];
    };
    expect(cut(weekly('20261020T030000Z'))).toEqual([13, ['work-1']]);
    expect(cut(weekly('20270201T030000Z'))).toEqual([0, ['work-1']]);
    expect(cut(weekly('20270119T030000Z', ';COUNT=1'))).toEqual([0, ['work-1']]);
    expect(cut(weekly('20261020T030000Z', ';UNTIL=20270112T030000Z'))).toEqual([13, []]);
    expect(cut(weekly('20261020T030000Z', ';COUNT=13'))).toEqual([13, []]);
    expect(cut(weekly('20261020T030000Z', ';COUNT=14'))).toEqual([13, ['work-1']]);
    expect(cut(event('DTSTART:20270201T030000Z', 'DURATION:PT1H'))).toEqual([1, []]);
    const changed = (id: string, start: string) =>
      event(`RECURRENCE-ID:${id}T030000Z`, `DTSTART:${start}T090000Z`, 'DURATION:PT1H');
    const few = weekly('20261020T030000Z', ';COUNT=2');
    expect(cut(few, changed('20270202', '20270203'))).toEqual([2, ['work-1']]);
    expect(cut(few, changed('20261027', '20270203'))).toEqual([2, []]);
    expect(cut(few, changed('20270202', '20261028'))).toEqual([3, []]);
  });

  it('calls an event off by STATUS, and all of them by METHOD; of two versions the later counts', () => {
    expect(read(event(...AT_ONE, 'STATUS:CANCELLED'))).toEqual([{ uid: 'work-1', recurrenceId: null, said: null }]);
    expect(read('METHOD:CANCEL', event(...AT_ONE, 'RRULE:FREQ=DAILY'))[0]!.said).toBeNull();
    const [one, ...more] = read(event(...AT_ONE, 'SEQUENCE:2', 'SUMMARY:new'), event(...AT_ONE, 'SUMMARY:old'));
    expect([one!.said!.title, more]).toEqual(['new', []]);
  });

  it.each([
    ['no-start', ['DURATION:PT1H']],
    ['no-end', ['DTSTART:20261101T030000Z']],
    ['floating-time', ['DTSTART:20261101T030000', 'DURATION:PT1H']],
    ['floating-time', ['DTSTART:20261101T030000Z', 'DTEND:20261101T040000']],
    ['unknown-time-zone', ['DTSTART;TZID=Nowhere/Atall:20261101T030000', 'DURATION:PT1H']],
    ['invalid-time', ['DTSTART:yesterday', 'DURATION:PT1H']],
    ['invalid-time', ['DTSTART:20260230T030000Z', 'DURATION:PT1H']],
    ['end-before-start', ['DTSTART:20261101T030000Z', 'DTEND:20261101T030000Z']],
    ['end-before-start', ['DTSTART:20261101T030000Z', 'DURATION:-PT1H']],
    ['too-long', ['DTSTART:20261101T030000Z', 'DURATION:PT999999999999999H']],
    ['malformed-event', ['DTSTART;VALUE=PERIOD:20261101T030000Z', 'DURATION:PT1H']],
    ['recurs-too-often', ['DTSTART:20261101T030000Z', 'DURATION:PT1H', 'RRULE:FREQ=SECONDLY']],
    ['recurs-too-often', ['DTSTART:20261101T030000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;INTERVAL=1000000000']],
    ['recurs-too-often', ['DTSTART:19900101T030000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;BYHOUR=1,2,3,4;COUNT=60000']],
    ['too-many-occurrences', ['DTSTART:20261020T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8']],
    ['malformed-event', ['DTSTART:20261101T030000Z', 'DURATION:PT1H', 'RRULE:FREQ=SOMETIMES']],
    ['malformed-event', ['DTSTART:20261101T030000Z', 'DURATION:PT1H', 'a line that is no property']],
    ['range', ['RECURRENCE-ID;RANGE=THISANDFUTURE:20261101T030000Z', 'DTSTART:20261101T030000Z', 'DURATION:PT1H']],
    ['too-large', ['DTSTART:20261101T030000Z', `DESCRIPTION:${'x'.repeat(70_000)}`]],
  ])('tells what is wrong with an event: %s %j', (code, lines) => {
    expect(spans(...lines)).toEqual([code]);
  });

  it('does not look for ever for what never comes', () => {
    for (const rule of [
      'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=DAILY;INTERVAL=7;BYDAY=MO',
      'FREQ=WEEKLY;INTERVAL=52;BYMONTH=2',
      'FREQ=MONTHLY;INTERVAL=12;BYMONTH=2',
      'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYDAY=5MO;BYMONTHDAY=1',
    ]) {
      expect(starts('DTSTART:20261101T030000Z', 'DURATION:PT1H', `RRULE:${rule}`)[0]).toMatch(/11-01T03:00|malformed/);
    }
  });

  it('costs only the event that is wrong, of which the UID is told where it has one', () => {
    const wrong = event('DTSTART:garbage').replace('work-1', 'work-2');
    const nameless = event(...AT_ONE).replace('UID:work-1', 'X-UID:none');
    const found = read(nameless, wrong, event(...AT_ONE));
    expect(found.map(({ uid, problem }) => [uid, (problem as { code: string } | undefined)?.code])).toEqual([
      [null, 'no-uid'],
      ['work-2', 'invalid-time'],
      ['work-1', undefined],
    ]);
  });

  it('keeps titles and texts within what the ledger takes', () => {
    const [one] = read(event(...AT_ONE, `SUMMARY:${'é'.repeat(300)}\u0007`, `DESCRIPTION:${'€'.repeat(5000)}`));
    expect(Buffer.byteLength(one!.said!.title)).toBeLessThanOrEqual(200);
    expect(one!.said!.title).toMatch(/^é+…$/);
    expect(Buffer.byteLength(one!.said!.text)).toBeLessThanOrEqual(8000);
    expect(read(event(...AT_ONE))[0]!.said!.title).not.toBe('');
  });

  it.each([
    ['not-a-calendar', 'hello'],
    ['not-a-calendar', ''],
    ['malformed-calendar', calendar('BEGIN:VEVENT')],
    ['malformed-calendar', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR'],
    ['malformed-calendar', 'BEGIN:VCALENDAR'],
    ['too-deep', calendar(...Array.from({ length: 100_000 }, () => 'BEGIN:VEVENT'))],
    ['too-many-events', calendar(...Array.from({ length: 501 }, () => event(...AT_ONE)))],
  ])('is refused whole where it is no calendar: %s', (code, text) => {
    expect(() => readCalendar(text, NOW)).toThrow(expect.objectContaining({ code }));
  });

  it('that is full of old events that recur is read up to a limit, and what is beyond is told so', () => {
    const full = (rule: string) => {
      const daily = (n: number) =>
        event('DTSTART:19900101T030000Z', 'DURATION:PT1H', rule).replace('work-1', `work-${n}`);
      return read(...Array.from({ length: 500 }, (_, n) => daily(n)));
    };
    const counted = full('RRULE:FREQ=DAILY;COUNT=13000');
    expect(counted.map(({ problem }) => (problem as { code: string }).code)).toContain('recurs-too-often');
    const weekly = full('RRULE:FREQ=WEEKLY;INTERVAL=4;BYDAY=MO,TU');
    expect(new Set(weekly.map(({ problem }) => problem))).toEqual(new Set([undefined]));
    expect(weekly.slice(0, 4).map(({ said }) => said?.startsAt.slice(0, 10))).toEqual([
      '2026-10-20',
      '2026-11-16',
      '2026-11-17',
      '2026-12-14',
    ]);
  });
});
