import type { Lots } from '../draw-lots.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { portraitSize } from './canvas.ts';

/** What is behind a person: the default export of a file in `portrait/grounds/`, named as the lever names it. */
export interface Ground {
  readonly ramp: (lots: Lots) => Ramp;
  /** Step of the ramp at a pixel, 0 .. 4; fractions are rounded down. */
  readonly tone: (lots: Lots) => (x: number, y: number) => number;
}

/** Colours of a ground, row by row. */
export function groundPixels(ground: Ground, lots: Lots): number[] {
  const { steps } = ground.ramp(lots);
  const tone = ground.tone(lots);
  return Array.from({ length: portraitSize * portraitSize }, (_, i) => {
    const step = Math.floor(tone(i % portraitSize, Math.floor(i / portraitSize)));
    return steps[Math.max(0, Math.min(4, step)) as 0 | 1 | 2 | 3 | 4];
  });
}
