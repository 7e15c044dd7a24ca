import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { conceptPicture, statuePicture } from '../character/pictures.ts';
import { figureLevers, materials, type Look, type Material } from '../levers.ts';
import { statue } from '../statue/statue.ts';

const levers = { ...figureLevers, material: materials } as const;

/** A person in one material on a plinth: concept 128 x 192 px, final 48 x 64 px. */
const statues: ArtKind = {
  kind: 'object.statue',
  title: 'statues of people, on a plinth',
  phases: ['concept', 'final', 'both'],
  levers,
  draw({ phase, levers: given, seed }) {
    const figure = statue(given as Look, seed, given['material'] as Material);
    return phase === 'concept' ? conceptPicture(figure, true) : statuePicture(figure);
  },
  preview: [...everyValue(levers, ['material', 'armor', 'weapon', 'hair']), siblings('siblings', {})],
};

export default statues;
