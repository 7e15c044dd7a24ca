import fc from 'fast-check';
import { expect, test } from 'vitest';
import { directions, spriteNameFrom } from '../candidate/sprite.ts';
import { readingOrder } from './reading-order.ts';

const place = fc.record({
  direction: fc.constantFrom(null, ...directions),
  animation: fc.constantFrom(null, spriteNameFrom('walk'), spriteNameFrom('idle')),
  step: fc.option(fc.nat({ max: 5 })),
});

test('reads stills, then each animation by direction and step', () => {
  const sprite = (animation: string | null, direction: 's' | 'w' | 'n' | null, step: number | null) => ({
    animation: animation === null ? null : spriteNameFrom(animation),
    direction,
    step,
  });
  const [w1, w0, s1, s0] = [
    sprite('walk', 'w', 1),
    sprite('walk', 'w', 0),
    sprite('walk', 's', 1),
    sprite('walk', 's', 0),
  ];
  const [idle, still, north] = [sprite('idle', 's', 0), sprite(null, null, null), sprite(null, 'n', null)];
  expect(readingOrder([w1, w0, idle, north, s1, still, s0])).toEqual([still, north, s0, s1, w0, w1, idle]);
});

test('keeps every sprite once, and the order of the table where nothing else orders them', () => {
  fc.assert(
    fc.property(fc.array(place), (sprites) => {
      const ordered = readingOrder(sprites);
      expect(new Set(ordered)).toEqual(new Set(sprites));
      expect(ordered).toHaveLength(sprites.length);
      const alike = (a: (typeof sprites)[number]) => JSON.stringify([a.animation, a.direction, a.step]);
      for (const [i, sprite] of ordered.entries()) {
        const next = ordered[i + 1];
        if (next === undefined || alike(sprite) !== alike(next)) continue;
        expect(sprites.indexOf(sprite)).toBeLessThan(sprites.indexOf(next));
      }
    }),
  );
});
