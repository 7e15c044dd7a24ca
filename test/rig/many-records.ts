// The records of one seeded job: what a worker would have left beside its pictures.
import { createHash } from 'node:crypto';
import type { JobState } from '../../src/domain/job/transition.ts';

export interface SeededJob {
  readonly key: number;
  readonly run_id: string;
  readonly cell: number;
  readonly try: number;
  readonly recipe_id: string;
  readonly binding: Readonly<Record<string, string>>;
  readonly binding_hash: string;
  readonly child_index: number;
  readonly seed: number;
  readonly state: JobState;
  readonly waiting_for: string | null;
  readonly created_at: string;
  readonly concept: string | null;
  readonly candidate: string | null;
}

export interface SeededRun {
  readonly run_id: string;
  readonly recipe_id: string;
  readonly created_at: string;
  readonly jobs: readonly SeededJob[];
}

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

export const manifestOf = (
  run: SeededRun,
  job: SeededJob,
  stage: { readonly place: number; readonly stage: string; readonly phase: string },
): unknown => ({
  schema_version: 1,
  run_id: run.run_id,
  place: stage.place,
  stage: stage.stage,
  phase: stage.phase,
  backend: 'procedural',
  binding_hash: job.binding_hash,
  child_index: job.child_index,
  fingerprint: sha(`${job.key} ${stage.place}`),
  ingredients: {
    stage: stage.stage,
    version: 1,
    params: {},
    inputs: [],
    environment: {},
    outputs: ['picture.png'],
  },
  outcome: {
    kind: job.key % 3 === 0 ? 'reused' : 'executed',
    from: null,
    reasons: ['nothing with this fingerprint'],
  },
  outputs: [
    {
      name: 'picture.png',
      bytes: job.candidate ?? job.concept,
      pixels: job.candidate ?? job.concept,
      size: 2_048,
      media_type: 'image/png',
      width: 48,
      height: 64,
    },
  ],
  attempts: [{ n: 1, started_at: run.created_at, ended_at: run.created_at, failure: null }],
  environment: {},
  model: null,
  cost: { reserved_micro_usd: 0, reported_micro_usd: null },
  reproducibility: 'deterministic',
  started_at: run.created_at,
  ended_at: run.created_at,
});

export const sideOf = (run: SeededRun, job: SeededJob): unknown => ({
  schema_version: 1,
  run_id: run.run_id,
  recipe_id: job.recipe_id,
  bytes: job.candidate,
});
