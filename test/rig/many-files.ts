// The files of a project of a year: run folders, side records and promotions of what many-jobs.ts plans.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  asDigest,
  type AssetId,
  type BindingHash,
  type ProjectId,
  type RecipeId,
  type RunId,
} from '../../src/domain/ids.ts';
import {
  makePromotion,
  promotionPath,
  promotionText,
  type Promotion,
} from '../../src/domain/manifest/promotion.ts';
import {
  poolPath,
  recipeDigest,
  sha,
  type RecipeDigests,
  type SeededJob,
  type SeededRun,
} from './many-jobs.ts';

/** The run folders and side records that belong to the rows; half of what was approved is promoted. */
export function writeFiles(
  root: string,
  projectId: string,
  runs: readonly SeededRun[],
  digests: RecipeDigests = {},
): void {
  const put = (path: string, content: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const pipeline = [
    { place: 0, stage: 'concept', phase: 'concept', backend: 'procedural', params: {} },
    { place: 1, stage: 'normalize', phase: 'concept', backend: 'procedural', params: {} },
    { place: 2, stage: 'final', phase: 'final', backend: 'procedural', params: {} },
    { place: 3, stage: 'normalize', phase: 'final', backend: 'procedural', params: {} },
  ];
  for (const run of runs) {
    put(`runs/${run.run_id}/run.json`, `${JSON.stringify(recordOf(projectId, run, pipeline), null, 2)}\n`);
    for (const job of run.jobs) {
      const done = job.candidate !== null ? 4 : job.concept !== null ? 2 : 0;
      for (const stage of pipeline.slice(0, done)) {
        const child = String(job.child_index).padStart(3, '0');
        const folder = `${job.binding_hash.slice(0, 16)}.${child}.0${stage.place}-${stage.stage}.procedural`;
        put(`runs/${run.run_id}/stages/${folder}/manifest.json`, JSON.stringify(manifestOf(run, job, stage)));
      }
      if (job.candidate === null) continue;
      const side = JSON.stringify(sideOf(run, job));
      put(poolPath('candidates', job).replace('.png', '.json'), side);
      if (job.state !== 'Approved' || job.key % 2 === 0) continue;
      put(poolPath('approved', job), '');
      put(poolPath('approved', job).replace('.png', '.json'), side);
      const promotion = promotionOf(projectId, run, job, digests[job.recipe_id] ?? recipeDigest);
      put(promotionPath(promotion.id), promotionText(promotion));
    }
  }
}

const promotionOf = (projectId: string, run: SeededRun, job: SeededJob, recipe: string): Promotion => {
  const digest = asDigest(job.candidate ?? '');
  return makePromotion(
    {
      schema_version: 1,
      project_id: projectId as ProjectId,
      asset_id: `folk/no-${job.key}` as AssetId,
      path: poolPath('approved', job),
      bytes: digest,
      pixels: digest,
      sprites: digest,
      side_record: digest,
      decision: asDigest(sha(`decision ${job.key} 7`)),
      recipe_id: job.recipe_id as RecipeId,
      recipe_digest: asDigest(recipe),
      binding: job.binding,
      binding_hash: job.binding_hash as BindingHash,
      kind: 'character.humanoid',
      backend: 'procedural',
      frame: String(job.child_index).padStart(3, '0'),
      run_id: run.run_id as RunId,
      supersedes: [],
      promoted_at: run.created_at,
    },
    (text) => asDigest(sha(String(text))),
  );
};

const recordOf = (projectId: string, run: SeededRun, pipeline: readonly unknown[]): unknown => ({
  schema_version: 1,
  run_id: run.run_id,
  project_id: projectId,
  created_at: run.created_at,
  origin: 'generate',
  parent: null,
  tool: { name: 'artkiln', version: '0.1.0' },
  actor: 'tester',
  recipe: {
    recipe_id: run.recipe_id,
    digest: recipeDigest,
    kind: 'character.humanoid',
    is_draft: false,
    text: '{}',
  },
  files: [],
  gated: true,
  asks_again: false,
  seeds: { production: 7301 },
  cells: run.jobs
    .filter((job) => job.try === 1)
    .map((job) => ({
      n: job.cell,
      binding: job.binding,
      binding_hash: job.binding_hash,
      backend: 'procedural',
      concept_backend: 'procedural',
      child_index: job.child_index,
      seed: job.seed,
    })),
  pipelines: { procedural: pipeline },
  catalogue: [],
  ui: {},
  limits: { max_micro_usd: null },
});

const manifestOf = (
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

const sideOf = (run: SeededRun, job: SeededJob): unknown => ({
  schema_version: 1,
  run_id: run.run_id,
  recipe_id: job.recipe_id,
  bytes: job.candidate,
});
