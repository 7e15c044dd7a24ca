import type { Lots } from '../draw-lots.ts';
import type { Board } from './board.ts';

/** How much of it is left. */
export const portions = ['whole', 'bitten'] as const;

/** One thing to eat or drink: the default export of a file in `icons/foods/`, named as the lever names it. */
export interface Food {
  /** Paints it inside 2 px of free rim. `isBitten`: somebody has begun. */
  readonly paint: (board: Board, lots: Lots, isBitten: boolean) => void;
}
