import { spriteNameFrom } from '../../../domain/candidate/sprite.ts';
import type { BackendPicture } from '../../../ports/backend.ts';
import { drawLots } from '../draw-lots.ts';
import { cast } from '../solids/cast.ts';
import { shade } from '../solids/shade.ts';
import { dot, type Framing, type View } from '../solids/view.ts';
import { canvasOf, pictureOf, portraitSize } from './canvas.ts';
import { paintFace } from './face.ts';
import { groundPixels, type Ground } from './ground.ts';
import type { Sitter } from './sitter.ts';

/** Turned to the left by 22.6 degrees (12/13, 5/13), seen from 8.8 above (84/85, 13/85): exact ratios, no sines. */
const [turnCosine, turnSine] = [12 / 13, 5 / 13];
const [pitchCosine, pitchSine] = [84 / 85, 13 / 85];
const view: View = {
  right: [turnCosine, 0, -turnSine],
  up: [-turnSine * pitchSine, pitchCosine, -turnCosine * pitchSine],
  toViewer: [turnSine * pitchCosine, pitchSine, turnCosine * pitchCosine],
};

/** Head and hair come to about 34 px of width; hats and crests need the rows above. */
const pxPerUnit = 2.35;
const headRow = 30;

/** The bust of a person, 64 x 64 px, cut by the lower border. */
export function bustPicture(sitter: Sitter, ground: Ground | null, seed: number): BackendPicture {
  const framing: Framing = {
    width: portraitSize,
    height: portraitSize,
    pxPerUnit,
    groundRow: headRow + dot(sitter.head, view.up) * pxPerUnit,
    samples: 3,
  };
  const sight = cast(sitter.solids, view, framing, 0.8);
  const canvas = canvasOf(shade(sight, sitter.solids));
  const isBare = (pixel: number): boolean => {
    const part = sitter.solids[sight.solids[pixel] as number]?.part;
    return part === 'head' || part === 'nose';
  };
  paintFace(canvas, sitter, { view, framing, isBare }, seed);
  return {
    picture: pictureOf(canvas, ground === null ? null : groundPixels(ground, drawLots(seed))),
    sprites: [
      {
        name: spriteNameFrom('portrait'),
        rectangle: { x: 0, y: 0, w: portraitSize, h: portraitSize },
        direction: null,
        animation: null,
        step: null,
        duration_ms: null,
        anchors: {},
      },
    ],
    raw: null,
  };
}
