import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planContactSheet, scaleIn, type PixelSize } from './contact-plan.ts';

const plan = (sizes: readonly PixelSize[], scale: number | null = null) =>
  planContactSheet({ count: sizes.length, sizes, scale, linesAt: (n) => Math.ceil(90 / n) });
const many = (n: number, width: number, height = width): PixelSize[] =>
  Array.from({ length: n }, () => ({ width, height }));

test('every picture has a whole scale from 1 and fits into its frame, and every picture has a cell', () => {
  const side = fc.oneof(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 2048 }));
  const sizes = fc.array(fc.record({ width: side, height: side }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(sizes, (given) => {
      const { frame, scale, columns, rows, pages, cell } = plan(given);
      for (const size of given) {
        const own = scaleIn(frame, size, scale);
        expect(Number.isInteger(own) && own >= 1).toBe(true);
        expect(size.width * own).toBeLessThanOrEqual(frame.width);
        expect(size.height * own).toBeLessThanOrEqual(frame.height);
      }
      expect(columns * rows * pages).toBeGreaterThanOrEqual(given.length);
      expect(columns * rows * (pages - 1)).toBeLessThan(given.length);
      // One column may be wider than a page, two may not.
      if (columns > 1) expect(columns * cell.width).toBeLessThanOrEqual(1680);
    }),
  );
});

test('a few sprites are large, with large captions; forty still fit on one page', () => {
  expect(plan(many(4, 48))).toMatchObject({ scale: 8, textScale: 2, pages: 1 });
  expect(plan(many(40, 48))).toMatchObject({ scale: 5, pages: 1 });
});

test('hundreds go on pages, and can still be judged', () => {
  const { scale, pages } = plan(many(400, 48));
  expect(scale).toBe(4);
  expect(pages).toBeGreaterThan(1);
});

test('pictures of one size are at one scale, and of nearly one size too', () => {
  const { frame, scale } = plan([...many(6, 48), { width: 48, height: 64 }]);
  expect(scaleIn(frame, { width: 48, height: 48 }, scale)).toBe(scale);
  expect(scaleIn(frame, { width: 48, height: 64 }, scale)).toBe(scale);
});

test('a concept beside strips neither shrinks them nor is cut', () => {
  const concept = { width: 128, height: 192 };
  const { frame, scale } = plan([...many(10, 384, 48), concept]);
  expect(scale).toBe(2);
  expect(scaleIn(frame, concept, scale)).toBe(1);
});

test('a sprite beside a large concept is no speck', () => {
  const { frame, scale } = plan([...many(3, 512), { width: 48, height: 48 }]);
  expect(scaleIn(frame, { width: 48, height: 48 }, scale)).toBe(8);
});

test('takes the scale that was asked for', () => {
  expect(plan(many(40, 48), 3)).toMatchObject({ scale: 3, frame: { height: 144 } });
  expect(plan([...many(4, 10), { width: 100, height: 100 }], 3).frame).toEqual({ width: 300, height: 300 });
});
