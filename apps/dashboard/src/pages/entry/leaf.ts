import type { components } from '@api/openapi.js';

export type ReceiptEvent = components['schemas']['ReceiptEventView'];

/**
 * What stands for an event in the tree, computed here by docs/event-format.md, so that the server need not be believed.
 * Hashing is what `crypto.subtle` does; a browser has that only where the connection is secure.
 */
export async function leafOf(ledger: string, envelope: ReceiptEvent['envelope']): Promise<Bytes> {
  const { id, stream, revision, type, version, recordedAtMs, causationId, commitment } = envelope;
  const texts = ['opsledger-leaf-v1', ledger, id, stream, revision, type, version, recordedAtMs, causationId ?? ''];
  const fields = texts.map((text) => new TextEncoder().encode(String(text)));
  return sha256(Uint8Array.of(0), ...[...fields, bytesOfHex(commitment)].flatMap(withLength));
}

/** The root of a tree of `size` leaves to which a proof leads from a leaf (RFC 6962, 2.1.1); null where it leads to none. */
export async function rootFrom(
  leaf: Bytes,
  index: number,
  size: number,
  proof: readonly Bytes[],
): Promise<Bytes | null> {
  let [node, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hash = await sha256(Uint8Array.of(1), sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      hash = await sha256(Uint8Array.of(1), hash, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

/** How many events a checkpoint vouches for, and the root (base64) that it signs. */
export function sizeAndRoot(checkpoint: string): { readonly size: number; readonly root: string } {
  const [, size, root] = checkpoint.split('\n') as [string, string, string];
  return { size: Number(size), root };
}

export type Bytes = Uint8Array<ArrayBuffer>;

export function hexOf(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function base64Of(bytes: Bytes): string {
  return btoa(String.fromCharCode(...bytes));
}

export function bytesOfBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function bytesOfHex(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function withLength(field: Bytes): Bytes[] {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, field.length);
  return [length, field];
}

async function sha256(...parts: readonly Bytes[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob([...parts]).arrayBuffer()));
}
