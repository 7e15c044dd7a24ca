import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settle } from './stray.ts';

const width = 6;
const picture = fc.array(fc.integer({ min: -1, max: 3 }), { minLength: width * 5, maxLength: width * 5 });

function neighbours(i: number): number[] {
  const [x, y] = [i % width, Math.floor(i / width)];
  return Array.from({ length: 9 }, (_, near) => [x + (near % 3) - 1, y + Math.floor(near / 3) - 1] as const)
    .filter(([nx, ny]) => (nx !== x || ny !== y) && nx >= 0 && ny >= 0 && nx < width && ny < 5)
    .map(([nx, ny]) => ny * width + nx);
}

const isStray = (colours: readonly number[], i: number): boolean =>
  colours[i] !== -1 && neighbours(i).every((j) => colours[j] !== colours[i]);

describe('settle', () => {
  it('leaves no stray pixel that has a neighbour, and changes no other', () => {
    fc.assert(
      fc.property(picture, (given) => {
        const colours = [...given];
        settle(
          colours,
          width,
          () => false,
          () => true,
        );
        for (let i = 0; i < colours.length; i += 1) {
          if (!isStray(given, i)) expect(colours[i]).toBe(given[i]);
          if (neighbours(i).some((j) => given[j] !== -1)) expect(isStray(colours, i)).toBe(false);
        }
      }),
    );
  });

  it('leaves pixels that are kept', () => {
    fc.assert(
      fc.property(picture, (given) => {
        const colours = [...given];
        settle(
          colours,
          width,
          () => true,
          () => true,
        );
        expect(colours).toEqual(given);
      }),
    );
  });
});
