import { type Cell, monthsOf, sentenceOf, windowsAt } from './compliance-rows.js';

describe('The table of notice', () => {
  const { months, total } = monthsOf([
    cell('2026-10', 'web', { enough: ['a'], moved: ['a'] }),
    cell('2026-11', 'mail', { enough: ['b'], short: ['c'] }),
    cell('2026-11', 'web', { enough: ['b'], emergency: ['d'], none: ['e'] }),
  ]);

  it('counts a window of two components once in its month, and once in everything', () => {
    expect(months.map(({ key, windows }) => [key, windows])).toEqual([
      ['2026-10', ['a']],
      ['2026-11', ['b', 'c', 'e', 'd']],
    ]);
    expect(total.enough).toEqual(['a', 'b']);
    expect(total.windows).toHaveLength(5);
  });

  it('names the windows of each place, and of no other', () => {
    expect(windowsAt(months, total, '2026-11/web/network/emergency')).toEqual(['d']);
    expect(windowsAt(months, total, '2026-11/short')).toEqual(['c']);
    expect(windowsAt(months, total, 'all/moved')).toEqual(['a']);
    for (const place of ['', 'all', '2026-11/web/network/cell', '2026-11/rows', '2027-01/short', 'all/toString']) {
      expect(windowsAt(months, total, place)).toBeNull();
    }
  });

  it('says in a sentence what the numbers mean, and rounds nothing up to all', () => {
    expect(sentenceOf(total)).toBe(
      'Of 4 windows that owed a notice ahead, 2 (50 %) gave it in time, 1 too late, and 1 not before the start; 1 was an emergency, 0 needed none.',
    );
    const many = Array.from({ length: 999 }, (_, index) => String(index));
    expect(sentenceOf({ ...total, enough: many, short: ['x'], none: [] })).toContain('(99 %)');
    expect(sentenceOf(monthsOf([]).total)).toMatch(/^No window owed a notice ahead; 0 were emergencies/);
  });
});

function cell(month: string, name: string, ids: Partial<Cell>): Cell {
  const none = {
    enough: [],
    short: [],
    none: [],
    emergency: [],
    notRequired: [],
    moved: [],
    overran: [],
    cancelled: [],
  };
  return { month, component: { id: name, name, title: '' }, kind: 'network', windows: 0, ...none, ...ids };
}
