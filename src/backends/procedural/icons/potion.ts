import { cork, glass, liquids, wax, woods } from '../ramps/icons.ts';
import { metals, leathers } from '../ramps/people.ts';
import type { Ramp } from '../ramps/ramp.ts';
import type { Lots } from '../draw-lots.ts';
import { dot, lay, type Board, type Each } from './board.ts';
import { lit, within, type Swell } from './forms.ts';

/** How much is in the bottle. */
export const fills = ['full', 'half', 'low'] as const;
/** What it does to whoever drinks it, as colours of the liquid tell. */
export const effects = ['healing', 'mana', 'poison', 'strength'] as const;

/** One bottle: the default export of a file in `icons/potions/`, named as the lever names it. */
export interface Bottle {
  /** The body that holds the liquid, px. */
  readonly body: Swell;
  /** First and last row of the liquid when it is full. */
  readonly liquid: readonly [number, number];
  /** Left and right column, first and last row of the neck; the stopper stands on it. */
  readonly neck: readonly [number, number, number, number];
  /** Two or three px on the upper left of the body where the window shines in the glass. */
  readonly glint: readonly (readonly [number, number])[];
  /** The row that a label or cord goes around. */
  readonly waist: number;
}

interface Contents {
  readonly lots: Lots;
  readonly effect: (typeof effects)[number];
  readonly fill: (typeof fills)[number];
}

/** Paints a bottle, what is in it and how it is stopped. */
export function paintPotion(board: Board, bottle: Bottle, { lots, effect, fill }: Contents): void {
  const liquid = liquids[effect];
  const { body, neck } = bottle;
  const [left, right, top, bottom] = neck;
  lay(board, {
    ramp: glass,
    inside: (x, y) => x >= left && x <= right && y >= top && y <= bottom,
    tone: (x) => (x === left ? 4 : x >= right ? 1 : x === right - 1 ? 2 : 3),
  });
  const isBody = within(body);
  // Glass is clear: its middle shows little of itself, its right rim the light that went through.
  lay(board, { ramp: glass, inside: isBody, tone: emptyTone(isBody) });
  const [first, last] = bottle.liquid;
  const level =
    fill === 'full' ? first : Math.floor(first + (last - first) * (fill === 'half' ? 0.48 : 0.74) + 0.5);
  const tilt = lots.below('tilt', 3) - 1;
  const surface: Each<number> = (x) =>
    level + (fill === 'full' ? 0 : Math.floor((tilt * (x - 16)) / 6 + 0.5));
  // The glass is 1 px all around, at its corners too: a liquid that came through would be a drop beside the bottle.
  const isInner: Each<boolean> = (x, y) =>
    isBody(x - 1, y - 1) && isBody(x + 1, y - 1) && isBody(x - 1, y + 1) && isBody(x + 1, y + 1);
  lay(board, {
    ramp: liquid,
    inside: (x, y) => isInner(x, y) && y >= surface(x, y) && y <= last,
    tone: (x, y) => {
      if (y <= surface(x, y)) return 4;
      const shine = lit(body)(x, y);
      // The light gathers on the far side, low: liquids glow where stones are dark.
      const isFar = x > 15 && (!isInner(x + 2, y) || (x > 18 && !isInner(x + 1, y + 2)));
      return isFar && x + y > 34 ? 3 : Math.min(3, Math.max(1, shine - 0.6));
    },
  });
  bubbles(board, liquid, lots, isInner, (x, y) => y > surface(x, y) + 1 && y < last);
  dot(board, glass, 4, bottle.glint);
  dress(board, bottle, lots, isBody);
  stopper(board, bottle, lots);
}

const emptyTone =
  (isBody: Each<boolean>): Each<number> =>
  (x, y) => {
    if (!isBody(x - 1, y) || !isBody(x, y - 1)) return 3;
    if (!isBody(x + 1, y) || !isBody(x, y + 1)) return x + y > 34 ? 1 : 2;
    // A streak of the sky across the empty part.
    const streak = x - y + 48;
    return streak % 24 >= 16 && streak % 24 < 20 ? 2 : 1;
  };

