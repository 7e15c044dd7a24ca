/**
 * What would become of a stage. `restore`: reused or pinned, once bytes that the store has lost are fetched back.
 * `refuse`: what was approved or paid for is nowhere, and a person must decide. `unknown`: it depends on what has not
 * happened yet.
 */
export type PlannedAction = 'reuse' | 'pin' | 'restore' | 'execute' | 'unknown' | 'refuse';

/** Whether a result that stands somewhere is taken: nothing is executed or bought. */
export const isKept = (action: PlannedAction): boolean =>
  action === 'reuse' || action === 'pin' || action === 'restore';

/** What of a plan an estimate looks at. Every planned stage of a run satisfies it. */
export interface PricedStage {
  readonly stage: string;
  readonly phase: 'concept' | 'final';
  readonly backend: string;
  readonly place: number;
  readonly action: PlannedAction;
  /** In micro-USD; `null` for a paid call whose price nobody knows. */
  readonly priceMicroUsd: number | null;
}

/** All stages at one place of a backend's pipeline, counted over the cells of a run. */
export interface StageSum {
  readonly stage: string;
  readonly phase: 'concept' | 'final';
  readonly backend: string;
  readonly place: number;
  readonly reuse: number;
  readonly pin: number;
  readonly restore: number;
  readonly execute: number;
  readonly unknown: number;
  readonly refuse: number;
  /** At most, in micro-USD. */
  readonly microUsd: number;
  /** Paid calls that are not part of the sum, since nobody knows their price. */
  readonly unpriced: number;
}

/** A plan added up, stage by stage, in the order of the pipelines. */
export function sumStages(rows: readonly PricedStage[]): readonly StageSum[] {
  const sums = new Map<string, StageSum>();
  for (const { stage, phase, backend, place, action, priceMicroUsd } of rows) {
    const key = `${String(place).padStart(3, '0')} ${stage} ${phase} ${backend}`;
    const sum = sums.get(key) ?? {
      stage,
      phase,
      backend,
      place,
      ...{ reuse: 0, pin: 0, restore: 0, execute: 0, unknown: 0, refuse: 0, microUsd: 0, unpriced: 0 },
    };
    sums.set(key, {
      ...sum,
      [action]: sum[action] + 1,
      microUsd: sum.microUsd + (priceMicroUsd ?? 0),
      unpriced: sum.unpriced + (priceMicroUsd === null ? 1 : 0),
    });
  }
  return [...sums.keys()].sort().map((key) => sums.get(key) as StageSum);
}

export interface Estimate {
  /** At most, in micro-USD, as far as prices are known. */
  readonly microUsd: number;
  readonly unpriced: number;
}

/** What a run may cost; with `isUngated`, what of it may be spent before a person has seen anything. */
export function estimateOf(sums: readonly StageSum[], isUngated = false): Estimate {
  const hasGate = sums.some(({ phase }) => phase === 'concept');
  const counted = isUngated && hasGate ? sums.filter(({ phase }) => phase === 'concept') : sums;
  return {
    microUsd: counted.reduce((sum, { microUsd }) => sum + microUsd, 0),
    unpriced: counted.reduce((sum, { unpriced }) => sum + unpriced, 0),
  };
}
