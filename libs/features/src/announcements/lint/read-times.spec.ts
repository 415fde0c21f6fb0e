import { readTimes } from './read-times.js';

/** What a text says, as `start/end`; `?` is what it leaves open, - that it names no end. */
const read = (text: string): string[] =>
  readTimes(text).spans.map(({ from, until }) =>
    [from, until].map((one) => (one === null ? '-' : one.at === null ? '?' : iso(one.at))).join('/'),
  );
const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

describe('Times in a text', () => {
  it.each([
    ['2026-11-24 14:00–15:30 UTC', '2026-11-24T14:00/2026-11-24T15:30'],
    ['2026-11-24 14:00-15:30 UTC', '2026-11-24T14:00/2026-11-24T15:30'],
    ['Tuesday, November 24 2026, 14:00 UTC to 15:30 UTC', '2026-11-24T14:00/2026-11-24T15:30'],
    ['on Tue 24 Nov 2026 from 14:00 to 15:30 UTC', '2026-11-24T14:00/2026-11-24T15:30'],
    ['between 14:00 and 15:30 UTC on Tuesday, 24 November 2026', '2026-11-24T14:00/2026-11-24T15:30'],
    ['14:00 UTC on the 24th of November 2026', '2026-11-24T14:00/-'],
    ['2026-11-24 22:30 – 01:00 UTC', '2026-11-24T22:30/2026-11-25T01:00'],
    ['2026-11-24 22:30 UTC – 2026-11-25 01:00 UTC', '2026-11-24T22:30/2026-11-25T01:00'],
    ['2028-02-28 23:00 to 01:00 UTC', '2028-02-28T23:00/2028-02-29T01:00'],
    ['2026-11-24T14:00:00Z', '2026-11-24T14:00/-'],
    ['2026-11-24T14:00:00+01:00', '2026-11-24T13:00/-'],
    ['2026-11-24T14:00-05:00', '2026-11-24T19:00/-'],
    ['2026-11-24 15:00 +01:00', '2026-11-24T14:00/-'],
    ['2026-11-24 15:00 CET', '2026-11-24T14:00/-'],
    ['2026-11-24 16:00 UTC+2', '2026-11-24T14:00/-'],
    ['Nov 24th 2026, 1400-1530 UTC', '2026-11-24T14:00/2026-11-24T15:30'],
    ['2026/11/24 14-15 UTC', '2026-11-24T14:00/2026-11-24T15:00'],
    ['2026-11-24 2pm-3pm UTC', '2026-11-24T14:00/2026-11-24T15:00'],
    ['2026-11-24 12:15 am UTC', '2026-11-24T00:15/-'],
    ['24.11.2026 14:00 UTC', '2026-11-24T14:00/-'],
    ['Start: 2026-11-24 14:00 UTC\nEnd: 2026-11-24 15:30 UTC', '2026-11-24T14:00/2026-11-24T15:30'],
    ['starts 2026-11-24 at 14:00 UTC and is expected to end by 15:30 UTC', '2026-11-24T14:00/2026-11-24T15:30'],
    ['On 2026-11-24 we begin at 14:00 and end at 15:30. All times are in UTC.', '2026-11-24T14:00/2026-11-24T15:30'],
    ['from 22:00 UTC on Tuesday 2026-12-08 to 02:00 UTC on 2026-12-09', '2026-12-08T22:00/2026-12-09T02:00'],
    ['from 22:00 UTC on 2026-12-08 to 02:00 UTC', '2026-12-08T22:00/2026-12-09T02:00'],
    ['2026-12-01T09:00Z/2026-12-01T11:00Z', '2026-12-01T09:00/2026-12-01T11:00'],
    ['2026-11-24 14:00', '?/-'],
    ['2026-11-24 14:00 EST', '?/-'],
    ['24 Nov 14:00 UTC', '?/-'],
    ['05/06/2026 14:00 UTC', '?/-'],
    ['14:00 UTC', '?/-'],
  ])('%j are read as %s', (text, times) => {
    expect(read(text)).toEqual([times]);
  });

  it('are two where a window moved from one time to another', () => {
    const { spans } = readTimes('Moved from 2026-11-24 14:00–15:00 UTC to 2026-11-26 14:00–15:00 UTC.');
    expect(spans.map(({ replaced }) => replaced)).toEqual([true, false]);
    expect(read('rescheduled from 2026-11-24 14:00 UTC to 2026-11-26 14:00 UTC')).toEqual([
      '2026-11-24T14:00/-',
      '2026-11-26T14:00/-',
    ]);
  });

  it('are the same again where another zone stands in brackets', () => {
    const { spans } = readTimes('2026-11-24 14:00–15:00 UTC (15:00–16:00 CET)');
    expect(spans.map(({ again }) => again)).toEqual([false, true]);
  });

  it.each(['2001:db8::12:34', '1/2 of the hosts', 'it may 5 times', 'v2026.11.24.3', 'db1024:3306'])(
    'are none in %j',
    (text) => {
      const { dates, times } = readTimes(text);
      expect([...dates, ...times]).toEqual([]);
    },
  );

  it('are known with their weekday, before and after', () => {
    expect(readTimes('Tue 2026-11-24 / 2026-11-25 (Wednesday)').dates).toMatchObject([
      { weekday: 2, start: 0, end: 14 },
      { weekday: 3, start: 17 },
    ]);
    expect(readTimes('30 February 2026').dates).toMatchObject([{ impossible: true }]);
  });
});
