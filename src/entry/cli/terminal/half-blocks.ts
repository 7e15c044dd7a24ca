import type { Rgba } from '../../../pixels/rgba.ts';
import { colourAt, type Colour, type Ground } from './ground.ts';

/**
 * A picture as text, two pixels in each cell: the upper in the foreground and the lower in the background of
 * U+2580. One line per two rows, each closed with a reset. `depth` 8 uses the 256-colour palette.
 */
export function halfBlocks(picture: Rgba, depth: 8 | 24, ground: Ground): string[] {
  const lines: string[] = [];
  for (let y = 0; y < picture.height; y += 2) {
    let line = '';
    let foreground: string | null = null;
    let background: string | null = null;
    for (let x = 0; x < picture.width; x += 1) {
      const upper = colourAt(picture, x, y, ground);
      const lower = y + 1 < picture.height ? colourAt(picture, x, y + 1, ground) : null;
      const [front, back, block] =
        upper !== null ? [upper, lower, '▀'] : lower !== null ? [lower, null, '▄'] : [null, null, ' '];
      const wantedFront: string | null = front === null ? foreground : code(front, depth, 38);
      const wantedBack: string = back === null ? '49' : code(back, depth, 48);
      const changes: string[] = [];
      if (wantedFront !== null && wantedFront !== foreground) changes.push(wantedFront);
      if (wantedBack !== (background ?? '49')) changes.push(wantedBack);
      if (changes.length > 0) line += `\u001b[${changes.join(';')}m`;
      foreground = wantedFront;
      background = wantedBack;
      line += block;
    }
    lines.push(`${line}\u001b[0m`);
  }
  return lines;
}

const code = (colour: Colour, depth: 8 | 24, plane: 38 | 48): string =>
  depth === 24 ? `${plane};2;${colour.join(';')}` : `${plane};5;${nearest256(colour)}`;

/** Steps of the 6 x 6 x 6 cube of xterm's 256-colour palette (entries 16..231). */
const steps = [0, 95, 135, 175, 215, 255] as const;

/** The nearest entry of the 256-colour palette: of the cube and the grey ramp (232..255: 8, 18 ... 238). */
export function nearest256(colour: Colour): number {
  const cube = colour.map((value) => {
    let best = 0;
    for (const [i, step] of steps.entries()) {
      if (Math.abs(step - value) < Math.abs((steps[best] ?? 0) - value)) best = i;
    }
    return best;
  });
  const [r = 0, g = 0, b = 0] = cube;
  const grey = Math.min(23, Math.max(0, Math.round(((colour[0] + colour[1] + colour[2]) / 3 - 8) / 10)));
  const level = 8 + 10 * grey;
  const far = (other: Colour): number =>
    colour.reduce((sum, value, i) => sum + (value - (other[i] ?? 0)) ** 2, 0);
  const cubeFar = far([steps[r] ?? 0, steps[g] ?? 0, steps[b] ?? 0]);
  return far([level, level, level]) < cubeFar ? 232 + grey : 16 + 36 * r + 6 * g + b;
}
