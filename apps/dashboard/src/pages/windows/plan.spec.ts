import { changesOf, EMPTY_PLAN, endOf, requestOf, startOf } from './plan.js';

describe('A plan of a window', () => {
  it('takes times in UTC as people type them', () => {
    expect(startOf('2026-12-08 14:00')).toBe('2026-12-08T14:00:00.000Z');
    expect(startOf(' 2028-02-29T9:05 utc ')).toBe('2028-02-29T09:05:00.000Z');
    expect(startOf('2026-02-30 14:00')).toBeNull();
    expect(startOf('2026-12-08 25:00')).toBeNull();
    expect(startOf('tomorrow')).toBeNull();
  });

  it('takes its end as a moment, as a time after the start, or as a length', () => {
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

  it('sends what is no time as it was typed, so that the server says what is wrong', () => {
    const plan = { ...EMPTY_PLAN, title: ' Routers ', start: 'soon', end: '', affected: 'toolforge, k8s  db' };
    expect(requestOf(plan)).toMatchObject({
      title: 'Routers',
      startsAt: 'soon',
      endsAt: '',
      affected: ['toolforge', 'k8s', 'db'],
      impactUnknown: true,
    });
    expect(requestOf({ ...plan, impact: '0' })).toMatchObject({ impactMinutes: 0 });
    expect(requestOf({ ...plan, impact: 'short' })).toMatchObject({ impactMinutes: 'short' });
  });

  it('sends of a change only what is not as it was', () => {
    const before = { ...EMPTY_PLAN, title: 'Routers', start: '2026-12-08 14:00', end: '15:00', kinds: ['network'] };
    expect(changesOf({ ...before, end: '60 min' }, before)).toEqual({});
    expect(changesOf({ ...before, title: 'Switches' }, before)).toEqual({ title: 'Switches' });
    expect(changesOf({ ...before, kinds: ['other'], otherKind: 'slow' }, before)).toEqual({
      kinds: ['other'],
      otherKind: 'slow',
    });
  });
});
