import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { finish } from '../props/finish.ts';
import { paintHouse } from '../props/house/house.ts';
import { houseLevers, type HouseLook } from '../props/house/site.ts';

/** Houses: 96 x 96 px, small ones 64 x 80 px. */
export const kind: ArtKind = {
  kind: 'object.house',
  title: 'houses of the north',
  levers: houseLevers,
  draw({ phase, levers, seed }) {
    const look = levers as HouseLook;
    const size = look.size === 'large' ? { w: 96, h: 96 } : { w: 64, h: 80 };
    return finish(paintHouse(look, drawLots(seed)), size, { feet: [0, 0] }, phase);
  },
  preview: [
    ...everyValue(houseLevers, ['walls', 'roof', 'size', 'snow']),
    siblings('siblings', { walls: 'half_timbered', roof: 'shingle' }),
    siblings('siblings, small', { size: 'small', walls: 'stone' }),
  ],
};
