import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import procedural from '../../src/backends/procedural.ts';
import { figureLevers } from '../../src/backends/procedural/character/levers.ts';
import { materials } from '../../src/backends/procedural/statue/statue.ts';
import { ink } from '../../src/backends/procedural/ramps/ramp.ts';
import { directions, type Sprite } from '../../src/domain/candidate/sprite.ts';
import { crop, trimBounds } from '../../src/pixels/arrange.ts';
import type { Rgba } from '../../src/pixels/rgba.ts';
import type { BackendPicture } from '../../src/ports/backend.ts';
import { cellsOf, strayPixels } from '../rig/people-laws.ts';
import normalize from '../../src/stages/normalize.ts';

/** A few dozen drawings of about 100 ms each: too slow for a unit test. */
const runs = { numRuns: 40 };

const request = fc.record({
  seed: fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.maxSafeNat()),
  binding: fc.record({
    hair: fc.constantFrom(...figureLevers.hair),
    hair_color: fc.constantFrom(...figureLevers.hair_color),
    armor: fc.constantFrom(...figureLevers.armor),
    weapon: fc.constantFrom(...figureLevers.weapon),
  }),
});

async function drawn(
  kind: string,
  phase: 'concept' | 'final',
  { seed, binding }: { seed: number; binding: { readonly [lever: string]: string } },
): Promise<BackendPicture> {
  const answer = await procedural.runner?.generate(
    { kind, phase, seed, binding, template: {}, locked: {}, concept: null },
    { signal: { aborted: false } },
  );
  const picture = answer?.ok === true ? answer.value.pictures[0] : undefined;
  if (picture === undefined) throw new Error('not drawn');
  return picture;
}

/** Rows and columns between the visible pixels and the border of a sprite. */
function margins(picture: Rgba, { rectangle }: Sprite) {
  const bounds = trimBounds(crop(picture, rectangle));
  if (bounds === null) throw new Error('an empty sprite');
  return {
    left: bounds.x,
    top: bounds.y,
    right: rectangle.w - bounds.x - bounds.w,
    bottom: rectangle.h - bounds.y - bounds.h,
  };
}

function expectSound({ picture, sprites }: BackendPicture): void {
  for (let i = 3; i < picture.data.length; i += 4) {
    if (picture.data[i] !== 0 && picture.data[i] !== 255) throw new Error('half transparent');
  }
  for (const sprite of sprites) {
    expect(Math.min(...Object.values(margins(picture, sprite)))).toBeGreaterThanOrEqual(1);
    for (const [x, y] of Object.values(sprite.anchors)) {
      expect(x >= 0 && y >= 0 && x < sprite.rectangle.w && y < sprite.rectangle.h).toBe(true);
    }
  }
  expect(normalize.run({ picture, sprites }, {}, {}, { text: () => null }).ok).toBe(true);
}

/** Pixels whose colour none of their neighbours has. */
const straysIn = (answer: BackendPicture): number =>
  cellsOf(answer).reduce((sum, { cell }) => sum + strayPixels(cell), 0);

