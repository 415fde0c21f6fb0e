import { dayInWords, headingOf, placed, weeksAround } from './calendar-weeks.js';

const window = (id: string, startsAt: string, endsAt: string) => ({ id, startsAt, endsAt });
const shown = (week: readonly string[], ...windows: ReturnType<typeof window>[]) =>
  placed(week, windows).map(({ day, lanes }) => [
    day.slice(8),
    ...lanes.map((piece) =>
      piece === null ? '' : `${piece.begins ? '[' : '…'}${piece.window.id}${piece.ends ? ']' : '…'}`,
    ),
  ]);

describe('A calendar of windows', () => {
  it('shows whole weeks from Monday on, of a month or one', () => {
    const weeks = weeksAround('2026-11-25', 'month');
    expect(weeks.map((week) => [week[0], week.at(-1)])).toEqual([
      ['2026-10-26', '2026-11-01'],
      ['2026-11-02', '2026-11-08'],
      ['2026-11-09', '2026-11-15'],
      ['2026-11-16', '2026-11-22'],
      ['2026-11-23', '2026-11-29'],
      ['2026-11-30', '2026-12-06'],
    ]);
    expect(weeksAround('2028-02-29', 'week')).toEqual([
      ['2028-02-28', '2028-02-29', '2028-03-01', '2028-03-02', '2028-03-03', '2028-03-04', '2028-03-05'],
    ]);
    expect(weeksAround('2027-02-01', 'month')).toHaveLength(4);
  });

  it('shows a window on each day of UTC that it touches, in one place, and none on a day that begins when it ends', () => {
    const [week] = weeksAround('2026-11-25', 'week');
    expect(
      shown(
        week!.slice(0, 4),
        window('night', '2026-11-23T23:00:00.000Z', '2026-11-24T01:00:00.000Z'),
        window('late', '2026-11-24T22:00:00.000Z', '2026-11-25T00:00:00.000Z'),
        window('long', '2026-11-20T00:00:00.000Z', '2026-12-02T00:00:00.000Z'),
        window('next', '2026-11-25T08:00:00.000Z', '2026-11-25T09:00:00.000Z'),
      ),
    ).toEqual([
      ['23', '…long…', '[night…', ''],
      ['24', '…long…', '…night]', '[late]'],
      ['25', '…long…', '[next]', ''],
      ['26', '…long…', '', ''],
    ]);
  });

  it('says on how many days of the week a window is, so that its words have the room of all of them', () => {
    const [week] = weeksAround('2026-11-25', 'week');
    const long = window('long', '2026-11-24T12:00:00.000Z', '2026-12-02T00:00:00.000Z');
    const short = window('short', '2026-11-23T23:00:00.000Z', '2026-11-25T00:00:00.000Z');
    const days = placed(week!, [long, short]).map(({ lanes }) => lanes.map((piece) => piece?.days ?? 0));
    expect(days.slice(0, 3)).toEqual([
      [2, 0],
      [1, 6],
      [0, 5],
    ]);
  });

  it('says which days they are', () => {
    expect(dayInWords('2028-02-29')).toBe('Tuesday 29 February 2028');
    expect(headingOf(weeksAround('2026-11-25', 'month'), '2026-11-25', 'month')).toBe('November 2026');
    expect(headingOf(weeksAround('2026-11-25', 'week'), '2026-11-25', 'week')).toMatch(/^23.+29 November 2026$/);
  });
});
