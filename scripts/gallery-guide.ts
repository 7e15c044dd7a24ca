// The pictures of docs/guide/art.md, drawn by the very files that the guide has its reader write: they are put into a
// copy of the sources, as the reader would put them.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ArtKind } from '../src/backends/procedural/art-kind.ts';
import { enlarge } from '../src/pixels/arrange.ts';
import type { Rgba } from '../src/pixels/rgba.ts';
import { pageOf, pasteOver, sheetOf, type Cell } from './page.ts';
import { village, villageSize } from './village.ts';

const root = join(import.meta.dirname, '..');
const width = 900;

/** The blocks of the guide that begin with the path of their file. */
function guideFiles(): ReadonlyMap<string, string> {
  const guide = readFileSync(join(root, 'docs/guide/art.md'), 'utf8');
  const blocks = guide.matchAll(/^```ts\n\/\/ (src\/\S+)\n([^]*?)^```$/gm);
  return new Map(Array.from(blocks, ([, path = '', text = '']) => [path, text]));
}

/** A copy of the sources with the guide's files in it; give its folder, made anew. Gives the paths of those files. */
export function followGuide(copy: string): readonly string[] {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const part of ['src', 'scripts', 'docs/reference', 'package.json', 'tsconfig.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  for (const [path, text] of guideFiles()) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
  execFileSync(join(root, 'node_modules/.bin/tsx'), ['scripts/gen.ts'], { cwd: copy, stdio: 'pipe' });
  return [...guideFiles().keys()];
}

/** By their names. */
export async function guidePictures(): Promise<ReadonlyMap<string, Rgba>> {
  const copy = join(root, 'build/guide');
  followGuide(copy);
  const load = async (kind: string): Promise<ArtKind> => {
    const path = join(copy, 'src/backends/procedural/kinds', `${kind.replace('.', '-')}.ts`);
    return ((await import(path)) as { kind: ArtKind }).kind;
  };
  const cell = (
    kind: ArtKind,
    caption: string,
    given: { readonly [lever: string]: string },
    seed = 7301,
    phase: 'final' | 'concept' = 'final',
  ): Cell => {
    const levers = Object.fromEntries(
      Object.entries(kind.levers).map(([name, values]) => [name, given[name] ?? values[0]]),
    );
    return { picture: kind.draw({ phase, levers, seed }).picture, caption };
  };
  const people = await load('character.humanoid');
  const terrain = await load('terrain.tileset');
  const barrel = await load('object.barrel');
  const food = await load('icon.food');
  const armed = { weapon: 'trident', armor: 'leather', shield: 'none', cape: 'none', hair: 'braids' };
  const attack = cell(people, '', { ...armed, motion: 'attack' });
  const pictures = new Map([
    [
      'weapon',
      sheetOf(
        'character.humanoid: weapon trident',
        [
          { title: 'eight directions, 48 px', scale: 2, cells: [cell(people, '', armed)] },
          { title: 'eight directions, 32 px', scale: 2, cells: [cell(people, '', { ...armed, size: '32' })] },
          {
            title: 'attack, first two directions',
            scale: 2,
            cells: [{ caption: '', picture: topOf(attack.picture, 144) }],
          },
        ],
        width,
      ),
    ],
    [
      'ground',
      sheetOf(
        'terrain.tileset: biome heath',
        [
          {
            title: 'maps laid from Wang sets',
            scale: 2,
            cells: ['water', 'grass'].map((over) =>
              cell(terrain, `over ${over}`, { biome: 'heath', over }, 7301, 'concept'),
            ),
          },
          {
            title: 'the same at 32 px',
            scale: 1,
            cells: ['water', 'grass'].map((over) =>
              cell(terrain, `over ${over}`, { biome: 'heath', over, size: '32' }, 7301, 'concept'),
            ),
          },
          {
            title: 'the Wang set',
            scale: 3,
            cells: [cell(terrain, 'over sand', { biome: 'heath', over: 'sand' })],
          },
        ],
        width,
      ),
    ],
    [
      'icon',
      sheetOf(
        'icon.food: food mushroom',
        ['whole', 'bitten'].map((portion) => ({
          title: portion,
          scale: 3,
          cells: [1, 2, 3, 4, 5, 6, 7, 8].map((child) =>
            cell(food, `${child}`, { food: 'mushroom', portion }, child),
          ),
        })),
        width,
      ),
    ],
    [
      'prop',
      sheetOf(
        'object.barrel',
        [
          {
            title: 'wood',
            scale: 3,
            cells: (barrel.levers['wood'] ?? []).map((wood) => cell(barrel, wood, { wood })),
          },
          {
            title: 'siblings',
            scale: 3,
            cells: [1, 2, 3, 4, 5, 6].map((child) => cell(barrel, `${child}`, { hoops: 'bronze' }, child)),
          },
        ],
        width,
      ),
    ],
    ['palette', await twoStyles()],
  ]);
  rmSync(copy, { recursive: true });
  return pictures;
}

function topOf(picture: Rgba, height: number): Rgba {
  const part = pageOf(picture.width, Math.min(height, picture.height));
  pasteOver(part, picture, 0, 0);
  return part;
}

/** The left half of the village in its own colours, the same half in those of another palette. */
async function twoStyles(): Promise<Rgba> {
  const half = Math.floor(villageSize.w / 2);
  const page = pageOf(half * 2 + 4, villageSize.h);
  pasteOver(page, await village('dusk.hex'), half + 4, 0);
  const own = await village();
  const left = pageOf(half, villageSize.h);
  pasteOver(left, own, 0, 0);
  pasteOver(page, left, 0, 0);
  return enlarge(page, 2);
}
