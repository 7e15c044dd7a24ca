import { grounds as ramps } from '../../ramps/grounds.ts';
import type { Ground } from '../ground.ts';

/** Daylight with a few clouds, paler toward the horizon. */
const sky: Ground = {
  ramp: () => ramps.sky,
  tone(lots) {
    const clouds = [0, 1, 2].map((cloud) => ({
      x: lots.dealt(`cloud ${cloud}`, 5) * 13 + cloud * 4,
      y: 9 + cloud * 13 + lots.below(`cloud row ${cloud}`, 6),
      wide: 8 + lots.below(`cloud width ${cloud}`, 6),
    }));
    return (x, y) => {
      for (const cloud of clouds) {
        const puff = (dx: number, dy: number, r: number): boolean =>
          (x - cloud.x - dx) * (x - cloud.x - dx) + (y - cloud.y - dy) * (y - cloud.y - dy) * 2.2 < r * r;
        const isIn =
          y <= cloud.y + 2 &&
          (puff(0, 0, cloud.wide * 0.6) || puff(-5, 2, cloud.wide * 0.5) || puff(6, 1.4, cloud.wide * 0.5));
        if (isIn) return y > cloud.y + 0.5 ? 3 : 4;
      }
      return Math.min(3, Math.floor((y + 6) / 17));
    };
  },
};

export default sky;
