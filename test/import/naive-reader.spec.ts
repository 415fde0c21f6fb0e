import { readWikitextPage } from '@importer/wikitext-page.js';
import { canonicalPage } from './canonical-page.js';
import { type NaiveEntry, naiveReader } from './naive-reader.js';

const PAGES = 400;
const seeds = Array.from({ length: PAGES }, (_, seed) => seed);

function ourReader(text: string): NaiveEntry[] {
  return readWikitextPage(text, { log: 'admin', page: 'Server admin log' }).flatMap((read) =>
    read.kind === 'entry'
      ? [{ time: read.occurredAt.slice(0, 16).replace('T', ' '), nick: read.actor, message: read.message }]
      : [],
  );
}

describe('A page as the bots of today write it', () => {
  it('is read in the same way by our reader and by one that shares nothing with it', () => {
    for (const seed of seeds) {
      const page = canonicalPage(seed);
      expect({ seed, entries: ourReader(page) }).toEqual({ seed, entries: naiveReader(page) });
    }
  });

  it('has no line that our reader sets aside and none that it remarks on', () => {
    for (const seed of seeds) {
      const reads = readWikitextPage(canonicalPage(seed), { log: 'admin', page: 'Server admin log' });
      expect({ seed, others: reads.filter(({ kind }) => kind !== 'entry') }).toEqual({ seed, others: [] });
    }
  });

  it('is something: the naive reader finds entries of every nick', () => {
    const nicks = new Set(seeds.flatMap((seed) => naiveReader(canonicalPage(seed)).map(({ nick }) => nick)));
    expect(nicks).toContain('a{b}|c');
    expect(nicks.size).toBe(8);
  });
});
