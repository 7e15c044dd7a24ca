import { moss as mossRamp } from '../ramps/foliage.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { cellsOf } from './cells.ts';
import { dab, materialAt, paint, stepAt, type Box, type Easel } from './easel.ts';
import { facetAt, half, type Half } from './facets.ts';
import type { Grain } from './grain.ts';
import { stepOf } from '../light.ts';

/** A broken stone: how wide, high and deep it is (half sizes but for the height), and where it stands, px. */
export interface Lump {
  readonly x: number;
  readonly z: number;
  readonly wide: number;
  readonly high: number;
  readonly deep: number;
  /** How far the top is drawn in, 0 .. 1: a wall, or a peak. */
  readonly taper: number;
  readonly salt: number;
}

const rounds = [
  [1, 0],
  [0.92, 0.38],
  [0.71, 0.71],
  [0.38, 0.92],
  [0, 1],
  [-0.38, 0.92],
  [-0.71, 0.71],
  [-0.92, 0.38],
  [-1, 0],
  [0, -1],
] as const;

/** The planes of a broken stone: flanks all around, shoulders above them, a tilted top. */
export function halvesOf(lump: Lump, grain: Grain): Half[] {
  const { wide, high, deep, taper, salt, x, z } = lump;
  const centre = [x, 0, z] as const;
  const halves: Half[] = [half([0, -1, 0], 0)];
  const chance = (n: number): number => grain(n, salt);
  rounds.forEach(([dx, dz], i) => {
    // Not every side is broken off: fewer, larger faces look harder.
    if (i % 2 === 1 && i < 8 && chance(i + 20) < 0.35) return;
    const reach = Math.sqrt(dx * wide * dx * wide + dz * deep * dz * deep);
    const lean = taper * (0.5 + chance(i));
    halves.push(
      half([dx / wide, (lean * 0.9) / high, dz / deep], 0, [
        x + dx * wide * (0.88 + chance(i + 40) * 0.14),
        0,
        z + dz * deep,
      ]),
    );
    if (reach > 0 && i < 9 && i % 2 === 0) {
      const up = 0.66 + chance(i + 60) * 0.3 - taper * 0.3;
      halves.push(
        half([dx * 0.8, 0.9, dz * 0.8], 0, [
          x + dx * wide * (0.86 - taper * 0.36),
          high * up,
          z + dz * deep * 0.7,
        ]),
      );
    }
  });
  halves.push(
    half([(chance(90) - 0.5) * 0.5, 1, (chance(91) - 0.3) * 0.5], 0, [centre[0], high * 0.9, centre[2]]),
  );
  return halves;
}

/** How stone is broken: the size of its grains and how rough it is. */
export interface Fracture {
  readonly ramp: Ramp;
  readonly grain: Grain;
  /** Px of one patch. */
  readonly patch: readonly [number, number];
  readonly rough: number;
  /** Layers through the stone, px apart; 0 for none. */
  readonly layers: number;
  /** Added to the light everywhere. */
  readonly lift?: number;
}

/** Paints stones, the nearest last. */
export function paintStone(easel: Easel, halves: readonly Half[], box: Box, fracture: Fracture): void {
  const { ramp, grain, patch, rough, layers, lift = 0 } = fracture;
  const cell = cellsOf(patch[0], patch[1], grain, { isLeaf: false });
  paint(easel, box, (x, y) => {
    const facet = facetAt(halves, x + 0.5, y + 0.5);
    if (facet === null) return null;
    let light = facet.light + (cell(x, y).luck - 0.5) * rough;
    if (facet.edge < 1.1 && facet.beyond >= 0) {
      const other = facetAt([halves[facet.beyond] as Half], x + 0.5, y + 0.5)?.light ?? 0;
      // The side of an edge that looks to the light catches it; the other side does not.
      if (facet.light > other + 0.12) light += 0.4;
    }
    if (layers > 0) {
      const bed = Math.floor((y + (grain(Math.floor(x / 5), 7) - 0.5) * 1.6 + 100) / layers);
      light += (grain(bed, 5) - 0.5) * 0.5;
    }
    // Low down it is damp and dark.
    if (y > -3) light -= 0.25;
    return [ramp, stepOf((light - 0.3) * 1.1 + 0.2 + lift)];
  });
}

/** A crack from a pixel downward: dark, with a lit lip to its right. */
export function crack(easel: Easel, x: number, y: number, length: number, grain: Grain): void {
  let column = x;
  for (let i = 0; i < length; i += 1) {
    const row = y + i;
    const material = materialAt(easel, column, row);
    if (material === null) return;
    dab(easel, column, row, [material, Math.max(0, stepAt(easel, column, row) - 2)]);
    const lip = materialAt(easel, column + 1, row);
    if (lip === material && i % 3 !== 2)
      dab(easel, column + 1, row, [material, stepAt(easel, column + 1, row) + 1]);
    const turn = grain(x + i, y + 211);
    column += turn < 0.34 ? -1 : turn > 0.66 ? 1 : 0;
  }
}

/** Moss on what looks up: `cover` 0 .. 1 of it, hanging down the faces in lobes. */
export function growMoss(easel: Easel, grain: Grain, cover: number, isHeld: (ramp: Ramp) => boolean): void {
  const { width, height, originX, originY } = easel;
  const leaf = cellsOf(2.6, 2.2, grain);
  const found: (readonly [number, number, number])[] = [];
  for (let column = 0; column < width; column += 1) {
    const x = column - originX;
    let deep = -1;
    for (let row = 0; row < height; row += 1) {
      const y = row - originY;
      const material = materialAt(easel, x, y);
      if (material === null || !isHeld(material)) {
        deep = -1;
        continue;
      }
      deep += 1;
      const cell = leaf(x, y);
      const lobe = grain(Math.floor(cell.x / 4), 223) * 1.3 + grain(Math.floor(cell.x / 9), 227) * 1.2 - 0.7;
      const foot = y > -5 ? (grain(Math.floor(cell.x / 4), 229) - 0.45) * 2 : -1;
      if (deep - cell.luck * 3 < lobe * 13 * cover || foot * 6 * cover > -y + cell.luck * 2)
        found.push([x, y, cell.luck]);
    }
  }
  for (const [x, y, luck] of found) {
    const under = stepAt(easel, x, y);
    dab(easel, x, y, [mossRamp, under + (luck < 0.3 ? -1 : luck > 0.8 ? 1 : 0)]);
  }
}
