import fc from 'fast-check';
import { expect } from 'vitest';
import { feetReach } from '../../src/backends/procedural/character/feet.ts';
import { motions } from '../../src/backends/procedural/character/pictures.ts';
import { figureLevers } from '../../src/backends/procedural/character/levers.ts';
import * as peopleRamps from '../../src/backends/procedural/ramps/people.ts';
import { ink, mixed, type Ramp } from '../../src/backends/procedural/ramps/ramp.ts';
import type { Sprite } from '../../src/domain/candidate/sprite.ts';
import type { Rgba } from '../../src/pixels/rgba.ts';
import type { BackendPicture } from '../../src/ports/backend.ts';
import { drawKind, someBinding } from './art-kinds.ts';

/** 500 random bindings in all: most stand still, since an animation is six times the work. */
export const look = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 40 }),
  binding: someBinding(figureLevers),
});
export const size = fc.constantFrom('48', '32');
export const animated = fc.constantFrom(
  ...motions.filter((motion) => motion === 'idle' || motion === 'walk' || motion === 'attack'),
);

export const people = (
  { seed, binding }: { readonly seed: number; readonly binding: { readonly [lever: string]: string } },
  more: { readonly [lever: string]: string },
): Promise<BackendPicture> => drawKind('character.humanoid', { ...binding, ...more }, seed);

/** A cell as one number for each pixel: its colour, -1 where it is transparent. */
export interface Cell {
  readonly width: number;
  readonly height: number;
  readonly colours: Int32Array;
  /** Whether every pixel is opaque or transparent. */
  readonly isCrisp: boolean;
}

export interface Placed {
  readonly sprite: Sprite;
  readonly cell: Cell;
}

function cellOf({ width, data }: Rgba, { x, y, w, h }: Sprite['rectangle']): Cell {
  const colours = new Int32Array(w * h).fill(-1);
  let isCrisp = true;
  for (let row = 0; row < h; row += 1) {
    for (let column = 0; column < w; column += 1) {
      const at = ((y + row) * width + x + column) * 4;
      const alpha = data[at + 3] ?? 0;
      if (alpha === 0) continue;
      if (alpha !== 255) isCrisp = false;
      colours[row * w + column] = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
    }
  }
  return { width: w, height: h, colours, isCrisp };
}

export const cellsOf = ({ picture, sprites }: BackendPicture): readonly Placed[] =>
  sprites.map((sprite) => ({ sprite, cell: cellOf(picture, sprite.rectangle) }));

const colourAt = ({ width, height, colours }: Cell, x: number, y: number): number =>
  x < 0 || y < 0 || x >= width || y >= height ? -1 : (colours[y * width + x] ?? -1);

function margins({ width, height, colours }: Cell) {
  let [left, top, right, bottom] = [width, height, width, height];
  colours.forEach((colour, i) => {
    if (colour === -1) return;
    const x = i % width;
    const y = (i - x) / width;
    left = Math.min(left, x);
    right = Math.min(right, width - 1 - x);
    top = Math.min(top, y);
    bottom = Math.min(bottom, height - 1 - y);
  });
  if (left === width) throw new Error('an empty sprite');
  return { left, top, right, bottom };
}

/** The row below the lowest boot: what is told by the feet anchor must not be left by more than a px. */
const footRow = (cell: Cell): number => cell.height - margins(cell).bottom;

export function strayPixels(cell: Cell): number {
  const { width, colours } = cell;
  const steps = [-1, 1, -width, width, -width - 1, -width + 1, width - 1, width + 1];
  let count = 0;
  // Nothing touches the border, which is checked before, so that every pixel has eight neighbours.
  colours.forEach((colour, i) => {
    if (colour !== -1 && colour !== ink && !steps.some((step) => colours[i + step] === colour)) count += 1;
  });
  return count;
}

/** Px that may lie apart from a person: the tip of a tail that swings. */
const apart = 3;

/**
 * A person is one island: no blade floats beside its pole and no hand beside its arm, and what a blow leaves in the air
 * hangs on what struck.
 */
export function expectOneIsland(cells: readonly Placed[]): void {
  for (const { sprite, cell } of cells) {
    const away = pixelsApart(cell);
    if (away > apart) throw new Error(`${away} px lie apart from ${sprite.name}`);
  }
}

/** Pixels outside the largest group that hangs together by edges and corners. */
export function pixelsApart({ width, colours }: Cell): number {
  const seen = new Uint8Array(colours.length);
  const steps = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  let [all, largest] = [0, 0];
  colours.forEach((colour, first) => {
    if (colour === -1 || seen[first] === 1) return;
    let count = 0;
    const open = [first];
    seen[first] = 1;
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      count += 1;
      for (const step of steps) {
        if ((colours[i + step] ?? -1) === -1 || seen[i + step] === 1) continue;
        seen[i + step] = 1;
        open.push(i + step);
      }
    }
    all += count;
    largest = Math.max(largest, count);
  });
  return all - largest;
}

const differing = (one: Cell, other: Cell): number =>
  one.colours.reduce((sum, colour, i) => sum + (colour === other.colours[i] ? 0 : 1), 0);

const mirrored = (cell: Cell): Cell => ({
  ...cell,
  colours: cell.colours.map((_, i) => {
    const x = i % cell.width;
    return cell.colours[i - x + cell.width - 1 - x] ?? -1;
  }),
});

