import { metals } from '../ramps/people.ts';
import { solid, standing, type Solid } from '../solids/figure.ts';
import { ball, limb, wave, within, without } from '../solids/shape.ts';
import type { Dressed } from './part.ts';

/** The beard that the seed gives. */
export function beardSolids({ traits, build, look, bones, isSmall }: Dressed): readonly Solid[] {
  const front = build.headRadii[2];
  const jaw = (length: number): Solid =>
    solid(
      'beard',
      traits.hair,
      without(
        within(ball([0, -3.1, front - 4.2], [5.5, length, 4.7]), (x, y) =>
          // A hood lies over its sides.
          Math.max(y + 2.9 - Math.abs(x) * 0.4, look.hair === 'hood' ? Math.abs(x) - 4.6 : -9),
        ),
        // The mouth stays free, as a gap between moustache and beard.
        (x, y, z) => Math.max(Math.abs(x) - 1.2, Math.abs(y + 3.75) - 0.36, 2 - z),
      ),
      { texture: (x, y) => (isSmall ? 0 : wave(x * 0.36 + Math.abs(y) * 0.05) * 0.2) },
    );
  const solids = (): Solid[] => {
    if (look.hair === 'hood' && traits.beard === 'short') return [jaw(3.8)];
    switch (traits.beard) {
      case 'none':
        return [];
      case 'short':
        return [jaw(4)];
      case 'full':
        return [jaw(6.6)];
      case 'braided':
        return [
          jaw(4.6),
          solid('braid', traits.hair, limb([0, -6.6, front - 0.6], [0, -11, front + 0.2], 1.7, 1)),
          solid('braid-ring', metals.gold, ball([0, -9.6, front], [1.5, 0.7, 1.5])),
        ];
    }
  };
  return standing(bones.head, solids());
}
