import type { BackendPicture } from '../../../ports/backend.ts';
import { pictureOf, type Colours } from '../colours.ts';
import { ink, mixed, type Ramp } from '../ramps/ramp.ts';
import { takeCommonest } from '../strays.ts';
import { wholePicture } from '../whole-picture.ts';
import { at, eachPixel, iconSize, type Board } from './board.ts';

/** The outline of a material toward the light, and away from it. */
export const rims = (ramp: Ramp): { readonly lit: number; readonly shaded: number } => ({
  lit: mixed(ramp.steps[0], ink, 0.25),
  shaded: mixed(ramp.steps[0], ink, 0.6),
});

const beside = [
  [0, 1],
  [1, 0],
  [-1, 0],
  [0, -1],
] as const;

/** What an icon glows with: its outline takes this colour. */
export interface Aura {
  readonly ramp: Ramp;
}

/** A board as an icon: outlined by 1 px, without stray pixels. */
export function iconPicture(board: Board, aura: Aura | null = null): BackendPicture {
  trim(board);
  const colours = coloursOf(board);
  const fill = colours.map((colour) => colour !== -1);
  outline(board, colours, aura);
  takeCommonest(
    colours,
    iconSize,
    (pixel) => board.kept[pixel] === 2,
    (pixel, other) => fill[pixel] === fill[other],
  );
  return wholePicture('icon', pictureOf(colours, iconSize));
}

/** Pixels that hang on the rest by a corner only, and gaps of one pixel, are slips of the brush. */
function trim(board: Board): void {
  eachPixel((x, y, i) => {
    const near = beside
      .map(([dx, dy]) => at(x + dx, y + dy))
      .filter((j) => j >= 0 && board.ramps[j] !== null);
    if (board.ramps[i] !== null && near.length === 0 && board.kept[i] === 0) board.ramps[i] = null;
    const [first] = near;
    if (board.ramps[i] !== null || near.length < 4 || first === undefined) return;
    board.ramps[i] = board.ramps[first] ?? null;
    board.steps[i] = board.steps[first] as number;
  });
}

const coloursOf = (board: Board): Colours =>
  board.ramps.map((ramp, i) => (ramp === null ? -1 : ramp.steps[board.steps[i] as 0 | 1 | 2 | 3 | 4]));

/** Around the whole, in the darkest tint of what it borders on, a little lighter where the light comes from. */
function outline(board: Board, colours: Colours, aura: Aura | null): void {
  eachPixel((x, y, i) => {
    if (board.ramps[i] !== null) return;
    for (const [step, [dx, dy]] of beside.entries()) {
      const owner = board.ramps[at(x + dx, y + dy)] ?? null;
      if (owner === null) continue;
      const isLit = step < 2;
      const { lit, shaded } = rims(aura?.ramp ?? owner);
      colours[i] = aura === null ? (isLit ? lit : shaded) : aura.ramp.steps[isLit ? 1 : 0];
      return;
    }
  });
}
