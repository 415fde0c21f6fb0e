import fc from 'fast-check';
import { nextAttempt } from './retry-times.js';

const START = Date.parse('2026-11-24T08:00:00.000Z');

describe('Trying again', () => {
  it('waits one minute, then twice as long each time, and at most four hours', () => {
    const waits = Array.from({ length: 12 }, (_, index) => waitAfter(index + 1, 0.5));
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240, 240]);
  });

  it('leaves a fifth to chance', () => {
    expect([waitAfter(3, 0), waitAfter(3, 0.5)]).toEqual([3.2, 4]);
    expect(waitAfter(3, 0.999_999)).toBeCloseTo(4.8, 3);
  });

  it('waits as long as the other side asks for', () => {
    expect(nextAttempt({ ...failed(1), againAfterMs: 600_000 }, 0.5)).toBe('2026-11-24T08:10:00.000Z');
    expect(nextAttempt({ ...failed(1), againAfterMs: 1_000 }, 0.5)).toBe('2026-11-24T08:01:00.000Z');
  });

  it('is given up after three days', () => {
    const late = { attempts: 30, firstAt: iso(START), lastAt: iso(START + 3 * 86_400_000 - 60_000) };
    expect(nextAttempt(late, 0.5)).toBeNull();
    expect(nextAttempt({ ...late, lastAt: iso(START + 2.5 * 86_400_000) }, 0.5)).not.toBeNull();
    expect(nextAttempt({ ...failed(1), againAfterMs: 1e12 }, 0.5)).toBe(iso(START + 3 * 86_400_000));
  });

  it('goes on for three days and then ends, whatever chance says', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.infiniteStream(chance), (chances) => {
        let lastAt: string | null = iso(START);
        let attempts = 1;
        for (let next = lastAt; next !== null && attempts < 100; attempts += 1) {
          lastAt = next;
          next = nextAttempt({ attempts, firstAt: iso(START), lastAt }, chances.next().value)!;
          if (next !== null) expect(Date.parse(next)).toBeGreaterThan(Date.parse(lastAt));
        }
        expect(attempts).toBeLessThan(40);
        expect(Date.parse(lastAt) - START).toBeGreaterThan(2.8 * 86_400_000);
      }),
    );
  });
});

function failed(attempts: number): { attempts: number; firstAt: string; lastAt: string } {
  return { attempts, firstAt: iso(START), lastAt: iso(START) };
}

function waitAfter(attempts: number, chance: number): number {
  return (Date.parse(nextAttempt(failed(attempts), chance)!) - START) / 60_000;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
