import { wordDifference } from './word-difference.js';

const read = (before: string, after: string, without: 'added' | 'removed'): string =>
  wordDifference(before, after)
    .filter(({ is }) => is !== without)
    .map(({ text }) => text)
    .join('');

describe('The difference between two messages', () => {
  it('is of whole words', () => {
    expect(wordDifference('rebooting db1999 now', 'rebooting db1998 now')).toEqual([
      { is: 'same', text: 'rebooting ' },
      { is: 'removed', text: 'db1999' },
      { is: 'added', text: 'db1998' },
      { is: 'same', text: ' now' },
    ]);
  });

  it('is none where nothing differs', () => {
    expect(wordDifference('as it was', 'as it was')).toEqual([{ is: 'same', text: 'as it was' }]);
  });

  it.each([
    ['two  spaces\nand a line', 'two spaces\nand\na line'],
    ['', 'everything is new'],
    ['naïve ☃ 💥', 'naïve ☃ 💥💥'],
    ['x '.repeat(3000), 'y '.repeat(3000)],
  ])('has both texts in it, to the character: %j', (before, after) => {
    expect(read(before, after, 'added')).toBe(before);
    expect(read(before, after, 'removed')).toBe(after);
  });
});
