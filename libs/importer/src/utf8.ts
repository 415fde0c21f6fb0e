import { Unreadable } from './old-entry.js';

const COMPRESSED: readonly (readonly [magic: string, program: string])[] = [
  ['1f8b', 'zcat'],
  ['425a68', 'bzcat'],
  ['fd377a58', 'xzcat'],
  ['28b52ffd', 'zstdcat'],
  ['377abc', '7z e -so'],
];

export const NOT_UTF8 =
  'is not UTF-8: convert it, for example iconv -f ISO-8859-1 -t UTF-8 FILE | opsledger import … -';
/** Characters of one line. */
export const MAX_LINE = 64 * 1024 * 1024;

/** Bytes as text. @throws Unreadable at what is not UTF-8, with its place */
export async function* utf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let read = 0;
  for await (const chunk of chunks) {
    if (read === 0) requirePlain(chunk);
    yield decoded(() => decoder.decode(chunk, { stream: true }), read, read + chunk.length);
    read += chunk.length;
  }
  yield decoded(() => decoder.decode(), read, read);
}

/** The lines of a text, without their ends; never more than one of them in memory. */
export async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let pieces: string[] = [];
  let [length, number] = [0, 1];
  for await (const text of utf8(chunks)) {
    const [first = '', ...further] = text.split('\n');
    pieces.push(first);
    length += first.length;
    if (length > MAX_LINE) throw new Unreadable(`line ${number} has more than ${MAX_LINE} characters`);
    for (const next of further) {
      yield pieces.join('').replace(/\r$/, '');
      pieces = [next];
      length = next.length;
      number++;
    }
  }
  const last = pieces.join('');
  if (last !== '') yield last;
}

/** All of it, up to a number of characters. @throws Unreadable */
export async function wholeText(chunks: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  let text = '';
  for await (const piece of utf8(chunks)) {
    text += piece;
    if (text.length > most) throw new Unreadable(`this is larger than ${most} characters: cut it into pages`);
  }
  return text;
}

/** @throws Unreadable for what has to be unpacked or converted first; `chunk` is the beginning */
export function requirePlain(chunk: Uint8Array): void {
  const start = Buffer.from(chunk.subarray(0, 4)).toString('hex');
  const program = COMPRESSED.find(([magic]) => start.startsWith(magic))?.[1];
  if (program !== undefined) throw new Unreadable(`this is compressed: ${program} FILE | opsledger import … -`);
  if (start.startsWith('fffe') || start.startsWith('feff')) {
    throw new Unreadable('this is UTF-16, not UTF-8: iconv -f UTF-16 -t UTF-8 FILE | opsledger import … -');
  }
}

function decoded(work: () => string, from: number, to: number): string {
  try {
    return work();
  } catch {
    const where = from === to ? `at its end, byte ${to}` : `between the bytes ${from} and ${to}`;
    throw new Unreadable(`this ${NOT_UTF8} (${where})`);
  }
}
