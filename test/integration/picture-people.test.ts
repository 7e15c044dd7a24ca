import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureLevers } from '../../src/backends/procedural/character/levers.ts';
import { directions } from '../../src/domain/candidate/sprite.ts';
import type { BackendPicture } from '../../src/ports/backend.ts';
import { drawKind } from '../rig/art-kinds.ts';
import {
  cellsOf,
  expectCrafted,
  expectHanded,
  expectOneIsland,
  expectOneLine,
  look,
  people,
  size,
} from '../rig/people-laws.ts';

describe('people', () => {
  it('stand on one line from eight sides, whole, without stray pixels, in colours of their ramps', async () => {
    await fc.assert(
      fc.asyncProperty(look, size, async (asked, px) => {
        const answer = await people(asked, { size: px, motion: 'still' });
        expect([answer.picture.width, answer.picture.height]).toEqual([Number(px) * 8, Number(px)]);
        expect(answer.sprites.map(({ name, direction }) => [name, direction])).toEqual(
          directions.map((direction) => [direction, direction]),
        );
        const cells = cellsOf(answer);
        expectCrafted(cells);
        expectOneLine(cells);
        expectOneIsland(cells);
        if (asked.binding['weapon'] !== 'none') expectHanded(cells, Number(px));
      }),
      { numRuns: 440, seed: 7301 },
    );
  });

  it('have another silhouette with each weapon, each headgear and each hairstyle', async () => {
    // The first values of the levers are one person: drawn once for all rows.
    const drawn = new Map<string, Promise<BackendPicture>>();
    const picture = (binding: { readonly [lever: string]: string }): Promise<BackendPicture> => {
      const key = JSON.stringify(Object.entries(binding).sort());
      const known = drawn.get(key) ?? drawKind('character.humanoid', binding, 4242);
      drawn.set(key, known);
      return known;
    };
    for (const lever of ['weapon', 'headgear', 'hair'] as const) {
      for (const px of ['48', '32']) {
        const shapes = await Promise.all(
          figureLevers[lever].map(async (value) => {
            const { picture: one } = await picture({
              size: px,
              body: 'average',
              shield: 'none',
              cape: 'none',
              weapon: figureLevers.weapon[0],
              headgear: figureLevers.headgear[0],
              hair: figureLevers.hair[0],
              [lever]: value,
            });
            return Uint8Array.from({ length: one.width * one.height }, (_, i) => one.data[i * 4 + 3] ?? 0);
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
