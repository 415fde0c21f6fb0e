import { hash } from 'node:crypto';
import type { Content, Envelope } from './event.js';

/**
 * The bytes of an event, frozen: docs/event-format.md says the same in words, test/fixtures/event-format.json holds
 * the golden vectors. A change here breaks every proof ever given; there will be a `v2`, never another `v1`.
 */
export const LEAF_FORMAT = 'opsledger-leaf-v1';

/** Content as the bytes that are stored and committed to. The salt comes first, so that it is seen to be there. */
export function encodeContent(salt: Uint8Array, content: Content): Uint8Array {
  const { data, actor, reporter, via, occurredAt, precision, correlationId, fingerprint } = content;
  const ordered = { data, actor, reporter, via, occurredAt, precision, correlationId, fingerprint };
  const rest = JSON.stringify(ordered);
  // Not Buffer.from: its bytes would be a view on Node's pool, all of which is copied when they go to another thread.
  return new TextEncoder().encode(`{"salt":"${Buffer.from(salt).toString('base64url')}",${rest.slice(1)}`);
}

export function decodeContent(bytes: Uint8Array): Content {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as Content;
}

/** `SHA-256(0x02 ‖ content bytes)`: binds the envelope to a content that can later be erased. */
export function commitmentOf(contentBytes: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([Buffer.of(0x02), contentBytes]));
}

/** `SHA-256(0x00 ‖ length-prefixed fields)`: what the Merkle tree is made of. Without the position, on purpose. */
export function leafOf(ledgerId: string, envelope: Envelope): Uint8Array {
  const { id, stream, revision, type, version, recordedAt, causationId, commitment } = envelope;
  const texts = [LEAF_FORMAT, ledgerId, id, stream, String(revision), type, String(version), String(recordedAt)];
  const characters = texts.reduce((sum, text) => sum + text.length, causationId?.length ?? 0);
  const needed = 1 + 4 * 10 + 3 * characters + commitment.length;
  if (scratch.length < needed) scratch = Buffer.alloc(needed);
  scratch[0] = 0x00;
  let end = 1;
  for (const text of texts) end = putText(text, end);
  end = putText(causationId ?? '', end);
  end = scratch.writeUInt32BE(commitment.length, end);
  scratch.set(commitment, end);
  return sha256(scratch.subarray(0, end + commitment.length));
}

/** Every event is hashed once more than it is stored: the bytes are put together in place. */
let scratch = Buffer.alloc(1024);

function putText(text: string, at: number): number {
  const length = scratch.write(text, at + 4);
  scratch.writeUInt32BE(length, at);
  return at + 4 + length;
}

function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}
