// The picture of the README: the village, and below it people who walk and fight, portraits and an inventory.
import { crop, enlarge, trimBounds } from '../src/pixels/arrange.ts';
import type { Rgba } from '../src/pixels/rgba.ts';
import { pageOf, pasteOver } from './page.ts';
import { cut, drawn, recipeOf, type Wanted } from './skerry.ts';
import { village, villageSize } from './village.ts';

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

/** The village, and below it people, portraits and icons. */
export async function frontPage(): Promise<Rgba> {
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
