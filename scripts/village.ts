// A village by the sea, composed from the shipped recipes of the sample project as a game would do it: tiles of three
// sets one over the other, then what stands on them, the farthest first.
import { corner } from '../src/backends/procedural/terrain/masks.ts';
import { chance } from '../src/backends/procedural/terrain/noise.ts';
import { blank, type Rgba } from '../src/pixels/rgba.ts';
import { pasteOver } from './page.ts';
import { cut, drawn, recipeOf, type Binding, type Wanted } from './skerry.ts';

const tile = 16;

/**
 * What lies at the corners of the tiles: `~` water, `.` sand, `"` grass, `:` a path. A tile shows what its four corners
 * say, so there is one row and one column more than there are tiles.
 */
const land = [
  '"""""""""""""""""""""""""""""""',
  '"""""""""""""""""""""""""""""""',
  '"""""""""""""""""""""""""""""""',
  '"""""""""""""""""""""""""""""""',
  '"""""""""""""""""""""""""""""""',
  '"""""""""""""""""""""""""""""""',
  '"""""""""""""""""""""""""""""""',
  '"""""""""""""""""""""""""""""""',
  '"""":"""""""""":"""""""""":""""',
  '"""":::"""""""::::"""""":::""""',
  '""""""::::::::::::::::::::"""""',
  '"""""""""::::""":::""""""""""""',
  '"""""""""""""""":::""""""""""""',
  '""""""""""""""""":::"""""""""""',
  '."""""""""""""""""::"""""""""""',
  '....""""""""""""""::"""""""""".',
  '.......""""""""""":"""""""""...',
  '~.........""""""""."""""""....~',
  '~~~~..........."..."".......~~~',
  '~~~~~~....................~~~~~',
  '~~~~~~~~~~........~~~~~~~~~~~~~',
  '~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~',
  '~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~',
  '~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~',
] as const;

export const villageSize = { w: (land[0].length - 1) * tile, h: (land.length - 1) * tile } as const;

const heights: { readonly [letter: string]: number } = { '~': 0, '.': 1, '"': 2, ':': 3 };
const heightAt = (x: number, y: number): number => heights[land[y]?.[x] ?? ''] ?? 0;

/** The layers of ground from below. Each lies where a corner is at least so high. */
const layers = [
  { from: 1, recipe: 'iron.terrain.shore.v1', binding: { biome: 'sand', tiles: 'wang' }, child: 0 },
  { from: 2, recipe: 'iron.terrain.ground.v1', binding: { biome: 'grass', tiles: 'wang' }, child: 0 },
  { from: 3, recipe: 'iron.terrain.ground.v1', binding: { biome: 'dirt', tiles: 'wang' }, child: 0 },
] as const;

/** What stands in the village: the recipe's last words, where its feet are in px, and how it is drawn. */
interface Standing extends Wanted {
  readonly recipe: string;
  readonly at: readonly [number, number];
  /** Of a character, where it looks. */
  readonly facing?: string;
  /** Half the width of its shadow, px. */
  readonly shadow?: number;
}

const thing = (
  recipe: string,
  at: readonly [number, number],
  binding: Binding,
  more: Partial<Standing> = {},
): Standing => ({ recipe: `iron.object.${recipe}.v1`, at, binding, ...more });
const tree = (species: string, at: readonly [number, number], child: number, more: Binding = {}): Standing =>
  thing('tree', at, { species, season: 'summer', size: 'large', ...more }, { child, shadow: 16 });
const house = (at: readonly [number, number], binding: Binding, child: number): Standing =>
  thing('house', at, { snow: 'none', size: 'large', ...binding }, { child });
const folk = (at: readonly [number, number], facing: string, binding: Binding, child: number): Standing => ({
  recipe: 'iron.character.skald.v1',
  at,
  facing,
  child,
  shadow: 8,
  binding: { hair: 'short', hair_color: 'red', armor: 'tunic', weapon: 'none', ...binding },
});

