import type { Rgba } from '../../../pixels/rgba.ts';

/** Passes after which single pixels that keep one another alive are left alone. */
const passes = 4;

/**
 * Takes away stray pixels: one whose colour none of its eight neighbours has takes the nearest colour among them. What
 * is `kept` (eyes, glints) stays. A painter's rule: every pixel belongs to a cluster.
 */
export function cleaned({ width, height, data }: Rgba, kept: ReadonlySet<number>): void {
  const words = new Int32Array(width * height);
  for (let i = 0; i < words.length; i += 1) {
    const at = i * 4;
    words[i] =
      data[at + 3] === 0
        ? -1
        : ((data[at] as number) << 16) | ((data[at + 1] as number) << 8) | (data[at + 2] as number);
  }
  for (let pass = 0; pass < passes; pass += 1) {
    let changed = 0;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const i = y * width + x;
        const colour = words[i] as number;
        if (colour === -1 || kept.has(i)) continue;
        let nearest = -1;
        let least = Infinity;
        let isStray = true;
        for (let dy = -1; dy <= 1 && isStray; dy += 1) {
          for (let dx = -1; dx <= 1; dx += 1) {
            const [nx, ny] = [x + dx, y + dy];
            if ((dx === 0 && dy === 0) || nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
            const other = words[ny * width + nx] as number;
            if (other === colour) {
              isStray = false;
              break;
            }
            if (other === -1 || kept.has(ny * width + nx)) continue;
            const far = unlike(colour, other) + (dx !== 0 && dy !== 0 ? 300 : 0);
            if (far < least) {
              least = far;
              nearest = other;
            }
          }
        }
        if (!isStray || nearest === -1) continue;
        words[i] = nearest;
        changed += 1;
      }
    }
    if (changed === 0) break;
  }
  for (let i = 0; i < words.length; i += 1) {
    const colour = words[i] as number;
    if (colour === -1) continue;
    data[i * 4] = colour >> 16;
    data[i * 4 + 1] = (colour >> 8) & 255;
    data[i * 4 + 2] = colour & 255;
  }
}

/** How unlike two colours look, by their squared distance with the eye's stress on green. */
function unlike(one: number, other: number): number {
  const r = (one >> 16) - (other >> 16);
  const g = ((one >> 8) & 255) - ((other >> 8) & 255);
  const b = (one & 255) - (other & 255);
  return 2 * r * r + 4 * g * g + b * b;
}