/** Pairs of light pixels that rise: three places of the seed's. */
function bubbles(board: Board, ramp: Ramp, lots: Lots, isInner: Each<boolean>, isWet: Each<boolean>): void {
  for (let bubble = 0; bubble < 3; bubble += 1) {
    const x = 9 + lots.dealt(`bubble column ${bubble}`, 11 + bubble * 2);
    const y = 15 + lots.below(`bubble row ${bubble}`, 12);
    if (!isInner(x, y) || !isInner(x + 1, y) || !isWet(x, y) || !isWet(x, y - 1)) continue;
    dot(
      board,
      ramp,
      4,
      bubble === 0
        ? [
            [x, y],
            [x + 1, y],
            [x, y - 1],
          ]
        : [
            [x, y],
            [x + (bubble & 1), y - 1],
          ],
    );
  }
}

/** A cord, a label or a band around the bottle. */
function dress(board: Board, { waist, neck }: Bottle, lots: Lots, isBody: Each<boolean>): void {
  const [left, right, , bottom] = neck;
  switch (lots.dealt('dress', 5)) {
    case 0:
      return;
    case 1:
      // A cord around the neck, its ends hanging.
      lay(board, {
        ramp: leathers.oxblood,
        inside: (x, y) => x >= left && x <= right && y >= bottom - 1 && y <= bottom,
        tone: (x) => (x < left + 2 ? 4 : x > right - 2 ? 1 : 3),
        shadow: 1,
      });
      dot(board, leathers.oxblood, 3, [
        [right - 2, bottom + 1],
        [right - 2, bottom + 2],
        [right - 1, bottom + 3],
      ]);
      return;
    case 2:
      // A label goes around from rim to rim: a small one would seem to float before a bottle that is half empty.
      lay(board, {
        ramp: cork,
        inside: (x, y) => isBody(x - 1, y) && isBody(x + 1, y) && y >= waist - 2 && y <= waist + 3,
        tone: (x, y) =>
          (y === waist || y === waist + 1) && x > 12 && x < 19 && (x + y) % 3 > 0
            ? 1
            : x < 12
              ? 4
              : x < 19
                ? 3.4
                : x < 22
                  ? 2
                  : 1,
      });
      return;
    case 3:
      // A net of cord that what is inside shows through.
      lay(board, {
        ramp: woods.ash,
        inside: (x, y) => isBody(x, y) && y > bottom && ((x + y) % 8 === 4 || (x - y + 64) % 8 === 3),
        tone: (x, y) => (x + y < 34 ? 4 : 3),
      });
      return;
    default:
      lay(board, {
        ramp: metals.bronze,
        inside: (x, y) => isBody(x - 1, y) && isBody(x + 1, y) && y >= waist && y <= waist + 1,
        tone: (x, y) => (x < 12 ? 4 : x < 17 ? 3 : x < 21 ? 2 : 1) - (y - waist) * 0.6,
        shadow: 1,
      });
  }
}

/** Cork, glass ball, wax or metal cap. */
function stopper(board: Board, { neck }: Bottle, lots: Lots): void {
  const [left, right, top] = neck;
  const caps = [cork, metals.gold, wax, metals.steel] as const;
  const kind = lots.dealt('stopper', 4);
  const ramp = caps[kind] ?? cork;
  const high = kind === 0 ? 3 : 2;
  const wide = kind === 2 ? 1 : 0;
  // The lip of the neck.
  lay(board, {
    ramp: glass,
    inside: (x, y) => x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= top,
    tone: (x, y) => (x < left + 2 ? 4 : x > right - 1 ? 1 : 3) - (y - top + 1),
  });
  lay(board, {
    ramp,
    inside: (x, y) => x >= left - wide && x <= right + wide && y >= top - 1 - high && y < top - 1,
    tone: (x, y) => (x < left + 2 ? 3.6 : x > right - 1 ? 1 : 2.6) + (y === top - 1 - high ? 0.5 : 0),
    shadow: 1,
  });
}
