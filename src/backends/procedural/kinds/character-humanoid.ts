import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { person } from '../character/person.ts';
import { conceptPicture, directionsPicture } from '../character/pictures.ts';
import { figureLevers, type Look } from '../levers.ts';

/** A person: concept 128 x 192 px, final a sheet of eight directions, 48 x 48 px each. */
const humanoid: ArtKind = {
  kind: 'character.humanoid',
  title: 'people from eight sides',
  phases: ['concept', 'final', 'both'],
  levers: figureLevers,
  draw({ phase, levers, seed }) {
    const figure = person(levers as Look, seed);
    return phase === 'concept' ? conceptPicture(figure, false) : directionsPicture(figure);
  },
  preview: [...everyValue(figureLevers, Object.keys(figureLevers)), siblings('siblings', {}, 4)],
};

export default humanoid;
