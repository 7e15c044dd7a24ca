import { spriteNameFrom, type Anchors } from '../../domain/candidate/sprite.ts';
import type { Rgba } from '../../pixels/rgba.ts';
import type { BackendPicture } from '../../ports/backend.ts';

/** A picture that is one sprite, of no direction and no animation. Anchors in px from its top left. */
export const wholePicture = (name: string, picture: Rgba, anchors: Anchors = {}): BackendPicture => ({
  picture,
  sprites: [
    {
      name: spriteNameFrom(name),
      rectangle: { x: 0, y: 0, w: picture.width, h: picture.height },
      direction: null,
      animation: null,
      step: null,
      duration_ms: null,
      anchors,
    },
  ],
  raw: null,
});
