import { expect, it } from 'vitest';
import { estimateOf, sumStages, type PricedStage } from './estimate.ts';

const stage = (change: Partial<PricedStage>): PricedStage => ({
  stage: 'final',
  phase: 'final',
  backend: 'pixellab',
  place: 2,
  action: 'execute',
  priceMicroUsd: 17_300,
  ...change,
});
const concept = { stage: 'concept', phase: 'concept', backend: 'comfyui', place: 0 } as const;
const normalize = { stage: 'normalize', priceMicroUsd: 0 } as const;

it('adds up each stage of a pipeline, and keeps the two normalize apart', () => {
  const rows = [
    stage({ ...concept, action: 'reuse', priceMicroUsd: 0 }),
    stage({ ...normalize, phase: 'concept', place: 1, action: 'reuse', backend: 'comfyui' }),
    stage({ action: 'unknown' }),
    stage({ ...normalize, place: 3, action: 'unknown' }),
    stage({}),
    stage({ backend: 'other', priceMicroUsd: null }),
  ];
  expect(
    sumStages(rows).map((s) => [s.place, s.stage, s.phase, s.backend, s.reuse, s.execute, s.unknown]),
  ).toEqual([
    [0, 'concept', 'concept', 'comfyui', 1, 0, 0],
    [1, 'normalize', 'concept', 'comfyui', 1, 0, 0],
    [2, 'final', 'final', 'other', 0, 1, 0],
    [2, 'final', 'final', 'pixellab', 0, 1, 1],
    [3, 'normalize', 'final', 'pixellab', 0, 0, 1],
  ]);
  expect(estimateOf(sumStages(rows))).toEqual({ microUsd: 34_600, unpriced: 1 });
});

it('counts as spent before a person looks only what comes before the first gate', () => {
  const gated = sumStages([stage({ ...concept, priceMicroUsd: 5_000 }), stage({ action: 'unknown' })]);
  expect(estimateOf(gated, true)).toEqual({ microUsd: 5_000, unpriced: 0 });
  expect(estimateOf(gated)).toEqual({ microUsd: 22_300, unpriced: 0 });
  expect(estimateOf(sumStages([stage({})]), true)).toEqual({ microUsd: 17_300, unpriced: 0 });
});
