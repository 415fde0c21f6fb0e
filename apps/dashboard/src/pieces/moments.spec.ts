import { endOf, startOf } from './moments.js';

describe('A moment to come', () => {
  it('is taken in UTC as people type it', () => {
    expect(startOf('2026-12-08 14:00')).toBe('2026-12-08T14:00:00.000Z');
    expect(startOf(' 2028-02-29T9:05 utc ')).toBe('2028-02-29T09:05:00.000Z');
    expect(startOf('2026-02-30 14:00')).toBeNull();
    expect(startOf('2026-12-08 25:00')).toBeNull();
    expect(startOf('tomorrow')).toBeNull();
  });

  it('can be an end, as a time after the start or as a length', () => {
    const start = '2026-12-31T22:00:00.000Z';
    expect(endOf('2027-01-01 01:00', start)).toBe('2027-01-01T01:00:00.000Z');
    expect(endOf('23:30', start)).toBe('2026-12-31T23:30:00.000Z');
    expect(endOf('1:00', start)).toBe('2027-01-01T01:00:00.000Z');
    expect(endOf('90 min', start)).toBe('2026-12-31T23:30:00.000Z');
    expect(endOf('1.5h', start)).toBe('2026-12-31T23:30:00.000Z');
    expect(endOf('+2 days', start)).toBe('2027-01-02T22:00:00.000Z');
    expect(endOf('later', start)).toBeNull();
    expect(endOf('90 min', null)).toBeNull();
  });
});
