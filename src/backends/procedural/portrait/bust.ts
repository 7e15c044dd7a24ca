import type { BackendPicture } from '../../../ports/backend.ts';
import { drawLots } from '../draw-lots.ts';
import { cast } from '../solids/cast.ts';
import type { Sight } from '../solids/sight.ts';
import { shade } from '../solids/shade.ts';
import { type Framing } from '../solids/view.ts';
import { wholePicture } from '../whole-picture.ts';
import { canvasOf, portraitOf, portraitSize } from './canvas.ts';
import { paintFace } from './face.ts';
import { groundPixels, type Ground } from './ground.ts';
import type { Sitter } from './sitter.ts';
import { bustView } from './view.ts';
import { dot } from '../solids/vec.ts';

/** Head and hair come to about 34 px of width; hats and crests need the rows above. */
const pxPerUnit = 2.35;
const headRow = 30;

/** Hats and horns that reach out of the frame: the person sits a little lower and farther away each time. */
const tries = 5;
const farther = 0.94;
const lower = 2;

const framingFor = (sitter: Sitter, attempt: number): Framing => {
  let scale = pxPerUnit;
  for (let step = 0; step < attempt; step += 1) scale *= farther;
  return {
    width: portraitSize,
    height: portraitSize,
    pxPerUnit: scale,
    groundRow: headRow + attempt * lower + dot(sitter.onHead(0, 0, 0), bustView.up) * scale,
    samples: 3,
  };
};

/** Rows from which shoulders and arms may leave the frame at the sides. */
const armsRow = 46;

/** Whether something above the arms touches the border. */
function isCut({ solids }: Sight): boolean {
  for (let i = 0; i < portraitSize; i += 1) {
    if ((solids[i] as number) >= 0) return true;
    if (i >= armsRow) continue;
    const [left, right] = [i * portraitSize, (i + 1) * portraitSize - 1];
    if ((solids[left] as number) >= 0 || (solids[right] as number) >= 0) return true;
  }
  return false;
}

/** The bust of a person, 64 x 64 px, cut by the lower border. */
export function bustPicture(sitter: Sitter, ground: Ground | null, seed: number): BackendPicture {
  let framing = framingFor(sitter, 0);
  let sight = cast(sitter.solids, bustView, framing, 0.8);
  for (let attempt = 1; attempt <= tries && isCut(sight); attempt += 1) {
    framing = framingFor(sitter, attempt);
    sight = cast(sitter.solids, bustView, framing, 0.8);
  }
  const canvas = canvasOf(shade(sight, sitter.solids));
  const isBare = (pixel: number): boolean => {
    const part = sitter.solids[sight.solids[pixel] as number]?.part;
    return part === 'head' || part === 'nose';
  };
  const isOutside = (pixel: number): boolean => (sight.solids[pixel] as number) < 0;
  paintFace(canvas, sitter, { view: bustView, framing, isBare, isOutside }, seed);
  const behind = ground === null ? null : groundPixels(ground, drawLots(seed));
  return wholePicture('portrait', portraitOf(canvas, behind));
}
