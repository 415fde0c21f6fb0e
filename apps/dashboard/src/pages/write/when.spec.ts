import { whenOf } from './when.js';

const NOW = Date.parse('2026-11-25T03:20:45.678Z');
const told = (typed: string) => {
  const when = whenOf(typed, NOW, 'utc');
  return when === null ? null : `${when.occurredAt} ${when.precision}`;
};

describe('A time as somebody writes it', () => {
  it.each([
    ['10 min ago', '2026-11-25T03:10:00.000Z minute'],
    ['10m', '2026-11-25T03:10:00.000Z minute'],
    ['30 s ago', '2026-11-25T03:20:15.000Z second'],
    ['an hour ago', '2026-11-25T02:20:00.000Z hour'],
    ['2 Days  ago', '2026-11-23T03:20:00.000Z day'],
    ['about 2 h ago', '2026-11-25T01:20:00.000Z approximate'],
    ['~14:05', '2026-11-24T14:05:00.000Z approximate'],
    ['2:05', '2026-11-25T02:05:00.000Z minute'],
    ['03:22', '2026-11-25T03:22:00.000Z minute'],
    ['yesterday 14:05', '2026-11-24T14:05:00.000Z minute'],
    ['today 01:00:07', '2026-11-25T01:00:07.000Z second'],
    ['yesterday', '2026-11-24T00:00:00.000Z day'],
    ['2026-11-22', '2026-11-22T00:00:00.000Z day'],
    ['2026-11-22 17:05', '2026-11-22T17:05:00.000Z minute'],
    ['2026-11-22T17:05:09.12Z', '2026-11-22T17:05:09.120Z millisecond'],
    ['2026-11-22 18:05 +01:00', '2026-11-22T17:05:00.000Z minute'],
    ['17:05 UTC', '2026-11-24T17:05:00.000Z minute'],
  ])('is understood: %s', (typed, expected) => {
    expect(told(typed)).toBe(expected);
  });

  it.each([
    '',
    'soon',
    '25:00',
    '12:60',
    '2026-02-30 10:00',
    '2026-13-01',
    '10 parsecs ago',
    '14',
    '12:00 CET',
    'today x',
  ])('is not guessed at: "%s"', (typed) => {
    expect(told(typed)).toBeNull();
  });

  it('is one of the machine where the reader wants local times, and a day to come stays one', () => {
    const machine = new Date(2026, 10, 22, 17, 5).toISOString();
    expect(whenOf('2026-11-22 17:05', NOW, 'local')).toEqual({ occurredAt: machine, precision: 'minute' });
    expect(whenOf('2026-11-22 17:05 UTC', NOW, 'local')?.occurredAt).toBe('2026-11-22T17:05:00.000Z');
    expect(told('2026-12-01 10:00')).toBe('2026-12-01T10:00:00.000Z minute');
  });
});
