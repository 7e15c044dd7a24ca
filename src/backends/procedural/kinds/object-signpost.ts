import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { finish } from '../props/finish.ts';
import { paintSignpost, signpostLevers } from '../props/signpost.ts';

/** Signposts with signs but no letters, 48 x 48 px. */
export const kind: ArtKind = {
  kind: 'object.signpost',
  title: 'signposts without letters',
  levers: signpostLevers,
  draw({ phase, levers, seed }) {
    const easel = paintSignpost(levers as Parameters<typeof paintSignpost>[0], drawLots(seed));
    return finish(easel, { w: 48, h: 48 }, { feet: [0, -1] }, phase);
  },
  preview: [
    ...everyValue(signpostLevers, ['arms', 'sign', 'wood', 'weather']),
    {
      title: 'hanging signs',
      pictures: signpostLevers.sign.map((sign) => ({ levers: { arms: 'hanging', sign } })),
    },
    siblings('siblings', { arms: 'three' }),
  ],
};
