import { directions, spriteNameFrom, type Sprite } from '../../../domain/candidate/sprite.ts';
import { compose, trimBounds } from '../../../pixels/arrange.ts';
import type { BackendPicture } from '../../../ports/backend.ts';
import { draw, type Drawing } from '../solids/draw.ts';
import type { Figure } from '../solids/figure.ts';
import type { Framing } from '../solids/view.ts';

/** The concept: one large picture of a figure that looks to the lower left. */
const conceptSize = { w: 128, h: 192 };

/** It is drawn with room on every side and then moved into the middle: weapons reach out to the left. */
const slack = 32;
const conceptFraming: Framing = {
  width: conceptSize.w + 2 * slack,
  height: conceptSize.h + 2 * slack,
  pxPerUnit: 4.3,
  groundRow: 176 + slack,
  samples: 2,
};

/** One sprite of a character, 48 x 48 px. */
export const spriteSize = 48;
const spriteFraming: Framing = {
  width: spriteSize,
  height: spriteSize,
  pxPerUnit: 1.16,
  groundRow: 43.5,
  samples: 3,
};

/** A statue with its plinth, 48 x 64 px. */
const statueFraming: Framing = { width: 48, height: 64, pxPerUnit: 1.16, groundRow: 50, samples: 3 };

/** Rows below the lowest opaque one, so that nothing touches the border. */
const margin = 1;
const conceptMargin = 12;

/** A figure as its concept. With `isStatue` there is room for a plinth. */
export function conceptPicture(figure: Figure, isStatue: boolean): BackendPicture {
  const pxPerUnit = isStatue ? 3.6 : conceptFraming.pxPerUnit;
  const drawing = draw(figure, 'sw', { ...conceptFraming, pxPerUnit });
  const bounds = trimBounds(drawing.picture) ?? { x: 0, y: 0, ...conceptSize };
  const right = Math.floor((conceptSize.w - bounds.w) / 2) - bounds.x;
  const down = conceptSize.h - conceptMargin - (bounds.y + bounds.h);
  return single('concept', moved(drawing, right, down, conceptSize), 'sw');
}

/** A statue as it stands in a game. */
export function statuePicture(figure: Figure): BackendPicture {
  return single('still', grounded(draw(figure, 'sw', statueFraming), statueFraming), null);
}

/** A character from eight sides, one sheet of 384 x 48 px in the order of `directions`. */
export function directionsPicture(figure: Figure): BackendPicture {
  const drawings = directions.map((direction) =>
    grounded(draw(figure, direction, spriteFraming), spriteFraming),
  );
  return {
    picture: compose(
      spriteSize * directions.length,
      spriteSize,
      drawings.map(({ picture }, i) => ({ picture, x: i * spriteSize, y: 0 })),
    ),
    sprites: directions.map((direction, i) =>
      sprite(direction, direction, i * spriteSize, drawings[i] as Drawing),
    ),
    raw: null,
  };
}

function single(name: string, drawing: Drawing, direction: Sprite['direction']): BackendPicture {
  return { picture: drawing.picture, sprites: [sprite(name, direction, 0, drawing)], raw: null };
}

function sprite(
  name: string,
  direction: Sprite['direction'],
  x: number,
  { picture, anchors }: Drawing,
): Sprite {
  return {
    name: spriteNameFrom(name),
    rectangle: { x, y: 0, w: picture.width, h: picture.height },
    direction,
    animation: null,
    step: null,
    duration_ms: null,
    anchors: anchors,
  };
}

/**
 * Moves a drawing up or down by whole px until its lowest row lies on the ground line. Toes reach lower seen from
 * the front than from behind; a character that turns would seem to hop.
 */
function grounded(drawing: Drawing, { width, height }: Framing): Drawing {
  const bounds = trimBounds(drawing.picture);
  if (bounds === null) return drawing;
  return moved(drawing, 0, height - margin - (bounds.y + bounds.h), { w: width, h: height });
}

/** The same drawing on a canvas of another size, moved by whole px. */
function moved(
  { picture, anchors }: Drawing,
  right: number,
  down: number,
  size: { w: number; h: number },
): Drawing {
  return {
    picture: compose(size.w, size.h, [{ picture, x: right, y: down }]),
    anchors: Object.fromEntries(
      Object.entries(anchors).map(([name, [x, y]]) => [name, [x + right, y + down] as const]),
    ),
  };
}