const standing: readonly Standing[] = [
  // The wood behind the village.
  tree('pine', [16, 84], 0),
  tree('pine', [46, 62], 1),
  tree('oak', [160, 66], 0),
  tree('pine', [186, 88], 2),
  tree('birch', [210, 70], 0),
  tree('birch', [122, 40], 4),
  tree('pine', [240, 44], 6),
  tree('oak', [284, 46], 5),
  tree('pine', [388, 52], 7),
  tree('birch', [410, 36], 1),
  tree('oak', [330, 84], 3),
  tree('birch', [352, 66], 2),
  tree('pine', [440, 70], 3),
  tree('pine', [468, 92], 4),
  tree('pine', [6, 132], 5, { size: 'small' }),
  house([96, 122], { walls: 'timber', roof: 'thatch' }, 0),
  house([264, 124], { walls: 'half_timbered', roof: 'shingle' }, 1),
  house([410, 128], { walls: 'stone', roof: 'slate', size: 'small' }, 3),
  // Along the road.
  thing('bush', [146, 130], { bush: 'flower', season: 'summer' }, { child: 1 }),
  thing('bush', [34, 128], { bush: 'leafy', season: 'summer' }, { child: 2 }),
  thing('bush', [326, 132], { bush: 'berry', season: 'summer' }, { child: 0 }),
  thing('bush', [450, 134], { bush: 'flower', season: 'summer' }, { child: 4 }),
  thing('signpost', [312, 184], { arms: 'two', sign: 'strokes' }, { shadow: 6 }),
  thing('signpost', [214, 136], { arms: 'hanging', sign: 'mug' }, { shadow: 6 }),
  {
    recipe: 'iron.object.statue.v1',
    at: [172, 152],
    binding: { material: 'stone', armor: 'plate', weapon: 'sword' },
    shadow: 12,
  },
  folk([118, 162], 'se', { hair: 'long', hair_color: 'blond', armor: 'robe' }, 1),
  folk([144, 176], 'nw', { hair: 'short', hair_color: 'black' }, 2),
  folk([246, 158], 's', { hair: 'long', armor: 'plate', weapon: 'sword' }, 0),
  folk([360, 160], 'w', { hair: 'ponytail', hair_color: 'blond', armor: 'leather', weapon: 'spear' }, 4),
  folk([292, 222], 'sw', { hair: 'hood', hair_color: 'white', armor: 'robe', weapon: 'staff' }, 3),
  // The stones in the meadow.
  thing(
    'runestone',
    [84, 208],
    { form: 'pointed', runes: 'blue_glow', moss: 'some' },
    { child: 0, shadow: 12 },
  ),
  thing(
    'runestone',
    [54, 216],
    { form: 'leaning', runes: 'blue_glow', moss: 'some' },
    { child: 1, shadow: 12 },
  ),
  thing(
    'runestone',
    [114, 218],
    { form: 'rounded', runes: 'blue_glow', moss: 'overgrown' },
    { child: 2, shadow: 12 },
  ),
  folk([84, 236], 'n', { hair: 'mohawk', armor: 'leather', weapon: 'axe' }, 5),
  tree('oak', [22, 210], 1),
  tree('birch', [196, 236], 1),
  tree('willow', [236, 262], 0),
  thing('bush', [160, 232], { bush: 'berry', season: 'summer' }, { child: 3 }),
  tree('oak', [384, 232], 4, { season: 'autumn' }),
  tree('birch', [420, 244], 3, { season: 'autumn' }),
  tree('pine', [458, 216], 1),
  thing('rock', [346, 244], { stone: 'granite', form: 'boulder', moss: 'some' }, { child: 0 }),
  thing('bush', [356, 206], { bush: 'flower', season: 'summer' }, { child: 5 }),
  // The beach.
  thing('boat', [64, 292], { hull: 'rowing_boat', sail: 'none', colour: 'ochre' }, { child: 0 }),
  thing('chest', [196, 298], { lid: 'open', contents: 'coins', fittings: 'gold' }, { child: 0, shadow: 10 }),
  thing(
    'chest',
    [170, 306],
    { lid: 'closed', contents: 'coins', fittings: 'iron' },
    { child: 1, shadow: 10 },
  ),
  folk([222, 304], 'w', { hair: 'mohawk', hair_color: 'red', armor: 'leather', weapon: 'axe' }, 6),
  thing('rock', [22, 272], { stone: 'slate', form: 'rubble', moss: 'none' }, { child: 1 }),
  thing('rock', [452, 300], { stone: 'slate', form: 'spire', moss: 'none' }, { child: 2 }),
  thing('boat', [118, 344], { hull: 'rowing_boat', sail: 'set', colour: 'blue' }, { child: 1 }),
  thing('boat', [350, 356], { hull: 'longship', sail: 'set', colour: 'red' }, { child: 0 }),
];

