import { addMonths, askedOf, given, queryOf } from './window-query.js';

const NOW = Date.parse('2026-11-25T13:00:00Z');
const asked = (text: string) => askedOf(new URLSearchParams(text), NOW);

describe('What is asked of the page of windows', () => {
  it('is a calendar of this month, unless the address says otherwise', () => {
    expect(asked('')).toMatchObject({ view: 'calendar', span: 'month', day: '2026-11-25' });
    expect(asked('view=list&span=week&day=2028-02-29')).toMatchObject({
      view: 'list',
      span: 'week',
      day: '2028-02-29',
    });
    expect(asked('view=cube&span=year&day=2026-02-30')).toMatchObject({ view: 'calendar', day: '2026-11-25' });
  });

  it('is said again by its address, without what is so anyhow', () => {
    const query = queryOf(asked('view=list&status=held&day=2026-11-25'), NOW);
    expect(Object.entries(query).filter(([, value]) => value !== '')).toEqual([
      ['status', 'held'],
      ['view', 'list'],
    ]);
    const orderOf = (text: string): string | undefined => queryOf(asked(text), NOW)['order'];
    expect(orderOf('view=list&order=oldest')).toBe('oldest');
    // A calendar has one of its own.
    expect([orderOf('view=list&order=newest'), orderOf('order=oldest')]).toEqual(['', '']);
  });

  it('narrows a calendar by no other days than it shows', () => {
    expect(given(asked('from=2026-01-01&kind=network'))).toEqual({ kind: 'network' });
    expect(given(asked('view=list&from=2026-01-01&q=+'))).toEqual({ from: '2026-01-01' });
  });

  it('is the last day of a month that has no such day', () => {
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2026-01-31', -1)).toBe('2025-12-31');
    expect(addMonths('2026-11-30', 15)).toBe('2028-02-29');
  });
});
