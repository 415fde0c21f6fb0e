/** Chance that a seed owns: the same seed makes the same of it on every machine. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed + 1, 0x9e3779b1);
  }

  /** A whole number from 0, below the limit (splitmix32). */
  below(limit: number): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32) * limit) | 0;
  }

  from(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  happens(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** So many whole numbers below the limit, the least first; the same may be there twice. */
  rising(count: number, limit: number): number[] {
    return Array.from({ length: count }, () => this.below(limit)).sort((a, b) => a - b);
  }
}

/** Numbers from 0, below 1, where no more is needed of a seed than that it replays. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
