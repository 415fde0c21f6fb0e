import { inOrder, rowsOf, type Series } from './series-rows.js';

type Windows = Parameters<typeof rowsOf>[1];

const occurrence = (day: string) => ({ day, startsAt: `${day}T14:00:00.000Z`, endsAt: `${day}T15:00:00.000Z` });
const window = (day: string, status: string, more: object = {}) => {
  const { startsAt, endsAt } = occurrence(day);
  return { id: `of ${day}`, occurrence: day, status, startsAt, endsAt, moves: [], ...more };
};
const series = (more: object = {}): Series =>
  ({ upcoming: [], later: [], skipped: [], ended: null, plannedAt: '2028-01-01', ...more }) as unknown as Series;
const rows = (of: Series, windows: readonly object[]) => {
  const { next, earlier } = rowsOf(of, windows as unknown as Windows);
  return {
    next: next.map(({ day, window, isMoved }) => `${day} ${window?.status ?? 'none'}${isMoved ? ' moved' : ''}`),
    earlier: earlier.map(({ occurrence, status }) => `${occurrence} ${status}`),
  };
};

describe('The times of a series', () => {
  const weekly = series({
    upcoming: [occurrence('2028-01-18'), occurrence('2028-01-25')],
    later: [occurrence('2028-02-01')],
    skipped: [{ day: '2028-01-11' }],
  });

  it('have their windows, where they have some, and those that are over come last', () => {
    expect(
      rows(weekly, [
        window('2028-01-18', 'scheduled'),
        window('2028-01-04', 'completed'),
        window('2027-12-28', 'cancelled'),
        window('2028-01-25', 'draft'),
      ]),
    ).toEqual({
      next: ['2028-01-18 scheduled', '2028-01-25 draft', '2028-02-01 none'],
      earlier: ['2028-01-04 completed', '2027-12-28 cancelled'],
    });
  });

  it('stand where they were moved to, and what was left out is not among those that are over', () => {
    const moved = { startsAt: '2028-01-26T14:00:00.000Z', moves: [{ step: 'rescheduled' }] };
    expect(
      rows(weekly, [
        window('2028-01-18', 'scheduled', moved),
        window('2028-01-11', 'cancelled'),
        window('2028-01-04', 'in-progress', { moves: [{ step: 'extended' }] }),
      ]),
    ).toEqual({
      next: ['2028-01-04 in-progress', '2028-01-25 none', '2028-01-18 scheduled moved', '2028-02-01 none'],
      earlier: [],
    });
  });

  it('order the series: the next first, and those that have ended last', () => {
    const [soon, late, over] = [weekly, series({ later: [occurrence('2028-03-01')] }), series({ ended: {} })];
    expect(inOrder([over, late, soon])).toEqual([soon, late, over]);
  });
});
