import { materialAt, paint, tone, indexOf, dab } from '../easel.ts';
import { straw, woods } from '../../ramps/timber.ts';
import { grass } from '../../ramps/foliage.ts';
import type { Site } from './site.ts';
import { paintWall } from './wall-front.ts';
import { paintTuft } from '../tufts.ts';

interface MainRoof {
  /** Half width at the eaves and at the ridge, px. */
  readonly half: number;
  readonly ridgeHalf: number;
  /** Rows of the ridge and of the eaves. */
  readonly ridge: number;
  readonly eave: number;
}

/** A roof that slopes toward the viewer. */
export function paintMainRoof(site: Site, { half, ridgeHalf, ridge, eave }: MainRoof): void {
  const { easel, roof, mask } = site;
  const reach = (y: number): number =>
    ridgeHalf + (half - ridgeHalf) * Math.max(0, (y - ridge) / (eave - ridge));
  paint(easel, { left: -half - 1, right: half, top: ridge, bottom: eave + 4 }, (x, y) => {
    if (Math.abs(x + 0.5) > reach(y) || y > eave + roof.fringe(x + 90)) return null;
    mask[indexOf(easel, x, y)] = 1;
    const down = y - ridge;
    const u = (x + 0.5) / half;
    if (y > eave - roof.thick + 1) return [roof.edge, y > eave - 1 ? 0 : 1];
    // Light falls off to the right and toward the eaves.
    const base = 3 - (u > 0.62 ? 1 : 0) - (down > (eave - ridge) * 0.72 ? 1 : 0);
    return roof.lay(x + 90, down, base);
  });
  tone(easel, { left: -half, right: half, top: eave + 1, bottom: eave + 5 }, (x, y) =>
    mask[indexOf(easel, x, y)] === 1 ? 0 : y > eave + 3 ? -1 : -2,
  );
  paintRidge(site, ridge, ridgeHalf);
}

/** What closes the ridge: a roll of straw, a board, or grass that grows on. */
function paintRidge({ easel, roof, look, grain, mask }: Site, ridge: number, half: number): void {
  const high = look.roof === 'thatch' ? 4 : 2;
  if (look.roof === 'turf' && look.snow === 'deep') return;
  if (look.roof === 'turf') {
    for (let x = -half; x < half; x += 2) if (grain(x, 811) < 0.6) paintTuft(easel, x, ridge, grass, grain);
    return;
  }
  paint(easel, { left: -half - 1, right: half, top: ridge - 1, bottom: ridge + high - 1 }, (x, y) => {
    mask[indexOf(easel, x, y)] = 1;
    const row = y - ridge + 1;
    if (look.roof === 'thatch') {
      const isSpar = (x + row + 90) % 6 === 0 || (x - row + 90) % 6 === 0;
      return row === high ? [straw, 1] : [isSpar ? woods.oak : straw, isSpar ? 2 : row === 0 ? 4 : 3];
    }
    return [roof.edge, row === 0 ? 4 : row === high ? 1 : 3];
  });
}

/** A gabled front: rows and columns from the ground point, px. */
export interface Gable {
  /** Column of its middle, half its width, px. */
  readonly middle: number;
  readonly half: number;
  /** Rows of its foot, its eaves and its tip. */
  readonly foot: number;
  readonly eave: number;
  readonly apex: number;
  /** How far its roof runs back, rows on the screen. */
  readonly back: number;
}

/** The end of a house that faces the viewer, with its roof running back from it. */
export function paintGable(site: Site, { middle, half, foot, eave, apex, back }: Gable): void {
  const { easel, roof, mask } = site;
  const slope = (eave - apex) / half;
  const out = half + 4;
  const edgeAt = (x: number): number => apex + Math.abs(x + 0.5 - middle) * slope;
  // The roof first: two slopes, the left one in the light.
  paint(
    easel,
    { left: middle - out, right: middle + out - 1, top: apex - back - 2, bottom: eave + 10 },
    (x, y) => {
      const away = Math.abs(x + 0.5 - middle);
      const edge = edgeAt(x);
      if (away > out || y > edge || y < edge - back) return null;
      mask[indexOf(easel, x, y)] = 1;
      const isLeft = x < middle;
      if (y < edge - back + 1) return [roof.edge, isLeft ? 4 : 2];
      return roof.lay(Math.floor(edge - y) + 60, away * 1.1, isLeft ? 3 : 1);
    },
  );
  paintWall(site, middle - half, middle + half - 1, eave, foot);
  clearMask(site, middle, half, foot, edgeAt);
  const isTimber = site.look.walls === 'timber';
  paint(easel, { left: middle - half, right: middle + half - 1, top: apex, bottom: eave - 1 }, (x, y) => {
    if (y < edgeAt(x)) return null;
    // Boards stand in the gable where the wall below is of wood.
    if (isTimber) return [woods.oak, (x + 90) % 4 === 0 ? 1 : (x + 90) % 4 === 1 ? 3 : 2];
    return site.wall(x, y - apex + 3);
  });
  if (site.look.walls === 'half_timbered' || isTimber) {
    paint(
      easel,
      { left: middle - half, right: middle + half - 1, top: eave - 1, bottom: eave + 1 },
      (_x, y) => [woods.walnut, y === eave - 1 ? 3 : y === eave ? 2 : 1],
    );
  }
  // The shade of the overhang, then the boards along the edge.
  tone(easel, { left: middle - half, right: middle + half - 1, top: apex, bottom: foot }, (x, y) => {
    const below = y - edgeAt(x);
    return below >= 0 && below < 5.5 ? -1 : 0;
  });
  paint(easel, { left: middle - out, right: middle + out - 1, top: apex - 1, bottom: eave + 12 }, (x, y) => {
    const away = Math.abs(x + 0.5 - middle);
    const below = y - edgeAt(x);
    const thick = roof.thick + 1 + (roof.thick > 2 ? roof.fringe(Math.floor(away) + 7) * 0.6 : 0);
    if (away > out || below < -1 || below > thick) return null;
    mask[indexOf(easel, x, y)] = below < 0.5 ? 1 : 0;
    const isLeft = x < middle;
    return [roof.edge, below < 0.6 ? (isLeft ? 4 : 3) : below > thick - 1.2 ? 1 : isLeft ? 3 : 2];
  });
  if (site.look.roof === 'turf' && site.look.snow !== 'deep') {
    for (const x of [middle - 6, middle - 1, middle + 5]) {
      const y = Math.floor(edgeAt(x)) - back;
      if (materialAt(easel, x, y + 1) !== null) paintTuft(easel, x, y + 1, grass, site.grain);
    }
  }
  dab(easel, middle - 1, apex - 1, [roof.edge, 4]);
}

/** A wall that stands before a roof hides it: no snow lies there. */
function clearMask(
  { easel, mask }: Site,
  middle: number,
  half: number,
  foot: number,
  edgeAt: (x: number) => number,
): void {
  for (let x = middle - half; x < middle + half; x += 1) {
    for (let y = Math.floor(edgeAt(x)); y <= foot; y += 1) {
      const i = indexOf(easel, x, y);
      if (i >= 0) mask[i] = 0;
    }
  }
}
