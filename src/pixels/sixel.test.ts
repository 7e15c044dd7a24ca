import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Rgba } from './rgba.ts';
import { encodeSixel } from './sixel.ts';

/** What a terminal makes of a sixel string: a decoder of its own, so that the encoder is not tested against itself. */
function decodeSixel(text: string): Rgba {
  const whole = /^\p{Cc}P7;1;0q"1;1;(\d+);(\d+)([^\p{Cc}]*)\p{Cc}\\$/u.exec(text);
  if (whole === null) throw new Error('no sixel string');
  const [width, height] = [Number(whole[1]), Number(whole[2])];
  const data = new Uint8Array(width * height * 4);
  const registers = new Map<number, readonly number[]>();
  let colour: readonly number[] = [];
  let [x, top] = [0, 0];
  const parts = /#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~])|(\$)|(-)/y;
  const body = whole[3] ?? '';
  while (parts.lastIndex < body.length) {
    const part = parts.exec(body);
    if (part === null) throw new Error('no sixel data');
    const [, register, r, g, b, times, repeated, single, back, next] = part;
    if (r !== undefined) {
      registers.set(
        Number(register),
        [r, g, b].map((value) => Math.round((Number(value) * 255) / 100)),
      );
    } else if (register !== undefined) {
      const chosen = registers.get(Number(register));
      if (chosen === undefined) throw new Error('a colour that was never said');
      colour = chosen;
    } else if (back !== undefined) x = 0;
    else if (next !== undefined) [x, top] = [0, top + 6];
    else {
      const bits = (repeated ?? single ?? '?').charCodeAt(0) - 63;
      for (let n = Number(times ?? 1); n > 0; n -= 1, x += 1) {
        for (let row = 0; row < 6; row += 1) {
          if ((bits & (1 << row)) === 0) continue;
          if (x >= width || top + row >= height) throw new Error('drawn outside');
          data.set([...colour, 255], ((top + row) * width + x) * 4);
        }
      }
    }
  }
  return { width, height, data };
}

const size = fc.integer({ min: 1, max: 40 });
/** Colours that whole percents can say. */
const told = fc.tuple(...[0, 1, 2].map(() => fc.nat({ max: 100 }).map((p) => Math.round((p * 255) / 100))));
const opaque = told.map((rgb) => [...rgb, 255]);
const clear = fc.constant([0, 0, 0, 0]);

test('a picture of up to 256 colours comes back pixel by pixel', () => {
  const palette = fc.array(fc.oneof({ weight: 5, arbitrary: opaque }, clear), {
    minLength: 1,
    maxLength: 256,
  });
  fc.assert(
    fc.property(size, size, palette, fc.infiniteStream(fc.nat()), (width, height, colours, picks) => {
      const data = new Uint8Array(width * height * 4);
      for (let at = 0; at < data.length; at += 4) {
        data.set(colours[picks.next().value % colours.length] ?? [], at);
      }
      expect(decodeSixel(encodeSixel({ width, height, data }))).toEqual({ width, height, data });
    }),
    { numRuns: 60 },
  );
});

test('no colour moves by more than half a percent, and what is half transparent or less is not drawn', () => {
  const any = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 60 }), (pixels) => {
      const picture = { width: pixels.length, height: 1, data: Uint8Array.from(pixels.flat()) };
      const shown = decodeSixel(encodeSixel(picture)).data;
      for (const [i, [r, g, b, a]] of pixels.entries()) {
        expect(shown[i * 4 + 3]).toBe(a < 128 ? 0 : 255);
        if (a < 128) continue;
        for (const [c, value] of [r, g, b].entries()) {
          expect(Math.abs((shown[i * 4 + c] ?? 0) - value)).toBeLessThanOrEqual(2);
        }
      }
    }),
  );
});

test('more colours than a terminal has are joined to as many as it has, with the nearest', () => {
  const ramp = Uint8Array.from({ length: 101 * 4 }, (_, i) => (i % 4 === 3 ? 255 : Math.floor(i / 4) * 2));
  const shown = decodeSixel(encodeSixel({ width: 101, height: 1, data: ramp }, 16)).data;
  const values = Array.from({ length: 101 }, (_, x) => shown[x * 4] ?? 0);
  expect(new Set(values).size).toBe(16);
  expect(values).toEqual([...values].sort((a, b) => a - b));
  for (const [x, value] of values.entries()) expect(Math.abs(value - x * 2)).toBeLessThanOrEqual(10);
});

test('counts runs: a large flat picture is a few bytes', () => {
  const flat = { width: 4000, height: 6, data: new Uint8Array(4000 * 6 * 4).fill(255) };
  expect(encodeSixel(flat)).toBe('\u001bP7;1;0q"1;1;4000;6#0;2;100;100;100#0!4000~\u001b\\');
});