function rampsIn(value: unknown): readonly Ramp[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('steps' in value) return [value as Ramp];
  return Object.values(value).flatMap(rampsIn);
}

/** Steps of ramps, the outlines mixed from them, ink, the eyes' white and the paint of a scar. */
const palette = new Set<number>([ink, 0xffffff]);
for (const { steps } of rampsIn(peopleRamps)) {
  for (const step of steps) palette.add(step);
  palette.add(mixed(steps[0], ink, 0.45));
  palette.add(mixed(steps[3], 0xd87070, 0.6));
}

export function expectCrafted(cells: readonly Placed[], colours: ReadonlySet<number> = palette): void {
  for (const { sprite, cell } of cells) {
    const { left, right, top, bottom } = margins(cell);
    if (Math.min(left, right, top, bottom) < 1) throw new Error(`${sprite.name} is clipped`);
    const stray = strayPixels(cell);
    if (stray > 0) throw new Error(`${sprite.name} has ${stray} stray pixels`);
    if (!cell.isCrisp) throw new Error('half transparent');
    for (const colour of cell.colours) {
      if (colour !== -1 && !colours.has(colour)) throw new Error(`${colour.toString(16)} is of no ramp`);
    }
    for (const name of ['feet', 'hand_main', 'hand_off', 'head']) {
      const [x, y] = sprite.anchors[name] ?? [-1, -1];
      if (colourAt(cell, x, y) === -1) throw new Error(`${name} of ${sprite.name} lies over nothing`);
    }
    expectEyes(sprite, cell);
  }
}

/** Two eyes of ink from the front, at least one up to the profile. No other pixel is ink. */
function expectEyes({ name, direction }: Sprite, cell: Cell): void {
  const least = direction === 's' ? 2 : ['sw', 'w', 'e', 'se'].includes(direction ?? '') ? 1 : 0;
  const columns = new Set<number>();
  cell.colours.forEach((colour, i) => {
    if (colour === ink) columns.add(i % cell.width);
  });
  if (columns.size < least) throw new Error(`${name} shows ${columns.size} eyes`);
}

/** Feet on one line within a px; the feet anchor near it and near the middle, and it does not jump in an animation. */
export function expectOneLine(cells: readonly Placed[]): void {
  const rows = cells.map(({ cell }) => footRow(cell));
  if (Math.max(...rows) - Math.min(...rows) > 1)
    throw new Error(`feet stand on ${[...new Set(rows)].join()}`);
  expectSteadyFeet(cells);
}

/** Rows of the lowest boot at rest: cells of attacks have more room below. */
export function expectSteadyFeet(cells: readonly Placed[]): void {
  const restingAt = new Map([
    [72, 57],
    [48, 44],
    [32, 28],
  ]);
  let before: Placed | null = null;
  for (const one of cells) {
    const { sprite, cell } = one;
    const [x, y] = sprite.anchors['feet'] ?? [-1, -1];
    const line = sprite.animation === 'attack' && cell.height === 48 ? 38 : (restingAt.get(cell.height) ?? 0);
    if (y > line + 1 || y < line - feetReach.up || Math.abs(x - cell.width / 2) > feetReach.aside)
      throw new Error(`the feet anchor of ${sprite.name} is at ${x}, ${y}`);
    if (before !== null && before.sprite.direction === sprite.direction) {
      const [a, b] = before.sprite.anchors['feet'] ?? [-1, -1];
      if (Math.max(Math.abs(a - x), Math.abs(b - y)) > 4)
        throw new Error(`the feet anchor of ${sprite.name} jumps`);
    }
    before = one;
  }
}

/** No two neighbours, first and third, or halves of a walk are the same, and its end leads on to its beginning. */
export function expectLoop(cells: readonly Cell[], px: number): void {
  const few = px * 0.4;
  for (let row = 0; row < 8; row += 1) {
    const frames = cells.slice(row * 6, row * 6 + 6);
    const at = (step: number): Cell => frames[step % 6] as Cell;
    const changes = frames.map((frame, step) => differing(frame, at(step + 1)));
    expect(Math.min(...changes)).toBeGreaterThan(few);
    expect(changes[5]).toBeLessThanOrEqual(Math.max(...changes.slice(0, 5)) * 1.25);
    expect(Math.min(differing(at(0), at(2)), differing(at(0), at(3)))).toBeGreaterThan(few);
  }
}

/** The chest rises and the feet stay. */
export function expectBreath(cells: readonly Cell[], px: number): void {
  for (let row = 0; row < 8; row += 1) {
    const [out, into] = cells.slice(row * 2, row * 2 + 2) as [Cell, Cell];
    expect(differing(out, into)).toBeGreaterThan(px * 0.4);
    expect(footRow(out)).toBe(footRow(into));
  }
}

/** Where a hand holds something, the left is no mirror picture of the right. */
export function expectHanded(cells: readonly Placed[], px: number): void {
  const of = new Map(cells.map(({ sprite, cell }) => [sprite.direction, cell]));
  for (const [one, other] of [
    ['e', 'w'],
    ['se', 'sw'],
    ['ne', 'nw'],
  ] as const) {
    expect(differing(of.get(one) as Cell, mirrored(of.get(other) as Cell))).toBeGreaterThan(px);
  }
}
