import type { Digest } from '../ids.ts';
import type { IngredientDifference } from './compare-ingredients.ts';
import type { StageOutput } from './stage-manifest.ts';

/** What came of making an output again. */
export const reproductionVerdicts = ['same-bytes', 'same-pixels', 'different', 'not-reproducible'] as const;
export type ReproductionVerdict = (typeof reproductionVerdicts)[number];

/** Why an output was not made again, or how it differs beyond its bytes. */
export const reproductionReasons = [
  /** A service made it, and would make another. */
  'vendor',
  /** It would be paid for, and that was not allowed. */
  'paid',
  /** Its backend cannot run here. */
  'backend-unavailable',
  /** What it was made of is in no store and no run folder any more. */
  'input-missing',
  /** The stage was executed, and refused. */
  'stage-failed',
  /** The stage gave no such output this time. */
  'output-gone',
  /** The stage gives this output now, and did not then. */
  'output-new',
] as const;
export type ReproductionReason = (typeof reproductionReasons)[number];

/** Sizes in px. */
export interface PixelDifference {
  readonly changed: number;
  readonly pixels: number;
  readonly box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number } | null;
}

export interface ReproducedOutput {
  readonly name: string;
  readonly verdict: ReproductionVerdict;
  readonly reason: ReproductionReason | null;
  /** The recorded file, relative to the project; `null` where its bytes are not here. */
  readonly recorded: string | null;
  /** What was made now, kept for a look; only where it differs. */
  readonly made: string | null;
  /** Only of pictures that differ, and whose recorded bytes are here. */
  readonly difference: PixelDifference | null;
}

/** One stage that was made again. */
export interface ReproducedStage {
  /** The first cell that it belongs to; cells of several final backends share their concept. */
  readonly cell: number;
  readonly folder: string;
  readonly place: number;
  readonly stage: string;
  readonly phase: 'concept' | 'final';
  readonly backend: string;
  /** What of its ingredients this tool and machine would write down differently. */
  readonly differences: readonly IngredientDifference[];
  readonly outputs: readonly ReproducedOutput[];
}

/** Bytes first: equal bytes need no look. Of pictures the pixels count as well, whatever encoder wrote them. */
export function verdictOn(
  recorded: Pick<StageOutput, 'bytes' | 'pixels'>,
  made: { readonly bytes: Digest; readonly pixels: Digest | null },
): Exclude<ReproductionVerdict, 'not-reproducible'> {
  if (recorded.bytes === made.bytes) return 'same-bytes';
  return recorded.pixels !== null && recorded.pixels === made.pixels ? 'same-pixels' : 'different';
}

export type ReproductionTally = Readonly<Record<ReproductionVerdict, number>>;

export function tallyOf(stages: readonly ReproducedStage[]): ReproductionTally {
  const tally = { 'same-bytes': 0, 'same-pixels': 0, different: 0, 'not-reproducible': 0 };
  for (const { outputs } of stages) for (const { verdict } of outputs) tally[verdict] += 1;
  return tally;
}

/** Where the first difference of a run arose: later ones may only follow from it. */
export const firstDifferent = (stages: readonly ReproducedStage[]): ReproducedStage | null =>
  stages.find(({ outputs }) => outputs.some(({ verdict }) => verdict === 'different')) ?? null;
