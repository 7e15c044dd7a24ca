import type { Rgba } from '../../../pixels/rgba.ts';
import { coloursIn, pictureOf } from '../colours.ts';
import { isByEdge, takeNearest } from '../strays.ts';

/** Passes after which single pixels that keep one another alive are left alone. */
const passes = 4;

/** A neighbour by a corner is taken only where it is this much more alike: colours of a form lie edge to edge. */
const cornerGap = 300;

/** A sprite without stray pixels. What is `kept` (eyes, glints) stays and gives its colour to nobody. */
export function withoutStrays(picture: Rgba, kept: ReadonlySet<number>): Rgba {
  const { width } = picture;
  const colours = coloursIn(picture);
  for (let pass = 0; pass < passes; pass += 1) {
    takeNearest(
      colours,
      width,
      (pixel) => kept.has(pixel),
      (pixel, other) =>
        kept.has(other)
          ? Infinity
          : unlike(colours[pixel] as number, colours[other] as number) +
            (isByEdge(pixel, other, width) ? 0 : cornerGap),
    );
  }
  return pictureOf(colours, width);
}

/** How unlike two colours look, by their squared distance with the eye's stress on green. */
function unlike(one: number, other: number): number {
  const r = (one >> 16) - (other >> 16);
  const g = ((one >> 8) & 255) - ((other >> 8) & 255);
  const b = (one & 255) - (other & 255);
  return 2 * r * r + 4 * g * g + b * b;
}
