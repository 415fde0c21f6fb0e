import { askedOf, given } from './asked-compliance.js';

const NOW = Date.parse('2026-11-30T23:59:59Z');

describe('What is asked of notice', () => {
  it('is twelve months up to now, unless the address says otherwise', () => {
    expect(given(askedOf(new URLSearchParams(), NOW))).toEqual({ from: '2025-12', to: '2026-11' });
    expect(given(askedOf(new URLSearchParams('to=2024-02&kind=network&colour=red'), NOW))).toEqual({
      from: '2023-03',
      to: '2024-02',
      kind: 'network',
    });
  });

  it('leaves what is no month to the server, which says what is wrong', () => {
    expect(askedOf(new URLSearchParams('to=soon'), NOW)).toMatchObject({ from: 'soon', to: 'soon' });
  });
});
