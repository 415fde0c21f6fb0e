import { consistencyOf, inclusionOf, rootOf, sha256 } from '../../../test/verifier/made-up-ledger.js';
import { GrowingTree, isConsistent, rootOfInclusion } from './merkle-tree.js';

/** The vectors of the reference implementation of Certificate Transparency. */
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const [L0, L01, L4, L45, L0123, L1, L23, L4567, L67, L6] = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
] as const;
const INCLUSION: readonly (readonly [index: number, size: number, proof: readonly string[]])[] = [
  [0, 1, []],
  [0, 8, [L1, L23, L4567]],
  [5, 8, [L4, L67, L0123]],
  [2, 3, [L01]],
  [1, 5, [L0, L23, L4]],
  [6, 7, [L45, L0123]],
];
const CONSISTENCY: readonly (readonly [earlier: number, later: number, proof: readonly string[]])[] = [
  [1, 1, []],
  [1, 8, [L1, L23, L4567]],
  [6, 8, [L45, L67, L0123]],
  [2, 5, [L23, L4]],
  [6, 7, [L45, L6, L0123]],
];

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const head = (size: number) => ({ size, root: bytes(ROOTS[size]!) });
const leaves = INPUTS.map((input) => sha256(Buffer.of(0), bytes(input)));
const grown = (many: readonly Buffer[]): GrowingTree => {
  const tree = new GrowingTree();
  for (const leaf of many) tree.add(leaf.toString('binary'));
  return tree;
};

describe('A tree of RFC 6962', () => {
  it.each(ROOTS.map((root, size) => ({ size, root })))('has the published root at size $size', ({ size, root }) => {
    expect(grown(leaves.slice(0, size)).root().toString('hex')).toBe(root);
  });

  it('gives the root of its definition at every size, also when it is asked between', () => {
    const many = Array.from({ length: 70 }, (_, index) => sha256(Buffer.from(`${index}`)));
    const tree = new GrowingTree();
    many.forEach((leaf, index) => {
      tree.add(leaf.toString('binary'));
      expect(tree.root()).toEqual(rootOf(many.slice(0, index + 1)));
    });
    expect(tree.size).toBe(70);
  });

  it.each(INCLUSION)('follows the published proof of leaf %i in a tree of %i', (index, size, proof) => {
    expect(rootOfInclusion(index, size, leaves[index]!, proof.map(bytes))?.toString('hex')).toBe(ROOTS[size]);
  });

  it.each(CONSISTENCY)('follows the published proof from %i to %i', (earlier, later, proof) => {
    expect(isConsistent(head(earlier), head(later), proof.map(bytes))).toBe(true);
  });

  it('follows every proof of its definition, and none for another index, size, leaf or hash', () => {
    const many = Array.from({ length: 20 }, (_, index) => sha256(Buffer.from(`${index}`)));
    for (let size = 1; size <= many.length; size++) {
      const tree = many.slice(0, size);
      const root = rootOf(tree);
      const proves = (index: number, size: number, leaf: Buffer, proof: Buffer[]) =>
        rootOfInclusion(index, size, leaf, proof)?.equals(root) ?? false;
      for (let index = 0; index < size; index++) {
        const proof = inclusionOf(index, tree);
        const leaf = tree[index]!;
        expect(proves(index, size, leaf, proof)).toBe(true);
        expect(proves(index === 0 ? size : index - 1, size, leaf, proof)).toBe(false);
        expect(proves(index, size, sha256(leaf), proof)).toBe(false);
        expect(proves(index, size, leaf, [...proof, leaf])).toBe(false);
        proof.forEach((hash, at) => expect(proves(index, size, leaf, proof.with(at, sha256(hash)))).toBe(false));
        if (size > 1) expect(proves(index, size, leaf, proof.slice(1))).toBe(false);
      }
    }
  });

  it('follows every consistency proof of its definition, and none that was changed', () => {
    const many = Array.from({ length: 20 }, (_, index) => sha256(Buffer.from(`${index}`)));
    const heads = many.map((_, index) => ({ size: index + 1, root: rootOf(many.slice(0, index + 1)) }));
    for (const later of heads) {
      for (const earlier of heads.slice(0, later.size)) {
        const proof = consistencyOf(earlier.size, many.slice(0, later.size));
        expect(isConsistent(earlier, later, proof)).toBe(true);
        expect(isConsistent({ ...earlier, root: sha256(earlier.root) }, later, proof)).toBe(false);
        expect(isConsistent(earlier, { ...later, root: sha256(later.root) }, proof)).toBe(false);
        expect(isConsistent(earlier, later, [...proof, later.root])).toBe(false);
        proof.forEach((hash, at) => {
          expect(isConsistent(earlier, later, proof.with(at, sha256(hash)))).toBe(false);
        });
        if (later.size > earlier.size) expect(isConsistent(later, earlier, proof)).toBe(false);
      }
    }
  });

  it('is consistent with the empty tree only without a proof', () => {
    expect(isConsistent(head(0), head(8), [])).toBe(true);
    expect(isConsistent(head(0), head(8), [leaves[0]!])).toBe(false);
    expect(isConsistent({ size: 0, root: leaves[0]! }, head(8), [])).toBe(false);
  });

  it('takes sizes that have more than 32 bits', () => {
    const proof = Array.from({ length: 40 }, (_, level) => sha256(Buffer.from(`${level}`)));
    expect(rootOfInclusion(2 ** 40 - 1, 2 ** 40, leaves[0]!, proof)).not.toBeNull();
    expect(rootOfInclusion(2 ** 40 - 1, 2 ** 40, leaves[0]!, proof.slice(1))).toBeNull();
  });
});
