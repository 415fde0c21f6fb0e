import { askedOf, given } from './asked-announcements.js';

describe('What is asked of the announcements', () => {
  it('is what the address has, without what is blank or unknown', () => {
    const asked = askedOf(new URLSearchParams('q=+routers+&status=sent&kind=&more=1&after=x'));
    expect(given(asked)).toEqual({ q: 'routers', status: 'sent' });
    expect(asked.after).toBe('x');
    expect(given(askedOf(new URLSearchParams('')))).toEqual({});
  });
});
