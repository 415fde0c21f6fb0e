import { readSaidTime } from './said-time.js';

const NOW = Date.parse('2026-11-22T17:05:09.123Z');
const read = (text: string) => {
  const time = readSaidTime(text, NOW, 'utc');
  return time && [time.occurredAt, time.precision];
};

describe('When something was done, as somebody types it', () => {
  it.each([
    ['10 min ago', '2026-11-22T16:55:09.123Z', 'minute'],
    ['2h', '2026-11-22T15:05:09.123Z', 'minute'],
    ['30 s ago', '2026-11-22T17:04:39.123Z', 'second'],
    ['3 d ago', '2026-11-19T17:05:09.123Z', 'minute'],
    ['9:30', '2026-11-22T09:30:00.000Z', 'minute'],
    ['09:30:15', '2026-11-22T09:30:15.000Z', 'second'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z', 'day'],
    ['2026-11-20 08:15', '2026-11-20T08:15:00.000Z', 'minute'],
    ['2026-11-20T08:15:01Z', '2026-11-20T08:15:01.000Z', 'second'],
    ['2026-11-20 08:15 +02:00', '2026-11-20T06:15:00.000Z', 'minute'],
    ['2026-11-20T08:15:01.250Z', '2026-11-20T08:15:01.000Z', 'second'],
  ])('%s', (text, instant, precision) => expect(read(text)).toEqual([instant, precision]));

  it('a time of the day that is to come was yesterday', () => {
    expect(read('23:50')).toEqual(['2026-11-21T23:50:00.000Z', 'minute']);
  });

  it.each([
    '',
    'soon',
    '25:00:00:00',
    '2026-13-40',
    '2026-02-30',
    '2026-02-30 08:15',
    '99:99',
    '2026-11-20 8',
    'yesterday',
  ])('%j is none', (text) => expect(read(text)).toBeNull());
});
