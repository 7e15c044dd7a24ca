import { directions, spriteNameFrom, type Direction, type Sprite } from '../../../domain/candidate/sprite.ts';
import { compose, crop, trimBounds } from '../../../pixels/arrange.ts';
import type { BackendPicture } from '../../../ports/backend.ts';
import type { Look } from './look.ts';
import { feetAnchors } from './feet.ts';
import { draw, type Drawing } from '../solids/draw.ts';
import type { Figure } from '../solids/figure.ts';
import { viewOf, type Framing } from '../solids/view.ts';
import { spriteNameOf, standingPose, stepsOf, type AnimationName } from './motions.ts';
import { groundOf, person } from './person.ts';
import type { Pose } from './pose.ts';

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
const conceptMargin = 12;

/**
 * Sizes of sprites by the lever `size`, in px: a cell of a step that stands or walks, and a wider one for attacks with
 * more room below the feet, where blows end.
 */
const spriteSizes = {
  48: { cell: 48, attackCell: 72, attackFoot: 13, pxPerUnit: 1.16, isSmall: false },
  32: { cell: 32, attackCell: 48, attackFoot: 8, pxPerUnit: 0.74, isSmall: true },
} as const;

/** Values of the lever `size`, px. */
export type SpriteSize = keyof typeof spriteSizes;

/** Columns on either side of a cell into which a drawing may reach before its row is moved the other way. */
const swing = 4;

/** Rows between the lowest pixel of boots at rest and the border of a cell. */
const footMargin = 2;

/** Values of the lever `motion`: one animation, all of them, or a still. */
export const motions = ['still', 'idle', 'walk', 'attack', 'all'] as const;
export type Motion = (typeof motions)[number];

/** A person as a concept. */
export function personConcept(look: Look, seed: number): BackendPicture {
  return conceptPicture(
    person(look, seed, { pose: standingPose(look), view: viewOf('sw'), isSmall: false }),
    conceptFraming.pxPerUnit,
  );
}

/** A figure that looks to the lower left, on 128 x 192 px. */
export function conceptPicture(figure: Figure, pxPerUnit: number): BackendPicture {
  const whole = { x: 0, y: 0, ...conceptSize };
  let drawing = draw(figure, 'sw', { ...conceptFraming, pxPerUnit });
  let bounds = trimBounds(drawing.picture) ?? whole;
  const room = Math.min((conceptSize.w - 8) / bounds.w, (conceptSize.h - conceptMargin - 4) / bounds.h);
  if (room < 1) {
    // Long weapons and tall hats: the whole figure is drawn a little smaller.
    drawing = draw(figure, 'sw', { ...conceptFraming, pxPerUnit: pxPerUnit * room * 0.99 });
    bounds = trimBounds(drawing.picture) ?? whole;
  }
  const right = Math.floor((conceptSize.w - bounds.w) / 2) - bounds.x;
  const down = conceptSize.h - conceptMargin - (bounds.y + bounds.h);
  const moved: Drawing = {
    picture: compose(conceptSize.w, conceptSize.h, [{ picture: drawing.picture, x: right, y: down }]),
    anchors: Object.fromEntries(
      Object.entries(drawing.anchors).map(([name, [x, y]]) => [name, [x + right, y + down] as const]),
    ),
  };
  return {
    picture: moved.picture,
    sprites: [sprite('concept', 'sw', { x: 0, y: 0 }, moved, null)],
    raw: null,
  };
}

/** One row of a sheet: the steps of an animation in one direction, or all directions of a still. */
interface Row {
  readonly cell: number;
  /** Rows below the feet. */
  readonly foot: number;
  readonly cells: readonly {
    readonly name: string;
    readonly direction: Direction;
    readonly pose: Pose;
    readonly moment: Moment | null;
  }[];
}

interface Moment {
  readonly animation: AnimationName;
  readonly step: number;
  readonly durationMs: number;
}

/**
 * A person as sprites. A still is one row of eight directions; animations have a row for each direction, in the order
 * of `directions`, with their steps from left to right, and one animation follows below the other.
 */
