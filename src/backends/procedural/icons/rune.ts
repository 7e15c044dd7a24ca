import type { Lots } from '../draw-lots.ts';
import { moss } from '../ramps/icons.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { at, dot, eachPixel, lay, tint, type Board, type Each } from './board.ts';
import { line } from './forms.ts';

/** One rune: the default export of a file in `icons/runes/`, named as the lever names it. */
export interface Rune {
  /** Straight strokes on a grid of 9 x 13 px, `[x, y, x, y]` from its top left; the middle column is 4. */
  readonly strokes: readonly (readonly [number, number, number, number])[];
}

/** One tablet: the default export of a file in `icons/tablets/`, named as the lever names it. */
export interface Tablet {
  readonly ramp: Ramp;
  /** Px inside its edge at the middle of a pixel; negative outside. The seed may bend the outline. */
  readonly inset: (lots: Lots) => Each<number>;
  /** Steps of light added by its grain. */
  readonly grain: (lots: Lots) => Each<number>;
  /** Whether moss may have settled on it. */
  readonly isOutdoors: boolean;
}

/** Paints a tablet with a rune cut into it that glows. */
export function paintRune(board: Board, tablet: Tablet, rune: Rune, glow: Ramp, lots: Lots): void {
  const inset = tablet.inset(lots);
  const grain = tablet.grain(lots);
  lay(board, {
    ramp: tablet.ramp,
    inside: (x, y) => inset(x, y) > 0,
    // A bevel of 2 px around a flat face: light on the upper left, shade on the lower right.
    tone: (x, y) => {
      if (inset(x, y) > 2) return 2.6 + grain(x, y);
      const slope = inset(x + 1, y + 1) - inset(x - 1, y - 1);
      return slope > 0.4 ? 4 : slope < -0.4 ? 1 : 3;
    },
  });
  if (tablet.isOutdoors) grow(board, lots, inset);
  const cut = new Set<number>();
  for (const [x0, y0, x1, y1] of rune.strokes) {
    for (const [x, y] of line(x0 + 12, y0 + 10, x1 + 12, y1 + 10)) cut.add(at(x, y)).add(at(x - 1, y));
  }
  // The bed of the rune is dark toward the light, its far lip is lit by the glow.
  eachPixel((x, y, i) => {
    if (cut.has(i)) return;
    if (cut.has(at(x + 1, y)) || cut.has(at(x, y + 1))) tint(board, -2, (px, py) => px === x && py === y);
    else if (cut.has(at(x - 1, y)) || cut.has(at(x, y - 1))) dot(board, glow, 1, [[x, y]]);
  });
  eachPixel((x, y, i) => {
    if (!cut.has(i)) return;
    const isFar = cut.has(at(x - 1, y)) && !cut.has(at(x + 1, y));
    // Brightest above, as if it ran down the stroke.
    dot(board, glow, y < 15 ? (isFar ? 3 : 4) : isFar ? 2 : 3, [[x, y]]);
  });
}

/** Where moss grows: column, row and radius of its patches, px. */
const patches = [
  [],
  [[23.4, 27, 4]],
  [
    [8, 26.6, 3.6],
    [24, 12, 2.8],
  ],
  [
    [8, 10, 3],
    [24, 27, 3.4],
  ],
  [
    [8.5, 28, 3.4],
    [15.4, 29.4, 3.2],
    [23, 28.6, 3.4],
  ],
] as const;

/** Moss on the corners that the seed chose. */
function grow(board: Board, lots: Lots, inset: Each<number>): void {
  for (const [cx, cy, radius] of patches[lots.dealt('moss', patches.length)] ?? []) {
    lay(board, {
      ramp: moss,
      inside: (x, y) =>
        (x - cx) * (x - cx) + (y - cy) * (y - cy) * 1.4 + ((x * 5 + y * 3) % 4) * 1.3 < radius * radius + 1 &&
        inset(x, y) > 0,
      tone: (x, y) => (x + y < cx + cy ? 3 : 2),
      shadow: 1,
    });
  }
}
