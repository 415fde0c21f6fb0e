import { asBefore, countToCome, inDays, keptInPlace } from './moments.js';

const moment = (id: string, at: string, revision = 1) => ({ at, kind: 'log-entry', record: { id, revision } });
const idsOf = (moments: readonly { record: { id: string } }[]): string =>
  moments.map(({ record }) => record.id).join('');
const [a, b, c] = [moment('a', '09'), moment('b', '08'), moment('c', '07')];

describe('What somebody reads', () => {
  it('stays where it is, with what became of it, while what is new above or between waits', () => {
    const now = [moment('n', '10'), a, moment('m', '08'), moment('b', '08', 2), c];
    const { moments, waiting } = keptInPlace([a, b, c], now);
    expect([idsOf(moments), waiting]).toEqual(['abc', 2]);
    expect(moments[1]!.record.revision).toBe(2);
  });

  it('goes on behind its end', () => {
    expect(keptInPlace([a, b], [a, b, c])).toEqual({ moments: [a, b, c], waiting: 0 });
    const same = moment('s', '08');
    expect(idsOf(keptInPlace([a, b], [a, b, same, c]).moments)).toBe('absc');
    expect(keptInPlace([], [a])).toEqual({ moments: [a], waiting: 0 });
  });

  it('keeps what moved at its old place, and what is gone, until the newest is asked for', () => {
    const kept = keptInPlace([a, b, c], [moment('c', '11', 2), a, moment('m', '08'), moment('d', '06')]);
    expect([idsOf(kept.moments), kept.waiting]).toEqual(['abcd', 2]);
    expect(kept.moments[2]).toBe(c);
  });

  it('has nothing waiting where nothing is new', () => {
    expect(keptInPlace([a, b], [a, b])).toEqual({ moments: [a, b], waiting: 0 });
  });
});

describe('What came anew', () => {
  it('is the same object where it is no other than before', () => {
    const now = asBefore([a, b], [moment('n', '10'), { ...a }, moment('b', '08', 2)]);
    expect(now.map((one) => [one.record.id, [a, b].includes(one)])).toEqual([
      ['n', false],
      ['a', true],
      ['b', false],
    ]);
  });
});

describe('A timeline', () => {
  const moments = ['2026-12-01T10:00Z', '2026-11-25T20:00Z', '2026-11-25T18:00Z', '2026-11-24T23:59Z'].map((at) => ({
    at,
    kind: 'maintenance-window',
  }));

  it('is divided by what is still to come', () => {
    expect(countToCome(moments, Date.parse('2026-11-25T19:00Z'))).toBe(2);
    expect(countToCome(moments, Date.parse('2026-11-25T18:00Z'))).toBe(2);
    expect(countToCome(moments, 0)).toBe(4);
    expect(countToCome([], 0)).toBe(0);
    const said = { at: '2026-12-02T10:00Z', kind: 'announcement' };
    expect(countToCome([said, ...moments], 0)).toBe(0);
  });

  it('is by days, of which today is there twice where some of it is still to come', () => {
    const days = inDays(moments, 2, (instant) => instant.slice(0, 10));
    expect(days.map(({ name, isToCome, moments }) => [name, isToCome, moments.length])).toEqual([
      ['2026-12-01', true, 1],
      ['2026-11-25', true, 1],
      ['2026-11-25', false, 1],
      ['2026-11-24', false, 1],
    ]);
  });
});
