import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/backends/procedural/catalog.ts';
import { outlineColours } from '../../src/backends/procedural/props/finish.ts';
import * as boulders from '../../src/backends/procedural/ramps/boulders.ts';
import * as foliage from '../../src/backends/procedural/ramps/foliage.ts';
import * as people from '../../src/backends/procedural/ramps/people.ts';
import type { Ramp } from '../../src/backends/procedural/ramps/ramp.ts';
import * as timber from '../../src/backends/procedural/ramps/timber.ts';
import { trimBounds } from '../../src/pixels/arrange.ts';
import type { Rgba } from '../../src/pixels/rgba.ts';
import { drawKind, someBinding } from '../rig/art-kinds.ts';

/**
 * Each prop with the levers that change its outline, a binding in which each other lever can be seen, and how many
 * pixels may stand alone in their colour: glints, nails and eyes of flowers.
 */
const props = {
  'object.tree': { alone: 12, sizes: ['64x80', '48x64'], forms: ['species', 'size'], seen: {} },
  'object.rock': { alone: 0, sizes: ['48x48'], forms: ['form'], seen: {} },
  'object.bush': { alone: 20, sizes: ['48x40'], forms: ['bush'], seen: { bush: 'flower' } },
  'object.chest': { alone: 10, sizes: ['32x32'], forms: ['lid'], seen: { lid: 'open' } },
  'object.signpost': { alone: 8, sizes: ['48x48'], forms: ['arms'], seen: {} },
  'object.house': { alone: 4, sizes: ['96x96', '64x80'], forms: ['size'], seen: {} },
  'object.boat': { alone: 0, sizes: ['128x64', '64x64'], forms: ['hull', 'sail'], seen: {} },
  'object.runestone': { alone: 0, sizes: ['32x48'], forms: ['form'], seen: {} },
} as const;

const palette = new Set<number>();
const collect = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  if ('steps' in value) {
    const ramp = value as Ramp;
    for (const colour of [...ramp.steps, ...outlineColours(ramp)]) palette.add(colour);
  } else Object.values(value).forEach(collect);
};
for (const ramps of [boulders, foliage, people, timber]) collect({ ...ramps });

const levelsOf = (kind: string) => {
  const listed = catalog.find((one) => one.kind === kind);
  if (listed === undefined) throw new Error(`${kind} is not there`);
  return listed.levers;
};

describe.each(Object.entries(props))('%s', (kind, { sizes, forms, seen, alone }) => {
  const levers = levelsOf(kind);
  const wish = fc.record({
    seed: fc.oneof(
      fc.integer({ min: 1, max: 5000 }),
      fc.maxSafeNat().map((seed) => seed || 1),
    ),
    binding: someBinding(levers),
  });

  it('is whole, on one ground line and of its palette, for 500 bindings', async () => {
    await fc.assert(
      fc.asyncProperty(wish, async ({ seed, binding }) => {
        const { picture, sprites } = await drawKind(kind, binding, seed);
        expect(sizes).toContain(`${picture.width}x${picture.height}`);
        const { x, y, w, h } = trimBounds(picture) ?? { x: -1, y: -1, w: 0, h: 0 };
        const room = { left: x, top: y, right: picture.width - x - w, bottom: picture.height - y - h };
        expect(Math.min(...Object.values(room)), JSON.stringify(room)).toBeGreaterThanOrEqual(1);
        expect(room.bottom).toBe(1);
        const anchors = sprites[0]?.anchors ?? {};
        expect(Object.keys(anchors)).toContain('feet');
        for (const [name, [ax, ay]] of Object.entries(anchors)) {
          expect(picture.data[(ay * picture.width + ax) * 4 + 3], name).toBe(255);
        }
        const [feetX = 0, feetY = 0] = anchors['feet'] ?? [];
        expect(Math.abs(feetX - picture.width / 2)).toBeLessThanOrEqual(5);
        expect(picture.height - feetY).toBeLessThanOrEqual(16);
        const faults = faultsOf(picture);
        expect([...faults.foreign]).toEqual([]);
        expect(faults.alone).toBeLessThanOrEqual(alone);
      }),
      { numRuns: 500 },
    );
  });

  it('shows every value of every lever, and forms in the outline', async () => {
    for (const [lever, values] of Object.entries(levers)) {
      const isForm = (forms as readonly string[]).includes(lever);
      const looks = await Promise.all(
        values.map(async (value) => (await drawKind(kind, { ...seen, [lever]: value }, 77)).picture),
      );
      looks.forEach((one, i) => {
        for (const [j, other] of looks.slice(i + 1).entries()) {
          const pair = `${lever}: ${values[i]} and ${values[i + 1 + j]}`;
          expect(differing(one, other), pair).toBeGreaterThan(10);
          if (isForm) expect(differing(silhouette(one), silhouette(other)), pair).toBeGreaterThan(30);
        }
      });
    }
  });

  it('differs between eight neighbouring seeds', async () => {
    for (const base of [1, 900, 2 ** 40]) {
      const looks = await Promise.all(
        Array.from({ length: 8 }, async (_, child) => (await drawKind(kind, {}, base + child)).picture),
      );
      looks.forEach((one, i) => {
        for (const other of looks.slice(i + 1)) expect(differing(one, other)).toBeGreaterThan(40);
      });
    }
  });
});

it.each([
  [{ bush: 'leafy', season: 'summer', colour: 'violet' }, 9_007_199_254_740_751],
  [{ bush: 'leafy', season: 'summer', colour: 'pink' }, 8_022_995_253_592_064],
  [{ bush: 'leafy', season: 'spring', colour: 'pink' }, 7_404_539_720_237_056],
])('the broadest bushes keep from the border: %j, seed %i', async (binding, seed) => {
  const { picture } = await drawKind('object.bush', binding, seed);
  const { x, w } = trimBounds(picture) ?? { x: -1, w: 0 };
  expect(x).toBeGreaterThanOrEqual(1);
  expect(x + w).toBeLessThanOrEqual(picture.width - 1);
});

/** Colours that no ramp has, and how many pixels have a colour that none of their eight neighbours has. */
function faultsOf({ width, height, data }: Rgba): { foreign: Set<string>; alone: number } {
  const colours = new Int32Array(width * height).fill(-1);
  const foreign = new Set<string>();
  for (let i = 0; i < colours.length; i += 1) {
    const [r = 0, g = 0, b = 0, alpha = 0] = data.subarray(i * 4, i * 4 + 4);
    if (alpha === 0) continue;
    const colour = (r << 16) + (g << 8) + b;
    colours[i] = colour;
    if (alpha !== 255 || !palette.has(colour)) foreign.add(`${colour.toString(16)} ${alpha}`);
  }
  let alone = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x;
      if (colours[i] === -1) continue;
      let twins = -1;
      for (let n = 0; n < 9; n += 1) {
        if (colours[i + (Math.floor(n / 3) - 1) * width + (n % 3) - 1] === colours[i]) twins += 1;
      }
      if (twins === 0) alone += 1;
    }
  }
  return { foreign, alone };
}

const silhouette = ({ width, height, data }: Rgba): Rgba => ({
  width,
  height,
  data: data.map((value, i) => (i % 4 === 3 ? value : 0)),
});

function differing(one: Rgba, other: Rgba): number {
  if (one.width !== other.width || one.height !== other.height) return Infinity;
  let count = 0;
  for (let i = 0; i < one.data.length; i += 4) {
    if ([0, 1, 2, 3].some((c) => one.data[i + c] !== other.data[i + c])) count += 1;
  }
  return count;
}
