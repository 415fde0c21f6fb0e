import { BadNote, decodeBase64 } from './signed-note.js';

const FORMAT = 'opsledger-receipt-v1';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COMMITMENT = /^[0-9a-f]{64}$/;
const HASH_BYTES = 32;

export interface Receipt {
  readonly ledger: string;
  readonly events: readonly ReceiptEvent[];
  readonly checkpoint: string;
  readonly keys: readonly string[];
}

export interface ReceiptEvent {
  readonly position: number;
  readonly envelope: ReceiptEnvelope;
  readonly content: Buffer | null;
  readonly proof: readonly Buffer[];
}

export interface ReceiptEnvelope {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly version: number;
  readonly recordedAtMs: number;
  readonly causationId: string | null;
  /** 32 bytes in hex. */
  readonly commitment: string;
}

type Json = Record<string, unknown>;

/** Reads a receipt strictly; members that it does not know are ignored. @throws BadNote */
export function parseReceipt(json: string): Receipt {
  const receipt = parsed(json);
  if (receipt['format'] !== FORMAT) throw new BadNote(`This is not a receipt of the format ${FORMAT}.`);
  const events = listOf(receipt, 'events').map(eventOf);
  if (events.length === 0) throw new BadNote('The receipt has no events.');
  return {
    ledger: textOf(receipt, 'ledger', UUID),
    events,
    checkpoint: textOf(receipt, 'checkpoint'),
    keys: listOf(receipt, 'keys').map((key) => textOf({ key }, 'key')),
  };
}

function eventOf(value: unknown): ReceiptEvent {
  const event = objectOf(value, 'events');
  const envelope = objectOf(event['envelope'], 'envelope');
  const content = event['content'] === null ? null : bytesOf(event, 'content');
  return {
    position: numberOf(event, 'position', 1),
    envelope: {
      id: textOf(envelope, 'id', UUID),
      stream: textOf(envelope, 'stream'),
      revision: numberOf(envelope, 'revision'),
      type: textOf(envelope, 'type'),
      version: numberOf(envelope, 'version'),
      recordedAtMs: numberOf(envelope, 'recordedAtMs'),
      causationId: envelope['causationId'] === null ? null : textOf(envelope, 'causationId', UUID),
      commitment: textOf(envelope, 'commitment', COMMITMENT),
    },
    content,
    proof: listOf(event, 'proof').map((hash) => bytesOf({ proof: hash }, 'proof', HASH_BYTES)),
  };
}

function parsed(json: string): Json {
  try {
    return objectOf(JSON.parse(json), 'receipt');
  } catch (error) {
    if (error instanceof BadNote) throw error;
    throw new BadNote(`The receipt is not JSON: ${(error as Error).message}.`);
  }
}

function objectOf(value: unknown, name: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new BadNote(`The receipt is malformed: "${name}" is not an object.`);
}

function listOf(from: Json, name: string): unknown[] {
  const value = from[name];
  if (Array.isArray(value)) return value;
  throw new BadNote(`The receipt is malformed: "${name}" is not a list.`);
}

function textOf(from: Json, name: string, pattern = /^/): string {
  const value = from[name];
  // Half a letter has no UTF-8; it would be hashed as another text.
  if (typeof value === 'string' && value.isWellFormed() && pattern.test(value)) return value;
  throw new BadNote(`The receipt is malformed: "${name}" is missing or is not a text of its kind.`);
}

function numberOf(from: Json, name: string, least = 0): number {
  const value = from[name];
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  throw new BadNote(`The receipt is malformed: "${name}" is not a whole number.`);
}

function bytesOf(from: Json, name: string, length?: number): Buffer {
  const bytes = decodeBase64(textOf(from, name));
  if (bytes !== null && (length === undefined || bytes.length === length)) return bytes;
  throw new BadNote(`The receipt is malformed: "${name}" is not base64 of as many bytes as it should be.`);
}
