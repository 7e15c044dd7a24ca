import { everyValue, siblings, type ArtKind, type PreviewRow } from '../art-kind.ts';
import {
  motions,
  personConcept,
  personSprites,
  type Motion,
  type SpriteSize,
} from '../character/pictures.ts';
import { figureLevers } from '../character/levers.ts';
import type { Look } from '../character/look.ts';

const levers = { size: ['48', '32'], motion: motions, ...figureLevers } as const;

/** One person for all rows of values: within a row only the lever changes. */
const sitter = { cape: 'none', shield: 'none', headgear: 'none', body: 'average', armor_color: 'blue' };

type Cell = PreviewRow['pictures'][number];

/** A row for each lever: its values, each from some sides. */
const values = (names: readonly string[], sprites: readonly string[]): PreviewRow[] =>
  everyValue(figureLevers, names, 7302, { levers: sitter, sprites }).map((row) => ({ ...row, scale: 2 }));

/** What is carried, from front, right, behind and left, at one size. */
const carried = (lever: 'weapon' | 'shield', size: SpriteSize): PreviewRow => ({
  title: `${lever}, s w n e, ${size} px`,
  scale: lever === 'weapon' && size === 48 ? 2 : 1,
  pictures: figureLevers[lever].map((value) => ({
    levers: { ...sitter, size: String(size), [lever]: value },
    seed: 7302,
    sprites: ['s', 'w', 'n', 'e'],
    caption: value,
  })),
});

/** The steps of an animation in one direction. */
const strip = (
  motion: Motion,
  direction: string,
  steps: number,
  given: { readonly [lever: string]: string },
  caption = `${motion} ${direction}, ${Object.values(given).join(' ')}`,
): Cell => ({
  caption,
  levers: { ...sitter, ...given, motion },
  seed: 7302,
  sprites: Array.from({ length: steps }, (_, step) => `${motion}/${direction}/${step}`),
});

/**
 * A person: concept 128 x 192 px; final a sheet of eight directions, standing still or in animations, of 48 x 48 or
 * 32 x 32 px each. Cells of attacks are larger, 72 x 72 or 48 x 48 px, since weapons reach out.
 */
export const kind: ArtKind = {
  kind: 'character.humanoid',
  title: 'people from eight sides, standing, walking, fighting',
  levers,
  draw({ phase, levers: given, seed }) {
    const look = given as Look;
    if (phase === 'concept') return personConcept(look, seed);
    const size = Number(given['size']) as SpriteSize;
    return personSprites(look, seed, size, given['motion'] as Motion);
  },
  preview: [
    {
      title: 'concepts',
      scale: 1,
      pictures: [1, 2, 3, 4, 5, 6, 7, 8].map((child) => ({ phase: 'concept' as const, seed: 7300 + child })),
    },
    // What is seen best from the front and aside is shown from there, capes from behind.
    ...values(['hair', 'headgear', 'armor'], ['s', 'sw']),
    ...values(['body', 'skin', 'hair_color', 'armor_color'], ['sw']),
    ...([48, 32] as const).map((size) => carried('weapon', size)),
    ...([48, 32] as const).map((size) => carried('shield', size)),
    ...values(['cape'], ['nw']),
    { ...siblings('siblings', {}, 5, ['s', 'w']), scale: 2 },
    { ...siblings('siblings, small', { size: '32' }, 7, ['s', 'w']), scale: 2 },
    { title: 'from eight sides', pictures: [{ levers: { weapon: 'sword' }, seed: 7302 }], scale: 2 },
    {
      title: 'from eight sides, small',
      pictures: [{ levers: { size: '32', weapon: 'sword' }, seed: 7302 }],
      scale: 2,
    },
    {
      title: 'walk and idle',
      scale: 2,
      pictures: [
        strip('walk', 'sw', 6, { weapon: 'sword', cape: 'long' }),
        strip('idle', 's', 2, { weapon: 'sword', cape: 'long' }),
        strip('walk', 'e', 6, { weapon: 'staff', armor: 'robe' }),
        strip('idle', 'e', 2, { weapon: 'staff', armor: 'robe' }),
      ],
    },
    // The whole of each blow, from before and from behind.
    {
      title: 'attack with each weapon, sw and ne',
      scale: 1,
      pictures: figureLevers.weapon.flatMap((weapon) =>
        ['sw', 'ne'].map((side) => strip('attack', side, 4, { weapon }, `${weapon}, ${side}`)),
      ),
    },
    {
      title: 'attack with each weapon, w and s, small',
      scale: 1,
      pictures: figureLevers.weapon.flatMap((weapon) =>
        ['w', 's'].map((side) => strip('attack', side, 4, { weapon, size: '32' }, `${weapon}, ${side}`)),
      ),
    },
  ],
};
