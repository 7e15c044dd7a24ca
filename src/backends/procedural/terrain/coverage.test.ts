import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobCoverage, insetsFor, wanderMost, wangCoverage, type Coverage } from './coverage.ts';
import { blobOf, corner, side } from './masks.ts';

const size = fc.constantFrom(16 as const, 32 as const);
const has = (mask: number, bit: number): boolean => (mask & bit) !== 0;

/**
 * That two tiles side by side say the same of the pixels around the edge between them, 4 or 6 px to each side,
 * however far the border wanders: so far in lies what foam, shadow and the clean-up of an edge look at.
 */
function expectMeets(left: Coverage, right: Coverage, tile: number): void {
  const near = tile === 16 ? 4 : 6;
  for (const wander of [-1.2, 0, wanderMost].map((px) => (px * tile) / 16))
    for (let y = 0; y < tile; y += 1)
      for (let x = -near; x < near; x += 1)
        expect(left(tile + x, y) + wander > 0).toBe(right(x, y) + wander > 0);
}

describe('coverage', () => {
  it('of Wang tiles goes on in the neighbour, whichever fits', () => {
    fc.assert(
      fc.property(size, fc.nat(15), fc.nat(15), (tile, left, right) => {
        fc.pre(
          has(left, corner.ne) === has(right, corner.nw) && has(left, corner.se) === has(right, corner.sw),
        );
        expectMeets(wangCoverage(left, tile), wangCoverage(right, tile), tile);
      }),
    );
  });

  it('of blob tiles goes on in the neighbour, in every neighbourhood of two', () => {
    fc.assert(
      fc.property(size, fc.nat(1023), fc.boolean(), (tile, around, ofLower) => {
        // Two covered places and the ten around them.
        const at = (i: number): boolean => has(around, 1 << i);
        const bits = (...set: readonly (readonly [boolean, number])[]): number =>
          blobOf(set.reduce((mask, [isSet, bit]) => mask + (isSet ? bit : 0), 0));
        const { n, ne, e, se, s, sw, w, nw } = side;
        const left = bits(
          [at(0), nw],
          [at(1), n],
          [at(2), ne],
          [at(4), w],
          [true, e],
          [at(6), sw],
          [at(7), s],
          [at(8), se],
        );
        const right = bits(
          [at(1), nw],
          [at(2), n],
          [at(3), ne],
          [true, w],
          [at(5), e],
          [at(7), sw],
          [at(8), s],
          [at(9), se],
        );
        const insets = insetsFor(ofLower);
        expectMeets(blobCoverage(left, tile, insets), blobCoverage(right, tile, insets), tile);
      }),
    );
  });
});
