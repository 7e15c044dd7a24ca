// `npm run gallery`: draws docs/gallery from the shipped recipes of the sample project: a sheet for each kind, the
// village with samples of everything for the README, and the pictures of the guide.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crop, enlarge, trimBounds } from '../src/pixels/arrange.ts';
import { encodePng } from '../src/pixels/png.ts';
import type { Rgba } from '../src/pixels/rgba.ts';
import { guidePictures } from './gallery-guide.ts';
import { pageOf, pasteOver, sheetOf, type Cell, type Row } from './page.ts';
import { cut, drawn, recipeOf, shippedRecipes, type ShippedRecipe, type Wanted } from './skerry.ts';
import { village, villageSize } from './village.ts';

const folder = join(import.meta.dirname, '../docs/gallery');
const mostBytes = 300_000;
const sheetWidth = 1000;

function write(name: string, picture: Rgba): void {
  const bytes = encodePng(picture);
  if (bytes.length > mostBytes)
    throw new Error(`${name} has ${bytes.length} bytes, more than ${mostBytes}: cut rows`);
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  console.error(`wrote docs/gallery/${name}, ${picture.width} x ${picture.height} px, ${bytes.length} bytes`);
}

/** The first value of each lever, and what is given. */
const bindingOf = ({ levers }: ShippedRecipe, given: { readonly [lever: string]: string }) =>
  Object.fromEntries(
    Object.entries(levers).map(([lever, values]) => [lever, given[lever] ?? values[0] ?? '']),
  );

const cellOf = async (recipe: ShippedRecipe, wanted: Wanted, caption: string): Promise<Cell> => ({
  picture: (await drawn(recipe, wanted)).picture,
  caption,
});

/** A row for each lever with all its values, each another child, and a row of siblings. */
async function rowsOf(recipe: ShippedRecipe, isLarge: boolean): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const scale = isLarge ? 1 : recipe.kind.startsWith('icon.') ? 3 : 2;
  for (const [lever, values] of Object.entries(recipe.levers)) {
    const cells = await Promise.all(
      values.map((value, child) =>
        cellOf(recipe, { binding: bindingOf(recipe, { [lever]: value }), child }, value),
      ),
    );
    rows.push({ title: `${recipe.recipe_id}: ${lever}`, scale, cells });
  }
  const count = isLarge ? 2 : 8;
  const siblings = await Promise.all(
    Array.from({ length: count }, (_, child) =>
      cellOf(recipe, { binding: bindingOf(recipe, {}), child }, `child ${child}`),
    ),
  );
  rows.push({ title: `${recipe.recipe_id}: children of one binding`, scale, cells: siblings });
  return rows;
}

/** Who looks out of the front page. */
const faces: readonly Wanted[] = [
  { binding: { hair: 'long', hair_color: 'red', armor: 'plate' }, child: 0 },
  { binding: { hair: 'ponytail', hair_color: 'blond', armor: 'leather' }, child: 4 },
  { binding: { hair: 'hood', hair_color: 'white', armor: 'robe' }, child: 3 },
  { binding: { hair: 'short', hair_color: 'black', armor: 'tunic' }, child: 2 },
  { binding: { hair: 'mohawk', hair_color: 'red', armor: 'leather' }, child: 5 },
  { binding: { hair: 'long', hair_color: 'blond', armor: 'robe' }, child: 1 },
  { binding: { hair: 'short', hair_color: 'white', armor: 'plate' }, child: 7 },
];

/** Who walks and fights below the village. */
const warriors = [
  [{ armor: 'chain', weapon: 'axe', shield: 'round', cape: 'fur' }, 2],
  [{ armor: 'leather', weapon: 'bow', shield: 'none', cape: 'none' }, 3],
  [{ armor: 'plate', weapon: 'sword', shield: 'kite', cape: 'torn' }, 8],
] as const;

const weapon = (name: string, material: string, rarity: string, child = 0) =>
  ['weapon', { weapon: name, material, rarity }, child] as const;
const potion = (shape: string, effect: string, child = 0) =>
  ['potion', { shape, effect, fill: 'full' }, child] as const;

