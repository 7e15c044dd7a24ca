import { solid } from '../../solids/figure.ts';
import { ball, limb, within } from '../../solids/shape.ts';
import type { Hairstyle } from '../part.ts';
import type { Vec } from '../../solids/vec.ts';

/** Where the spikes of the crest stand, around the head from the brow to the nape: up and forward. */
const spikes: readonly (readonly [number, number, number])[] = [
  [0.8, 0.6, 0.75],
  [0.95, 0.31, 0.95],
  [0.999, -0.05, 1.05],
  [0.92, -0.4, 1.05],
  [0.72, -0.69, 0.95],
  [0.42, -0.9, 0.8],
];

const mohawk: Hairstyle = {
  coversEars: false,
  shape: ({ traits, build, pose, isSmall }) => {
    const size = build.headRadii[0];
    const crest = 2.6 + (traits.fall & 1) * 0.6;
    const [back, aside] = pose.trail;
    // Seen from the front the crest is as broad as three fingers: a blade of hair would be an antenna.
    const wide = isSmall ? 2.3 : 2.2;
    return [
      ...spikes.map(([up, forward, tall]) => {
        const foot: Vec = [0, up * (size - 1), forward * (size - 1) - 0.4];
        // Spikes lean back, the more the further back they stand.
        const far = size + crest * tall - (isSmall ? 2.1 : 0.8);
        const tip: Vec = [aside * 1.2, up * far + 0.3, forward * far - 1.7 - back * 1.2];
        return solid('crest', traits.hair, limb(foot, tip, wide, 1.15));
      }),
      solid(
        'stubble',
        traits.hair,
        within(ball([0, 0.1, -0.3], [size + 0.12, size + 0.22, size - 0.1]), (_x, y, z) =>
          Math.max(z - 1.4, -1.5 - y),
        ),
        { texture: () => -0.5 },
      ),
    ];
  },
};

export default mohawk;
