import { drawLots } from '../draw-lots.ts';
import { project, type Framing, type View } from '../solids/view.ts';
import { pixelAt, type Canvas } from './canvas.ts';
import { faceColours } from './face-colours.ts';
import type { Sitter } from './sitter.ts';

/** Where a face lies on the canvas. */
export interface FacePlace {
  readonly view: View;
  readonly framing: Framing;
  /** Whether a pixel shows bare skin of the head: hair and hoods lie over what is painted here. */
  readonly isBare: (pixel: number) => boolean;
  /** Whether nothing of the person is on a pixel: the ground, or the outline around the whole. */
  readonly isOutside: (pixel: number) => boolean;
}

/** Paints eyes, brows, nose, mouth and what life left on a face. */
export function paintFace(canvas: Canvas, sitter: Sitter, place: FacePlace, seed: number): void {
  const { traits } = sitter;
  const lots = drawLots(seed);
  const colours = faceColours(sitter);
  const { shade } = colours;
  /** The pixel of a place on the front of the head, units from its middle. */
  const spot = (u: number, v: number): readonly [number, number] => {
    const [rx, ry, rz] = sitter.headRadii;
    const left = 1 - (u / rx) * (u / rx) - (v / ry) * (v / ry);
    const w = Math.sqrt(Math.max(0, left)) * rz;
    const [x, y] = project(sitter.onHead(u, v, w), place.view, place.framing);
    return [Math.floor(x), Math.floor(y)];
  };
  const put = (x: number, y: number, colour: number, isKept = false): void => {
    const pixel = pixelAt(x, y);
    if (pixel < 0 || !place.isBare(pixel)) return;
    canvas.colours[pixel] = colour;
    if (isKept) canvas.kept.add(pixel);
  };
  /** Letters are colours; a point leaves the pixel as it is. The middle of the stamp lies on the place. */
  const stamp = (
    at: readonly [number, number],
    rows: readonly string[],
    letters: { readonly [letter: string]: number },
  ): void => {
    const top = at[1] - Math.floor(rows.length / 2);
    for (const [dy, row] of rows.entries()) {
      const left = at[0] - Math.floor(row.length / 2);
      for (const [dx, letter] of [...row].entries()) {
        const colour = letters[letter];
        if (colour !== undefined) put(left + dx, top + dy, colour, letter === 'G');
      }
    }
  };
  const stroke = (
    from: readonly [number, number],
    to: readonly [number, number],
    colour: number,
    thick = 1,
  ): void => {
    const [a, b] = [spot(...from), spot(...to)];
    const steps = Math.max(Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1]), 1);
    for (let step = 0; step <= steps; step += 1) {
      const x = Math.floor(a[0] + ((b[0] - a[0]) * step) / steps + 0.5);
      const y = Math.floor(a[1] + ((b[1] - a[1]) * step) / steps + 0.5);
      for (let more = 0; more < thick; more += 1) put(x, y + more, colour);
    }
  };

  // Warmth on the cheeks, before all that lies over it.
  for (const [u, wide] of [
    [-3.6, 3],
    [3.7, 4],
  ] as const) {
    const [x, y] = spot(u, -3);
    for (let dx = 0; dx < wide; dx += 1) put(x - 1 + dx, y, colours.blush);
    for (let dx = 0; dx < wide - 1; dx += 1) put(x - 1 + dx, y + 1, colours.blush);
  }
  paintMark();

  const eye = {
    L: colours.lash,
    K: colours.pupil,
    I: colours.iris,
    J: colours.irisLit,
    W: colours.white,
    V: colours.whiteShaded,
    G: colours.glint,
    S: shade,
  };
  // The near eye is the one on the right of the picture; the far one is narrower.
  stamp(inside(spot(-2.75, -0.6)), farEye, eye);
  stamp(spot(2.55, -0.6), nearEye, eye);
  const tilt = [0, 0.55, -0.5][traits.brow] ?? 0;
  for (const side of [-1, 1] as const) {
    const u = side * 2.65;
    stroke([u - side * 1.25, 2.25 - tilt], [u + side * 1.5, 2.25 + tilt * 0.7], colours.brow, 2);
  }

  // Nose: the shadow of its tip, and its light.
  const [nx, ny] = spot(0, -2.3);
  stamp([nx - 1, ny], ['H..', '..S', 'SSS'], { H: colours.light, S: shade });
  paintMouth();

  /** So far to the right that skin is left between the far eye and the border of the face, or its lash bulges out. */
  function inside([x, y]: readonly [number, number]): readonly [number, number] {
    const isCut = (left: number): boolean =>
      farEye.some((_, row) => {
        const pixel = pixelAt(left - 1, y - Math.floor(farEye.length / 2) + row);
        return pixel >= 0 && place.isOutside(pixel);
      });
    let by = 0;
    while (by < 4 && isCut(x + by - 2)) by += 1;
    return [x + by, y];
  }

  function paintMouth(): void {
    const at = spot(-0.15, -4.15);
    const forms = [
      ['DDDDDD', '.PPPP.', '..SS..'],
      ['D.....D', '.DDDDD.', '..PPP..'],
      ['......D', 'DDDDDD.', '.PPPP..'],
      ['.DDDDD.', 'D.PPP.D', '..SSS..'],
    ] as const;
    // Between moustache and beard only the gap shows.
    const form = traits.beard === 'none' ? (forms[lots.dealt('mouth', 4)] ?? forms[0]) : ['DDDDD'];
    stamp(at, form, { D: colours.mouth, P: colours.lips, S: shade });
  }

  function paintMark(): void {
    switch (traits.faceMark) {
      case 'none':
        return;
      case 'scar': {
        stroke([4.1, 3.4], [2.2, -4.2], colours.scar);
        stroke([4.3, 3.4], [2.4, -4.2], colours.scarLit);
        return;
      }
      case 'stripe':
        for (const u of [-2.9, 2.7])
          for (const du of [-0.4, 0, 0.4]) stroke([u + du, 1.4], [u + du, -4.3], colours.paint);
        return;
      case 'band':
        // Two fingers of paint on each cheek: across the eyes it would be a blindfold.
        for (const side of [-1, 1]) {
          stroke([side * 4.9, -2.2], [side * 2.2, -2.75], colours.paintLit);
          stroke([side * 4.7, -3.1], [side * 2.4, -3.6], colours.paint);
        }
        return;
      case 'freckles':
        for (const [u, v] of [
          [-4, -2.2],
          [-2.3, -2.7],
          [-3.3, -3.3],
          [2.1, -2.6],
          [3.9, -2.4],
          [3.1, -3.4],
        ] as const) {
          const [x, y] = spot(u, v);
          put(x, y, shade);
          if (u > 0) put(x + 1, y, shade);
          else put(x, y + 1, colours.freckle);
        }
    }
  }
}

/** L lash, W white, V white in shade, K pupil, I iris, J its lit lower half, G glint, S lower lid. */
const nearEye = ['.LLLLL.', 'LLKKKKL', '.KGKKKW', '.KGKIIW', '.KKKIIW', '.VKIJI.', '..SSS..'] as const;
const farEye = ['LLLLL.', 'LKKKL.', 'KGKKW.', 'KGKIW.', 'KKIIW.', '.KIJ..', '.SSS..'] as const;
