import type { Lots } from '../draw-lots.ts';
import { metals } from '../ramps/people.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { woods } from '../ramps/timber.ts';
import { contents } from './chest-contents.ts';
import { dab, easelOf, paint, tone, type Easel } from './easel.ts';
import { grainOf, type Grain } from './grain.ts';
import { paintBoards } from './planks.ts';

/** Levers of chests; the first value of each is drawn when nothing is said. */
export const chestLevers = {
  lid: ['closed', 'open'],
  wood: ['oak', 'pine', 'walnut', 'redwood', 'driftwood'],
  fittings: ['iron', 'bronze', 'gold', 'steel'],
  contents: ['coins', 'gems', 'potions', 'scrolls', 'nothing'],
} as const;

type ChestLook = { readonly [L in keyof typeof chestLevers]: (typeof chestLevers)[L][number] };

interface Build {
  readonly wood: Ramp;
  readonly metal: Ramp;
  readonly half: number;
  /** Rows of the front, of the lid, and of the opening between them. */
  readonly body: number;
  readonly lid: number;
  readonly gape: number;
  /** Columns where bands begin, each 3 px wide. */
  readonly bands: readonly number[];
  readonly grain: Grain;
}

/** A chest from the front. Gives the row of the lid's upper edge as well. */
export function paintChest(look: ChestLook, lots: Lots): { readonly easel: Easel; readonly lidRow: number } {
  const easel = easelOf(18, 40);
  const half = 11 + lots.dealt('width', 3);
  const middle = [[], [-2], [-6, 3]][lots.dealt('bands', 3)] ?? [];
  const build: Build = {
    wood: woods[look.wood],
    metal: metals[look.fittings],
    half,
    body: 11 + lots.below('body', 2),
    lid: 7 + lots.below('lid', 3),
    gape: 4,
    bands: [-half, ...(look.lid === 'open' ? middle : middle.filter((x) => x !== -2)), half - 3],
    grain: grainOf(lots.below('wood', 2 ** 31)),
  };
  const isOpen = look.lid === 'open';
  if (isOpen) {
    paintOpenLid(easel, build);
    contents[look.contents](easel, half - 2, -build.body, build.grain);
  }
  paintBody(easel, build);
  if (!isOpen) paintLid(easel, build);
  paintLock(easel, build, isOpen, lots.below('lock', 3));
  return { easel, lidRow: isOpen ? -build.body - build.gape - build.lid : -build.body - build.lid };
}

function paintBody(easel: Easel, { wood, metal, half, body, bands, grain }: Build): void {
  const box = { left: -half, right: half - 1, top: -body, bottom: -1 };
  paintBoards(easel, box, 4, wood, grain);
  // The right flank turns away, and under the lid lies its shadow.
  tone(easel, { ...box, left: half - 5 }, () => -1);
  tone(easel, { ...box, bottom: -body + 1 }, () => -1);
  for (const x of bands) {
    paint(easel, { left: x, right: x + 2, top: -body, bottom: -1 }, (px, py) => {
      const step = px === x ? 3 : px === x + 1 ? 2 : 1;
      return [metal, step - (py === -1 ? 1 : 0) - (x > half - 5 ? 1 : 0)];
    });
    for (const y of [-body + 2, -3]) dab(easel, x + 1, y, [metal, 4], { isKept: true });
  }
  paint(easel, { ...box, top: -1 }, (x) => [metal, x < half - 5 ? 1 : 0]);
  // Feet.
  for (const x of [-half, half - 4])
    paint(easel, { left: x, right: x + 3, top: 0, bottom: 0 }, () => [wood, 1]);
}

/** Light on a round lid by row, from its top to its lip. */
const lidSteps = [3, 4, 3, 3, 2, 2, 2, 1, 1] as const;

function paintLid(easel: Easel, { wood, metal, half, body, lid, bands, grain }: Build): void {
  const top = -body - lid;
  const inset = (row: number): number => (row === 0 ? 3 : row === 1 ? 1 : 0);
  paint(easel, { left: -half, right: half - 1, top, bottom: -body - 1 }, (x, y) => {
    const row = y - top;
    if (x < -half + inset(row) || x >= half - inset(row)) return null;
    const turn = lidSteps[Math.floor((row / lid) * lidSteps.length)] ?? 1;
    const seam = row > 1 && row % 3 === 2 ? -1 : 0;
    const strand = grain(Math.floor(x / 6), y + 441) < 0.2 ? -1 : 0;
    const band = bands.find((from) => x >= from && x <= from + 2);
    const away = x >= half - 5 ? -1 : 0;
    if (band !== undefined) return [metal, turn + (x === band ? 1 : x === band + 2 ? -1 : 0) + away];
    return [wood, Math.max(1, turn + seam + strand + away)];
  });
  // The lip and the gap below it.
  paint(easel, { left: -half, right: half - 1, top: -body - 1, bottom: -body - 1 }, (x) => [
    metal,
    x < half - 5 ? 2 : 1,
  ]);
  paint(easel, { left: -half, right: half - 1, top: -body, bottom: -body }, () => [wood, 0]);
}

/** The lid laid back: its hollow inside, dark above and lit where light falls in below. */
function paintOpenLid(easel: Easel, { wood, metal, half, body, lid, gape, grain }: Build): void {
  const bottom = -body - gape - 1;
  const top = bottom - lid;
  paint(easel, { left: -half, right: half - 1, top, bottom }, (x, y) => {
    const row = y - top;
    const inset = row === 0 ? 3 : row === 1 ? 1 : 0;
    if (x < -half + inset || x >= half - inset) return null;
    const isRim = row <= 1 || x < -half + 2 || x >= half - 2;
    if (isRim) return [metal, row <= 1 ? (row === 0 ? 4 : 2) : x < 0 ? 3 : 1];
    const depth = (row - 2) / (lid - 2);
    const seam = (x + 40) % 5 === 0 ? -1 : 0;
    return [
      wood,
      (depth < 0.35 ? 0 : depth < 0.75 ? 1 : 2) +
        (x > half * 0.4 ? 1 : 0) * (depth > 0.3 ? 1 : 0) +
        seam +
        (grain(x, 3) < 0.15 ? -1 : 0),
    ];
  });
  // The opening, and the sides of the chest within it.
  paint(easel, { left: -half, right: half - 1, top: bottom + 1, bottom: -body - 1 }, (x) =>
    x < -half + 2 || x >= half - 2 ? [wood, x < 0 ? 3 : 2] : [wood, 0],
  );
}

function paintLock(easel: Easel, { metal, body }: Build, isOpen: boolean, form: number): void {
  const top = -body - (isOpen ? 0 : 3);
  const high = isOpen ? 4 : 7;
  paint(easel, { left: -3, right: 2, top, bottom: top + high - 1 }, (x, y) => {
    const row = y - top;
    if (form === 0 && row === high - 1 && (x === -3 || x === 2)) return null;
    if (form === 1 && row >= high - 2 && (x < -2 + (row - high + 2) || x > 1 - (row - high + 2))) return null;
    return [metal, row === 0 ? 4 : x === -3 ? 3 : x === 2 || row === high - 1 ? 1 : 3];
  });
  const hole = top + high - (isOpen ? 3 : 4);
  paint(easel, { left: -1, right: 0, top: hole, bottom: hole + (isOpen ? 0 : 1) }, () => [metal, 0]);
}
