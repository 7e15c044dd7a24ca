import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/backends/procedural/catalog.ts';
import { drawLots } from '../../src/backends/procedural/draw-lots.ts';
import { rims } from '../../src/backends/procedural/icons/finish.ts';
import { armsOf } from '../../src/backends/procedural/icons/weapon.ts';
import * as icons from '../../src/backends/procedural/ramps/icons.ts';
import { cloths, leathers, metals } from '../../src/backends/procedural/ramps/people.ts';
import { ink, type Ramp } from '../../src/backends/procedural/ramps/ramp.ts';
import { trimBounds } from '../../src/pixels/arrange.ts';
import type { Rgba } from '../../src/pixels/rgba.ts';
import { drawKind, someBinding } from '../rig/art-kinds.ts';

const kinds = catalog.filter(({ kind }) => kind.startsWith('icon.'));
const runs = { numRuns: 500 };
const seeds = fc.oneof(
  fc.integer({ min: 1, max: 5000 }),
  fc.maxSafeNat().map((seed) => seed || 1),
);

/** Every ramp that an icon may use, however deep a theme keeps it. */
const rampsIn = (given: unknown): Ramp[] =>
  typeof given !== 'object' || given === null
    ? []
    : 'steps' in given
      ? [given as Ramp]
      : Object.values(given).flatMap(rampsIn);
const palette = new Set(
  rampsIn({ ...icons, cloths, leathers, metals }).flatMap((ramp) => [
    ...ramp.steps,
    rims(ramp).lit,
    rims(ramp).shaded,
  ]),
).add(ink);

const colourAt = ({ width, height, data }: Rgba, x: number, y: number): number => {
  const i = (y * width + x) * 4;
  if (x < 0 || y < 0 || x >= width || y >= height || data[i + 3] === 0) return -1;
  return ((data[i] as number) << 16) | ((data[i + 1] as number) << 8) | (data[i + 2] as number);
};

const around = [-1, 0, 1]
  .flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const))
  .filter(([dx, dy]) => dx !== 0 || dy !== 0);

/** Pixels whose colour none of their eight neighbours has. */
function strays(picture: Rgba): number {
  let count = 0;
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const colour = colourAt(picture, x, y);
      if (colour === -1) continue;
      if (!around.some(([dx, dy]) => colourAt(picture, x + dx, y + dy) === colour)) count += 1;
    }
  }
  return count;
}

const silhouette = ({ data }: Rgba): string =>
  Array.from({ length: data.length / 4 }, (_, i) => (data[i * 4 + 3] === 0 ? '.' : '#')).join('');

const differing = (a: string, b: string): number => [...a].filter((pixel, i) => pixel !== b[i]).length;

describe.each(kinds.map((listed) => [listed.kind, listed] as const))('%s', (kind, { levers }) => {
  it('keeps to its frame and its palette, without stray pixels, for 500 bindings and seeds', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, someBinding(levers), async (seed, binding) => {
        const { picture } = await drawKind(kind, binding, seed);
        expect([picture.width, picture.height]).toEqual([32, 32]);
        const bounds = trimBounds(picture);
        if (bounds === null) throw new Error('empty');
        expect(
          Math.min(bounds.x, bounds.y, 32 - bounds.x - bounds.w, 32 - bounds.y - bounds.h),
        ).toBeGreaterThanOrEqual(1);
        // An icon fills its place: at least 20 px one way or the other.
        expect(Math.max(bounds.w, bounds.h)).toBeGreaterThanOrEqual(20);
        for (let i = 3; i < picture.data.length; i += 4) {
          if (picture.data[i] !== 0 && picture.data[i] !== 255) throw new Error('half transparent');
        }
        for (let y = 0; y < 32; y += 1) {
          for (let x = 0; x < 32; x += 1) {
            const colour = colourAt(picture, x, y);
            if (colour !== -1 && !palette.has(colour)) throw new Error(`${x},${y}: ${colour.toString(16)}`);
          }
        }
        expect(strays(picture)).toBe(0);
      }),
      runs,
    );
  }, 60_000);

  it('gives siblings that differ in at least 6 px', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), someBinding(levers), async (seed, binding) => {
        const [first, second] = await Promise.all([
          drawKind(kind, binding, seed),
          drawKind(kind, binding, seed + 1),
        ]);
        let other = 0;
        for (let y = 0; y < 32; y += 1) {
          for (let x = 0; x < 32; x += 1) {
            if (colourAt(first.picture, x, y) !== colourAt(second.picture, x, y)) other += 1;
          }
        }
        expect(other).toBeGreaterThanOrEqual(6);
      }),
      runs,
    );
  }, 60_000);
});

it.each([
  ['icon.weapon', 'weapon', 60],
  ['icon.potion', 'shape', 60],
  ['icon.food', 'food', 60],
  ['icon.coin', 'amount', 60],
  ['icon.rune', 'tablet', 30],
] as const)('%s: things of different names have different silhouettes', async (kind, lever, atLeast) => {
  const names = catalog.find((listed) => listed.kind === kind)?.levers[lever] ?? [];
  for (let seed = 1; seed <= 20; seed += 1) {
    const drawn = await Promise.all(
      names.map(async (name) => silhouette((await drawKind(kind, { [lever]: name }, seed)).picture)),
    );
    for (const [i, first] of drawn.entries()) {
      for (const [j, second] of drawn.entries()) {
        if (j > i && differing(first, second) < atLeast)
          throw new Error(`${names[i]} and ${names[j]} of seed ${seed}: ${differing(first, second)} px`);
      }
    }
  }
});

it('outlines are 1 px: each pixel of the edge of a sword touches its filling', async () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const { picture } = await drawKind('icon.weapon', { weapon: 'sword', rarity: 'runed' }, seed);
    const { glow } = armsOf(drawLots(seed), 'steel', 'runed', 'any');
    const edge = new Set<number>([glow.steps[0], glow.steps[1]]);
    for (let y = 0; y < 32; y += 1) {
      for (let x = 0; x < 32; x += 1) {
        if (!edge.has(colourAt(picture, x, y))) continue;
        const beside = [
          [0, 1],
          [0, -1],
          [1, 0],
          [-1, 0],
        ].map(([dx = 0, dy = 0]) => colourAt(picture, x + dx, y + dy));
        expect(beside.some((colour) => colour !== -1 && !edge.has(colour))).toBe(true);
      }
    }
  }
});
