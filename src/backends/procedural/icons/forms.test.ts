import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { across, along, line, onDiagonal } from './forms.ts';

const place = fc.integer({ min: 0, max: 31 });

describe('line', () => {
  it('goes from end to end without gaps and without doubled corners', () => {
    fc.assert(
      fc.property(place, place, place, place, (x0, y0, x1, y1) => {
        const pixels = line(x0, y0, x1, y1);
        expect(pixels[0]).toEqual([x0, y0]);
        expect(pixels[pixels.length - 1]).toEqual([x1, y1]);
        // As many pixels as the longer side: each step moves along it, none only sideways.
        expect(pixels.length).toBe(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)) + 1);
      }),
    );
  });
});

describe('the diagonal', () => {
  it('names each pixel by how far along and how far across it lies', () => {
    fc.assert(
      fc.property(place, place, (x, y) => {
        expect(onDiagonal(along(x, y), across(x, y))).toEqual([x, y]);
      }),
    );
  });
});
