import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/backends/procedural/catalog.ts';
import type { KindLevers } from '../../src/backends/procedural/art-kind.ts';
import procedural from '../../src/backends/procedural.ts';
import { crop, trimBounds } from '../../src/pixels/arrange.ts';
import type { BackendPicture } from '../../src/ports/backend.ts';
import normalize from '../../src/stages/normalize.ts';
import { drawKind, someBinding } from '../rig/art-kinds.ts';

/** Fewer px than these nobody sees: a sibling must be told at a glance. */
const leastApart = 8;

/** What holds for every kind that there is, found by its file in `kinds/`. */
describe.each(catalog.map((listed) => [listed.kind, listed] as const))(
  '%s, for any binding and seed',
  (_, listed) => {
    // Animations are the work of sixty stills, and have laws of their own in picture-people-moving.
    const levers: KindLevers =
      'motion' in listed.levers ? { ...listed.levers, motion: ['still'] } : listed.levers;
    const wish = fc.record({
      seed: fc.oneof(
        fc.integer({ min: 1, max: 5000 }),
        fc.maxSafeNat().map((seed) => seed || 1),
      ),
      binding: someBinding(levers),
    });

    it('is whole pixels that the last stage takes as they are', async () => {
      await fc.assert(
        fc.asyncProperty(wish, async ({ seed, binding }) => {
          const answer = await drawKind(listed.kind, binding, seed);
          expectSound(answer);
        }),
        { numRuns: 40 },
      );
    });

    it('gives the same bytes again, and others for other seeds', async () => {
      await fc.assert(
        fc.asyncProperty(wish, async ({ seed, binding }) => {
          const first = await drawKind(listed.kind, binding, seed);
          expect(await drawKind(listed.kind, binding, seed)).toEqual(first);
          const siblings = await Promise.all(
            [1, 2, 3].map((more) => drawKind(listed.kind, binding, (seed % 2 ** 40) + more)),
          );
          const digests = new Set(
            siblings.map(({ picture }) => Buffer.from(picture.data).toString('base64')),
          );
          expect(digests.size).toBe(3);
        }),
        { numRuns: 5 },
      );
    });

    it(
      `shows sixteen children of any binding that differ in at least ${leastApart} px, each from each`,
      { timeout: 120_000 },
      async () => {
        // People and maps take long to draw: fewer bindings.
        const isLarge = 'weapon' in listed.levers && 'cape' in listed.levers;
        await fc.assert(
          fc.asyncProperty(
            fc.integer({ min: 1, max: 2 ** 40 }),
            someBinding(levers),
            async (seed, binding) => {
              const children = await Promise.all(
                Array.from({ length: 16 }, (_none, child) => drawKind(listed.kind, binding, seed + child)),
              );
              for (const [i, one] of children.entries())
                for (const [j, other] of children.slice(0, i).entries())
                  if (apart(one, other) < leastApart)
                    throw new Error(`children ${j} and ${i} differ in ${apart(one, other)} px`);
            },
          ),
          { numRuns: isLarge ? 1 : listed.kind === 'terrain.tileset' ? 3 : 25 },
        );
      },
    );

    it('is what the backend publishes', () => {
      expect(procedural.vocabulary?.[listed.kind]).toEqual(listed.levers);
    });
  },
);

/** Pixels in which two pictures differ; those of different sizes differ in all. */
function apart({ picture: one }: BackendPicture, { picture: other }: BackendPicture): number {
  if (one.width !== other.width || one.height !== other.height) return Infinity;
  const [a, b] = [one, other].map(({ data }) => new Uint32Array(new Uint8Array(data).buffer)) as [
    Uint32Array,
    Uint32Array,
  ];
  let count = 0;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) count += 1;
  return count;
}

function expectSound({ picture, sprites }: BackendPicture): void {
  for (let i = 3; i < picture.data.length; i += 4) {
    if (picture.data[i] !== 0 && picture.data[i] !== 255) throw new Error('half transparent');
  }
  for (const { rectangle } of sprites) expect(trimBounds(crop(picture, rectangle))).not.toBeNull();
  expect(normalize.run({ picture, sprites }, {}, {}, { text: () => null }).ok).toBe(true);
}
