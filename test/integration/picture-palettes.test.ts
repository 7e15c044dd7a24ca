import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rampsOf, themes } from '../../scripts/gen-palettes.ts';
import { catalog } from '../../src/backends/procedural/catalog.ts';
import type { Ramp } from '../../src/backends/procedural/ramps/ramp.ts';
import { writeOklab } from '../../src/pixels/oklab.ts';
import { pixelBytes } from '../../src/pixels/rgba.ts';
import palette from '../../src/stages/palette.ts';
import { drawKind, someBinding } from '../rig/art-kinds.ts';

const project = join(import.meta.dirname, '../../examples/skerry');
const files = { text: (path: string) => readFileSync(join(project, path), 'utf8') };

/** The palette of a kind: its family's. */
function paletteOf(kind: string): string {
  const [family = ''] = kind.split('.');
  if (kind === 'object.statue') return 'people';
  const names = { character: 'people', icon: 'icons', object: 'props', portrait: 'portraits' };
  return (names as { readonly [family: string]: string })[family] ?? family;
}

/** Says which ramp a picture took from another family: what to look for in its file. */
async function foreignIn(drawn: Uint8Array, family: string): Promise<string> {
  const text = files.text(`content/palettes/${family}.hex`);
  const own = new Set(text.toLowerCase().match(/\b[0-9a-f]{6}\b/g));
  const foreign = new Set<string>();
  for (let i = 0; i < drawn.length; i += 4) {
    const hex = Buffer.from(drawn.subarray(i, i + 3)).toString('hex');
    if (drawn[i + 3] === 255 && !own.has(hex)) foreign.add(hex);
  }
  const names = new Set<string>();
  for (const theme of themes())
    for (const { name, steps } of await rampsOf(theme))
      if (steps.some((step) => foreign.has(step.toString(16).padStart(6, '0'))))
        names.add(`${name} of ramps/${theme}.ts`);
  const ramps = [...names].join(', ') || `no ramp: ${[...foreign].join(', ')}`;
  return `draws with ${ramps}; its family's palette ${family}.hex has no such colours (see scripts/gen-palettes.ts)`;
}

describe.each(catalog.map((listed) => [listed.kind, listed] as const))('%s', (kind, { levers }) => {
  const wish = fc.record({
    seed: fc.integer({ min: 1, max: 2 ** 40 }),
    // A sheet of all motions shows no colour that the first frames do not have.
    binding: someBinding('motion' in levers ? { ...levers, motion: ['still'] } : levers),
    phase: fc.constantFrom('final' as const, 'concept' as const),
  });

  it('is as it was after the palette stage with its own palette, and another with the palette of the sea', async () => {
    const numRuns = kind === 'character.humanoid' || kind === 'object.statue' ? 12 : 40;
    await fc.assert(
      fc.asyncProperty(wish, async ({ seed, binding, phase }) => {
        const { picture, sprites } = await drawKind(kind, binding, seed, phase);
        const inColours = (file: string) => {
          const locked = { palette: `content/palettes/${file}.hex` };
          const done = palette.run({ picture, sprites }, {}, locked, files);
          if (!done.ok) throw new Error(`${file}: ${done.failure.kind}`);
          return Buffer.from(pixelBytes(done.value.picture));
        };
        const drawn = Buffer.from(pixelBytes(picture));
        if (!inColours(paletteOf(kind)).equals(drawn))
          throw new Error(await foreignIn(drawn, paletteOf(kind)));
        expect(inColours('skerry').equals(drawn)).toBe(false);
      }),
      { numRuns },
    );
  });
});

/** Lightness, a and b of a colour. */
function labOf(colour: number): readonly [number, number, number] {
  const lab = new Float64Array(3);
  writeOklab(colour >> 16, (colour >> 8) & 255, colour & 255, lab);
  return [lab[0] ?? 0, lab[1] ?? 0, lab[2] ?? 0];
}

/** Degrees from one hue to another, 0 .. 180. */
function turn(from: readonly number[], to: readonly number[]): number {
  const hue = ([, a = 0, b = 0]: readonly number[]): number => (Math.atan2(b, a) * 180) / Math.PI;
  const gap = Math.abs(hue(to) - hue(from)) % 360;
  return gap > 180 ? 360 - gap : gap;
}

/** Ramps that do not rise to their last step, and why. */
const reasons: { readonly [name: string]: string } = {
  'flower-daisy': 'its last two steps are the heart of a white flower, which is darker than the petals',
};

describe.each(themes().map((theme) => [theme]))('the ramps of %s', async (theme) => {
  const ramps: readonly Ramp[] = await rampsOf(theme);
  it.each(ramps.map((one) => [one.name, one] as const))(
    '%s rises in light and turns its hue',
    (name, one) => {
      const labs = one.steps.map(labOf);
      const [shadow = [], highlight = []] = [labs[0], labs[4]];
      expect(turn(shadow, highlight)).toBeGreaterThan(7);
      for (let i = 1; i < labs.length; i += 1) {
        const [from, to] = [labs[i - 1] ?? [0, 0, 0], labs[i] ?? [0, 0, 0]];
        expect(Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2])).toBeGreaterThan(0.035);
        if (!Object.hasOwn(reasons, name)) expect(to[0] - from[0]).toBeGreaterThan(0.03);
      }
    },
  );
});
