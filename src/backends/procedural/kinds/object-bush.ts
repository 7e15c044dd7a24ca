import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { bushLevers, paintBush } from '../props/bush.ts';
import { finish } from '../props/finish.ts';
import { seasons } from '../props/tufts.ts';

/** Bushes, 48 x 40 px. */
export const kind: ArtKind = {
  kind: 'object.bush',
  title: 'bushes with berries and flowers',
  levers: bushLevers,
  draw({ phase, levers, seed }) {
    const easel = paintBush(levers as Parameters<typeof paintBush>[0], drawLots(seed));
    return finish(easel, { w: 48, h: 40 }, { feet: [0, 0] }, phase);
  },
  preview: [
    ...bushLevers.bush.map((bush) => ({
      title: bush,
      pictures: seasons.map((season) => ({ levers: { bush, season } })),
    })),
    {
      title: 'colour',
      pictures: bushLevers.colour.map((colour) => ({ levers: { bush: 'flower', colour } })),
    },
    ...everyValue(bushLevers, ['bush']),
    siblings('siblings', { bush: 'berry' }),
  ],
};