export function personSprites(look: Look, seed: number, size: SpriteSize, motion: Motion): BackendPicture {
  const { pxPerUnit, isSmall } = spriteSizes[size];
  const rows = rowsOf(look, size, motion);
  const width = Math.max(...rows.map(({ cell, cells }) => cell * cells.length));
  const height = rows.reduce((sum, { cell }) => sum + cell, 0);
  const pieces: { picture: Drawing['picture']; x: number; y: number }[] = [];
  const sprites: Sprite[] = [];
  let y = 0;
  for (const { cell, foot, cells } of rows) {
    const drawn = cells.map(({ direction, pose }, column) => {
      const view = viewOf(direction);
      const figure = person(look, seed, { pose, from: cells[column - 1]?.pose, view, isSmall });
      return draw(figure, direction, {
        width: cell + 2 * swing,
        height: cell,
        pxPerUnit,
        // The outline is the lowest row of a boot.
        groundRow: cell - foot - 1 + groundOf(look, seed, isSmall, view) * pxPerUnit,
        samples: 3,
      });
    });
    // The steps of an animation move together, so that nobody hops; stills stand alone.
    const strips = cells[0]?.moment === null ? drawn.map((one) => [one]) : [drawn];
    const stood = strips.flatMap((strip) => stand(strip, cell, foot));
    cells.forEach(({ name, direction, moment }, column) => {
      const drawing = stood[column] as Drawing;
      const x = column * cell;
      pieces.push({ picture: drawing.picture, x, y });
      sprites.push(sprite(name, direction, { x, y }, drawing, moment));
    });
    y += cell;
  }
  return { picture: compose(width, height, pieces), sprites, raw: null };
}

/** Cuts drawings to their cell, so far aside as the blade that swings out furthest needs; and finds their feet. */
function stand(drawings: readonly Drawing[], cell: number, foot: number): readonly Drawing[] {
  const bounds = drawings.flatMap(({ picture }) => trimBounds(picture) ?? []);
  const left = Math.min(...bounds.map(({ x }) => x));
  const right = Math.max(...bounds.map(({ x, w }) => x + w));
  const wanted = Math.max(Math.min(swing, left - 1), right + 1 - cell);
  const from = Math.max(0, Math.min(2 * swing, wanted));
  const pictures = drawings.map(({ picture }) => crop(picture, { x: from, y: 0, w: cell, h: cell }));
  const feet = feetAnchors(pictures, [cell / 2 + swing - from, cell - foot - 2]);
  return drawings.map(({ anchors }, i) => ({
    picture: pictures[i] as Drawing['picture'],
    anchors: {
      ...Object.fromEntries(Object.entries(anchors).map(([name, [x, y]]) => [name, [x - from, y] as const])),
      feet: feet[i] as readonly [number, number],
    },
  }));
}

function rowsOf(look: Look, size: SpriteSize, motion: Motion): readonly Row[] {
  const { cell, attackCell, attackFoot, pxPerUnit } = spriteSizes[size];
  if (motion === 'still') {
    const pose = standingPose(look);
    return [
      {
        cell,
        foot: footMargin,
        cells: directions.map((direction) => ({ name: direction, direction, pose, moment: null })),
      },
    ];
  }
  const animations: readonly AnimationName[] = motion === 'all' ? ['idle', 'walk', 'attack'] : [motion];
  return animations.flatMap((animation) => {
    const steps = stepsOf(animation, look, 1 / pxPerUnit);
    return directions.map((direction) => ({
      cell: animation === 'attack' ? attackCell : cell,
      foot: animation === 'attack' ? attackFoot : footMargin,
      cells: steps.map(({ pose, durationMs }, step) => ({
        name: `${animation}/${direction}/${step}`,
        direction,
        pose,
        moment: { animation, step, durationMs },
      })),
    }));
  });
}

function sprite(
  name: string,
  direction: Direction | null,
  { x, y }: { readonly x: number; readonly y: number },
  { picture, anchors }: Drawing,
  moment: Moment | null,
): Sprite {
  return {
    name: spriteNameFrom(name),
    rectangle: { x, y, w: picture.width, h: picture.height },
    direction,
    animation: moment === null ? null : spriteNameOf(moment.animation),
    step: moment?.step ?? null,
    duration_ms: moment?.durationMs ?? null,
    anchors,
  };
}
