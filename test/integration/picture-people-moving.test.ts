import fc from 'fast-check';
import { expect, it } from 'vitest';
import { figureLevers } from '../../src/backends/procedural/character/levers.ts';
import { directions } from '../../src/domain/candidate/sprite.ts';
import {
  animated,
  cellsOf,
  expectBreath,
  expectCrafted,
  expectLoop,
  expectOneIsland,
  expectOneLine,
  expectSteadyFeet,
  look,
  people,
  size,
} from '../rig/people-laws.ts';

it('people move in cells of one size, on one line, whole in every step', async () => {
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
      const placed = cellsOf(answer);
      expectCrafted(placed);
      expectOneIsland(placed);
      if (motion === 'attack') expectSteadyFeet(placed);
      else expectOneLine(placed);
      const cells = placed.map(({ cell }) => cell);
      if (motion === 'walk') expectLoop(cells, Number(px));
      if (motion === 'idle') expectBreath(cells, Number(px));
    }),
    { numRuns: 60, seed: 7301 },
  );
});

it.each(figureLevers.weapon)('a blow with %s leaves no scrap in the air', async (weapon) => {
  const binding = { weapon, shield: 'none', cape: 'none' };
  for (const px of ['48', '32'])
    expectOneIsland(cellsOf(await people({ seed: 7302, binding }, { size: px, motion: 'attack' })));
});
