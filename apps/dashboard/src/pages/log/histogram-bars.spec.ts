import { barsOf, nameOf, rangeOf } from './histogram-bars.js';

describe('Entries over time', () => {
  it('have a bar for each day, also where nothing was logged', () => {
    const bars = barsOf({
      by: 'day',
      from: '2026-11-20T10:00:00.000Z',
      to: '2026-11-22T17:05:00.000Z',
      data: [
        { from: '2026-11-20T00:00:00.000Z', entries: 3 },
        { from: '2026-11-22T00:00:00.000Z', entries: 1 },
      ],
    });
    expect(bars.map((bar) => [nameOf(bar, 'day'), bar.entries])).toEqual([
      ['2026-11-20', 3],
      ['2026-11-21', 0],
      ['2026-11-22', 1],
    ]);
  });

  it('have months of their own lengths', () => {
    const bars = barsOf({ by: 'month', from: '2025-12-31T23:59:00.000Z', to: '2026-03-01T00:00:00.001Z', data: [] });
    expect(bars.map((bar) => [nameOf(bar, 'month'), bar.range.to])).toEqual([
      ['2025-12', '2025-12-31'],
      ['2026-01', '2026-01-31'],
      ['2026-02', '2026-02-28'],
      ['2026-03', '2026-03-31'],
    ]);
  });

  it('are asked for alone by days that are included, or by hours up to which they go', () => {
    const two = [
      { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' },
      { from: '2026-11-21T00:00:00.000Z', to: '2026-11-22T00:00:00.000Z' },
    ];
    expect(rangeOf(two, 'day')).toEqual({ from: '2026-11-20', to: '2026-11-21' });
    expect(rangeOf(two, 'hour')).toEqual({ from: '2026-11-20T00:00Z', to: '2026-11-22T00:00Z' });
  });

  it('are none where nothing is found', () => {
    expect(barsOf({ by: 'day', from: null, to: null, data: [] })).toEqual([]);
  });
});
