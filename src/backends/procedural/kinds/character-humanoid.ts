import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import {
  motions,
  personConcept,
  personSprites,
  type Motion,
  type SpriteSize,
} from '../character/pictures.ts';
import { figureLevers, type Look } from '../levers.ts';

const levers = { size: ['48', '32'], motion: motions, ...figureLevers } as const;

/**
 * A person: concept 128 x 192 px; final a sheet of eight directions, standing still or in animations, of 48 x 48 or
 * 32 x 32 px each. Cells of attacks are larger, 72 x 72 or 48 x 48 px, since weapons reach out.
 */
const humanoid: ArtKind = {
  kind: 'character.humanoid',
  title: 'people from eight sides, standing, walking, fighting',
  phases: ['concept', 'final', 'both'],
  levers,
  draw({ phase, levers: given, seed }) {
    const look = given as Look;
    if (phase === 'concept') return personConcept(look, seed);
    const size = Number(given['size']) as SpriteSize;
    return personSprites(look, seed, size, given['motion'] as Motion);
  },
  preview: [
    ...everyValue(figureLevers, Object.keys(figureLevers), 7302),
    siblings('siblings', {}, 6),
    siblings('siblings, small', { size: '32' }, 6),
    {
      title: 'animations',
      pictures: [{ levers: { motion: 'all', weapon: 'sword', cape: 'long' }, seed: 7302 }],
    },
    {
      title: 'animations, small',
      pictures: [{ levers: { size: '32', motion: 'all', weapon: 'staff', armor: 'robe' }, seed: 7302 }],
    },
  ],
};

export default humanoid;
