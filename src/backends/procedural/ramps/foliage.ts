import { ramp } from './ramp.ts';

/** Leaves and needles by species and season; what is bare in winter has none there. */
export const leaves = {
  oak: {
    spring: ramp('oak-spring', '203c3c 356a42 629a48 9cc657 d6e97d'),
    summer: ramp('oak-summer', '182a33 24493c 3b703e 6b9d44 abc95b'),
    autumn: ramp('oak-autumn', '431c2c 7c3029 b9552b e08d37 f7c75f'),
  },
  birch: {
    spring: ramp('birch-spring', '2f5242 53834a 88b157 bdd674 ebf2a8'),
    summer: ramp('birch-summer', '203f3e 386846 629350 99be62 d4e08b'),
    autumn: ramp('birch-autumn', '643425 a0632a d39a35 f0ca52 fdee98'),
  },
  willow: {
    spring: ramp('willow-spring', '35503f 5a7d4a 8fac58 c3d275 eef2a9'),
    summer: ramp('willow-summer', '213c3e 3a634e 668b5c 9db570 d5da94'),
    autumn: ramp('willow-autumn', '57372b 8b6132 bc9140 dfbf5b f6e597'),
    winter: ramp('willow-winter', '3a2a30 62463a 8f6a46 b8945c d9bd84'),
  },
  pine: {
    spring: ramp('pine-spring', '172e38 23514a 3b7451 6b9e5c adcd77'),
    summer: ramp('pine-summer', '13242f 1c3f40 2d5d4a 508357 8aad69'),
    autumn: ramp('pine-autumn', '17252f 26403f 425b45 6d7b4b a59f60'),
    winter: ramp('pine-winter', '152732 20424b 355e5c 5b8272 95ae8f'),
  },
  bush: {
    spring: ramp('bush-spring', '1e403b 35703f 66a047 a2cb58 dcec82'),
    summer: ramp('bush-summer', '162c35 22503c 3c7a3e 6da645 b0d060'),
    autumn: ramp('bush-autumn', '3f1a2f 762a2f b0452c d97c36 f3b95a'),
  },
} as const;

export const grass = ramp('grass', '1b3138 2a5340 467a41 7ba548 b7cf63');
export const moss = ramp('moss', '232f33 3a4f38 5b7338 8a9d42 bfc863');
export const snow = ramp('snow', '56669a 8ca2cc bccfe8 e3edf7 fdfdf7');
export const soil = ramp('soil', '2a1c26 4a3330 6f5040 957257 bd9c77');

/** Petals and berries. */
export const blossoms = {
  white: ramp('petal-white', '6a6a94 a3a6c6 d3d6e0 f1f1ea fffdf0'),
  pink: ramp('petal-pink', '5e2350 99396c d0628b ee98a8 fcd0c8'),
  yellow: ramp('petal-yellow', '6e3d22 b0742a dfa937 f6d756 fff3a6'),
  violet: ramp('petal-violet', '33205c 583a94 845fc0 b48fe0 dcc4f4'),
  red: ramp('berry-red', '3d0f26 7a1c2f bb2f36 e0603f f6a263'),
  blue: ramp('berry-blue', '18183f 2b3070 4a57a2 7c8ccc b9c8ee'),
} as const;
