import fc from 'fast-check';
import { lintMail, MOST_FINDINGS } from './lint-text.js';

const now = Date.parse('2026-11-10T12:00:00Z');
const PIECES =
  '2026-11-24|14:00|–|-| |  |\n|\n\n|UTC|Tuesday|Tue,|Nov|24th|May|to|and|from|between|moved from|instead of|(15:00 CET)|EST|2 pm|1400-1500 UTC|05/06/2027|We will announce|by|TBD|shut down|reminder|may be affected|https://example.org/2026-01-01|> |T1234|é|😀|T|:|.|,'.split(
    '|',
  );
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(' ')),
);

describe('Whatever the text', () => {
  it('the linter answers, and its places lie in the text', () => {
    fc.assert(
      fc.property(texts, fc.option(texts, { nil: undefined }), (text, subject) => {
        const { findings, promises } = lintMail(text, { now, subject });
        expect(findings.length).toBeLessThanOrEqual(MOST_FINDINGS);
        for (const { place } of [...findings, ...promises]) {
          if ('field' in place) continue;
          const line = text.slice(0, place.start).split('\n');
          expect(place.start).toBeGreaterThanOrEqual(0);
          expect(place.end).toBeGreaterThan(place.start);
          expect(place.end).toBeLessThanOrEqual(text.length);
          expect([place.line, place.column]).toEqual([line.length, line.at(-1)!.length + 1]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  const SIZE = 64 * 1024;
  const repeated = (piece: string): string => piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);
  const HEAVY = [
    ...PIECES,
    'a',
    '1',
    'we will ',
    'we will a a a ',
    'moved from ',
    'the a b ',
    '2026-11-24 14:00 to ',
    '2026-11-24 14:00–15:00 UTC on Monday. ',
    'Monday Monday ',
    '14:00 to ',
    '24 Nov ',
    'a@',
    'some a ',
    'times ',
    'new date moved it a b ',
    '2026-11-24 and ',
    'in 3 days we will send mail ',
    'warning shut down 2026-11-24 ',
  ].map((piece) => ({ piece }));

  it.each(HEAVY)('64 KiB of $piece are read in no time', ({ piece }) => {
    const text = repeated(piece);
    // The best of three: other work on the machine is not the linter's.
    const spent = [1, 2, 3].map(() => {
      const before = performance.now();
      lintMail(text, { now });
      return performance.now() - before;
    });
    // A few milliseconds; an expression that tries all ways takes minutes.
    expect(Math.min(...spent)).toBeLessThan(500);
  });
});
