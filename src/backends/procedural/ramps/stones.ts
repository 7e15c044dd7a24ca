import { ramp } from './ramp.ts';

export const stones = {
  stone: ramp('stone', '2a2a38 484a58 6f727a 9a9d9c c9cabf'),
  bronze: ramp('statue-bronze', '1c2a2a 33493c 5d6b3f a08a45 dfc67c', 0, 1.2),
  ice: ramp('ice', '1f3a66 3a6fa3 67a8d0 a6dcec eafcff', 0.06, 1.25),
} as const;
