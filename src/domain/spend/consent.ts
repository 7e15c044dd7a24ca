/**
 * A run of more jobs than this is asked about before it is made. 24 are one contact sheet: what a person compares in
 * one look, and what one lever with all its values and a few children makes. What is bigger is a product of levers,
 * and such a product is easily ten times what one had in mind.
 */
export const mostUnasked = 24;

/** A run that pays before a person has seen anything is asked about above this, in micro-USD. */
export const mostUnaskedMicroUsd = 500_000;

export interface RunToAsk {
  readonly jobs: number;
  /** What of it is paid before any gate, at the highest price known, in micro-USD. */
  readonly ungatedMicroUsd: number;
  /** Paid calls before any gate whose price nobody knows. */
  readonly ungatedUnpriced: number;
  /** The caller has said yes to the number of jobs. */
  readonly isAgreed: boolean;
  /** What the caller allows, in micro-USD; `null` when they named no amount. */
  readonly limitMicroUsd: number | null;
}

/**
 * What a person must agree to before a run is made: its price, its size, or nothing. Naming an amount agrees to the
 * price; a plain yes to the size does not.
 */
export function consentNeeded(run: RunToAsk): 'price' | 'size' | null {
  const isDear = run.ungatedUnpriced > 0 || run.ungatedMicroUsd > mostUnaskedMicroUsd;
  if (isDear && run.limitMicroUsd === null) return 'price';
  return run.jobs > mostUnasked && !run.isAgreed ? 'size' : null;
}
