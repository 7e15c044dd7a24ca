import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, crop, enlarge, trimBounds } from './arrange.ts';
import { drawPlaceholder } from './placeholder.ts';
import { blank, type Rgba } from './rgba.ts';

const picture = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((data): Rgba => ({ width, height, data })),
  );

const at = (p: Rgba, x: number, y: number): number[] => [
  ...p.data.subarray((y * p.width + x) * 4, (y * p.width + x) * 4 + 4),
];

describe('crop and compose', () => {
  it('give a picture back from the place where it was put', () => {
    fc.assert(
      fc.property(picture, fc.nat(5), fc.nat(5), (p, x, y) => {
        const whole = compose(20, 20, [{ picture: p, x, y }]);
        expect(crop(whole, { x, y, w: p.width, h: p.height })).toEqual(p);
      }),
    );
  });

  it('leave out what sticks out on any side', () => {
    fc.assert(
      fc.property(
        picture,
        fc.integer({ min: -12, max: 12 }),
        fc.integer({ min: -12, max: 12 }),
        (p, x, y) => {
          const whole = compose(5, 4, [{ picture: p, x, y }]);
          for (let j = 0; j < 4; j += 1) {
            for (let i = 0; i < 5; i += 1) {
              const isIn = i >= x && j >= y && i - x < p.width && j - y < p.height;
              expect(at(whole, i, j)).toEqual(isIn ? at(p, i - x, j - y) : [0, 0, 0, 0]);
            }
          }
        },
      ),
    );
  });

  it('put later pictures over earlier ones, alpha included', () => {
    const opaque = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3, 255) };
    expect([
      ...compose(1, 1, [
        { picture: opaque, x: 0, y: 0 },
        { picture: blank(1, 1), x: 0, y: 0 },
      ]).data,
    ]).toEqual([0, 0, 0, 0]);
  });

  it('refuse a region outside, which is a bug', () => {
    expect(() => crop(blank(4, 4), { x: 1, y: 0, w: 4, h: 1 })).toThrow(RangeError);
    expect(() => crop(blank(4, 4), { x: 0.5, y: 0, w: 1, h: 1 })).toThrow(RangeError);
  });
});

describe('enlarge', () => {
  it('makes each pixel a square', () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: 1, max: 4 }), (p, factor) => {
        const large = enlarge(p, factor);
        for (let y = 0; y < large.height; y += 1) {
          for (let x = 0; x < large.width; x += 1) {
            expect(at(large, x, y)).toEqual(at(p, Math.floor(x / factor), Math.floor(y / factor)));
          }
        }
      }),
    );
    expect(() => enlarge(blank(1, 1), 1.5)).toThrow(RangeError);
  });
});

describe('trimBounds', () => {
  it('is the box around the visible pixels', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(79), { minLength: 1, maxLength: 6 }), (places) => {
        const p = blank(10, 8);
        for (const place of places) p.data[place * 4 + 3] = 1;
        const xs = places.map((place) => place % 10);
        const ys = places.map((place) => Math.floor(place / 10));
        const x = Math.min(...xs);
        const y = Math.min(...ys);
        expect(trimBounds(p)).toEqual({ x, y, w: Math.max(...xs) - x + 1, h: Math.max(...ys) - y + 1 });
      }),
    );
    expect(trimBounds(blank(3, 3))).toBeNull();
  });
});

describe('drawPlaceholder', () => {
  it('fills every size with opaque pixels of three loud colours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 70 }), (width, height) => {
        const p = drawPlaceholder(width, height);
        expect(p.data).toHaveLength(width * height * 4);
        expect(p.data.filter((_, i) => i % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
      }),
    );
    const p = drawPlaceholder(48, 48);
    const colours = new Set(
      Array.from({ length: 48 * 48 }, (_, i) => at(p, i % 48, Math.floor(i / 48)).join()),
    );
    expect(colours.size).toBe(3);
    expect(at(p, 24, 24)).toEqual(at(p, 0, 0));
  });
});
