import { siblings, type ArtKind, type PreviewRow, type Wish } from '../art-kind.ts';
import { mapOf } from '../terrain/example.ts';
import { biomeNames, landBeside, landOf, type BiomeName } from '../terrain/land.ts';
import { tileset, type TileSet } from '../terrain/tileset.ts';
import type { TileSize } from '../terrain/codes.ts';
import { wholePicture } from '../whole-picture.ts';

const levers = {
  biome: biomeNames,
  over: ['any', 'none', ...biomeNames],
  tiles: ['wang', 'blob', 'full'],
  size: ['16', '32'],
} as const;

const sheetOf = ({ levers: given, seed }: Wish, set: TileSet) =>
  tileset(
    landOf(given['biome'] as BiomeName, given['over'] as string, seed),
    set,
    given['size'] === '32' ? 32 : (16 satisfies TileSize),
  );

/** A map of 12 x 8 tiles, or a field of 8 x 6 where the set has no borders. */
const mapFor = (wish: Wish) => {
  const set = wish.levers['tiles'] as TileSet;
  const size = set === 'full' ? { columns: 8, rows: 6 } : { columns: 12, rows: 8 };
  return mapOf(sheetOf(wish, set), set, { ...size, seed: wish.seed % 100_003 });
};

/** A map of every biome beside the first that it goes with: a new biome leaves the others as they are. */
const concepts = (given: { readonly [lever: string]: string }): PreviewRow['pictures'] =>
  biomeNames.map((biome) => ({
    levers: { biome, over: landBeside(biome), ...given },
    phase: 'concept',
  }));

/** A tileset of 16 or 32 px: the sheet as the final, and as the concept a map that is laid from it. */
export const kind: ArtKind = {
  kind: 'terrain.tileset',
  title: 'seamless tilesets of two terrains',
  levers,
  draw(wish) {
    if (wish.phase === 'final') return sheetOf(wish, wish.levers['tiles'] as TileSet);
    return wholePicture('concept', mapFor(wish));
  },
  preview: [
    {
      title: 'sheets: wang, blob, full',
      scale: 2,
      pictures: levers.tiles.map((tiles) => ({ levers: { biome: 'grass', over: 'dirt', tiles } })),
    },
    ...levers.size.flatMap((size) => [
      {
        title: `maps laid from wang sets, ${size} px`,
        scale: size === '16' ? 2 : 1,
        pictures: concepts({ tiles: 'wang', size }),
      },
      {
        title: `maps laid from blob sets, ${size} px`,
        scale: size === '16' ? 2 : 1,
        pictures: concepts({ tiles: 'blob', size }),
      },
      {
        title: `fields of full tiles, ${size} px`,
        scale: size === '16' ? 2 : 1,
        pictures: concepts({ tiles: 'full', size }),
      },
    ]),
    { ...siblings('siblings', { biome: 'grass', over: 'dirt' }, 6), scale: 1 },
  ],
};
