import { compose, trimBounds } from '../../../pixels/arrange.ts';
import type { BackendPicture } from '../../../ports/backend.ts';
import { conceptPicture } from '../character/pictures.ts';
import type { Look } from '../character/look.ts';
import { draw } from '../solids/draw.ts';
import { wholePicture } from '../whole-picture.ts';
import type { Framing } from '../solids/view.ts';
import { statue, type Material } from './statue.ts';

/** A statue with its plinth, 48 x 64 px. */
const framing: Framing = { width: 48, height: 64, pxPerUnit: 1.16, groundRow: 50, samples: 3 };

/** Rows below the lowest opaque one, so that nothing touches the border. */
const margin = 1;

/** Px for each unit of a large picture, so that a raised spear and the plinth fit. */
const conceptPxPerUnit = 3.5;

/** A statue as a concept, 128 x 192 px. */
export const statueConcept = (look: Look, seed: number, material: Material): BackendPicture =>
  conceptPicture(statue(look, seed, material), conceptPxPerUnit);

/** A statue as it stands in a game. */
export function statuePicture(look: Look, seed: number, material: Material): BackendPicture {
  const { picture, anchors } = draw(statue(look, seed, material), 'sw', framing);
  const bounds = trimBounds(picture);
  const down = bounds === null ? 0 : framing.height - margin - (bounds.y + bounds.h);
  return wholePicture(
    'still',
    compose(framing.width, framing.height, [{ picture, x: 0, y: down }]),
    Object.fromEntries(Object.entries(anchors).map(([name, [x, y]]) => [name, [x, y + down] as const])),
  );
}
