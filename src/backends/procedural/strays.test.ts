import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeCommonest, takeNearest } from './strays.ts';

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

const nobody = (): boolean => false;
const everybody = (): boolean => true;

describe.each([
  [
    'the commonest',
    (colours: number[], isKept: () => boolean) => takeCommonest(colours, width, isKept, everybody),
  ],
  [
    'the nearest',
    (colours: number[], isKept: () => boolean) =>
      takeNearest(colours, width, isKept, (a, b) => Math.abs((colours[a] ?? 0) - (colours[b] ?? 0))),
  ],
] as const)('stray pixels that take %s colour beside them', (_, take) => {
  it('are none any more where they have a neighbour, and no other pixel changes', () => {
    fc.assert(
      fc.property(picture, (given) => {
        const colours = [...given];
        take(colours, nobody);
        for (let i = 0; i < colours.length; i += 1) {
          if (!isStray(given, i)) expect(colours[i]).toBe(given[i]);
          if (neighbours(i).some((j) => given[j] !== -1)) expect(isStray(colours, i)).toBe(false);
        }
      }),
    );
  });

  it('stay where they are kept', () => {
    fc.assert(
      fc.property(picture, (given) => {
        const colours = [...given];
        take(colours, everybody);
        expect(colours).toEqual(given);
      }),
    );
  });
});
