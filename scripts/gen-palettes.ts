// The palettes of the sample project: every colour that the procedural backend draws with, one file for each family
// of kinds. The palette stage with such a file changes nothing; with another one it restyles everything.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rims } from '../src/backends/procedural/icons/finish.ts';
import { traitsOf } from '../src/backends/procedural/character/traits.ts';
import { figureLevers } from '../src/backends/procedural/character/levers.ts';
import type { Look } from '../src/backends/procedural/character/look.ts';
import { faceColours } from '../src/backends/procedural/portrait/face-colours.ts';
import { outlineColours } from '../src/backends/procedural/props/finish.ts';
import { eyes, glint, scarOf } from '../src/backends/procedural/ramps/faces.ts';
import { skins } from '../src/backends/procedural/ramps/people.ts';
import { ink, type Ramp } from '../src/backends/procedural/ramps/ramp.ts';
import { outlineColour } from '../src/backends/procedural/solids/shade.ts';
import { maxPaletteEntries } from '../src/pixels/palette-file.ts';

const folder = join(import.meta.dirname, '../src/backends/procedural/ramps');

/** What a face of a skin and an iris shows, at the size of a portrait. */
function faceOf(skin: Ramp, iris: number): readonly number[] {
  const someone = traitsOf(1, anyLook, [], false);
  return Object.values(faceColours({ traits: { ...someone, skin, eyes: iris }, look: anyLook }));
}
const anyLook = Object.fromEntries(
  Object.entries(figureLevers).map(([name, values]) => [name, values[0]]),
) as unknown as Look;

interface PaletteSource {
  /** Files of `ramps/` that the family draws with. */
  readonly themes: readonly string[];
  /** What a ramp gives beside its five steps. */
  readonly outlines: (ramp: Ramp) => readonly number[];
  readonly more: readonly number[];
}

/** By the name of the file. All families in one would be more colours than a palette may have. */
const sources: { readonly [name: string]: PaletteSource } = {
  icons: {
    themes: ['icons', 'people'],
    outlines: (ramp) => Object.values(rims(ramp)),
    more: [ink],
  },
  people: {
    themes: ['people', 'stones'],
    outlines: (ramp) => [outlineColour(ramp)],
    more: [ink, ...eyes, glint, ...skins.map(scarOf)],
  },
  portraits: {
    themes: ['people', 'grounds'],
    outlines: (ramp) => [outlineColour(ramp)],
    more: skins.flatMap((skin) => eyes.flatMap((iris) => faceOf(skin, iris))),
  },
  props: {
    themes: ['boulders', 'foliage', 'people', 'timber'],
    outlines: outlineColours,
    more: [],
  },
  terrain: { themes: ['terrain'], outlines: () => [], more: [] },
};

/** Not ramps: what makes them, and single colours. */
const others = ['faces', 'ramp'];

/** The ramps that a file of `ramps/` exports, in the order of the file. */
export async function rampsOf(theme: string): Promise<readonly Ramp[]> {
  const found: Ramp[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('steps' in value) found.push(value as Ramp);
    else for (const part of Object.values(value)) walk(part);
  };
  walk({ ...((await import(join(folder, `${theme}.ts`))) as object) });
  return found;
}

/** Names of the files of ramps. */
export const themes = (): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.slice(0, -3))
    .filter((name) => !others.includes(name))
    .sort();

/**
 * The text of each palette file by its name: a line for each colour, each once, an empty line between ramps. A `.hex`
 * file has no comments.
 */
export async function paletteFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const used = new Set<string>();
  for (const [name, source] of Object.entries(sources)) {
    const known = new Set<number>();
    const blocks: string[] = [];
    const add = (colours: readonly number[]): void => {
      const fresh = colours.filter((colour) => !known.has(colour) && known.add(colour));
      if (fresh.length > 0)
        blocks.push(fresh.map((colour) => `${colour.toString(16).padStart(6, '0')}\n`).join(''));
    };
    for (const theme of source.themes) {
      used.add(theme);
      for (const ramp of await rampsOf(theme)) add([...source.outlines(ramp), ...ramp.steps]);
    }
    add(source.more);
    if (known.size > maxPaletteEntries) throw new Error(`${name}.hex has ${known.size} colours: split it`);
    files.set(`${name}.hex`, blocks.join('\n'));
  }
  for (const theme of themes()) {
    if (!used.has(theme)) throw new Error(`ramps/${theme}.ts is in no palette: name it in gen-palettes.ts`);
  }
  return files;
}
