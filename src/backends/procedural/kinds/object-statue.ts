import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { figureLevers } from '../character/levers.ts';
import type { Look } from '../character/look.ts';
import { statueConcept, statuePicture } from '../statue/pictures.ts';
import { materials, type Material } from '../statue/statue.ts';

const levers = { ...figureLevers, material: materials } as const;

/** A person in one material on a plinth: concept 128 x 192 px, final 48 x 64 px. */
export const kind: ArtKind = {
  kind: 'object.statue',
  title: 'statues of people, on a plinth',
  levers,
  draw({ phase, levers: given, seed }) {
    const picture = phase === 'concept' ? statueConcept : statuePicture;
    return picture(given as Look, seed, given['material'] as Material);
  },
  preview: [
    ...everyValue(levers, ['material', 'armor', 'weapon', 'hair', 'headgear', 'cape']),
    siblings('siblings', {}),
  ],
};
