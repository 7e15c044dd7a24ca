import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { motions } from '../../src/backends/procedural/character/pictures.ts';
import { figureLevers } from '../../src/backends/procedural/levers.ts';
import { ink, mixed, type Ramp } from '../../src/backends/procedural/ramps/ramp.ts';
import * as peopleRamps from '../../src/backends/procedural/ramps/people.ts';
import { directions, type Sprite } from '../../src/domain/candidate/sprite.ts';
import { crop, trimBounds } from '../../src/pixels/arrange.ts';
import type { Rgba } from '../../src/pixels/rgba.ts';
import type { BackendPicture } from '../../src/ports/backend.ts';
import { drawKind, someBinding } from '../rig/art-kinds.ts';

/** 500 random bindings in all: most stand still, since an animation is six times the work. */
const look = fc.record({ seed: fc.integer({ min: 1, max: 2 ** 40 }), binding: someBinding(figureLevers) });
const size = fc.constantFrom('48', '32');
const animated = fc.constantFrom(
  ...motions.filter((motion) => motion === 'idle' || motion === 'walk' || motion === 'attack'),
);

const people = (
  { seed, binding }: { readonly seed: number; readonly binding: { readonly [lever: string]: string } },
  more: { readonly [lever: string]: string },
): Promise<BackendPicture> => drawKind('character.humanoid', { ...binding, ...more }, seed);

const cellsOf = ({ picture, sprites }: BackendPicture): readonly { sprite: Sprite; cell: Rgba }[] =>
  sprites.map((sprite) => ({ sprite, cell: crop(picture, sprite.rectangle) }));

const colourAt = ({ width, height, data }: Rgba, x: number, y: number): number => {
  const at = (y * width + x) * 4;
  if (x < 0 || y < 0 || x >= width || y >= height || data[at + 3] === 0) return -1;
  return ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
};

function margins(cell: Rgba) {
  const bounds = trimBounds(cell);
  if (bounds === null) throw new Error('an empty sprite');
  return {
    left: bounds.x,
    top: bounds.y,
    right: cell.width - bounds.x - bounds.w,
    bottom: cell.height - bounds.y - bounds.h,
  };
}

/** Rows below the lowest boot: what is told by the feet anchor must not be left by more than a px. */
function footRow(cell: Rgba): number {
  return cell.height - margins(cell).bottom;
}

function strayPixels(cell: Rgba): number {
  let count = 0;
  for (let y = 0; y < cell.height; y += 1) {
    for (let x = 0; x < cell.width; x += 1) {
      const colour = colourAt(cell, x, y);
      if (colour === -1 || colour === ink) continue;
      let isStray = true;
      for (let dy = -1; dy <= 1; dy += 1) {
        for (let dx = -1; dx <= 1; dx += 1) {
          if ((dx !== 0 || dy !== 0) && colourAt(cell, x + dx, y + dy) === colour) isStray = false;
        }
      }
      if (isStray) count += 1;
    }
  }
  return count;
}

function differing(one: Rgba, other: Rgba): number {
  let count = 0;
  for (let y = 0; y < one.height; y += 1) {
    for (let x = 0; x < one.width; x += 1) {
      if (colourAt(one, x, y) !== colourAt(other, x, y)) count += 1;
    }
  }
  return count;
}

const mirrored = (cell: Rgba): Rgba => {
  const data = new Uint8Array(cell.data.length);
  for (let y = 0; y < cell.height; y += 1) {
    for (let x = 0; x < cell.width; x += 1) {
      const from = (y * cell.width + x) * 4;
      data.set(cell.data.subarray(from, from + 4), (y * cell.width + cell.width - 1 - x) * 4);
    }
  }
  return { ...cell, data };
};

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

function expectCrafted(answer: BackendPicture, colours: ReadonlySet<number> = palette): void {
  for (const { sprite, cell } of cellsOf(answer)) {
    const { left, right, top, bottom } = margins(cell);
    if (Math.min(left, right, top, bottom) < 1) throw new Error(`${sprite.name} is clipped`);
    const stray = strayPixels(cell);
    if (stray > 0) throw new Error(`${sprite.name} has ${stray} stray pixels`);
    for (let i = 0; i < cell.data.length; i += 4) {
      if (cell.data[i + 3] !== 0 && cell.data[i + 3] !== 255) throw new Error('half transparent');
    }
    for (let y = 0; y < cell.height; y += 1) {
      for (let x = 0; x < cell.width; x += 1) {
        const colour = colourAt(cell, x, y);
        if (colour !== -1 && !colours.has(colour)) throw new Error(`${colour.toString(16)} is of no ramp`);
      }
    }
    for (const name of ['hand_main', 'hand_off', 'head']) {
      const [x, y] = sprite.anchors[name] ?? [-1, -1];
      if (colourAt(cell, x, y) === -1) throw new Error(`${name} of ${sprite.name} lies over nothing`);
    }
  }
}

