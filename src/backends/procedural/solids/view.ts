import { directions, type Direction } from '../../../domain/candidate/sprite.ts';
import { pitch } from '../light.ts';
import { placed } from './frame.ts';
import { dot, type Vec } from './vec.ts';

/** An orthographic view: three axes of length 1 in the figure's space. */
export interface View {
  readonly right: Vec;
  readonly up: Vec;
  readonly toViewer: Vec;
}

/** Where a view lands on a canvas. Sizes in px. */
export interface Framing {
  readonly width: number;
  readonly height: number;
  readonly pxPerUnit: number;
  /** Where the ground point below the figure comes to stand; the middle column, this row. */
  readonly groundRow: number;
  /** Samples along each side of a pixel. */
  readonly samples: number;
}

const diagonal = 0.707106781186548;

/** Cosine and sine of each direction that a figure faces, `s` toward the viewer, clockwise from above. */
const yaws: readonly (readonly [number, number])[] = [
  [1, 0],
  [diagonal, diagonal],
  [0, 1],
  [-diagonal, diagonal],
  [-1, 0],
  [-diagonal, -diagonal],
  [0, -1],
  [diagonal, -diagonal],
];

/** The view of a figure that faces a direction, `w` being the left of the screen. */
export function viewOf(direction: Direction): View {
  const [cosine, sine] = yaws[directions.indexOf(direction)] ?? [1, 0];
  return {
    right: [cosine, 0, -sine],
    up: [-sine * pitch.sine, pitch.cosine, -cosine * pitch.sine],
    toViewer: [sine * pitch.cosine, pitch.sine, cosine * pitch.cosine],
  };
}

/** The pixel, not rounded, on which a place of the figure lands. */
export function project(place: Vec, view: View, framing: Framing): readonly [number, number] {
  return [
    framing.width / 2 + dot(place, view.right) * framing.pxPerUnit,
    framing.groundRow - dot(place, view.up) * framing.pxPerUnit,
  ];
}

/** The place of the figure that lies at a depth behind a point of the canvas: what `project` does, undone. */
export function placeOf(x: number, y: number, depth: number, view: View, framing: Framing): Vec {
  const a = (x - framing.width / 2) / framing.pxPerUnit;
  const b = (framing.groundRow - y) / framing.pxPerUnit;
  return placed({ origin: [0, 0, 0], x: view.right, y: view.up, z: view.toViewer }, [a, b, depth]);
}
