import { heedDate, serverNow } from './server-clock.js';

const NOW = Date.parse('2026-11-22T17:05:09.123Z');

describe('The time now', () => {
  beforeAll(() => jest.useFakeTimers({ now: NOW }));
  afterAll(() => jest.useRealTimers());
  afterEach(() => heedDate(new Date(NOW).toUTCString()));

  it('is that of the server where this machine is wrong by a day', () => {
    heedDate('Mon, 23 Nov 2026 17:05:09 GMT');
    expect(new Date(serverNow()).toISOString()).toBe('2026-11-23T17:05:09.000Z');
    heedDate('Sat, 21 Nov 2026 17:05:09 GMT');
    expect(new Date(serverNow()).toISOString()).toBe('2026-11-21T17:05:09.000Z');
  });

  it('is that of this machine while they agree, and where an answer does not say', () => {
    heedDate('Sun, 22 Nov 2026 17:05:39 GMT');
    expect(serverNow()).toBe(NOW);
    heedDate(null);
    expect(serverNow()).toBe(NOW);
  });
});