function expectOneLine(answer: BackendPicture): void {
  const cells = cellsOf(answer);
  const rows = cells.map(({ cell }) => footRow(cell));
  if (Math.max(...rows) - Math.min(...rows) > 1)
    throw new Error(`feet stand on ${[...new Set(rows)].join()}`);
  expect(new Set(cells.map(({ sprite }) => sprite.anchors['feet']?.join())).size).toBe(1);
}

/** No two neighbours, first and third, or halves of a walk are the same, and its end leads on to its beginning. */
function expectLoop(cells: readonly Rgba[], px: number): void {
  const few = px * 0.4;
  for (let row = 0; row < 8; row += 1) {
    const frames = cells.slice(row * 6, row * 6 + 6);
    const at = (step: number): Rgba => frames[step % 6] as Rgba;
    const changes = frames.map((frame, step) => differing(frame, at(step + 1)));
    expect(Math.min(...changes)).toBeGreaterThan(few);
    expect(changes[5]).toBeLessThanOrEqual(Math.max(...changes.slice(0, 5)) * 1.25);
    expect(Math.min(differing(at(0), at(2)), differing(at(0), at(3)))).toBeGreaterThan(few);
  }
}

/** The chest rises and the feet stay. */
function expectBreath(cells: readonly Rgba[], px: number): void {
  for (let row = 0; row < 8; row += 1) {
    const [out, into] = cells.slice(row * 2, row * 2 + 2) as [Rgba, Rgba];
    expect(differing(out, into)).toBeGreaterThan(px * 0.4);
    expect(footRow(out)).toBe(footRow(into));
  }
}

/** Where a hand holds something, the left is no mirror picture of the right. */
function expectHanded(answer: BackendPicture, px: number): void {
  const of = new Map(cellsOf(answer).map(({ sprite, cell }) => [sprite.direction, cell]));
  for (const [one, other] of [
    ['e', 'w'],
    ['se', 'sw'],
    ['ne', 'nw'],
  ] as const) {
    expect(differing(of.get(one) as Rgba, mirrored(of.get(other) as Rgba))).toBeGreaterThan(px);
  }
}

describe('people', () => {
  it('stand on one line from eight sides, whole, without stray pixels, in colours of their ramps', async () => {
    await fc.assert(
      fc.asyncProperty(look, size, async (asked, px) => {
        const answer = await people(asked, { size: px, motion: 'still' });
        expect([answer.picture.width, answer.picture.height]).toEqual([Number(px) * 8, Number(px)]);
        expect(answer.sprites.map(({ name, direction }) => [name, direction])).toEqual(
          directions.map((direction) => [direction, direction]),
        );
        expectCrafted(answer);
        expectOneLine(answer);
        if (asked.binding['weapon'] !== 'none') expectHanded(answer, Number(px));
      }),
      { numRuns: 440, seed: 7301 },
    );
  });

  it('move in cells of one size, on one line, whole in every step', async () => {
    await fc.assert(
      fc.asyncProperty(look, size, animated, async (asked, px, motion) => {
        const answer = await people(asked, { size: px, motion });
        const steps = { idle: 2, walk: 6, attack: 4 }[motion as 'idle' | 'walk' | 'attack'];
        expect(answer.sprites.map(({ name }) => name)).toEqual(
          directions.flatMap((direction) =>
            Array.from({ length: steps }, (_, step) => `${motion}/${direction}/${step}`),
          ),
        );
        for (const { animation, step, duration_ms: ms, name, direction } of answer.sprites) {
          expect(name).toBe(`${animation}/${direction}/${step}`);
          expect(ms).toBeGreaterThan(0);
        }
        expectCrafted(answer);
        if (motion !== 'attack') expectOneLine(answer);
        const cells = cellsOf(answer).map(({ cell }) => cell);
        if (motion === 'walk') expectLoop(cells, Number(px));
        if (motion === 'idle') expectBreath(cells, Number(px));
      }),
      { numRuns: 60, seed: 7301 },
    );
  });

  it('have another silhouette with each weapon, each headgear and each hairstyle', async () => {
    for (const lever of ['weapon', 'headgear', 'hair'] as const) {
      for (const px of ['48', '32']) {
        const shapes = await Promise.all(
          figureLevers[lever].map(async (value) => {
            const { picture } = await drawKind(
              'character.humanoid',
              { size: px, body: 'average', shield: 'none', cape: 'none', [lever]: value },
              4242,
            );
            return Uint8Array.from(
              { length: picture.width * picture.height },
              (_, i) => picture.data[i * 4 + 3] ?? 0,
            );
          }),
        );
        shapes.forEach((one, i) => {
          for (const [j, other] of shapes.slice(i + 1).entries()) {
            const unlike = one.reduce((sum, alpha, at) => sum + (alpha === other[at] ? 0 : 1), 0);
            const values = `${figureLevers[lever][i]} ${figureLevers[lever][i + 1 + j]} ${px}`;
            expect([values, unlike > Number(px) * 0.6]).toEqual([values, true]);
          }
        });
      }
    }
  });
});
