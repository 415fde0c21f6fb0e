import { matrixOf } from './matrix.js';

const WEEK = 7 * 24 * 60;

describe('The matrix of a notice policy', () => {
  it('has a row for each scope that it names, and a word for each length of the impact', () => {
    const cells = [
      { scope: 'toolforge' as const, impact: 'over-1-hour' as const, noticeMinutes: WEEK },
      { scope: 'toolforge' as const, impact: 'from-5-min' as const, noticeMinutes: 90 },
      { scope: 'any' as const, impact: 'under-5-min' as const, noticeMinutes: 60 },
      { scope: 'any' as const, impact: 'from-5-min' as const, noticeMinutes: null },
    ];
    const rows = matrixOf({ cells }, null).map(({ name, demands }) => [name, ...demands.map(({ words }) => words)]);
    expect(rows).toEqual([
      ['Any other scope', 'the log is enough', '1 hour', 'the log is enough', 'the log is enough'],
      ['Toolforge', 'the log is enough', '1 hour', '90 minutes', '7 days'],
    ]);
  });

  it('says of a proposal what each changed cell says now, also where it names it no more', () => {
    const now = [{ scope: 'any' as const, impact: 'over-1-hour' as const, noticeMinutes: WEEK }];
    const proposed = [{ scope: 'any' as const, impact: 'none' as const, noticeMinutes: 0 }];
    const [row, ...others] = matrixOf({ cells: proposed }, { cells: now });
    expect([row!.name, others]).toEqual(['Every scope', []]);
    expect(row!.demands.map(({ words, before }) => [words, before])).toEqual([
      ['before the start', 'the log is enough'],
      ['the log is enough', null],
      ['the log is enough', null],
      ['the log is enough', '7 days'],
    ]);
  });
});
