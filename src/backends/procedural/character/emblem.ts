import type { Field } from '../solids/shape.ts';
import type { Traits } from './traits.ts';

/** What is painted on a shield of about 5 units to each side, as a distance in x and y. */
export const emblems: Readonly<Record<Traits['shieldPattern'], Field>> = {
  plain: () => 1,
  cross: (x, y) => Math.min(Math.abs(y), Math.abs(x)) - 0.9,
  quarters: (x, y) => Math.max(-x * y, -9),
  ring: (x, y) => Math.abs(Math.sqrt(x * x + y * y) - 3.1) - 0.7,
};
