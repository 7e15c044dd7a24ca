import { ramp } from './ramp.ts';

/** The bark of standing trees. */
export const barks = {
  oak: ramp('bark-oak', '231a24 3f2f30 62493c 8c6b4c b99669'),
  birch: ramp('bark-birch', '3a384f 77778c b5b6b8 e0e1d5 faf8e8'),
  pine: ramp('bark-pine', '2a1923 4e2e2c 784936 a56e48 d09d66'),
  willow: ramp('bark-willow', '25222c 423d3c 665d4d 8e8565 b8ae85'),
} as const;

/** Sawn and split wood. */
export const woods = {
  oak: ramp('wood-oak', '2e1c22 55352a 83563a b07f4e d9b06f'),
  pine: ramp('wood-pine', '45291f 7a4d2c ab7539 d3a253 f0cd82'),
  walnut: ramp('wood-walnut', '1e1520 38252a 573935 7c5443 a67c5c'),
  driftwood: ramp('wood-driftwood', '2c2b38 4c4b55 737173 9e9a92 c9c3b0'),
  redwood: ramp('wood-redwood', '2e141f 5a2425 8a3c2e b8603c dd9459'),
  tarred: ramp('wood-tarred', '14131c 25222d 3b353d 584d4d 7e6f62'),
} as const;

export const straw = ramp('straw', '452c24 77532e aa823c d2ae56 f0d686');
export const plaster = ramp('plaster', '6e5a62 9c8880 c6b49c e3d6b8 f6efd6');
export const cloth = ramp('canvas', '5f5566 948a8a c4b9a4 e6dcc0 faf5e0');
export const rope = ramp('rope', '3c2b2a 66503a 94794f c0a56c e4d098');
