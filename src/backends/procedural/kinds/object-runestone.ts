import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { finish } from '../props/finish.ts';
import { paintRunestone, runestoneLevers } from '../props/runestone.ts';

/** Rune stones, 32 x 48 px. */
export const kind: ArtKind = {
  kind: 'object.runestone',
  title: 'rune stones, plain or aglow',
  levers: runestoneLevers,
  draw({ phase, levers, seed }) {
    const easel = paintRunestone(levers as Parameters<typeof paintRunestone>[0], drawLots(seed));
    return finish(easel, { w: 32, h: 48 }, { feet: [0, -1] }, phase);
  },
  preview: [
    ...everyValue(runestoneLevers, ['form', 'runes', 'stone', 'moss']),
    siblings('siblings', {}),
    siblings('siblings, aglow', { runes: 'blue_glow', stone: 'slate' }),
  ],
};
