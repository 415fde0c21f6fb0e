/** Where in a text, in UTF-16 units from 0; line and column count from 1. */
export interface TextPlace {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** A stretch of a text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Finds lines and columns without reading the text again for each place. */
export class TextPlaces {
  private readonly lines: readonly number[];

  constructor(text: string) {
    this.lines = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  of({ start, end }: Stretch): TextPlace {
    let [low, high] = [0, this.lines.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.lines[middle]! <= start) low = middle;
      else high = middle - 1;
    }
    return { start, end, line: low + 1, column: start - this.lines[low]! + 1 };
  }
}

/** `On 11/20/26 10:11, … wrote:` above a quote, on one line or two. */
const ATTRIBUTION = /^(?:On\s[^\n]*\n)?[^\n]*\bwrote:[^\S\n]*\n(?=[^\S\n]*\n?>)/gm;

/** The text with what others wrote (quoted lines) and addresses made unreadable, so that no date in them counts. */
export function ownWords(text: string): string {
  return text
    .replace(ATTRIBUTION, (lines) => lines.replace(/[^\n]/g, '_'))
    .replace(/^>.*$/gm, (line) => '_'.repeat(line.length))
    .replace(/\bhttps?:\/\/[^\s<>()]{1,2000}/g, (address) => '_'.repeat(address.length));
}
