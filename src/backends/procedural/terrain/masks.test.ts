import { describe, expect, it } from 'vitest';
import { blobOf, blobSheet, corner, wangSheet } from './masks.ts';

describe('masks', () => {
  it('has every Wang tile once, each fitting the next, also around the sheet', () => {
    expect(new Set(wangSheet.flat()).size).toBe(16);
    const has = (row: number, column: number, bit: number): boolean =>
      ((wangSheet[row % 4]?.[column % 4] ?? 0) & bit) !== 0;
    for (let row = 0; row < 4; row += 1) {
      for (let column = 0; column < 4; column += 1) {
        expect(has(row, column, corner.ne)).toBe(has(row, column + 1, corner.nw));
        expect(has(row, column, corner.se)).toBe(has(row, column + 1, corner.sw));
        expect(has(row, column, corner.sw)).toBe(has(row + 1, column, corner.nw));
      }
    }
  });

  it('keeps 47 of 256 neighbourhoods, all of them in the blob sheet', () => {
    const kept = new Set(Array.from({ length: 256 }, (_, mask) => blobOf(mask)));
    expect(kept.size).toBe(47);
    expect(new Set(blobSheet.flat().filter((mask) => mask !== null))).toEqual(kept);
  });

  it('counts a corner only between two sides', () => {
    expect(blobOf(255)).toBe(255);
    expect(blobOf(2 + 8 + 32 + 128)).toBe(0);
    expect(blobOf(1 + 2 + 4)).toBe(7);
    expect(blobOf(1 + 64 + 128)).toBe(193);
  });
});
