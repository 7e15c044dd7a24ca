import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf } from './cells.ts';
import { facetAt, half } from './facets.ts';
import { easelOf, dab } from './easel.ts';
import { finish } from './finish.ts';
import { grainOf } from './grain.ts';
import { woods } from '../ramps/timber.ts';

describe('what props are painted with', () => {
  it('has cells that are near the places they hold, the same for every pixel of a cell', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: -90, max: 90 }),
        fc.integer({ min: -90, max: 90 }),
        (salt, x, y) => {
          const cell = cellsOf(3, 2.5, grainOf(salt));
          const one = cell(x, y);
          expect(Math.abs(one.x - x - 0.5)).toBeLessThan(6);
          expect(Math.abs(one.y - y - 0.5)).toBeLessThan(5);
          expect(one.inner).toBeGreaterThanOrEqual(0);
          expect(cell(x, y)).toEqual(one);
        },
      ),
    );
  });

  it('has grain from 0 to 1 that spreads evenly', () => {
    const grain = grainOf(7);
    let sum = 0;
    for (let i = 0; i < 4000; i += 1) {
      const luck = grain(i % 63, Math.floor(i / 63));
      expect(luck >= 0 && luck < 1).toBe(true);
      sum += luck;
    }
    expect(Math.abs(sum / 4000 - 0.5)).toBeLessThan(0.02);
  });

  it('sees the front of a box below its top', () => {
    const box = [
      half([0, 1, 0], 10),
      half([0, -1, 0], 0),
      half([0, 0, 1], 5),
      half([0, 0, -1], 5),
      half([1, 0, 0], 8),
      half([-1, 0, 0], 8),
    ];
    expect(facetAt(box, 0, -2)?.index).toBe(2);
    expect(facetAt(box, 0, -9)?.index).toBe(0);
    expect(facetAt(box, 9, -2)).toBeNull();
    expect(facetAt(box, 0, -30)).toBeNull();
  });

  it('drops crumbs in the air, closes pinholes and stands on the ground line', () => {
    const easel = easelOf(10, 20);
    for (let y = -8; y <= -4; y += 1)
      for (let x = -4; x < 4; x += 1) if (x !== 0 || y !== -6) dab(easel, x, y, [woods.oak, 2]);
    dab(easel, 0, -16, [woods.oak, 4]);
    const { picture, sprites } = finish(easel, { w: 20, h: 20 }, { feet: [0, 0] }, 'final');
    const alphaAt = (x: number, y: number): number => picture.data[(y * 20 + x) * 4 + 3] ?? -1;
    expect(alphaAt(10, 6)).toBe(0);
    expect(alphaAt(10, 15)).toBe(255);
    expect([alphaAt(10, 18), alphaAt(10, 19)]).toEqual([255, 0]);
    const [x = 0, y = 0] = sprites[0]?.anchors['feet'] ?? [];
    expect(alphaAt(x, y)).toBe(255);
  });
});
