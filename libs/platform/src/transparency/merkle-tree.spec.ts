import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  consistencyProof,
  Frontier,
  GrowingRoot,
  inclusionProof,
  nodeNumber,
  parentOf,
  rootOf,
} from './merkle-tree.js';

const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafHash = (data: Uint8Array) => sha(Buffer.of(0), data);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The definitions of RFC 6962, word for word: the second opinion. */
function mth(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha();
  if (leaves.length === 1) return leaves[0]!;
  const k = largestPower(leaves.length);
  return sha(Buffer.of(1), mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}
function path(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const k = largestPower(leaves.length);
  return m < k
    ? [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
}
function subproof(m: number, leaves: readonly Uint8Array[], known: boolean): Uint8Array[] {
  if (m === leaves.length) return known ? [] : [mth(leaves)];
  const k = largestPower(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), known), mth(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))];
}
function largestPower(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Nodes in the order of their numbers, as the projector stores them. */
function grown(leaves: readonly Uint8Array[]): { nodes: Uint8Array[]; read: (number: number) => Uint8Array } {
  const nodes: Uint8Array[] = [];
  const read = (number: number): Uint8Array => nodes[number]!;
  const frontier = Frontier.at(0, read);
  for (const leaf of leaves) {
    const { first, nodes: more } = frontier.add(leaf);
    expect(first).toBe(nodes.length);
    nodes.push(...more);
  }
  return { nodes, read };
}

const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const KNOWN = INPUTS.map((input) => leafHash(Buffer.from(input, 'hex')));

describe('The Merkle tree', () => {
  it('has the same root where only that is asked for, however the leaves come', () => {
    const leaves = Array.from({ length: 70 }, (_, n) => leafHash(Buffer.of(n)));
    for (let size = 0; size <= leaves.length; size++) {
      const tree = new GrowingRoot();
      const first = Math.floor(size / 3);
      tree.add(Buffer.concat(leaves.slice(0, first)));
      tree.add(Buffer.concat(leaves.slice(first, size)));
      expect(hex(tree.root())).toBe(hex(mth(leaves.slice(0, size))));
    }
  });

  it('has the roots of the reference vectors of certificate transparency', () => {
    const { read } = grown(KNOWN);
    expect([0, 1, 2, 3, 8].map((size) => hex(rootOf(size, read)))).toEqual([
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ]);
  });

  it('gives every root and proof of every size as the definitions of RFC 6962 do', () => {
    const leaves = Array.from({ length: 70 }, (_, i) => leafHash(Buffer.of(i)));
    const { read } = grown(leaves);
    for (let size = 1; size <= leaves.length; size++) {
      const part = leaves.slice(0, size);
      expect(hex(rootOf(size, read))).toBe(hex(mth(part)));
      for (let index = 0; index < size; index++) {
        expect(inclusionProof(index, size, read).map(hex)).toEqual(path(index, part).map(hex));
        expect(consistencyProof(index + 1, size, read).map(hex)).toEqual(subproof(index + 1, part, true).map(hex));
      }
    }
  });

  it('goes on growing from what is stored, and numbers its nodes without gaps far beyond memory', () => {
    const leaves = Array.from({ length: 45 }, (_, i) => leafHash(Buffer.of(i)));
    const { nodes, read } = grown(leaves);
    for (let size = 0; size < leaves.length; size++) {
      const { first, nodes: next } = Frontier.at(size, read).add(leaves[size]!);
      expect(nodes.slice(first, first + next.length).map(hex)).toEqual(next.map(hex));
    }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 45 }), (leaf) => {
        let level = 0;
        while (Math.floor(leaf / 2 ** level) % 2 === 1) level++;
        expect(nodeNumber(0, leaf + 1)).toBe(nodeNumber(level, Math.floor(leaf / 2 ** level)) + 1);
      }),
    );
  });

  it('does not mistake a leaf for a node', () => {
    expect(hex(parentOf(KNOWN[0]!, KNOWN[1]!))).not.toBe(hex(leafHash(Buffer.concat([KNOWN[0]!, KNOWN[1]!]))));
  });
});
