import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Rgba } from '../../../pixels/rgba.ts';
import { overGround } from './ground.ts';
import { halfBlocks, nearest256 } from './half-blocks.ts';
import { applyFit, cropWithin, enlarge, fitLabel, fitPicture, fittedSize, reduce } from './picture.ts';

const rgba = (width: number, ...pixels: readonly (readonly number[])[]): Rgba => ({
  width,
  height: pixels.length / width,
  data: Uint8Array.from(pixels.flat()),
});
const red = [255, 0, 0, 255];
const green = [0, 255, 0, 255];
const blue = [0, 0, 255, 255];
const clear = [0, 0, 0, 0];
const ESC = '\u001b';

const somePicture = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((data): Rgba => ({ width, height, data })),
  );

test('fits at the largest whole scale, and says when it reduces', () => {
  expect(fitLabel(fitPicture({ width: 48, height: 48 }, { width: 168, height: 86 }))).toBe('1:1');
  expect(fitLabel(fitPicture({ width: 8, height: 8 }, { width: 168, height: 36 }))).toBe('x4');
  expect(fitLabel(fitPicture({ width: 128, height: 192 }, { width: 44, height: 40 }))).toBe('reduced 1:5');
});

test('a fitted picture is never larger than its space, and one step larger would be', () => {
  const side = fc.integer({ min: 1, max: 400 });
  fc.assert(
    fc.property(side, side, side, side, (width, height, w, h) => {
      const fit = fitPicture({ width, height }, { width: w, height: h });
      const size = fittedSize({ width, height }, fit);
      expect(size.width <= w && size.height <= h).toBe(true);
      const larger = fit.kind === 'enlarge' ? { ...fit, by: fit.by + 1 } : { ...fit, by: fit.by - 1 };
      const grown = fittedSize({ width, height }, larger);
      expect(grown.width > w || grown.height > h).toBe(true);
    }),
  );
});

test('reducing an enlarged picture gives it back, but for the colour of hidden pixels', () => {
  fc.assert(
    fc.property(somePicture, fc.integer({ min: 1, max: 4 }), (picture, by) => {
      const back = reduce(enlarge(picture, by), by);
      for (let at = 0; at < picture.data.length; at += 4) {
        const hidden = picture.data[at + 3] === 0;
        expect(Array.from(back.data.slice(at, at + 4))).toEqual(
          hidden ? clear : Array.from(picture.data.slice(at, at + 4)),
        );
      }
      expect(applyFit(picture, { kind: 'enlarge', by })).toEqual(enlarge(picture, by));
    }),
  );
});

test('averages blocks exactly: colour by alpha, halves up, short blocks at the edge', () => {
  expect([...reduce(rgba(2, [255, 0, 0, 255], clear, [0, 255, 0, 255], [9, 9, 9, 0]), 2).data]).toEqual([
    128, 128, 0, 128,
  ]);
  expect([...reduce(rgba(3, red, red, blue), 2).data]).toEqual([...red, ...blue]);
});

test('enlarges a picture whose bytes lie inside a larger buffer', () => {
  const pool = Buffer.from([9, 9, 9, ...red, ...blue]);
  expect(Array.from(enlarge({ width: 2, height: 1, data: pool.subarray(3) }, 2).data.slice(0, 16))).toEqual(
    [red, red, blue, blue].flat(),
  );
});

test('crops to a rectangle and never reaches outside', () => {
  const picture = rgba(2, red, green, blue, clear);
  expect([...cropWithin(picture, { x: 1, y: 0, w: 1, h: 2 }).data]).toEqual([...green, ...clear]);
  expect(cropWithin(picture, { x: 5, y: -2, w: 9, h: 9 })).toMatchObject({ width: 1, height: 2 });
});

test('draws two pixels in a cell and repeats no colour', () => {
  expect(halfBlocks(rgba(2, red, red, blue, blue), 24, 'black')).toEqual([
    `${ESC}[38;2;255;0;0;48;2;0;0;255m▀▀${ESC}[0m`,
  ]);
});

test('leaves transparent pixels to the ground of the terminal, in each half of a cell', () => {
  expect(halfBlocks(rgba(4, red, clear, clear, red, clear, blue, clear, red), 24, 'terminal')).toEqual([
    `${ESC}[38;2;255;0;0m▀${ESC}[38;2;0;0;255m▄ ${ESC}[38;2;255;0;0;48;2;255;0;0m▀${ESC}[0m`,
  ]);
});

test('draws a picture of odd height with an empty lower half', () => {
  expect(halfBlocks(rgba(1, red), 24, 'black')).toEqual([`${ESC}[38;2;255;0;0m▀${ESC}[0m`]);
});

test('shows transparent pixels as checks of two greys', () => {
  const [first] = halfBlocks({ width: 5, height: 2, data: new Uint8Array(40) }, 24, 'checker');
  expect(first).toBe(
    `${ESC}[38;2;88;88;88;48;2;88;88;88m▀▀▀▀${ESC}[38;2;108;108;108;48;2;108;108;108m▀${ESC}[0m`,
  );
  expect([...overGround(rgba(1, clear), 'magenta').data]).toEqual([255, 0, 255, 255]);
  expect([...overGround(rgba(1, [255, 255, 255, 51]), 'black').data]).toEqual([51, 51, 51, 255]);
});

test('finds the nearest of the 256 colours', () => {
  const palette = Array.from({ length: 240 }, (_, i): [number, number, number] => {
    if (i >= 216) return [8 + 10 * (i - 216), 8 + 10 * (i - 216), 8 + 10 * (i - 216)];
    const step = (n: number): number => (n === 0 ? 0 : 55 + 40 * n);
    return [step(Math.floor(i / 36)), step(Math.floor(i / 6) % 6), step(i % 6)];
  });
  const channel = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(channel, channel, channel, (r, g, b) => {
      const far = (i: number): number =>
        palette[i]?.reduce((sum, value, c) => sum + (value - ([r, g, b][c] ?? 0)) ** 2, 0) ?? Infinity;
      const best = Math.min(...palette.map((_, i) => far(i)));
      expect(far(nearest256([r, g, b]) - 16)).toBe(best);
    }),
  );
  expect(halfBlocks(rgba(1, red, blue), 8, 'black')).toEqual([`${ESC}[38;5;196;48;5;21m▀${ESC}[0m`]);
});
