import { hash } from 'node:crypto';

/**
 * The Merkle tree of RFC 6962 over the leaves of all events; index = position − 1. Kept are the roots of all complete
 * subtrees, numbered in the order in which they become complete: a leaf, then every parent that it completes. So a
 * growing tree only ever adds rows at the end, and each root and proof of any earlier size is still there.
 */
export const TREE_SCHEMA = `
CREATE TABLE tree_nodes (number INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT;
`;

/** Gives the root of a complete subtree by its number. */
export type ReadNode = (number: number) => Uint8Array;

/** `SHA-256(0x01 ‖ left ‖ right)` */
export function parentOf(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(65);
  bytes[0] = 0x01;
  bytes.set(left, 1);
  bytes.set(right, 33);
  return hash('sha256', bytes, 'buffer');
}

/** Number of the node over the leaves `index · 2^level` up to the next multiple of `2^level`. */
export function nodeNumber(level: number, index: number): number {
  const last = (index + 1) * 2 ** level - 1;
  return 2 * last - ones(last) + level;
}

/** The roots of the complete subtrees that make up a tree of a size, by level; what is needed to grow it. */
export class Frontier {
  private constructor(
    private size: number,
    private readonly roots: (Uint8Array | undefined)[],
  ) {}

  static at(size: number, read: ReadNode): Frontier {
    const roots: (Uint8Array | undefined)[] = [];
    for (let level = 0; 2 ** level <= size; level++) {
      const count = Math.floor(size / 2 ** level);
      if (count % 2 === 1) roots[level] = read(nodeNumber(level, count - 1));
    }
    return new Frontier(size, roots);
  }

  copy(): Frontier {
    return new Frontier(this.size, [...this.roots]);
  }

  /** The nodes that a further leaf completes, in the order of their numbers, the first of which is given too. */
  add(leaf: Uint8Array): { first: number; nodes: Uint8Array[] } {
    const nodes = [leaf];
    let level = 0;
    let node = leaf;
    for (; this.roots[level] !== undefined; level++) {
      node = parentOf(this.roots[level]!, node);
      nodes.push(node);
      this.roots[level] = undefined;
    }
    this.roots[level] = node;
    return { first: nodeNumber(0, this.size++), nodes };
  }
}

/**
 * The same tree where only its root is asked for. Hashes are `binary` strings in here, which cost a fifth of a Buffer.
 */
export class GrowingRoot {
  /** By level, the root of the subtree that waits for its sibling; empty where none waits. */
  private readonly waiting: string[] = [];
  private readonly pair = Buffer.alloc(65, 0x01);

  /** 32 bytes each, one after the other. */
  add(leaves: Buffer): void {
    for (let at = 0; at < leaves.length; at += 32) {
      let node = leaves.toString('binary', at, at + 32);
      let level = 0;
      for (; this.waiting[level]; level++) {
        node = this.parentOf(this.waiting[level]!, node);
        this.waiting[level] = '';
      }
      this.waiting[level] = node;
    }
  }

  root(): Uint8Array {
    const whole = this.waiting.filter((node) => node !== '');
    if (whole.length === 0) return hash('sha256', Buffer.alloc(0), 'buffer');
    return Buffer.from(
      whole.reduce((right, left) => this.parentOf(left, right)),
      'binary',
    );
  }

  private parentOf(left: string, right: string): string {
    this.pair.write(left, 1, 'binary');
    this.pair.write(right, 33, 'binary');
    return hash('sha256', this.pair, 'binary');
  }
}

/** Root of the first `size` leaves. */
export function rootOf(size: number, read: ReadNode): Uint8Array {
  return size === 0 ? hash('sha256', Buffer.alloc(0), 'buffer') : range(0, size, read);
}

/** RFC 6962, 2.1.1: the hashes that lead from the leaf at `index` to the root of `size` leaves. */
export function inclusionProof(index: number, size: number, read: ReadNode): Uint8Array[] {
  const proof: Uint8Array[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + split(to - from);
    proof.push(index < middle ? range(middle, to, read) : range(from, middle, read));
    if (index < middle) to = middle;
    else from = middle;
  }
  return proof.toReversed();
}

/** RFC 6962, 2.1.2: shows that the tree of `from` leaves is the beginning of that of `to` leaves; 0 < from ≤ to. */
export function consistencyProof(from: number, to: number, read: ReadNode): Uint8Array[] {
  const proof: Uint8Array[] = [];
  let [start, end, size] = [0, to, from];
  // Whether what is left of the older tree is a subtree whose root the verifier has already: the older root itself.
  let isKnown = true;
  while (size !== end) {
    const middle = start + split(end - start);
    if (size <= middle) {
      proof.push(range(middle, end, read));
      end = middle;
    } else {
      proof.push(range(start, middle, read));
      start = middle;
      isKnown = false;
    }
  }
  if (!isKnown) proof.push(range(start, end, read));
  return proof.toReversed();
}

function range(from: number, to: number, read: ReadNode): Uint8Array {
  const count = to - from;
  const level = Math.log2(count);
  if (Number.isInteger(level)) return read(nodeNumber(level, from / count));
  const middle = from + split(count);
  return parentOf(range(from, middle, read), range(middle, to, read));
}

/** The largest power of two smaller than a count. */
function split(count: number): number {
  return 2 ** (Math.ceil(Math.log2(count)) - 1);
}

function ones(number: number): number {
  let count = 0;
  for (let rest = number; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
