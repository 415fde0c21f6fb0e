const BYTES = 8;

/**
 * Finds ids that may stand twice, for eight bytes of memory each: it remembers the second half of a UUID, which is
 * random or a hash. Two different ids with the same half are possible, so ask the file whether it is true.
 */
export class DistinctIds {
  private halves = new BigUint64Array(1 << 12);
  private count = 0;
  private bytes = Buffer.from(this.halves.buffer);

  add(idHex: string): void {
    if (this.count === this.halves.length) this.grow();
    this.bytes.write(idHex.slice(2 * BYTES), this.count * BYTES, BYTES, 'hex');
    this.count++;
  }

  /** The halves, in hex, that were added more than once. */
  suspects(): Set<string> {
    const sorted = this.halves.slice(0, this.count).sort();
    const twice = new Set<string>();
    sorted.forEach((half, index) => {
      if (index > 0 && half === sorted[index - 1]) {
        const bytes = Buffer.from(sorted.buffer, index * BYTES, BYTES);
        twice.add(bytes.toString('hex'));
      }
    });
    return twice;
  }

  private grow(): void {
    const larger = new BigUint64Array(2 * this.halves.length);
    larger.set(this.halves);
    this.halves = larger;
    this.bytes = Buffer.from(larger.buffer);
  }
}
