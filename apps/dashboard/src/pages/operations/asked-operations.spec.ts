import { askedOf, changed } from './asked-operations.js';
import { pointedOut, readTime, shifted, writeTime, zoomed } from './time-range.js';

const NOW = Date.parse('2026-11-22T12:00Z');
const HOUR = 3_600_000;
const asked = (query: string) => askedOf(new URLSearchParams(query), NOW);
const rangeOf = (query: string): string => {
  const { range, problems } = asked(query);
  return `${writeTime(range.from)}–${writeTime(range.to)} ${JSON.stringify(problems)}`;
};

describe('What the address of the operations asks for', () => {
  it('is the last 24 hours by host, newest first, with a little room after now', () => {
    const { range, ...rest } = asked('');
    expect([NOW - range.from, range.to > NOW, range.to < NOW + HOUR]).toEqual([24 * HOUR, true, true]);
    expect(rest).toMatchObject({ by: 'host', last: '24h', only: null, sort: 'started', isDescending: true });
  });

  it.each([
    ['from=2026-11-20&to=2026-11-20', '2026-11-20T00:00Z–2026-11-21T00:00Z {}'],
    ['from=2026-11-20T10:00Z', '2026-11-20T10:00Z–2026-11-22T12:00Z {}'],
    ['to=2026-11-20T10:00:30%2B01:00', '2026-11-19T09:00:30Z–2026-11-20T09:00:30Z {}'],
    ['from=2026-11-20 10:15&to=2026-11-20 10:30', '2026-11-20T10:15Z–2026-11-20T10:30Z {}'],
  ])('%s is %s: days are whole days, and what names no zone is UTC', (query, range) => {
    expect(rangeOf(query)).toBe(range);
  });

  it('is told as wrong at its field where it is no time, or ends before it begins', () => {
    expect(asked('from=yesterday&to=2026-13-01').problems).toEqual({
      from: expect.stringContaining('2026-11-22'),
      to: expect.stringContaining('2026-11-22'),
    });
    expect(asked('from=2026-11-21T10:00Z&to=2026-11-21T10:00Z').problems.from).toBe('must be before the end');
    expect(asked('from=yesterday').last).toBe('24h');
  });

  it('is as if it were not there where nobody understands it', () => {
    expect(asked('by=moon&last=toString&only=constructor&sort=-valueOf')).toMatchObject({
      by: 'host',
      last: '24h',
      only: null,
      sort: 'started',
    });
  });

  it('is kept in what was not changed', () => {
    const query = changed(new URLSearchParams('last=7d&host=db1101&only=failed'), { last: null, only: '', by: 'name' });
    expect(query.toString()).toBe('host=db1101&by=name');
  });
});

describe('A range of time', () => {
  const range = { from: NOW, to: NOW + 6 * HOUR };
  it('moves by its own length, and is halved and doubled around its middle', () => {
    expect(shifted(range, -1)).toEqual({ from: NOW - 6 * HOUR, to: NOW });
    expect(zoomed(range, 2)).toEqual({ from: NOW - 3 * HOUR, to: NOW + 9 * HOUR });
    expect(zoomed(range, 1 / 2)).toEqual({ from: NOW + 1.5 * HOUR, to: NOW + 4.5 * HOUR });
  });

  it('is pointed out in either direction, in whole minutes, and is never shorter than one', () => {
    expect(pointedOut(NOW + 2 * HOUR + 1234, NOW)).toEqual({ from: NOW, to: NOW + 2 * HOUR });
    expect(pointedOut(NOW, NOW + 10)).toMatchObject({ to: NOW + 30_000 });
  });

  it('is written so that it can be read', () => {
    expect(readTime(writeTime(NOW + 5000), 'from')).toBe(NOW + 5000);
    expect(readTime('2026-02-30T10:00Z', 'from')).toBeNull();
  });
});
