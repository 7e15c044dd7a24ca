import { drawLots } from '../draw-lots.ts';
import { partNames } from '../part-names.ts';
import type { Ramp } from '../ramps/ramp.ts';
import type { Biome } from './biome.ts';
import { parts } from './biomes/parts.ts';

/** A biome: the name of a file in `biomes/`. */
export type BiomeName = keyof typeof parts;

/** Names of all biomes, grass first. */
export const biomeNames: readonly [BiomeName, ...BiomeName[]] = partNames(parts, 'grass');

/** The biome that another goes with best. */
export const landBeside = (biome: BiomeName): string => parts[biome].beside[0];

/** Two terrains with what the seed chose for them. */
export interface Land {
  readonly first: Biome;
  readonly firstRamps: readonly Ramp[];
  /** What the first one borders on; `null` for a transparent ground. */
  readonly second: Biome | null;
  readonly secondRamps: readonly Ramp[];
  /** What all noise and dice start from. */
  readonly salt: number;
}

/** `over` is a biome, `none`, or `any`: one of those that the first goes well with. */
export function landOf(biome: BiomeName, over: string, seed: number): Land {
  const lots = drawLots(seed);
  const first: Biome = parts[biome];
  const name = over === 'any' ? lots.of('over', first.beside) : over;
  const second: Biome | null = name === 'none' ? null : ((parts as Record<string, Biome>)[name] ?? null);
  const turn = lots.dealt('ramps', 60);
  const ramps = (of: Biome, more: number): readonly Ramp[] =>
    of.ramps[(turn + more) % of.ramps.length] ?? of.ramps[0];
  return {
    first,
    firstRamps: ramps(first, 0),
    second,
    // A terrain beside itself takes its next ramps, so that one sees where it ends.
    secondRamps: second === null ? [] : ramps(second, second === first ? 1 : lots.below('second ramps', 60)),
    salt: lots.below('salt', 1_000_000_000),
  };
}
