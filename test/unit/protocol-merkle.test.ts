import { describe, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { append, emptyTree, leafHash, root } from '../../shared/protocol/merkle.ts';

/** The leaves and roots that the test suites of Certificate Transparency's own implementations use. */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
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

const treeOf = (data: readonly Uint8Array[]) => data.map(leafHash).reduce(append, emptyTree);

/** MTH of RFC 6962 section 2.1, as it is written there. */
function mth(data: readonly Uint8Array[]): Buffer {
  const hash = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  if (data.length === 0) return hash();
  if (data.length === 1) return hash(Buffer.from([0]), data[0]!);
  let k = 1;
  while (k * 2 < data.length) k *= 2;
  return hash(Buffer.from([1]), mth(data.slice(0, k)), mth(data.slice(k)));
}

describe('the Merkle tree of a log', () => {
  test('has the roots that Certificate Transparency published for sizes 0 to 8', () => {
    const data = leaves.map((leaf) => Buffer.from(leaf, 'hex'));
    for (const [size, expected] of roots.entries()) expect(root(treeOf(data.slice(0, size)))).toBe(expected);
  });

  test('is the one that RFC 6962 defines, for any leaves', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 70 }), (data) => {
        expect(root(treeOf(data))).toBe(mth(data).toString('hex'));
      }),
      { numRuns: 200 },
    );
  });

  test('keeps as many peaks as its size has set bits', () => {
    let tree = emptyTree;
    for (let size = 1; size <= 130; size++) {
      tree = append(tree, leafHash(Buffer.from([size])));
      expect(tree.size).toBe(size);
      expect(tree.peaks).toHaveLength(size.toString(2).replaceAll('0', '').length);
    }
  });
});
