import type { Lots } from '../draw-lots.ts';
import { snow } from '../ramps/foliage.ts';
import { metals } from '../ramps/people.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { woods } from '../ramps/timber.ts';
import { dab, easelOf, paint, tone, type Easel } from './easel.ts';
import { grainOf, type Grain } from './grain.ts';
import { paintBoard, paintPost } from './planks.ts';
import { stamp } from './stamp.ts';
import { layOnSnow } from './trunk.ts';
import { paintFoot } from './tufts.ts';

/** Levers of signposts; the first value of each is drawn when nothing is said. */
export const signpostLevers = {
  arms: ['two', 'one', 'three', 'hanging'],
  sign: ['strokes', 'mug', 'sword', 'fish', 'tower', 'skull', 'none'],
  wood: ['oak', 'pine', 'walnut', 'driftwood', 'redwood'],
  weather: ['fair', 'snow'],
} as const;

type SignpostLook = { readonly [L in keyof typeof signpostLevers]: (typeof signpostLevers)[L][number] };

/** Signs that anybody can read, 9 x 5 px. */
const signs: Readonly<Record<SignpostLook['sign'], readonly string[]>> = {
  strokes: [],
  none: [],
  mug: ['#####....', '#...####.', '#...#..#.', '#...####.', '#####....'],
  sword: ['...#.....', '...#.....', '#########', '...#.....', '...#.....'],
  fish: ['..###..#.', '.#####.##', '##.######', '.#####.##', '..###..#.'],
  tower: ['#.#.#.#..', '#######..', '.#####...', '.##.##...', '.##.##...'],
  skull: ['.######..', '########.', '#..##..#.', '########.', '..#.#.#..'],
};

/** A signpost; the seed turns its arms, saws its boards and leans its post. */
export function paintSignpost(look: SignpostLook, lots: Lots): Easel {
  const easel = easelOf(28, 52);
  const wood = woods[look.wood];
  const grain = grainOf(lots.below('wood', 2 ** 31));
  const top = -37 - lots.below('height', 4);
  paintPost(easel, { left: -2, right: 1, top, bottom: 0 }, wood, grain, 1);
  paint(easel, { left: -3, right: 2, top, bottom: top + 1 }, (x, y) => [wood, y === top ? 3 : x < 0 ? 2 : 1]);
  const first = lots.dealt('first', 2) === 0 ? -1 : 1;
  if (look.arms === 'hanging') hang(easel, wood, grain, top, first, look.sign, lots.below('shape', 2));
  else {
    const count = look.arms === 'one' ? 1 : look.arms === 'two' ? 2 : 3;
    for (let arm = 0; arm < count; arm += 1) {
      const side = arm % 2 === 0 ? first : -first;
      const length = 17 + Math.floor(grain(arm, 601) * 4);
      const slope = (Math.floor(grain(arm, 603) * 3) - 1) * 0.07;
      paintArm(
        easel,
        wood,
        grainOf(arm * 91 + lots.below('boards', 9999)),
        top + 4 + arm * 10,
        side,
        length,
        slope,
        arm === 0 ? look.sign : look.sign === 'none' ? 'none' : 'strokes',
      );
    }
  }
  if (look.weather === 'snow') {
    layOnSnow(easel, grain, 1.8);
    paint(easel, { left: -1, right: 0, top: top - 1, bottom: top - 1 }, () => [snow, 4]);
  }
  paintFoot(easel, 4, look.weather === 'snow' ? 'winter' : 'summer', grain);
  return easel;
}

/** A board of 8 px with a pointed end, nailed across the post; it points to `side`. */
function paintArm(
  easel: Easel,
  wood: Ramp,
  grain: Grain,
  top: number,
  side: number,
  length: number,
  slope: number,
  sign: SignpostLook['sign'],
): void {
  const high = 8;
  const back = 5;
  paint(easel, { left: -24, right: 24, top: top - 3, bottom: top + high + 3 }, (x, y) => {
    const along = (x + 0.5) * side;
    const row = y - top - Math.floor(along * slope + 0.5);
    if (row < 0 || row >= high) return null;
    const point = length - Math.abs(row - 3.5) * 1.1;
    const notch = -back + (grain(row, 5) < 0.4 ? 1 : 0);
    if (along > point || along < notch) return null;
    if (row === 0) return [wood, 4];
    if (row === high - 1) return [wood, 1];
    if (along > point - 1.6 && side > 0) return [wood, 1];
    const strand = grain(Math.floor((x + grain(row, 3) * 9) / 5), row + 401);
    return [wood, strand < 0.2 ? 2 : 3];
  });
  const bent = (x: number): number => Math.floor((x + 0.5) * side * slope + 0.5);
  for (const row of [2, 5])
    dab(easel, side < 0 ? 0 : -1, top + row + bent(0), [metals.iron, 1], { isKept: true });
  const from = side > 0 ? 4 : -13;
  if (sign === 'strokes') {
    for (const row of [2, 4]) {
      for (let x = 0; x < 10; x += 1) {
        if (grain(Math.floor(x / 3), row + 611) < 0.75 && x % 3 !== 2)
          dab(easel, from + x, top + row + bent(from + x), [wood, 0]);
      }
    }
  } else {
    // Each column follows the slope of the board, below its lit edge: a sign that cut into that would look like a bite.
    signs[sign].forEach((signRow, down) => {
      [...signRow].forEach((mark, x) => {
        if (mark === '#') dab(easel, from + x, top + 2 + down + bent(from + x), [wood, 0]);
      });
    });
  }
}

/** A board that hangs from a bracket on two rings. */
function hang(
  easel: Easel,
  wood: Ramp,
  grain: Grain,
  top: number,
  side: number,
  sign: SignpostLook['sign'],
  shape: number,
): void {
  const reach = 19;
  const [left, right] = side > 0 ? [1, reach] : [-reach - 1, -2];
  paint(easel, { left, right, top: top + 4, bottom: top + 6 }, (_x, y) => [
    wood,
    y === top + 4 ? 3 : y === top + 6 ? 1 : 2,
  ]);
  for (let i = 0; i < 6; i += 1)
    paint(
      easel,
      {
        left: side > 0 ? 2 + i : -4 - i,
        right: side > 0 ? 3 + i : -3 - i,
        top: top + 12 - i,
        bottom: top + 12 - i,
      },
      () => [wood, 2],
    );
  const from = side > 0 ? 5 : -18;
  const board = { left: from, right: from + 12, top: top + 9, bottom: top + 19 };
  for (const x of [from + 2, from + 10])
    paint(easel, { left: x, right: x, top: top + 7, bottom: top + 8 }, () => [metals.iron, 2]);
  paintBoard(easel, board, wood, grain, 3);
  paint(easel, board, (x, y) => {
    const isSide = x === board.left || x === board.right;
    if (isSide) return [wood, x === board.left ? 2 : 1];
    return y === board.bottom ? [wood, 1] : null;
  });
  if (shape === 1) tone(easel, { ...board, top: board.bottom - 1 }, () => -1);
  if (sign === 'strokes') {
    for (const row of [3, 5, 7])
      paint(
        easel,
        {
          left: from + 3,
          right: from + 5 + Math.floor(grain(row, 621) * 5),
          top: board.top + row,
          bottom: board.top + row,
        },
        () => [wood, 0],
      );
  } else stamp(easel, from + 2, board.top + 3, signs[sign], { '#': [wood, 0] });
}
