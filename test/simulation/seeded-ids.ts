import { Ids, uuidText } from '@kernel/ids.js';
import type { Chance } from '../support/chance.js';

/** Ids and salts of a seed: the same history is the same ledger, byte by byte. */
export class SeededIds extends Ids {
  constructor(private readonly chance: Chance) {
    super();
  }

  override next(nowMs: number): string {
    const bytes = this.draw(16);
    bytes.writeUIntBE(nowMs, 0, 6);
    bytes[6] = (bytes[6]! & 0x0f) | 0x70;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    return uuidText(bytes);
  }

  override salt(): Uint8Array {
    return this.draw(32);
  }

  private draw(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.chance.below(256)));
  }
}
