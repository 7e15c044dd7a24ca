import { blossoms, grass, snow } from '../ramps/foliage.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { dab, materialAt, paint, type Easel } from './easel.ts';
import type { Grain } from './grain.ts';

/** The year, as what grows outdoors shows it. */
export const seasons = ['spring', 'summer', 'autumn', 'winter'] as const;
export type Season = (typeof seasons)[number];

const petals = [blossoms.white, blossoms.yellow, blossoms.pink, blossoms.violet] as const;

/** A tuft of grass whose foot stands at a pixel. */
export function paintTuft(easel: Easel, x: number, y: number, ramp: Ramp, grain: Grain): void {
  const blades = 3 + Math.floor(grain(x, 5) * 3);
  for (let blade = 0; blade < blades; blade += 1) {
    const foot = x + blade - Math.floor(blades / 2);
    const high = 2 + Math.floor(grain(foot, 9) * 3);
    const lean = blade * 2 < blades ? -1 : 1;
    for (let row = 0; row < high; row += 1) {
      const bend = row >= high - 1 && high > 2 && blade !== Math.floor(blades / 2) ? lean : 0;
      dab(easel, foot + bend, y - row, [ramp, row === 0 ? 1 : row >= high - 1 ? 3 : 2], { isBare: true });
    }
  }
}

/**
 * What grows at the foot of a thing, so that it stands in the ground and not on it: grass and, by season, flowers,
 * fallen leaves or a drift of snow. `reach` is half the width of the foot, px.
 */
export function paintFoot(
  easel: Easel,
  reach: number,
  season: Season,
  grain: Grain,
  fallen: Ramp | null = null,
): void {
  if (season === 'winter') return drift(easel, reach, grain);
  const places = [-reach, -reach * 0.35, reach * 0.4, reach];
  places.forEach((place, i) => {
    if (grain(i, 61) < 0.2) return;
    const x = Math.floor(place + (grain(i, 63) - 0.5) * 3);
    paintTuft(easel, x, 0, grass, grain);
    if (season === 'spring' && grain(i, 65) < 0.8) {
      const petal = petals[Math.floor(grain(i, 67) * petals.length)] ?? petals[0];
      paintFlower(easel, x + (grain(i, 69) < 0.5 ? -1 : 1), -3, petal);
    }
  });
  if (season === 'autumn' && fallen !== null) {
    for (let i = 0; i < 7; i += 1) {
      const x = Math.floor((grain(i, 71) * 2 - 1) * (reach + 4));
      const y = -Math.floor(grain(i, 73) * 2);
      dab(easel, x, y, [fallen, 3], { isBare: true });
      dab(easel, x + 1, y, [fallen, 2], { isBare: true });
    }
  }
}

/** A blossom of 2 x 2 px. */
export function paintFlower(easel: Easel, x: number, y: number, ramp: Ramp): void {
  const touches = [
    [0, 0, 4],
    [1, 0, 3],
    [0, 1, 3],
    [1, 1, 3],
  ] as const;
  for (const [dx, dy, step] of touches) {
    dab(easel, x + dx, y + dy, [ramp, step], {
      isBare: materialAt(easel, x + dx, y + dy) === null,
      isKept: step !== 3,
    });
  }
}

function drift(easel: Easel, reach: number, grain: Grain): void {
  const wide = reach + 3;
  paint(easel, { left: -wide, right: wide - 1, top: -5, bottom: 0 }, (x, y) => {
    const u = (x + 0.5) / wide;
    const bump = (grain(Math.floor((x + 60) / 4), 77) - 0.5) * 1.2;
    const high = (1 - u * u) * 3.2 + bump * (1 - u * u);
    if (-y > high) return null;
    return [snow, -y + 1 > high ? (u > 0.4 ? 3 : 4) : u > 0.25 || y === 0 ? 2 : 3];
  });
}
