import { closeSync, existsSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;

/** The file is no ledger that can be checked; the message is a sentence that says what to do. */
export class NotALedger extends Error {
  override readonly name = 'NotALedger';
}

/**
 * Looks at a file before SQLite does, whose messages do not say what to do.
 * @throws NotALedger when it is missing, empty, cut off, unreadable or of another kind
 */
export function requireWholeFile(path: string): Stats {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new NotALedger(`There is no file ${path}: give the path of a ledger.db.`);
  if (stats.isDirectory()) throw new NotALedger(`${path} is a folder: give the path of the ledger.db in it.`);
  if (!stats.isFile()) throw new NotALedger(`${path} is not a file: give the path of a ledger.db.`);
  const { header, size } = readHeader(path);
  if (size === 0) throw new NotALedger(`${path} is empty: take another copy.`);
  const magic = header.toString('latin1', 0, MAGIC.length);
  if (magic !== MAGIC.slice(0, magic.length)) {
    throw new NotALedger(`${path} is not a SQLite file, so not a ledger: give the path of a ledger.db.`);
  }
  if (size < HEADER_BYTES) throw cutOff(path, size, HEADER_BYTES);
  const whole = wholeSize(header);
  // With a log beside it the end of the file may still be in there; then SQLite knows better.
  if (size < whole && !existsSync(`${path}-wal`)) throw cutOff(path, size, whole);
  return stats;
}

function readHeader(path: string): { header: Buffer; size: number } {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const header = Buffer.alloc(HEADER_BYTES);
    const read = readSync(file, header, 0, HEADER_BYTES, 0);
    return { header: header.subarray(0, read), size: fstatSync(file).size };
  } catch (error) {
    const { message } = error as Error;
    throw new NotALedger(`${path} cannot be read (${message}): run this as a user who may, or copy it.`, {
      cause: error,
    });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The size in bytes that the header of a SQLite file promises; 0 when it promises none. */
function wholeSize(header: Buffer): number {
  const promised = header.readUInt32BE(24) === header.readUInt32BE(92);
  const pageSize = header.readUInt16BE(16);
  return promised ? header.readUInt32BE(28) * (pageSize === 1 ? 65_536 : pageSize) : 0;
}

function cutOff(path: string, size: number, whole: number): NotALedger {
  return new NotALedger(`${path} is cut off, it has ${size} of ${whole} bytes: take another copy.`);
}
