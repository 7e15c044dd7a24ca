import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { boatLevers, paintBoat, type BoatLook } from '../props/boat/boat.ts';
import { finish } from '../props/finish.ts';

/** Longships, 128 x 64 px, and rowing boats, 64 x 64 px. */
export const kind: ArtKind = {
  kind: 'object.boat',
  title: 'longships and rowing boats',
  levers: boatLevers,
  draw({ phase, levers, seed }) {
    const look = levers as BoatLook;
    const { easel, mast } = paintBoat(look, drawLots(seed));
    const size = look.hull === 'longship' ? { w: 128, h: 64 } : { w: 64, h: 64 };
    return finish(easel, size, { feet: [0, -1], mast }, phase);
  },
  preview: [
    ...everyValue(boatLevers, ['hull'], undefined, { levers: { sail: 'none' } }),
    ...everyValue(boatLevers, ['sail', 'colour', 'wood']),
    {
      title: 'rowing boats',
      pictures: boatLevers.sail.map((sail) => ({ levers: { hull: 'rowing_boat', sail } })),
    },
    siblings('siblings', {}),
    siblings('siblings, rowing boats', { hull: 'rowing_boat', sail: 'none' }),
  ],
};
