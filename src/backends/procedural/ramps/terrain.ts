import { ramp } from './ramp.ts';

/** Grounds that people walk on. Step 2 is what most of a field shows, so neighbours of it lie close to it. */
export const grasses = [
  ramp('grass-meadow', '23483f 3d7d45 5b9c49 7cb750 b3d868'),
  ramp('grass-spring', '2d4f34 55863c 7ba946 9bc350 cfe374'),
  ramp('grass-pine', '16393f 286454 3d825c 5a9f64 94c878'),
  ramp('grass-olive', '3a3d2f 666c38 8a8d42 a8a84d d5cd6c'),
  ramp('grass-autumn', '4d2f2d 8a5c35 b3813e cd9f48 ecca6b'),
] as const;

export const flowers = [
  ramp('flower-daisy', '6a7a8a b9c4c2 f6f4e6 f4d15a d88f2e'),
  ramp('flower-poppy', '5a1a2c a12c38 de4a44 f58b62 f7d060'),
  ramp('flower-bluebell', '2c2c6a 4a52a8 7385d8 a9b9f0 f4e27a'),
  ramp('flower-violet', '43205c 7a3d94 b468c0 e2a4dc f7e07c'),
  ramp('flower-buttercup', '7a4d18 c08a22 f0c63a fae87a fff6c0'),
] as const;

export const soils = [
  ramp('soil-loam', '3e2731 69453a 8a6146 a37a54 c9a273'),
  ramp('soil-clay', '47232c 7d4438 a36046 bd7b55 dfa577'),
  ramp('soil-dust', '4a3a3c 7a6554 9c876b b59f7d d8c59c'),
  ramp('soil-peat', '241c28 40322f 594637 705b44 957c5c'),
] as const;

export const sands = [
  ramp('sand-gold', '8a5d44 c4975c e2c27c eed596 fbeebf'),
  ramp('sand-pale', '84706a b9a489 dccbab e9dcc0 f9f2dd'),
  ramp('sand-rust', '743a34 b0683f d08f52 dfa765 f3ca8c'),
  ramp('sand-rose', '7f5058 bd8a7c ddb39b e9c8ae f9e6cd'),
] as const;

export const snows = [
  ramp('snow-noon', '6781ae a3bdda d3e2ef e9f2f7 ffffff'),
  ramp('snow-dusk', '6b6c9e a8a6cd d5d3e8 ebe8f3 fffdf8'),
  ramp('snow-ice', '4f86a8 8fc1d6 c3e3ec e0f3f5 fbffff'),
] as const;

export const pavings = [
  ramp('paving-slate', '2d2d40 4c5065 6e7388 8c92a0 b9bfc4'),
  ramp('paving-granite', '37303a 5b545a 7f7977 9d9890 c8c4b4'),
  ramp('paving-sandstone', '4d3836 7d6250 a4886a bda380 e0cda5'),
  ramp('paving-moss', '26363a 45574f 66766a 858f79 b4b998'),
] as const;

export const waters = [
  ramp('water-lake', '24386f 33629f 4587bd 6fb1d6 d6f0f2'),
  ramp('water-sea', '1c2b5e 27518f 3472ae 5b9dcb c9e8f2'),
  ramp('water-lagoon', '16515f 21808a 35a3a2 6bc7b4 e0f7e4'),
  ramp('water-marsh', '1f3340 2f5457 426f68 6d9c83 cfe3b8'),
] as const;

export const shells = ramp('shell', '8a5a62 c98f86 ecc4ae f8e4d2 fffaf0');
export const moss = ramp('moss', '1f3a34 37603f 568046 7da052 b0c76a');
export const twigs = ramp('twig', '2f2028 553a34 7a5640 9f7a54 c9a878');
