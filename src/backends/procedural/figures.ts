import type { BackendPicture } from '../../ports/backend.ts';
import type { Look, Material } from './levers.ts';
import { person } from './person.ts';
import { conceptPicture, directionsPicture, statuePicture } from './pictures.ts';
import { statue } from './statue.ts';

/** What is drawn: a person, or a statue of a material. */
export interface Figure {
  readonly look: Look;
  readonly seed: number;
  readonly phase: 'concept' | 'final';
  /** `null` for a person. */
  readonly material: Material | null;
}

/** Draws a figure. The one door to what draws, so that it is loaded in one step when the first picture is wanted. */
export function drawFigure({ look, seed, phase, material }: Figure): BackendPicture {
  if (material === null) {
    const figure = person(look, seed);
    return phase === 'concept' ? conceptPicture(figure, false) : directionsPicture(figure);
  }
  const figure = statue(look, seed, material);
  return phase === 'concept' ? conceptPicture(figure, true) : statuePicture(figure);
}
