import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kind as bust } from '../../src/backends/procedural/kinds/portrait-bust.ts';
import { faceColours } from '../../src/backends/procedural/portrait/face-colours.ts';
import { sitterOf } from '../../src/backends/procedural/portrait/sitter.ts';
import { grounds } from '../../src/backends/procedural/ramps/grounds.ts';
import * as people from '../../src/backends/procedural/ramps/people.ts';
import { ink, mixed, type Ramp } from '../../src/backends/procedural/ramps/ramp.ts';
import type { Rgba } from '../../src/pixels/rgba.ts';
import { drawKind, someBinding } from '../rig/art-kinds.ts';

const seeds = fc.oneof(
  fc.integer({ min: 1, max: 5000 }),
  fc.maxSafeNat().map((seed) => seed || 1),
);

const rampsIn = (given: unknown): Ramp[] =>
  typeof given !== 'object' || given === null
    ? []
    : 'steps' in given
      ? [given as Ramp]
      : Object.values(given).flatMap(rampsIn);
const skins = rampsIn(people.skins);
const hairs = rampsIn(people.hairs);
const outline = (ramp: Ramp): number => mixed(ramp.steps[0], ink, 0.45);
const palette = new Set(rampsIn({ ...people, grounds }).flatMap((ramp) => [...ramp.steps, outline(ramp)]));

/** Rows from which arms may leave the frame. */
const armsRow = 46;

const colourAt = ({ width, height, data }: Rgba, x: number, y: number): number => {
  const i = (y * width + x) * 4;
  if (x < 0 || y < 0 || x >= width || y >= height || data[i + 3] === 0) return -1;
  return ((data[i] as number) << 16) | ((data[i + 1] as number) << 8) | (data[i + 2] as number);
};

function eachColour(picture: Rgba, visit: (colour: number, x: number, y: number) => void): void {
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const colour = colourAt(picture, x, y);
      if (colour !== -1) visit(colour, x, y);
    }
  }
}

/** In how many ramps each colour is: some share steps. */
const owners = new Map<number, number>();
for (const { steps } of rampsIn({ ...people, grounds })) {
  for (const colour of steps) owners.set(colour, (owners.get(colour) ?? 0) + 1);
}

/** How many pixels have each colour. */
function tally(picture: Rgba): Map<number, number> {
  const counts = new Map<number, number>();
  eachColour(picture, (colour) => counts.set(colour, (counts.get(colour) ?? 0) + 1));
  return counts;
}

/** Pixels in colours that no other ramp has. */
const ownPixelsOf = (counts: Map<number, number>, ramp: Ramp): number =>
  ramp.steps.reduce((sum, colour) => sum + (owners.get(colour) === 1 ? (counts.get(colour) ?? 0) : 0), 0);

const pixelsOf = (counts: Map<number, number>, ramp: Ramp): number =>
  ramp.steps.reduce((sum, colour) => sum + (counts.get(colour) ?? 0), 0);

function strays(picture: Rgba): number {
  let count = 0;
  eachColour(picture, (colour, x, y) => {
    for (let near = 0; near < 9; near += 1) {
      if (near === 4) continue;
      if (colourAt(picture, x + (near % 3) - 1, y + Math.floor(near / 3) - 1) === colour) return;
    }
    count += 1;
  });
  return count;
}

describe('portrait.bust', () => {
  it('keeps head, palette and pixels in order for 500 bindings and seeds, and is of the same person', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, someBinding(bust.levers), async (seed, binding) => {
        const { picture } = await drawKind('portrait.bust', binding, seed);
        const sitter = sitterOf(binding, seed);
        const { traits } = sitter;
        expect([picture.width, picture.height]).toEqual([64, 64]);
        const allowed = new Set<number>(Object.values(faceColours(sitter)));
        eachColour(picture, (colour, x, y) => {
          if (!palette.has(colour) && !allowed.has(colour))
            throw new Error(`${x},${y}: ${colour.toString(16)}`);
          if (binding['ground'] !== 'none') return;
          if (y === 0 || (y < armsRow && (x === 0 || x === 63)))
            throw new Error(`${x},${y} touches the border`);
        });
        expect(strays(picture)).toBe(0);
        // The face is of the character's skin and of no other; so is the hair.
        const counts = tally(picture);
        expect(pixelsOf(counts, traits.skin)).toBeGreaterThanOrEqual(40);
        for (const ramp of skins) if (ramp !== traits.skin) expect(ownPixelsOf(counts, ramp)).toBe(0);
        for (const ramp of hairs) if (ramp !== traits.hair) expect(ownPixelsOf(counts, ramp)).toBe(0);
      }),
      { numRuns: 500 },
    );
  }, 120_000);

  it('wears what the character of the same seed and levers wears', async () => {
    const shown = rampsIn({ skins, hairs, cloths: people.cloths });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), someBinding(bust.levers), async (seed, binding) => {
        const { ground: _, ...worn } = { ...binding, ground: 'none' };
        const near = tally((await drawKind('portrait.bust', { ...worn, ground: 'none' }, seed)).picture);
        const far = tally((await drawKind('character.humanoid', worn, seed)).picture);
        // What fills the bust is on the character.
        const { traits } = sitterOf(binding, seed);
        for (const ramp of shown) {
          // Paint on a face is too fine for a sprite.
          if (ramp !== traits.accent && ownPixelsOf(near, ramp) >= 60)
            expect(ownPixelsOf(far, ramp)).toBeGreaterThan(0);
        }
        expect(pixelsOf(far, traits.skin)).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});