/** What lies in the inventory of the front page. */
const items: readonly (readonly [string, { readonly [lever: string]: string }, number])[] = [
  weapon('sword', 'steel', 'runed'),
  weapon('sword', 'bronze', 'plain', 1),
  weapon('axe', 'iron', 'plain'),
  weapon('axe', 'gold', 'fine', 1),
  weapon('hammer', 'steel', 'runed', 1),
  weapon('spear', 'steel', 'fine'),
  weapon('bow', 'iron', 'plain'),
  weapon('dagger', 'steel', 'fine'),
  weapon('staff', 'gold', 'runed'),
  weapon('shield', 'iron', 'plain'),
  weapon('shield', 'gold', 'fine', 1),
  ['rune', { tablet: 'stone', rune: 'fire' }, 0],
  ['rune', { tablet: 'bone', rune: 'ward' }, 1],
  potion('round', 'healing'),
  potion('flask', 'mana', 1),
  potion('tall', 'poison', 2),
  potion('vial', 'strength', 3),
  ['food', { food: 'bread', portion: 'whole' }, 0],
  ['food', { food: 'ale', portion: 'whole' }, 0],
  ['food', { food: 'apple', portion: 'bitten' }, 0],
  ['food', { food: 'cheese', portion: 'whole' }, 0],
  ['food', { food: 'fish', portion: 'whole' }, 0],
  ['food', { food: 'meat', portion: 'bitten' }, 0],
  ['coin', { metal: 'gold', amount: 'stack' }, 0],
  ['coin', { metal: 'silver', amount: 'pile' }, 0],
  ['coin', { metal: 'gold', amount: 'pouch' }, 1],
];

const recipes = shippedRecipes();
for (const kind of new Set(recipes.map((recipe) => recipe.kind))) {
  const rows: Row[] = [];
  for (const recipe of recipes.filter((one) => one.kind === kind)) {
    if (recipe.recipe_id === 'iron.character.warrior.v1') {
      const binding = bindingOf(recipe, { cape: 'fur', shield: 'round', weapon: 'axe' });
      rows.push({
        title: `${recipe.recipe_id}: all animations of one person`,
        scale: 1,
        cells: [await cellOf(recipe, { binding }, 'idle, walk, attack')],
      });
    } else {
      rows.push(...(await rowsOf(recipe, kind === 'terrain.tileset')));
    }
    if (kind !== 'terrain.tileset' || recipe.recipe_id !== 'iron.terrain.shore.v1') continue;
    const maps = recipe.levers['biome'] ?? [];
    const cells = await Promise.all(
      maps.map((biome, child) =>
        cellOf(recipe, { binding: bindingOf(recipe, { biome }), child, phase: 'concept' }, biome),
      ),
    );
    rows.push({ title: `${recipe.recipe_id}: maps laid from them`, scale: 2, cells });
  }
  write(`${kind.replace('.', '-')}.png`, sheetOf(kind, rows, sheetWidth));
}
write('village.png', await front());
for (const [name, picture] of await guidePictures()) write(`guide/${name}.png`, picture);

/** The village, and below it people, portraits and icons. */
async function front(): Promise<Rgba> {
  const scale = 2;
  const [rowGap, edge] = [8, 6];
  const people: Rgba[] = [];
  for (const [binding, child] of warriors) {
    const sheet = await drawn(recipeOf('iron.character.warrior.v1'), { binding, child });
    for (const name of ['walk/sw/1', 'attack/s/1', 'attack/se/2', 'walk/e/4']) {
      const { picture } = cut(sheet, name);
      const bounds = trimBounds(picture);
      if (bounds !== null) people.push(crop(picture, bounds));
    }
  }
  const portraits = await Promise.all(
    faces.map((wanted) => drawn(recipeOf('iron.portrait.folk.v1'), wanted)),
  );
  const icons = await Promise.all(
    items.map(([kind, binding, child]) => drawn(recipeOf(`iron.icon.${kind}.v1`), { binding, child })),
  );
  const rows = [
    people,
    portraits.map(({ picture }) => picture),
    icons.slice(0, 13).map(({ picture }) => picture),
    icons.slice(13).map(({ picture }) => picture),
  ].filter((row) => row.length > 0);
  const heightOf = (row: readonly Rgba[]): number => Math.max(...row.map(({ height }) => height));
  const panel = rows.reduce((sum, row) => sum + heightOf(row) + rowGap, rowGap);
  const page = pageOf(villageSize.w, villageSize.h + panel);
  pasteOver(page, await village(), 0, 0);
  let y = villageSize.h + rowGap;
  for (const row of rows) {
    const taken = row.reduce((sum, { width }) => sum + width, 0);
    const between = Math.floor((villageSize.w - 2 * edge - taken) / Math.max(1, row.length - 1));
    let x = Math.floor((villageSize.w - taken - between * (row.length - 1)) / 2);
    for (const picture of row) {
      pasteOver(page, picture, x, y + heightOf(row) - picture.height);
      x += picture.width + between;
    }
    y += heightOf(row) + rowGap;
  }
  return enlarge(page, scale);
}
