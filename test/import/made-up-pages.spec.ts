import { readWikitextPage } from '@importer/wikitext-page.js';
import { type MadeUpPage, madeUpPage } from './made-up-page.js';
import { summaryOf } from './summary-of.js';

/** `SEED=17` reads the page of that seed alone, `PAGES=100000` so many; these few take about a second. */
const SEED = process.env['SEED'];
const PAGES = Number(process.env['PAGES'] ?? (SEED === undefined ? 400 : 1));

const readingOf = ({ title, text }: MadeUpPage) => readWikitextPage(text, { log: 'admin', page: title });

describe('A page with every oddity', () => {
  it('gives every entry that was meant, and sets everything else aside with its reason', () => {
    forEachPage((page) => {
      const reads = readingOf(page);
      expect(summaryOf(reads)).toEqual(page.truth);
      const originals = reads.flatMap((read) => (read.kind === 'entry' ? [read.source.line] : []));
      expect(originals).toEqual(page.originals);
    });
  });

  it('loses no character of what is set aside', () => {
    forEachPage((page) => {
      const kept = new Map<number, string>();
      for (const read of readingOf(page)) {
        if (read.kind === 'line') kept.set(read.number, (kept.get(read.number) ?? '') + read.line);
      }
      const lines = page.text.split('\n');
      for (const [number, line] of kept) expect(line).toBe(lines[number - 1]);
    });
  });

  // Otherwise a page that became tame would go unnoticed.
  it('has, among its like, every reason to set a line aside, every precision and the same line twice', () => {
    const truths = Array.from({ length: 400 }, (_, seed) => madeUpPage(seed).truth);
    const entries = truths.flatMap((truth) => truth.entries);
    expect([...new Set(truths.flatMap(({ setAside }) => setAside.map(({ why }) => why)))].sort()).toEqual([
      'bad-day',
      'bad-time',
      'no-day',
      'no-nick',
      'no-time',
      'no-year',
      'not-an-entry',
      'too-long',
    ]);
    expect([...new Set(entries.map(({ precision }) => precision))].sort()).toEqual(['approximate', 'minute', 'second']);
    expect(Math.max(...entries.map(({ ordinal }) => ordinal))).toBe(2);
    expect(entries.some(({ message }) => message.includes('\n'))).toBe(true);
  });
});

/** Whoever sees a page fail needs its seed before anything else. */
function forEachPage(check: (page: MadeUpPage) => void): void {
  for (let seed = Number(SEED ?? 0), left = PAGES; left > 0; seed++, left--) {
    const page = madeUpPage(seed);
    try {
      check(page);
    } catch (error) {
      const text = page.text.replaceAll(/m{100,}/g, 'mm…');
      throw new Error(`The page of SEED=${seed}: ${(error as Error).message}\n${text}`, { cause: error });
    }
  }
}