/** The village; `palette` brings all of it to other colours. */
export async function village(palette?: string): Promise<Rgba> {
  const page = blank(villageSize.w, villageSize.h);
  for (const layer of layers) await layGround(page, layer, palette);
  for (const one of [...standing].sort((a, b) => a.at[1] - b.at[1])) {
    const sheet = await drawn(recipeOf(one.recipe), {
      ...one,
      ...(palette === undefined ? {} : { palette }),
    });
    const { picture, feet } = cut(sheet, one.facing);
    if (one.shadow !== undefined) shadow(page, one.at, one.shadow);
    pasteOver(page, picture, one.at[0] - feet[0], one.at[1] - feet[1]);
  }
  return page;
}

async function layGround(
  page: Rgba,
  { from, recipe, binding, child }: (typeof layers)[number],
  palette?: string,
): Promise<void> {
  const sheet = await drawn(recipeOf(recipe), {
    binding,
    child,
    ...(palette === undefined ? {} : { palette }),
  });
  for (let y = 0; y < land.length - 1; y += 1) {
    for (let x = 0; x < land[0].length - 1; x += 1) {
      const bit = (right: number, down: number, value: number): number =>
        heightAt(x + right, y + down) >= from ? value : 0;
      const mask = bit(0, 0, corner.nw) | bit(1, 0, corner.ne) | bit(1, 1, corner.se) | bit(0, 1, corner.sw);
      const isGround = mask === 0 && from === 1;
      if (mask === 0 && !isGround) continue;
      // The plain ones often, those with details now and then.
      const lot = chance(from, x, y);
      const variant = lot < 0.75 ? Math.floor(lot * 2.6) : 2 + Math.floor((lot - 0.75) * 24);
      const name = isGround
        ? `ground/full/${variant}`
        : mask === 15
          ? `full/${variant}`
          : `wang/${String(mask).padStart(2, '0')}`;
      const still = sheet.sprites.some((sprite) => sprite.name === name) ? name : `water/${name}/0`;
      pasteOver(page, cut(sheet, still).picture, x * tile, y * tile);
    }
  }
}

/** A shadow on the ground, as wide as what throws it: three quarters of the light. */
function shadow(page: Rgba, [x, y]: readonly [number, number], half: number): void {
  const high = Math.max(2, Math.floor(half / 3));
  for (let dy = -high; dy <= high; dy += 1) {
    for (let dx = -half; dx <= half; dx += 1) {
      if ((dx * dx) / (half * half) + (dy * dy) / (high * high) > 1) continue;
      const [px, py] = [x + dx + 1, y + dy];
      if (px < 0 || py < 0 || px >= page.width || py >= page.height) continue;
      const at = (py * page.width + px) * 4;
      for (const [channel, share] of [0.66, 0.7, 0.8].entries())
        page.data[at + channel] = Math.floor((page.data[at + channel] ?? 0) * share);
    }
  }
}