describe('procedural pictures, for any binding and seed', () => {
  it('are characters from eight sides that stand on one line', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (asked) => {
        const answer = await drawn('character.humanoid', 'final', asked);
        expectSound(answer);
        const { picture, sprites } = answer;
        expect([picture.width, picture.height]).toEqual([384, 48]);
        expect(sprites.map(({ name, direction }) => [name, direction])).toEqual(
          directions.map((direction) => [direction, direction]),
        );
        const rows = sprites.map((sprite) => margins(picture, sprite).bottom);
        expect(Math.max(...rows) - Math.min(...rows)).toBeLessThanOrEqual(1);
        for (const { anchors } of sprites) {
          expect(Object.keys(anchors).sort()).toEqual(['feet', 'hand_main', 'hand_off', 'head']);
          const [, feet = 0] = anchors['feet'] ?? [];
          const [, head = 0] = anchors['head'] ?? [];
          expect(feet).toBeGreaterThan(head);
          expect(feet).toBeGreaterThanOrEqual(40);
        }
        // Whatever hair, beard or hood there is, somebody who faces us looks at us: two eyes of two px.
        expect(pixelsOf(crop(picture, { x: 0, y: 0, w: 48, h: 48 }), ink)).toBe(4);
        // Facing the viewer, the right hand is on the left of the screen; from behind it is on the right.
        const handX = (name: string): number =>
          sprites.find((sprite) => sprite.name === name)?.anchors['hand_main']?.[0] ?? 0;
        expect(handX('s')).toBeLessThan(24);
        expect(handX('n')).toBeGreaterThanOrEqual(24);
      }),
      runs,
    );
  });

  it('are concepts of 128 x 192 with room around them', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (asked) => {
        const answer = await drawn('character.humanoid', 'concept', asked);
        expectSound(answer);
        expect([answer.picture.width, answer.picture.height]).toEqual([128, 192]);
        expect(answer.sprites.map(({ name }) => name)).toEqual(['concept']);
        expect(straysIn(answer)).toBe(0);
      }),
      runs,
    );
  });

  it('are statues in one material', async () => {
    await fc.assert(
      fc.asyncProperty(request, fc.constantFrom(...materials), async ({ seed, binding }, material) => {
        const asked = { seed, binding: { ...binding, material } };
        const answer = await drawn('object.statue', 'final', asked);
        expectSound(answer);
        expect([answer.picture.width, answer.picture.height]).toEqual([48, 64]);
        expect(answer.sprites.map(({ name }) => name)).toEqual(['still']);
        const colours = new Set<string>();
        for (let i = 0; i < answer.picture.data.length; i += 4) {
          colours.add(answer.picture.data.subarray(i, i + 4).join());
        }
        // Nothing, the outline, and the five steps of one ramp.
        expect(colours.size).toBeLessThanOrEqual(7);
        const concept = await drawn('object.statue', 'concept', asked);
        expectSound(concept);
        expect([straysIn(answer), straysIn(concept)]).toEqual([0, 0]);
      }),
      runs,
    );
  });

  it('are statues without stray pixels, whatever the size of their seed', async () => {
    for (const seed of [1, 4294967296, Number.MAX_SAFE_INTEGER])
      expect(straysIn(await drawn('object.statue', 'concept', { seed, binding: {} }))).toBe(0);
  });

  it('are statues whose armour can be told without its colours', async () => {
    const statues = await Promise.all(
      figureLevers.armor.map((armor) =>
        drawn('object.statue', 'final', { seed: 7301, binding: { armor, cape: 'none', shield: 'none' } }),
      ),
    );
    statues.forEach(({ picture }, i) => {
      for (const other of statues.slice(i + 1)) expect(differing(picture, other.picture)).toBeGreaterThan(80);
    });
  });

  it('differ between any ten siblings in hundreds of pixels, as concepts and as finals', async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ seed, binding }) => {
        const base = Math.min(seed, Number.MAX_SAFE_INTEGER - 9);
        for (const phase of ['concept', 'final'] as const) {
          const siblings: Rgba[] = [];
          for (let child = 0; child < 10; child += 1) {
            siblings.push(
              (await drawn('character.humanoid', phase, { seed: base + child, binding })).picture,
            );
          }
          siblings.forEach((one, i) => {
            for (const other of siblings.slice(i + 1)) {
              expect(differing(one, other)).toBeGreaterThan(phase === 'concept' ? 1000 : 300);
            }
          });
        }
      }),
      { numRuns: 4 },
    );
  });

  it('do not lean on Math functions that engines may round differently', async () => {
    // The same drawing in a process where every such function lies.
    const script = `
      const lie = () => 0.123;
      for (const name of ['sin', 'cos', 'tan', 'pow', 'exp', 'log', 'cbrt', 'hypot', 'atan2', 'random']) Math[name] = lie;
      Date.now = lie;
      const { default: procedural } = await import('./src/backends/procedural.ts');
      const { encodePng } = await import('./src/pixels/png.ts');
      const answer = await procedural.runner.generate(
        { kind: 'character.humanoid', phase: 'final', seed: 77, binding: {}, template: {}, locked: {}, concept: null },
        { signal: { aborted: false } },
      );
      process.stdout.write(Buffer.from(encodePng(answer.value.pictures[0].picture)).toString('hex'));
    `;
    const root = new URL('../..', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', script],
      {
        cwd: root,
        maxBuffer: 1e7,
      },
    );
    const { encodePng } = await import('../../src/pixels/png.ts');
    const { picture } = await drawn('character.humanoid', 'final', { seed: 77, binding: {} });
    expect(stdout).toBe(Buffer.from(encodePng(picture)).toString('hex'));
  });
});

function pixelsOf({ data }: Rgba, colour: number): number {
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (((data[i] ?? 0) << 16) + ((data[i + 1] ?? 0) << 8) + (data[i + 2] ?? 0) === colour) count += 1;
  }
  return count;
}

function differing(one: Rgba, other: Rgba): number {
  let count = 0;
  for (let i = 0; i < one.data.length; i += 4) {
    if ([0, 1, 2, 3].some((c) => one.data[i + c] !== other.data[i + c])) count += 1;
  }
  return count;
}
