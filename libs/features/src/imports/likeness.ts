import { readMark } from '../log-entries/read-mark.js';

/** A shorter text is too often the beginning of another one. */
const SHORTEST_CUT = 20;
/** From this length on a relay cuts a line without saying so. */
const RELAY_CUTS_AT = 300;
/** Longer texts are compared as a whole only. */
const MOST_WORDS = 60;
export const SAME_WORDS = 1;
const NEARLY = 0.95;

/** Without what writing it as wikitext, and marking it there, may have changed. */
export function plainWords(text: string): string {
  return text
    .replace(/ \((?:amended|retracted)\)$/, '')
    .replace(/<\/?s>/g, '')
    .replace(/\[\[:/g, '[[')
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * How much two texts of the same nick and time are the same thing: 1 = the same words; nearly 1 = one was cut, or has a few words
 * more. 0 where a word is another one (depool is not repool), where a host, a task or another number differs, or the one begins what the other ends:
 * then they are two.
 */
export function likeness(a: string, b: string): number {
  if (a === b) return SAME_WORDS;
  if (isCut(a, b) || isCut(b, a)) return NEARLY;
  const [left, right] = [a.split(' '), b.split(' ')];
  if (Math.max(left.length, right.length) > MOST_WORDS) return 0;
  if (numbersOf(left) !== numbersOf(right) || partOf(a) !== partOf(b)) return 0;
  const [shorter, longer] = left.length < right.length ? [left, right] : [right, left];
  const isSaidAnew = inCommon(shorter, longer) < shorter.length || longer.some((word) => isTurning(word, shorter));
  return isSaidAnew ? 0 : (NEARLY * 2 * shorter.length) / (left.length + right.length);
}

/** One word more that makes the opposite of it. */
function isTurning(word: string, others: readonly string[]): boolean {
  return /^(?:not|no|never|without|un\w+|re\w+|de\w+|undo\w*|back)$/i.test(word) && !others.includes(word);
}

function isCut(shorter: string, longer: string): boolean {
  const beginning = shorter.replace(/(?:…|\.\.\.)$/, '');
  const mayBeCut = beginning !== shorter ? beginning.length >= SHORTEST_CUT : shorter.length >= RELAY_CUTS_AT;
  return mayBeCut && longer.length > beginning.length && longer.startsWith(beginning);
}

/** Hosts, tasks, versions: every word with a digit, in order. */
function numbersOf(words: readonly string[]): string {
  return words
    .filter((word) => /\d/.test(word))
    .map((word) => word.replace(/[.,;:!?()'"]+$/g, ''))
    .join(' ');
}

function partOf(text: string): string | undefined {
  return readMark(text)?.part;
}

/** Length of the longest sequence of words that both have. */
function inCommon(left: readonly string[], right: readonly string[]): number {
  let row = Array.from({ length: right.length + 1 }, () => 0);
  for (const word of left) {
    const next = [0];
    right.forEach((other, index) =>
      next.push(word === other ? row[index]! + 1 : Math.max(row[index + 1]!, next[index]!)),
    );
    row = next;
  }
  return row[right.length]!;
}
