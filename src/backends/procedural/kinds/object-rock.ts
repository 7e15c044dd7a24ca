import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { drawLots } from '../draw-lots.ts';
import { finish } from '../props/finish.ts';
import { paintRock, rockLevers } from '../props/rock.ts';

/** Rocks, 48 x 48 px. */
export const kind: ArtKind = {
  kind: 'object.rock',
  title: 'rocks of five stones',
  levers: rockLevers,
  draw({ phase, levers, seed }) {
    const easel = paintRock(levers as Parameters<typeof paintRock>[0], drawLots(seed));
    return finish(easel, { w: 48, h: 48 }, { feet: [0, 0] }, phase);
  },
  preview: [
    ...everyValue(rockLevers, ['stone', 'form', 'moss']),
    ...rockLevers.form.map((form) => siblings(`siblings, ${form}`, { form })),
  ],
};
