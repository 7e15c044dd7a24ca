import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference } from './difference.ts';
import { blank, type Rgba } from './rgba.ts';

const picture = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((data): Rgba => ({ width, height, data })),
  );

test('counts what differs and draws a box round it', () => {
  const [before, after] = [blank(4, 3), blank(4, 3)];
  after.data.set([9, 9, 9, 255], (1 * 4 + 1) * 4);
  after.data.set([9, 9, 9, 1], (2 * 4 + 3) * 4);
  const found = difference(before, after);
  expect(found).toMatchObject({ changed: 2, pixels: 12, box: { x: 1, y: 1, w: 3, h: 2 } });
  expect([...found.picture.data.subarray(5 * 4, 6 * 4)]).toEqual([255, 0, 255, 255]);
});

test('what is hidden under alpha 0 is no difference', () => {
  const [before, after] = [blank(1, 1), blank(1, 1)];
  after.data.set([200, 100, 50, 0]);
  expect(difference(before, after)).toMatchObject({ changed: 0, box: null });
});

test('pictures of two sizes are laid at the top left, on a canvas that holds both', () => {
  const wide: Rgba = { width: 2, height: 1, data: new Uint8Array(8).fill(255) };
  const high: Rgba = { width: 1, height: 2, data: new Uint8Array(8).fill(255) };
  expect(difference(wide, high)).toMatchObject({ changed: 2, pixels: 4, box: { x: 0, y: 0, w: 2, h: 2 } });
});

test('is none from a picture to itself, and as large both ways', () => {
  fc.assert(
    fc.property(picture, picture, (a, b) => {
      expect(difference(a, a).changed).toBe(0);
      const [there, back] = [difference(a, b), difference(b, a)];
      expect([there.changed, there.box]).toEqual([back.changed, back.box]);
    }),
  );
});
