import { isSpriteName, type Sprite } from '../domain/candidate/sprite.ts';
import { failure } from '../domain/failure.ts';
import { fail, ok } from '../domain/result.ts';
import { isInside } from '../pixels/region.ts';
import { clearHidden, type Rgba } from '../pixels/rgba.ts';
import type { Stage } from '../ports/stage.ts';

/**
 * The last stage of every candidate: RGB 0 where alpha is 0, and a sprite table that engine files can be made of.
 * Sprites come out sorted by name, so that their order never depends on the backend. Whoever stores the result
 * writes it with `encodePng`: those are the bytes that gates show, people sign and games load.
 */
const normalize: Stage = {
  apiVersion: 1,
  name: 'normalize',
  version: 1,
  title: 'Canonical form',
  params: {},
  readsLocked: [],
  run({ picture, sprites }) {
    const refuse = (sprite: string | null, why: string) =>
      fail(failure('sprites-invalid', { stage: 'normalize', sprite, why }));
    if (sprites.length === 0) return refuse(null, 'it has no sprite');
    const names = new Set<string>();
    for (const sprite of sprites) {
      const why = names.has(sprite.name) ? 'its name is there twice' : faultOf(sprite, picture);
      if (why !== null) return refuse(sprite.name, why);
      names.add(sprite.name);
    }
    const sorted = [...sprites].sort((a, b) => (a.name < b.name ? -1 : 1));
    return ok({ picture: clearHidden(picture), sprites: sorted });
  },
};

function faultOf(sprite: Sprite, picture: Rgba): string | null {
  if (!isSpriteName(sprite.name)) return 'its name may not stand in an engine file';
  if (sprite.animation !== null && !isSpriteName(sprite.animation))
    return 'the name of its animation may not stand in an engine file';
  if (!isInside(sprite.rectangle, picture.width, picture.height)) return 'it lies outside the picture';
  if (sprite.duration_ms !== null && !(Number.isSafeInteger(sprite.duration_ms) && sprite.duration_ms > 0))
    return 'its duration is not a whole number of ms above 0';
  const { w, h } = sprite.rectangle;
  for (const [name, [x, y]] of Object.entries(sprite.anchors)) {
    if (!isSpriteName(name)) return `the name of its anchor ${name} may not stand in an engine file`;
    if (!Number.isSafeInteger(x) || !Number.isSafeInteger(y)) return `its anchor ${name} is not in whole px`;
    // A weapon may be held, or a shadow fall, beyond the rectangle, but never by more than its own size.
    if (x < -w || y < -h || x > 2 * w || y > 2 * h) return `its anchor ${name} is far outside of it`;
  }
  return null;
}

export default normalize;
