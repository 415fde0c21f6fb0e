import { Clock } from '@kernel/clock.js';
import { RateWindows } from './rate-windows.js';

const WINDOW_MS = 10_000;

class Ticking extends Clock {
  ms = 0;
  /** Set back, by ever more. */
  override now(): number {
    return -1e6 * this.ms;
  }
  override ticks(): number {
    return this.ms;
  }
}

describe('The requests of a caller', () => {
  const clock = new Ticking();
  const windows = new RateWindows(clock);
  const asks = (caller: string): { current: number; ttl: number } => {
    let told = { current: 0, ttl: 0 };
    windows.incr(caller, (_, window) => (told = window), WINDOW_MS);
    return told;
  };

  it('are counted for each caller until its window ends, whatever the wall clock says', () => {
    expect([asks('ada'), asks('ada'), asks('bob')].map(({ current }) => current)).toEqual([1, 2, 1]);
    clock.ms += WINDOW_MS - 1;
    expect(asks('ada')).toEqual({ current: 3, ttl: 1 });
    clock.ms += 1;
    expect(asks('ada')).toEqual({ current: 1, ttl: WINDOW_MS });
  });

  it('are forgotten, of more callers than are counted, for who began earliest', () => {
    for (let n = 0; n < 4_999; n++) asks(`caller ${n}`);
    expect([asks('ada'), asks('bob')].map(({ current }) => current)).toEqual([2, 1]);
  });
});
