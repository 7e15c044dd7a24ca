import { ramp } from './ramp.ts';

/** Stone as it lies about: what rocks, rune stones and walls are made of. */
export const boulders = {
  granite: ramp('granite', '262638 454659 6e707c 9c9ea0 cfcfc4'),
  sandstone: ramp('sandstone', '40262c 72483c a67652 d0a570 efd29c'),
  slate: ramp('slate', '1c2136 333c56 536077 7d8b99 b2bfc0'),
  basalt: ramp('basalt', '15131f 29263a 423f50 645f69 8f8988'),
  chalk: ramp('chalk', '57566f 8a889a b9b6b8 ddd9cf f7f3e4'),
} as const;

/** Light in carved runes, from ember to white heat. */
export const glows = {
  blue: ramp('glow-blue', '16305e 1f63a8 35a4e0 86e0f6 e6fdff'),
  green: ramp('glow-green', '123f38 1c7a4e 3dbb5c 93ec7c edffc8'),
  amber: ramp('glow-amber', '5a2314 a84a18 ec8a26 fcc95a fff6c4'),
  violet: ramp('glow-violet', '2c1a5c 5a34a8 9460e4 ca9ff8 f6e6ff'),
} as const;

/** Glass with and without a fire behind it. */
export const panes = {
  dark: ramp('pane-dark', '141a34 22305a 3b5483 6d8fb4 b4d4e4'),
  lit: ramp('pane-lit', '6e3218 b8661f f0a63a fbd56a fff4bb'),
} as const;
