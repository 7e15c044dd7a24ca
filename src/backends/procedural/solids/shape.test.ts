import { expect, it } from 'vitest';
import { metals } from '../ramps/people.ts';
import { solid } from './figure.ts';
import { panel, turned, within } from './shape.ts';

const outlines = {
  concave: [
    [0, 0],
    [4, 0],
    [1, 1],
    [0, 4],
  ],
  clockwise: [
    [0, 0],
    [0, 4],
    [4, 0],
  ],
  'around twice': [
    [0, 3],
    [-2, -3],
    [3, 1],
    [-3, 1],
    [2, -3],
  ],
  'a line': [
    [0, 0],
    [4, 0],
  ],
  'one corner twice': [
    [0, 0],
    [4, 0],
    [4, 0],
    [0, 4],
  ],
} as const;

it.each(Object.entries(outlines))(
  'an outline that is %s is refused by the name of its part',
  (_, outline) => {
    const shape = panel([0, 0, 0], outline, 1);
    for (const made of [shape, within(shape, () => 0), turned(shape, [0, 0, 0], 'z', 0, 1)])
      expect(() => solid('trident-head', metals.steel, made)).toThrow('part "trident-head": its outline ');
  },
);

it('a convex outline is taken from whichever corner it begins, with corners on its sides too', () => {
  const square = [
    [0, 0],
    [2, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ] as const;
  for (let from = 0; from < square.length; from += 1) {
    const outline = [...square.slice(from), ...square.slice(0, from)];
    expect(solid('plate', metals.steel, panel([0, 0, 0], outline, 1)).part).toBe('plate');
  }
});
