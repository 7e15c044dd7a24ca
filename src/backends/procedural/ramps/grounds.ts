import { ramp } from './ramp.ts';

/** Behind portraits: quieter than what stands before them. */
export const grounds = {
  slate: ramp('ground-slate', '232838 2e3548 3c4559 4d586b 606c7c'),
  wine: ramp('ground-wine', '2c1a28 3d2434 513042 673f50 7e5260'),
  pine: ramp('ground-pine', '18282a 213838 2d4a45 3e5f53 527462'),
  sky: ramp('ground-sky', '3f6fae 5a90c8 7fb2dc aad2ea dcf0f2'),
  hearth: ramp('ground-hearth', '241722 3a2027 5a2c28 86442c b86a36'),
} as const;
