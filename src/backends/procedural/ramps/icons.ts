import { ramp } from './ramp.ts';

export const woods = {
  ash: ramp('wood-ash', '3b2620 624131 8f6644 bb9160 dfbf88'),
  oak: ramp('wood-oak', '2b1a1c 4b2d25 744a30 9d6d40 c79a5e'),
  walnut: ramp('wood-walnut', '20151c 382429 573733 7b5242 a67a5c'),
  yew: ramp('wood-yew', '3a1a1a 642d22 97502e c57f45 e8b46e'),
} as const;

/** Light that magic gives off. */
export const glows = {
  azure: ramp('glow-azure', '14265e 1f57a8 2f97e0 78d4fa e6fbff'),
  ember: ramp('glow-ember', '4a1420 97261f e0562a fca24a fff0b0'),
  moss: ramp('glow-moss', '103a2c 1f7040 46b04a 9ce562 efffc0'),
  violet: ramp('glow-violet', '2c1456 58269c 9150dc c898fa f8e8ff'),
  amber: ramp('glow-amber', '4a2a10 94601a dca32c fcd75e fffbd0'),
} as const;

export const liquids = {
  healing: ramp('liquid-healing', '3f0c22 7c1430 c02a3c ec5a54 ffa890'),
  mana: ramp('liquid-mana', '141850 202f92 2f5cd0 5799f2 a8dcff'),
  poison: ramp('liquid-poison', '12321f 1e5c2c 3f962f 7fc83e cff27c'),
  strength: ramp('liquid-strength', '4c1c12 8a3c14 cf7420 f4a93c ffe28c'),
} as const;

export const glass = ramp('glass', '2b3656 4f6288 8099b4 b6cfd8 eefaf8');
export const cork = ramp('cork', '3c2420 6b4634 9c7049 c69c66 e6c890');
export const wax = ramp('wax', '3a0f1c 6a1a26 a02e30 cc5546 f09a78');
export const cord = ramp('cord', '4a3a34 7d6650 af9670 d8c49a f4ead0');
export const moss = ramp('moss', '16281f 2b4a2a 4b702f 7c9a3c b6c866');

export const tablets = {
  stone: ramp('tablet-stone', '2b2c3c 4a4d5e 6e7484 979ea6 c6cbc6'),
  wood: ramp('tablet-wood', '33201e 573628 835638 b07f4e d8ad76'),
  bone: ramp('tablet-bone', '4c3f44 857164 b9a488 e0d0ac faf3da'),
} as const;

export const foods = {
  crust: ramp('crust', '4a2418 7c4320 b06e2c d89c4a f4cd84'),
  crumb: ramp('crumb', '8a6238 b98f55 deba7c f3dca6 fff4d2'),
  red: ramp('apple-red', '420f22 7e1a2c bd2f35 e46350 f9a982'),
  green: ramp('apple-green', '1f3a1e 41692a 75a035 aece52 e2ee96'),
  yellow: ramp('apple-yellow', '5a3414 94651e d09c30 efcb56 fff0a4'),
  leaf: ramp('leaf', '16301f 27562c 458438 79b348 bade78'),
  stem: ramp('stem', '2a1a1a 4a2f26 6f4a34 946a48 b98e64'),
  roast: ramp('roast', '34141a 60281f 934727 c07338 e6a95c'),
  smoked: ramp('smoked', '2a1018 4e1c26 7e3030 ac5542 d98e68'),
  rare: ramp('rare', '4a1424 862a38 bd4c4e e27f72 f8b8a0'),
  bone: ramp('food-bone', '5a4a4c 95826f c9b894 ebdfba fffbe6'),
  trout: ramp('trout', '24304a 40587a 6a88a4 a2bcc4 e0eee4'),
  char: ramp('char', '3c1c30 743248 b25a58 de917a f8ceaa'),
  perch: ramp('perch', '26301f 4a5a2a 7d8a3c b4b85c e8e6a0'),
  cheese: ramp('cheese', '6a3c14 a96a1c dea034 f6ca58 fff0a2'),
  rind: ramp('rind', '4c1618 86281f bd4a2a e27a40 f8b070'),
  carrot: ramp('carrot', '5a2014 9a3c16 d9661f f4953c ffc878'),
  ale: ramp('ale', '4a2412 864616 c4761f e8a63a fbd67c'),
  foam: ramp('foam', '8a7464 b8a488 ddd0b0 f4ecd4 fffdf4'),
  cherry: ramp('berry-red', '3c0a20 74142e b0283c de5450 f8a48c'),
  blue: ramp('berry-blue', '161640 2a2c70 4852a4 7a8ad0 b8ccf2'),
  black: ramp('berry-black', '1a1024 30203e 4e365c 775680 ac8aa8'),
} as const;

export const coinage = {
  copper: ramp('coin-copper', '3c1a1c 6e3426 a65a36 d48a54 f6c490'),
  silver: ramp('coin-silver', '2c3048 525c78 8390a8 b8c4d0 f0f6f4'),
  gold: ramp('coin-gold', '50280f 8f591a cd9328 f2c848 fff2a4'),
} as const;
