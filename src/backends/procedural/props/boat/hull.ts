import type { Ramp } from '../../ramps/ramp.ts';
import { dab, paint, type Easel } from '../easel.ts';
import type { Grain } from '../grain.ts';

/** A hull from its side and above, its bow to the left. Sizes in px. */
export interface Hull {
  readonly wood: Ramp;
  readonly trim: Ramp;
  readonly grain: Grain;
  /** Half its length. */
  readonly half: number;
  /** From the keel to the gunwale amidships, and how far it rises to the ends. */
  readonly side: number;
  readonly rise: number;
  /** Rows by which the far gunwale stands above the near one amidships. */
  readonly beam: number;
  readonly strakes: number;
  /** Columns between benches. */
  readonly benches: number;
}

const cube = (u: number): number => u * u * Math.abs(u);

/** Row of the near gunwale at `u`, -1 (bow) .. 1. */
export const gunwale = ({ side, rise }: Hull, u: number): number => -side - rise * cube(u);

/** Row of the far gunwale. */
export const farGunwale = (hull: Hull, u: number): number =>
  gunwale(hull, u) - hull.beam * Math.max(0, 1 - u * u) * (1 - u * u * 0.2);

/** Row of the keel. */
const keel = ({ side, rise }: Hull, u: number): number =>
  -Math.max(0, Math.abs(u) - 0.45) * Math.max(0, Math.abs(u) - 0.45) * 3.3 * (side + rise * 0.7);

/** The inside with its benches, then the near side with its strakes. What stands in the boat goes between: `inside`. */
export function paintHull(easel: Easel, hull: Hull, inside: () => void): void {
  const { wood, trim, grain, half, side, rise, beam, strakes, benches } = hull;
  const box = { left: -half, right: half - 1, top: -side - rise - beam - 2, bottom: 0 };
  paint(easel, box, (x, y) => {
    const u = (x + 0.5) / half;
    const far = Math.floor(farGunwale(hull, u));
    const near = Math.floor(gunwale(hull, u));
    if (y < far || y > near) return null;
    if (y === far) return [trim, u < 0.3 ? 4 : 3];
    const span = near - far;
    const down = (y - far) / Math.max(1, span);
    // The far side from within catches the light; the bottom lies in the shade of the near side.
    const isRib = (x + 90) % 8 === 0;
    if (down < 0.5) return [wood, (down < 0.3 ? 2 : 1) + (u > 0.4 ? 0 : isRib ? 1 : 0)];
    return [wood, isRib ? 1 : 0];
  });
  for (let x = -half + benches; x < half - benches * 0.7; x += benches) {
    const u = (x + 0.5) / half;
    const far = Math.floor(farGunwale(hull, u)) + 2;
    const near = Math.floor(gunwale(hull, u)) - 1;
    paint(easel, { left: x - 1, right: x + 1, top: far, bottom: near }, (px) => [
      trim,
      px === x - 1 ? 4 : px === x ? 3 : 2,
    ]);
  }
  inside();
  paint(easel, box, (x, y) => {
    const u = (x + 0.5) / half;
    const near = Math.floor(gunwale(hull, u));
    const low = keel(hull, u);
    if (y < near || y > low) return null;
    if (y === near) return [trim, u < 0.35 ? 4 : 3];
    if (y === near + 1) return [trim, u < 0.35 ? 2 : 1];
    const down = (y - near) / Math.max(2, low - near);
    const strake = Math.floor(down * strakes);
    const within = down * strakes - strake;
    const seam =
      within > 1 - strakes / Math.max(4, low - near)
        ? -1
        : within < strakes / Math.max(4, low - near)
          ? 1
          : 0;
    // The side curves under: each strake is darker than the one above it, and the stern lies in the shade.
    const base = 3 - Math.floor(down * 2.3) - (u > 0.55 ? 1 : 0);
    const joint = grain(strake, 901) * 30;
    const worn = grain(Math.floor((x + joint) / 7), strake + 903) < 0.2 ? -1 : 0;
    return [wood, Math.max(0, base + seam + worn)];
  });
  // Nails along the strakes.
  for (let strake = 1; strake < strakes; strake += 1) {
    for (let x = -half + 6 + strake; x < half - 6; x += 7) {
      const u = (x + 0.5) / half;
      const near = gunwale(hull, u);
      const y = Math.floor(near + ((keel(hull, u) - near) * strake) / strakes);
      if (y > near + 2) dab(easel, x, y, [wood, 0]);
    }
  }
}
