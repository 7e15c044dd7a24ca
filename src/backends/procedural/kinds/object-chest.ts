import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { chestLevers, paintChest } from '../props/chest.ts';
import { finish } from '../props/finish.ts';

/** Chests, 32 x 32 px. */
export const kind: ArtKind = {
  kind: 'object.chest',
  title: 'chests, closed or open on what they hold',
  levers: chestLevers,
  draw({ phase, levers, seed }) {
    const { easel, lidRow } = paintChest(levers as Parameters<typeof paintChest>[0], drawLots(seed));
    return finish(easel, { w: 32, h: 32 }, { feet: [0, -1], lid: [0, lidRow] }, phase);
  },
  preview: [
    ...everyValue(chestLevers, ['lid', 'wood', 'fittings']),
    {
      title: 'contents',
      pictures: chestLevers.contents.map((contents) => ({ levers: { lid: 'open', contents } })),
    },
    siblings('siblings', {}),
    siblings('siblings, open', { lid: 'open' }),
  ],
};
