import { dab, type Easel, type Manner, type Touch } from './easel.ts';

/** Small pictures as rows of signs; each sign that `touches` knows is a pixel. */
export function stamp(
  easel: Easel,
  x: number,
  y: number,
  rows: readonly string[],
  touches: { readonly [sign: string]: Touch },
  manner: Manner = {},
): void {
  rows.forEach((row, dy) => {
    [...row].forEach((sign, dx) => {
      const touch = touches[sign];
      if (touch !== undefined) dab(easel, x + dx, y + dy, touch, manner);
    });
  });
}
