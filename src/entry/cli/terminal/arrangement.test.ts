import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blank, type Rgba } from '../../../pixels/rgba.ts';
import {
  arrange,
  arrangedSize,
  drawArrangement,
  equalSprites,
  withoutBorders,
  type Arrangement,
} from './arrangement.ts';
import { applyFit, cropWithin, scaleOf, type Fit } from './picture.ts';

const side = fc.integer({ min: 1, max: 70 });
const space = fc.record({
  width: fc.integer({ min: 1, max: 400 }),
  height: fc.integer({ min: 1, max: 300 }),
});
const scales: readonly Fit[] = [
  ...Array.from({ length: 400 }, (_, i): Fit => ({ kind: 'enlarge', by: 400 - i })),
  ...Array.from({ length: 69 }, (_, i): Fit => ({ kind: 'reduce', by: i + 2 })),
];

/** Every sprite has colours that no other has, so that a pixel tells whose it is. */
function numbered(count: number, width: number, height: number): Rgba[] {
  return Array.from({ length: count }, (_, sprite) => {
    const picture = blank(width, height);
    for (let i = 0; i < width * height; i += 1) {
      picture.data.set([sprite + 1, i % 256, i >> 8, 255], i * 4);
    }
    return picture;
  });
}

test('has the best scale of all column counts, with the fewest rows of that scale, evenly filled', () => {
  fc.assert(
    fc.property(side, side, fc.integer({ min: 2, max: 40 }), space, (width, height, count, room) => {
      const found = arrange({ width, height }, count, room);
      const all = Array.from({ length: count }, (_, i) => i + 1).flatMap((columns): Arrangement[] => {
        const rows = Math.ceil(count / columns);
        const fit = scales.find((by) => {
          const size = arrangedSize({ width, height }, { columns, rows, fit: by });
          return size.width <= room.width && size.height <= room.height;
        });
        return fit === undefined ? [] : [{ columns, rows, fit }];
      });
      if (found === null) {
        expect(all).toEqual([]);
        return;
      }
      const best = Math.max(...all.map(({ fit }) => scaleOf(fit)));
      const equals = all.filter(({ fit }) => scaleOf(fit) === best);
      const rows = Math.min(...equals.map((arrangement) => arrangement.rows));
      const columns = Math.min(
        ...equals.filter((a) => a.rows === rows).map((arrangement) => arrangement.columns),
      );
      expect([scaleOf(found.fit), found.rows, found.columns]).toEqual([best, rows, columns]);
    }),
  );
});

test('stands eight sprites of 48 x 48 in rows where a strip would be reduced', () => {
  const sprite = { width: 48, height: 48 };
  expect(arrange(sprite, 8, { width: 120, height: 60 })).toEqual({
    columns: 4,
    rows: 2,
    fit: { kind: 'reduce', by: 2 },
  });
  expect(arrange(sprite, 8, { width: 195, height: 97 })?.fit).toEqual({ kind: 'enlarge', by: 1 });
  expect(arrange(sprite, 8, { width: 194, height: 97 })?.fit).toEqual({ kind: 'reduce', by: 2 });
  expect(arrange(sprite, 8, { width: 3, height: 3 })).toBeNull();
});

test('draws every pixel of every sprite exactly once, and ground between them', () => {
  const small = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(small, small, fc.integer({ min: 2, max: 12 }), small, (width, height, count, columns) => {
      const sprites = numbered(count, width, height);
      const rows = Math.ceil(count / columns);
      const drawn = drawArrangement(sprites, { columns, rows, fit: { kind: 'enlarge', by: 1 } });
      const pixels = (picture: Rgba): string[] =>
        Array.from({ length: picture.width * picture.height }, (_, i) =>
          [...picture.data.subarray(i * 4, i * 4 + 4)].join(),
        );
      const seen = pixels(drawn).filter((pixel) => pixel !== '0,0,0,0');
      expect(seen.sort()).toEqual(sprites.flatMap(pixels).sort());
      for (const [i, sprite] of sprites.entries()) {
        const [x, y] = [(i % columns) * (width + 1), Math.floor(i / columns) * (height + 1)];
        expect(cropWithin(drawn, { x, y, w: width, h: height })).toEqual(sprite);
      }
    }),
  );
});

test('draws each sprite as it is drawn alone, at every scale: no average mixes two', () => {
  const sprites = numbered(5, 7, 5);
  for (const fit of [
    { kind: 'enlarge', by: 3 },
    { kind: 'reduce', by: 2 },
    { kind: 'reduce', by: 4 },
  ] as const) {
    const arrangement = { columns: 3, rows: 2, fit };
    const drawn = drawArrangement(sprites, arrangement);
    expect({ width: drawn.width, height: drawn.height }).toEqual(
      arrangedSize({ width: 7, height: 5 }, arrangement),
    );
    const alone = sprites.map((sprite) => applyFit(sprite, fit));
    const between = fit.kind === 'enlarge' ? fit.by : 1;
    for (const [i, sprite] of alone.entries()) {
      const x = (i % 3) * (sprite.width + between);
      const y = Math.floor(i / 3) * (sprite.height + between);
      expect(cropWithin(drawn, { x, y, w: sprite.width, h: sprite.height })).toEqual(sprite);
    }
  }
});

test('leaves a picture whole that has one sprite, unequal ones, or something to see beside them', () => {
  const at = (x: number, w = 4, y = 0) => ({ x, y, w, h: 4 });
  const picture = blank(12, 4);
  expect(equalSprites(picture, [at(0), at(8)])?.size).toEqual({ width: 4, height: 4 });
  expect(equalSprites(picture, [])).toBeNull();
  expect(equalSprites(picture, [at(0)])).toBeNull();
  expect(equalSprites(picture, [at(0), at(4, 5)])).toBeNull();
  expect(equalSprites(picture, [at(0), at(9)])).toBeNull();
  expect(equalSprites(picture, [at(0), at(4, 4, 1)])).toBeNull();
  picture.data[5 * 4 + 3] = 1;
  expect(equalSprites(picture, [at(0), at(8)])).toBeNull();
  expect(equalSprites(picture, [at(0), at(4)])).not.toBeNull();
});

test('cuts only what is empty in every sprite, and all of them alike', () => {
  const dot = fc.record({ sprite: fc.nat({ max: 2 }), x: fc.nat({ max: 5 }), y: fc.nat({ max: 4 }) });
  fc.assert(
    fc.property(fc.array(dot, { minLength: 1, maxLength: 6 }), (dots) => {
      const picture = blank(18, 5);
      for (const { sprite, x, y } of dots) picture.data[(y * 18 + sprite * 6 + x) * 4 + 3] = 200;
      const size = { width: 6, height: 5 };
      const rectangles = [0, 1, 2].map((i) => ({ x: i * 6, y: 0, w: 6, h: 5 }));
      const cut = withoutBorders(picture, { size, rectangles }) ?? { size, rectangles };
      const [left, top] = [Math.min(...dots.map(({ x }) => x)), Math.min(...dots.map(({ y }) => y))];
      const [right, bottom] = [Math.max(...dots.map(({ x }) => x)), Math.max(...dots.map(({ y }) => y))];
      const [w, h] = [right - left + 1, bottom - top + 1];
      expect(cut.size).toEqual({ width: w, height: h });
      expect(cut.rectangles).toEqual([0, 1, 2].map((i) => ({ x: i * 6 + left, y: top, w, h })));
    }),
  );
  const empty = { size: { width: 2, height: 2 }, rectangles: [{ x: 0, y: 0, w: 2, h: 2 }] };
  expect(withoutBorders(blank(2, 2), empty)).toBeNull();
});
