// `npm run gallery`: draws docs/gallery from the shipped recipes of the sample project: a sheet for each kind, the
// village with samples of everything for the README, and the pictures of the guide.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalog } from '../src/backends/procedural/catalog.ts';
import { crop } from '../src/pixels/arrange.ts';
import { encodePng } from '../src/pixels/png.ts';
import type { Rgba } from '../src/pixels/rgba.ts';
import type { BackendPicture } from '../src/ports/backend.ts';
import { guidePictures } from './gallery-guide.ts';
import { frontPage } from './gallery-front.ts';
import { sheetOf, type Cell, type Row } from './page.ts';
import { drawn, shippedRecipes, type ShippedRecipe, type Wanted } from './skerry.ts';

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

/** What a row of a lever needs so that its values can be seen. */
const shownWith: {
  readonly [kind: string]: { readonly [lever: string]: { readonly [lever: string]: string } };
} = {
  'icon.weapon': { glow: { rarity: 'runed' } },
  'object.boat': { hull: { sail: 'none' } },
  'object.bush': { colour: { bush: 'berry' } },
  'object.chest': { contents: { lid: 'open' } },
};

/**
 * A row for each lever with all its values, and a row of siblings. A row of values shows one child, so that only the
 * lever changes along it; each row another one than the siblings.
 */
async function rowsOf(recipe: ShippedRecipe, isLarge: boolean): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const scale = isLarge ? 1 : recipe.kind.startsWith('icon.') ? 3 : 2;
  const withIt = shownWith[recipe.kind] ?? {};
  for (const [i, [lever, values]] of Object.entries(recipe.levers).entries()) {
    const cells = await Promise.all(
      values.map((value) => {
        const binding = bindingOf(recipe, { ...withIt[lever], [lever]: value });
        return cellOf(recipe, { binding, child: 10 + i }, value);
      }),
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

/** A cell for each animation and direction: its steps from left to right. */
function stripsOf({ picture, sprites }: BackendPicture): readonly Cell[] {
  const strips = new Map<string, (typeof sprites)[number]['rectangle']>();
  for (const { animation, direction, rectangle } of sprites) {
    const caption = `${animation} ${direction}`;
    const before = strips.get(caption);
    // Steps of one strip lie beside one another.
    strips.set(caption, before === undefined ? rectangle : { ...before, w: before.w + rectangle.w });
  }
  return Array.from(strips, ([caption, strip]) => ({ picture: crop(picture, strip), caption }));
}

const recipes = shippedRecipes();
for (const kind of new Set(recipes.map((recipe) => recipe.kind))) {
  const rows: Row[] = [];
  for (const recipe of recipes.filter((one) => one.kind === kind)) {
    if (recipe.recipe_id === 'iron.character.warrior.v1') {
      const binding = bindingOf(recipe, { cape: 'fur', shield: 'round', weapon: 'axe' });
      rows.push({
        title: `${recipe.recipe_id}: all animations of one person`,
        scale: 1,
        cells: stripsOf(await drawn(recipe, { binding })),
      });
    } else {
      rows.push(...(await rowsOf(recipe, kind === 'terrain.tileset')));
    }
    if (kind !== 'terrain.tileset' || recipe.recipe_id !== 'iron.terrain.shore.v1') continue;
    const maps = recipe.levers['biome'] ?? [];
    const cells = await Promise.all(
      maps.map((biome) =>
        cellOf(recipe, { binding: bindingOf(recipe, { biome }), child: 10, phase: 'concept' }, biome),
      ),
    );
    rows.push({ title: `${recipe.recipe_id}: maps laid from them`, scale: 2, cells });
  }
  write(`${kind.replace('.', '-')}.png`, sheetOf(kind, rows, sheetWidth));
}
const sheets = catalog
  .filter(({ kind }) => recipes.some((recipe) => recipe.kind === kind))
  .map(({ kind, title }) => `- [${kind}](${kind.replace('.', '-')}.png): ${title}`);
writeFileSync(
  join(folder, 'README.md'),
  `# Gallery

What the built-in \`procedural\` backend draws from the recipes of the [sample project](../../examples/skerry/README.md). \`npm run gallery\` draws all of it anew, and writes this page.

![A village by the sea, with people, portraits and icons](village.png)

${sheets.join('\n')}
`,
);
write('village.png', await frontPage());
for (const [name, picture] of await guidePictures()) write(`guide/${name}.png`, picture);
