import type { LineSetAside, Source, Why } from './old-entry.js';
import { storable } from './wikitext.js';

/** Bytes of a message that a ledger takes. */
export const MAX_MESSAGE_BYTES = 64 * 1024;
/** Of a line that is set aside in one part. */
const PART_BYTES = 60_000;

/** The line as it stands, in as many parts as it needs. */
export function setAside(
  place: { log: string; source: Source; number: number; why: Why },
  line: string,
): LineSetAside[] {
  return parts(storable(line)).map((text, index) => ({ kind: 'line', ...place, line: text, part: index + 1 }));
}

function parts(line: string): string[] {
  if (Buffer.byteLength(line) <= PART_BYTES) return [line];
  const found: string[] = [];
  const bytes = Buffer.from(line);
  for (let from = 0; from < bytes.length;) {
    let to = Math.min(from + PART_BYTES, bytes.length);
    // Not within a character: its later bytes begin with the bits 10.
    while (to < bytes.length && (bytes[to]! & 0xc0) === 0x80) to--;
    found.push(bytes.subarray(from, to).toString());
    from = to;
  }
  return found;
}
