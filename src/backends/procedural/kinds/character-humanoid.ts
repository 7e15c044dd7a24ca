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

/** A row for each lever: its values, each from some sides. */
const values = (names: readonly string[], sprites: readonly string[]): PreviewRow[] =>
  everyValue(figureLevers, names, 7302, { levers: { cape: 'none', shield: 'none' }, sprites }).map((row) => ({
    ...row,
    scale: 2,
  }));

/** The steps of an animation in one direction. */
const strip = (
  motion: Motion,
  direction: string,
  steps: number,
  given: { readonly [lever: string]: string },
): PreviewRow['pictures'][number] => ({
  levers: { ...given, motion },
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
    ...values(['body', 'skin', 'hair_color', 'armor_color', 'weapon', 'shield'], ['sw']),
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
    {
      title: 'attacks',
      scale: 2,
      pictures: [
        strip('attack', 'w', 4, { weapon: 'sword' }),
        strip('attack', 'sw', 4, { weapon: 'axe' }),
        strip('attack', 'w', 4, { weapon: 'spear' }),
        strip('attack', 'sw', 4, { weapon: 'dagger' }),
        strip('attack', 'e', 4, { weapon: 'bow' }),
        strip('attack', 's', 4, { weapon: 'staff' }),
        strip('attack', 'w', 4, { weapon: 'none' }),
        strip('attack', 'nw', 4, { weapon: 'hammer' }),
      ],
    },
  ],
};
