import { isUtf8 } from 'node:buffer';
import { readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Unreadable } from './old-entry.js';
import { MAX_LINE, NOT_UTF8, requirePlain } from './utf8.js';

const NEWLINE = 0x0a;
const CHUNK = 1024 * 1024;

/** Where a line is in its file, and when it says that it happened. */
interface Line {
  readonly number: number;
  readonly from: number;
  readonly length: number;
  readonly at: number;
}

/** Lines of a file in another order than theirs. */
export interface NumberedLine {
  readonly number: number;
  readonly line: string;
}

/**
 * The lines of a file, oldest first; those without a time come last. Kept in memory is where each line is, not what it
 * says: 32 bytes or so for each. `onRead` is told how many bytes were looked at, twice the file in all.
 */
export async function* oldestFirst(
  path: string,
  timeOf: (line: string) => number,
  onRead: (bytes: number) => void,
): AsyncGenerator<NumberedLine> {
  const file = await open(path);
  try {
    const places: Line[] = [];
    for await (const place of placesOf(
      file.createReadStream({ autoClose: false, start: 0, highWaterMark: CHUNK }),
      timeOf,
    )) {
      places.push(place);
      onRead(place.length + 1);
    }
    places.sort(
      (a, b) => (Number.isNaN(a.at) ? Infinity : a.at) - (Number.isNaN(b.at) ? Infinity : b.at) || a.number - b.number,
    );
    for (const { number, from, length } of places) {
      // Not awaited: a turn of the event loop for each line costs more than the line.
      const buffer = Buffer.allocUnsafe(length);
      if (readSync(file.fd, buffer, 0, length, from) !== length)
        throw new Unreadable(`the file was changed while it was read (line ${number})`);
      onRead(length + 1);
      yield { number, line: textOf(buffer) };
    }
  } finally {
    await file.close();
  }
}

async function* placesOf(chunks: AsyncIterable<Buffer>, timeOf: (line: string) => number): AsyncGenerator<Line> {
  let rest: Buffer[] = [];
  let [from, number, waiting] = [0, 1, 0];
  const place = (bytes: Buffer): Line => {
    if (!isUtf8(bytes)) throw new Unreadable(`line ${number} ${NOT_UTF8}`);
    return { number: number++, from, length: bytes.length, at: timeOf(textOf(bytes)) };
  };
  for await (const chunk of chunks) {
    if (from === 0 && rest.length === 0) requirePlain(chunk);
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const line = Buffer.concat([...rest, chunk.subarray(start, end)]);
      yield place(line);
      from += line.length + 1;
      rest = [];
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
    waiting = start === 0 ? waiting + chunk.length : chunk.length - start;
    if (waiting > MAX_LINE) throw new Unreadable(`line ${number} has more than ${MAX_LINE} bytes`);
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield place(last);
}

/** Some programs put a byte order mark in front of a file. */
function textOf(line: Buffer): string {
  return line.toString().replace(/^\ufeff/, '');
}
