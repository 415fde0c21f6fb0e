import { hash } from 'node:crypto';

/** The tree of RFC 6962 over leaves that are hashed already: a node is `SHA-256(0x01 ‖ left ‖ right)`. */
const NODE = 0x01;
const HASH_BYTES = 32;
const EMPTY_ROOT = hash('sha256', '', 'buffer');

/** A tree that only grows. It keeps one hash for each level, so a million leaves cost twenty. */
export class GrowingTree {
  private leaves = 0;
  /** By level, the root of the full subtree that waits for its sibling; empty where none waits. */
  private readonly waiting: string[] = [];
  private readonly preimage = Buffer.alloc(1 + 2 * HASH_BYTES, NODE);

  get size(): number {
    return this.leaves;
  }

  /** @param leaf its hash, as a `binary` string of 32 characters. */
  add(leaf: string): void {
    let hashed = leaf;
    let level = 0;
    for (let left = this.waiting[0]; left; left = this.waiting[++level]) {
      hashed = this.node(left, hashed);
      this.waiting[level] = '';
    }
    this.waiting[level] = hashed;
    this.leaves++;
  }

  /** The root over all leaves so far, 32 bytes; of no leaves it is SHA-256 of nothing. */
  root(): Buffer {
    let root = '';
    for (const left of this.waiting) {
      if (left) root = root ? this.node(left, root) : left;
    }
    return root ? Buffer.from(root, 'binary') : EMPTY_ROOT;
  }

  private node(left: string, right: string): string {
    this.preimage.write(left, 1, 'binary');
    this.preimage.write(right, 1 + HASH_BYTES, 'binary');
    return hash('sha256', this.preimage, 'binary');
  }
}

/**
 * The root that follows from a leaf and its proof, the leaf's sibling first (RFC 9162, 2.1.3.2).
 * @returns null when a proof for this index in a tree of this size cannot look so.
 */
export function rootOfInclusion(index: number, size: number, leaf: Buffer, proof: readonly Buffer[]): Buffer | null {
  if (index < 0 || index >= size) return null;
  let at = index;
  let last = size - 1;
  let hashed = leaf;
  for (const sibling of proof) {
    if (last === 0) return null;
    if (isOdd(at) || at === last) {
      hashed = nodeOf(sibling, hashed);
      [at, last] = upToLeftTurn(at, last);
    } else {
      hashed = nodeOf(hashed, sibling);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 ? hashed : null;
}

export interface TreeHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
}

/** Whether the later tree begins with every leaf of the earlier one, by the proof of RFC 9162, 2.1.4.2. */
export function isConsistent(earlier: TreeHead, later: TreeHead, proof: readonly Buffer[]): boolean {
  if (earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && earlier.root.equals(later.root);
  if (earlier.size === 0) return proof.length === 0 && earlier.root.equals(EMPTY_ROOT);
  const path = isPowerOfTwo(earlier.size) ? [earlier.root, ...proof] : proof;
  const [start, ...rest] = path;
  if (start === undefined) return false;
  let at = earlier.size - 1;
  let last = later.size - 1;
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let first = start;
  let second = start;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      first = nodeOf(sibling, first);
      second = nodeOf(sibling, second);
      [at, last] = upToLeftTurn(at, last);
    } else {
      second = nodeOf(second, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && first.equals(earlier.root) && second.equals(later.root);
}

/** Skips the levels at which a node on the right edge has no sibling and goes up as it is. */
function upToLeftTurn(at: number, last: number): [number, number] {
  let [index, end] = [at, last];
  while (!isOdd(index) && index !== 0) [index, end] = [half(index), half(end)];
  return [index, end];
}

function nodeOf(left: Buffer, right: Buffer): Buffer {
  return hash('sha256', Buffer.concat([Buffer.of(NODE), left, right]), 'buffer');
}

// Not by bits: sizes go beyond the 32 that JavaScript's bit operators know.
function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value)) && 2 ** Math.log2(value) === value;
}
