import { mixed, type Ramp } from './ramp.ts';

/** Irises that the seed chooses from. */
export const eyes = [0x2f5f8f, 0x3f6b3a, 0x6a4526, 0x56606e] as const;

/** The light in an eye. */
export const glint = 0xffffff;

/** A scar on a skin, at the size of a sprite. */
export const scarOf = ({ steps }: Ramp): number => mixed(steps[3], 0xd87070, 0.6);
