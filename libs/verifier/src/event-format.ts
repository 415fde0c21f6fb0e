import { hash } from 'node:crypto';

/**
 * The bytes of an event as docs/event-format.md says them, written a second time on purpose: who checks a ledger must
 * not trust the code that wrote it. In here a hash is a `binary` string of 32 characters, because that costs a fifth of
 * a Buffer, and this runs three times an event.
 */
const FORMAT = 'opsledger-leaf-v1';
const LEAF = 0x00;
const COMMITMENT = 0x02;
const LENGTH_BYTES = 4;
/** UTF-8 needs at most three bytes for one UTF-16 unit. */
const BYTES_OF_A_UNIT = 3;

/** The fields of a leaf as text; numbers in decimal digits. */
export interface LeafFields {
  /** UUID, lower case with hyphens. */
  readonly id: string;
  readonly stream: string;
  readonly revision: string;
  readonly type: string;
  readonly version: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly recordedAt: string;
  /** UUID like `id`, or empty when the event follows from none. */
  readonly causationId: string;
  /** 32 bytes in hex. */
  readonly commitment: string;
}

/** `SHA-256(0x02 ‖ content)` of content bytes as they are stored. */
export function commitmentOf(content: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Buffer.of(COMMITMENT), content]), 'buffer');
}

/** The leaf of one event, 32 bytes. */
export function leafOf(ledger: string, fields: LeafFields): Buffer {
  return Buffer.from(new EventHasher().leaf(ledger, fields), 'binary');
}

/** Sixteen bytes in lower case hex as a UUID with hyphens. */
export function uuidText(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Hashes many events, one after the other, in memory that it keeps. */
export class EventHasher {
  private bytes = Buffer.alloc(1 << 16);
  private length = 0;

  /** The commitment to a content, in hex. The text must be exact: with no replacement character of its own. */
  commitment(content: string): string {
    this.begin(COMMITMENT, content.length);
    this.length += this.bytes.write(content, this.length);
    return hash('sha256', this.bytes.subarray(0, this.length), 'hex');
  }

  /** The leaf of an event, as a `binary` string of 32 characters. */
  leaf(ledger: string, fields: LeafFields): string {
    this.begin(LEAF, fields.stream.length + fields.type.length + ledger.length + 1024);
    this.text(FORMAT);
    this.text(ledger);
    this.text(fields.id);
    this.text(fields.stream);
    this.text(fields.revision);
    this.text(fields.type);
    this.text(fields.version);
    this.text(fields.recordedAt);
    this.text(fields.causationId);
    this.ended(this.bytes.write(fields.commitment, this.length + LENGTH_BYTES, 'hex'));
    return hash('sha256', this.bytes.subarray(0, this.length), 'binary');
  }

  private begin(kind: number, units: number): void {
    const most = 1 + units * BYTES_OF_A_UNIT;
    if (most > this.bytes.length) this.bytes = Buffer.alloc(most * 2);
    this.bytes[0] = kind;
    this.length = 1;
  }

  private text(field: string): void {
    this.ended(this.bytes.write(field, this.length + LENGTH_BYTES));
  }

  /** Puts the length before a field that was just written. */
  private ended(written: number): void {
    this.bytes.writeUInt32BE(written, this.length);
    this.length += LENGTH_BYTES + written;
  }
}
