import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWikitextPage } from '@importer/wikitext-page.js';
import { summaryOf, type Summary } from './summary-of.js';

const PAGES = join(__dirname, '../fixtures/sal');
const YEARS = ['2004', '2010', '2017', '2024'];

/** Only the page of 2010 has headings whose year is said by its title alone. */
const titleOf = (year: string) => (year === '2010' ? 'Server admin log/2010' : 'Server admin log');
const textOf = (year: string) => readFileSync(join(PAGES, `${year}.wiki`), 'utf8');
const byHand = (year: string) => JSON.parse(readFileSync(join(PAGES, `${year}.json`), 'utf8')) as Summary;
const readingOf = (year: string) => readWikitextPage(textOf(year), { log: 'admin', page: titleOf(year), revision: 71 });

describe('A page that people and bots wrote', () => {
  it.each(YEARS)('in %s reads as a careful person reads it', (year) => {
    expect(summaryOf(readingOf(year))).toEqual(byHand(year));
  });

  it.each(YEARS)('in %s is where its entries and the lines set aside say they come from', (year) => {
    const source = { kind: 'wiki-page', page: titleOf(year), revision: 71 };
    for (const read of readingOf(year)) {
      if (read.kind !== 'remark') expect(read).toMatchObject({ log: 'admin', source });
    }
  });

  it.each(YEARS)('in %s keeps every line that it sets aside as it stands', (year) => {
    const lines = textOf(year).split('\n');
    for (const read of readingOf(year)) {
      if (read.kind === 'line') expect(read.line).toBe(lines[read.number - 1]);
    }
  });

  it.each([
    ['2010', 'a missing heading', 13, 20],
    ['2010', 'a doubled day', 22, 22],
    ['2017', 'a doubled day', 27, 27],
    ['2024', 'a missing heading', 10, 20],
    ['2024', 'days out of order', 26, 26],
  ])('in %s is read on in spite of %s, with a remark', (year, _, from, to) => {
    const remarked = readingOf(year).flatMap((read) => (read.kind === 'remark' ? [read.number] : []));
    expect(remarked.filter((number) => number >= from && number <= to)).not.toEqual([]);
  });
});
