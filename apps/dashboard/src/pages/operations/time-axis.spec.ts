import { timeAxis } from './time-axis.js';

const axis = (from: string, to: string, width = 600) =>
  timeAxis({ from: Date.parse(from), to: Date.parse(to) }, width, 'utc');
const labels = (ticks: readonly { label: string }[]) => ticks.map(({ label }) => label);

describe('The axis of time', () => {
  it('names the day at the left edge and wherever another begins, and hours between', () => {
    const { days, times } = axis('2026-11-20T18:00Z', '2026-11-21T18:00Z');
    expect(days).toEqual([
      { x: 0, label: '2026-11-20' },
      { x: 150, label: '2026-11-21' },
    ]);
    expect(labels(times)).toEqual(['18:00', '21:00', '00:00', '03:00', '06:00', '09:00', '12:00', '15:00']);
    expect(times[1]!.x).toBe(75);
  });

  it('names seconds in a minute, and only days in a month', () => {
    const minute = axis('2026-11-20T18:00:05Z', '2026-11-20T18:01:05Z');
    expect(labels(minute.times)).toEqual(['18:00:10', '18:00:20', '18:00:30', '18:00:40', '18:00:50', '18:01:00']);
    const month = axis('2026-11-01T00:00Z', '2026-12-01T00:00Z');
    expect(month.times).toEqual([]);
    expect(month.days.length).toBeGreaterThan(3);
  });

  it.each([
    ['2026-11-20T23:50Z', '2026-11-21T23:50Z'],
    ['2026-11-01T13:00Z', '2026-12-01T13:00Z'],
    ['2016-01-01T00:00Z', '2026-01-01T00:00Z'],
  ])('leaves room for each name between %s and %s', (from, to) => {
    for (const ticks of Object.values(axis(from, to))) {
      const gaps = ticks.slice(1).map(({ x }: { x: number }, index: number) => x - ticks[index]!.x);
      expect(Math.min(Infinity, ...gaps)).toBeGreaterThan(60);
    }
  });
});
