import type { Lots } from '../../draw-lots.ts';
import { boulders } from '../../ramps/boulders.ts';
import { grass, snow as snowRamp } from '../../ramps/foliage.ts';
import { cloths } from '../../ramps/people.ts';
import type { Ramp } from '../../ramps/ramp.ts';
import { woods } from '../../ramps/timber.ts';
import { easelOf, materialAt, paint, tone, type Easel } from '../easel.ts';
import { grainOf } from '../grain.ts';
import { paintTuft } from '../tufts.ts';
import { paintChimney, paintDoor, paintWindow } from './openings.ts';
import { roofs } from './roofs.ts';
import type { HouseLook, Site } from './site.ts';
import { paintWall } from './wall-front.ts';
import { walls } from './walls.ts';
import { paintGable, paintMainRoof } from './frame.ts';
import { layRoofSnow } from './snow.ts';

/** A house from the front; the seed places its wing, doors, windows and chimney, and lights some of the rooms. */
export function paintHouse(look: HouseLook, lots: Lots): Easel {
  const easel = easelOf(52, 104, 12);
  const grain = grainOf(lots.below('walls', 2 ** 31));
  const roofGrain = grainOf(lots.below('roof', 2 ** 31));
  const site: Site = {
    easel,
    look,
    wall: walls[look.walls](grain),
    roof: roofs[look.roof](roofGrain),
    grain,
    mask: new Uint8Array(easel.width * easel.height),
  };
  const stone = walls.stone(grain);
  const flip = lots.dealt('flip', 2) === 0 ? 1 : -1;
  const shutters = lots.of<Ramp | null>('shutters', [
    null,
    cloths.blue,
    cloths.green,
    cloths.madder,
    woods.redwood,
  ]);
  const doorWood = lots.of('door', [woods.oak, woods.redwood, woods.walnut, cloths.blue, cloths.green]);
  const isLit = (room: number): boolean => (lots.dealt('lit', 4) + room) % 3 !== 0;
  const isArched =
    look.walls === 'stone' || look.walls === 'turf' ? lots.below('arch', 3) > 0 : lots.below('arch', 3) === 0;
  if (look.size === 'large') {
    const half = 39;
    paintWall(site, -half, half - 1, -26, -1);
    const chimney = Math.floor(flip * (18 + lots.below('chimney', 3) * 5)) - 4;
    paintChimney(easel, chimney, -72, -56, stone);
    paintMainRoof(site, {
      half: half + 4,
      ridgeHalf: half - 1 - lots.below('hip', 3) * 4,
      ridge: -64,
      eave: -24,
    });
    const wing = -flip * 17;
    const wingHalf = 15 + lots.below('wing', 2);
    tone(easel, { left: wing + wingHalf, right: wing + wingHalf + 4, top: -22, bottom: -1 }, () => -1);
    const doorInWing = lots.dealt('plan', 2) === 0;
    const main = flip * 21;
    if (doorInWing) {
      for (const [i, x] of [main - 10, main + 7].entries())
        paintWindow(easel, x - 2, -17, isLit(i), shutters);
    } else {
      paintDoor(easel, main - 12, -1, doorWood, isArched);
      paintWindow(easel, main + 4, -17, isLit(0), null);
    }
    paintGable(site, { middle: wing, half: wingHalf, foot: 5, eave: -20, apex: -44, back: 14 });
    if (doorInWing) paintDoor(easel, wing - 5, 4, doorWood, isArched);
    else paintWindow(easel, wing - 4, -13, isLit(2), shutters);
    paintWindow(easel, wing - 4, -33, isLit(1), null);
  } else {
    const half = 21 + lots.below('half', 3);
    const isFront = lots.dealt('plan', 2) === 0;
    const x = flip * 9;
    if (isFront) {
      paintChimney(easel, flip * 10 - 4, -62, -40, stone);
      paintGable(site, { middle: 0, half, foot: 0, eave: -22, apex: -50, back: 13 });
      paintDoor(easel, -x - 5, -1, doorWood, isArched);
      paintWindow(easel, x - 4, -17, isLit(0), half > 22 ? shutters : null);
      paintWindow(easel, -4, -36, isLit(1), null);
    } else {
      paintWall(site, -half - 2, half + 1, -24, -1);
      paintChimney(easel, flip * 14 - 4, -64, -46, stone);
      paintMainRoof(site, { half: half + 5, ridgeHalf: half - 1, ridge: -55, eave: -22 });
      paintDoor(easel, -x - 5, -1, doorWood, isArched);
      paintWindow(easel, x - 4, -16, isLit(0), shutters);
    }
  }
  if (look.snow !== 'none') layRoofSnow(site, look.snow);
  paintYard(site);
  return easel;
}

/** Grass, or a drift, along the foot of the walls. */
function paintYard({ easel, look, grain }: Site): void {
  for (let x = -44; x < 44; x += 1) {
    let foot = 8;
    while (foot > -4 && materialAt(easel, x, foot) === null) foot -= 1;
    if (foot === -4) continue;
    if (look.snow === 'none') {
      if (grain(x, 801) < 0.1 && materialAt(easel, x, foot) !== boulders.granite)
        paintTuft(easel, x, foot, grass, grain);
    } else {
      const high = (look.snow === 'deep' ? 2.2 : 0.8) * (0.4 + grain(Math.floor((x + 60) / 4), 803)) + 0.4;
      paint(easel, { left: x, right: x, top: foot - Math.floor(high), bottom: foot }, (_x, y) => [
        snowRamp,
        y < foot ? 4 : 3,
      ]);
    }
  }
}
