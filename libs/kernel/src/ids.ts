import { createHash, createHmac, type KeyObject, randomBytes } from 'node:crypto';

/** Where new identifiers and salts come from. Injected, so that a test owns chance. */
export abstract class Ids {
  /** A UUIDv7 (RFC 9562): sorts by the millisecond it was made in. */
  abstract next(nowMs: number): string;
  /** 32 unguessable bytes, the salt of one content. */
  abstract salt(): Uint8Array;
}

export class RandomIds extends Ids {
  // Randomness is drawn in one block for many ids: a system call for each would cost more than the id itself.
  private pool = randomBytes(8192);
  private used = 0;

  override next(nowMs: number): string {
    const bytes = Buffer.from(this.draw(16));
    bytes.writeUIntBE(nowMs, 0, 6);
    return stamp(bytes, 0x70);
  }

  override salt(): Uint8Array {
    return this.draw(32);
  }

  private draw(length: number): Buffer {
    if (this.used + length > this.pool.length) {
      this.pool = randomBytes(8192);
      this.used = 0;
    }
    const drawn = this.pool.subarray(this.used, this.used + length);
    this.used += length;
    return drawn;
  }
}

/**
 * An id that is the same whenever it is derived from the same parts (a UUIDv8): how a retried command finds
 * what its first attempt wrote, on any replica and after any restart.
 */
export function derivedId(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(`${Buffer.byteLength(part)}:`).update(part);
  }
  return stamp(hash.digest().subarray(0, 16), 0x80);
}

/**
 * An id (a UUIDv8) that is the same for the same parts, begins with a time, so that ids of one history sort as it does,
 * and tells nothing of the parts to anybody who has not the key: it stays when what it names is erased. The key is an
 * object, because making one of bytes costs four times what the seal does.
 */
export function sealedId(key: KeyObject, ms: number, ...parts: readonly string[]): string {
  const seal = createHmac('sha256', key);
  for (const part of parts) seal.update(`${Buffer.byteLength(part)}:`).update(part);
  const bytes = seal.digest().subarray(0, 16);
  bytes.writeUIntBE(ms, 0, 6);
  return stamp(bytes, 0x80);
}

function stamp(bytes: Buffer, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | version;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return uuidText(bytes);
}

/** 16 bytes as a UUID is written: lower case, with hyphens. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
