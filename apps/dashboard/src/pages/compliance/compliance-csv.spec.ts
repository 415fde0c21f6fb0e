import { csvOf } from './compliance-csv.js';

describe('The table of notice as CSV', () => {
  it('has a line for each row, with the windows that prove it', () => {
    const none = { none: [], emergency: [], notRequired: [], overran: [], cancelled: [] };
    const component = { id: 'c1', name: 'web', title: '=1+1' };
    const cell = { month: '2026-11', component, kind: 'network' as const, windows: 2, ...none };
    expect(csvOf([{ ...cell, enough: ['a'], short: ['b'], moved: ['b'] }])).toBe(
      'month,component,kind,windows,enough,short,none,emergency,notRequired,moved,overran,cancelled,windowIds\r\n' +
        '2026-11,web,network,2,1,1,0,0,0,1,0,0,a b\r\n',
    );
  });
});
