// A project of a year: many runs and jobs in every state, made by SQL and by files, not by working them off.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type pg from 'pg';
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
import type { JobState } from '../../src/domain/job/transition.ts';
import { manifestOf, sideOf, type SeededJob, type SeededRun } from './many-records.ts';

const recipes = ['iron.character.skald.v1', 'iron.object.statue.v1', 'iron.character.jarl.v1'] as const;
const kinds = ['character.humanoid', 'object.statue', 'character.humanoid'] as const;
const letters = 'abcdefghijklmnopqrstuvwxyz234567';
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const recipeDigest = sha('recipe');
/** Digests of recipes that are there, so that what is seeded counts as theirs. */
type RecipeDigests = { readonly [recipeId: string]: string };

/** Of each 20 jobs in a row; the newest runs are the same as the oldest, which no real project is kind enough to be. */
const states: readonly JobState[] = [
  ...Array<JobState>(2).fill('AwaitingConceptApproval'),
  ...Array<JobState>(3).fill('AwaitingReview'),
  ...Array<JobState>(5).fill('Approved'),
  ...Array<JobState>(4).fill('Rejected'),
  ...Array<JobState>(2).fill('Failed'),
  'Pending',
  'ConceptGenerating',
  'RotationGenerating',
  'Persisting',
];

const pick = <T>(from: readonly T[], i: number): T => from[i % from.length] as T;

/** Plans `runs` runs with `jobs` jobs together: one of them large, the others alike. The last is the newest, made at `now`. */
export function planRuns(runs: number, jobs: number, now: string): readonly SeededRun[] {
  const each = Math.max(1, Math.floor((jobs * 0.95) / runs));
  const large = Math.max(1, runs - 20);
  let key = 0;
  return Array.from({ length: runs }, (_, i): SeededRun => {
    const n = i + 1;
    const run_id = `run_${String(n).padStart(4, '0')}_${[0, 5, 10, 15].map((s) => letters[((n * 7919) >> s) % 32]).join('')}`;
    const created_at = new Date(Date.parse(now) - (runs - n) * 20 * 60_000).toISOString();
    const recipe_id = pick(recipes, i);
    const cells = n === large ? jobs - each * (runs - 1) : each;
    const rows = Array.from({ length: cells }, (__, c): readonly SeededJob[] => {
      key += 1;
      const binding = {
        hair: pick(['long', 'short', 'braided'], c),
        hair_color: pick(['red', 'blond', 'black', 'grey'], c >> 1),
        armor: pick(['plate', 'leather', 'mail'], n),
        weapon: pick(['axe', 'sword', 'spear'], c >> 2),
      };
      const state = pick(states, key * 7 + n);
      const isPast = !['Pending', 'ConceptGenerating'].includes(state);
      const isMade = ['AwaitingReview', 'Approved', 'Rejected'].includes(state);
      const job: SeededJob = {
        key,
        run_id,
        cell: c + 1,
        try: 1,
        recipe_id,
        binding,
        binding_hash: sha(JSON.stringify(binding)),
        child_index: c % 1000,
        seed: 7301 + c,
        state,
        waiting_for: state === 'RotationGenerating' && key % 3 === 0 ? 'retry' : null,
        created_at,
        concept: isPast ? sha(`concept ${key}`) : null,
        candidate: isMade ? sha(`candidate ${key}`) : null,
      };
      if (state !== 'Failed' || key % 7 !== 0) return [job];
      key += 1;
      // Tried once more, and not yet begun.
      return [
        job,
        { ...job, key, try: 2, state: 'Pending', waiting_for: null, concept: null, candidate: null },
      ];
    });
    return { run_id, recipe_id, created_at, jobs: rows.flat() };
  });
}

const way: readonly (readonly [event: string, from: string, to: string])[] = [
  ['queued', 'New', 'Pending'],
  ['claimed', 'Pending', 'ConceptGenerating'],
  ['concept-stored', 'ConceptGenerating', 'AwaitingConceptApproval'],
  ['approve', 'AwaitingConceptApproval', 'RotationGenerating'],
  ['final-stored', 'RotationGenerating', 'Persisting'],
  ['persisted', 'Persisting', 'AwaitingReview'],
];

/** The events that bring a job where it stands. */
function eventsOf(job: SeededJob): { event: string; from: string; to: string }[] {
  const end = way.findIndex(([, , to]) => to === job.state);
  const steps = way.slice(0, end < 0 ? way.length : end + 1);
  const last: Partial<Record<JobState, readonly [string, string, string]>> = {
    Approved: ['approve', 'AwaitingReview', 'Approved'],
    Rejected: ['reject', 'AwaitingReview', 'Rejected'],
    Failed: ['failed', 'Persisting', 'Failed'],
  };
  const final = last[job.state];
  const taken = job.state === 'Failed' ? steps.slice(0, 5) : steps;
  return [...taken, ...(final === undefined ? [] : [final])].map(([event, from, to]) => ({
    event,
    from,
    to,
  }));
}

/** Inserts the plan. The client is a superuser's: triggers and foreign keys are off while it works. */
export async function insertRuns(
  client: pg.ClientBase,
  projectId: string,
  runs: readonly SeededRun[],
  digests: RecipeDigests = {},
): Promise<void> {
  const json = (rows: readonly unknown[]): string => JSON.stringify(rows);
  await client.query(`set session_replication_role = replica`);
  await client.query(
    `insert into art.art_runs (project_id, run_id, origin, recipe_id, recipe_digest, is_draft, is_gated, cells, record_digest, created_at)
     select $1, r.run_id, 'generate', r.recipe_id, $3, false, true, r.cells, $3, r.created_at
     from jsonb_to_recordset($2) r (run_id text, recipe_id text, cells int, created_at timestamptz)`,
    [
      projectId,
      json(runs.map((run) => ({ ...run, cells: run.jobs.filter((job) => job.try === 1).length, jobs: [] }))),
      recipeDigest,
    ],
  );
  const jobs = runs.flatMap((run) => run.jobs);
  for (let from = 0; from < jobs.length; from += 2_000) {
    const part = jobs.slice(from, from + 2_000);
    const rows = part.map((job) => ({
      ...job,
      kind: pick(kinds, recipes.indexOf(job.recipe_id as (typeof recipes)[number])),
      event_seq: eventsOf(job).length,
      gate_seq:
        { AwaitingConceptApproval: 3, AwaitingReview: 6, Approved: 6, Rejected: 6 }[job.state as string] ??
        null,
      concept_path: job.concept === null ? null : poolPath('concepts', job),
      error: job.state === 'Failed' ? pick(['stage-failed', 'recipe-drift', 'blob-missing'], job.key) : null,
    }));
    await client.query(
      `insert into art.art_jobs (id, project_id, run_id, cell, try, recipe_id, recipe_digest, is_draft, kind, binding,
         binding_hash, backend, concept_backend, turn, child_index, seed, state, runnable, waiting_for, run_at, event_seq, gate_seq,
         concept_digest, concept_pixels, concept_sprites, concept_path, error_class, error_message, trace_id, created_at)
       overriding system value
       select j.key, $1, j.run_id, j.cell, j.try, j.recipe_id, $3, false, j.kind, j.binding, j.binding_hash, 'procedural',
         'procedural', 'procedural', j.child_index, j.seed, j.state,
         j.waiting_for is null and j.state in ('Pending', 'ConceptGenerating', 'RotationGenerating', 'Persisting'),
         j.waiting_for, j.created_at::timestamptz + interval '1 day', j.event_seq, j.gate_seq, j.concept, j.concept, j.concept,
         j.concept_path, j.error, j.error || ' happened to it', md5(j.key::text), j.created_at
       from jsonb_to_recordset($2) j (key bigint, run_id text, cell int, try int, recipe_id text, kind text, binding jsonb,
         binding_hash text, child_index int, seed bigint, state text, waiting_for text, event_seq int, gate_seq int,
         concept text, concept_path text, error text, created_at timestamptz)`,
      [projectId, json(rows), recipeDigest],
    );
    const events = part.flatMap((job) =>
      eventsOf(job).map(({ event, from: before, to }, i) => ({
        job: job.key,
        seq: i + 1,
        event,
        before,
        to,
        decision: ['approve', 'reject'].includes(event) ? sha(`decision ${job.key} ${i + 1}`) : null,
        at: new Date(Date.parse(job.created_at) + i * 1_000 + (job.key % 1_000)).toISOString(),
      })),
    );
    await client.query(
      `insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, decision_id, at)
       select $1, e.job, e.seq, e.event, e.before, e.to, e.decision, e.at
       from jsonb_to_recordset($2) e (job bigint, seq int, event text, before text, "to" text, decision text, at timestamptz)`,
      [projectId, json(events)],
    );
    const made = part.filter((job) => job.candidate !== null);
    await client.query(
      `insert into art.art_candidates (project_id, job_id, child_index, digest, pixels, sprites, path)
       select $1, c.key, c.child_index, c.candidate, c.candidate, c.candidate, c.path
       from jsonb_to_recordset($2) c (key bigint, child_index int, candidate text, path text)`,
      [projectId, json(made.map((job) => ({ ...job, path: poolPath('candidates', job) })))],
    );
    const byKey = new Map(part.map((job) => [job.key, job]));
    const decisions = events.flatMap((e) => {
      const job = byKey.get(e.job);
      if (e.decision === null || job === undefined) return [];
      const gate = e.before === 'AwaitingReview' ? 'review' : 'concept';
      const bytes = gate === 'review' ? job.candidate : job.concept;
      const of = gate === 'review' ? bytes : null;
      return [{ ...e, gate, bytes, pixels: of, sprites: of, verdict: e.event, recipe: job.recipe_id }];
    });
    await client.query(
      `insert into art.art_decisions (project_id, id, gate, verdict, recipe_id, recipe_digest, bytes, pixels, sprites,
         key_id, reviewer, reason, decided_at)
       select $1, d.decision, d.gate, d.verdict, d.recipe, $3, d.bytes, d.pixels, d.sprites, $3, 'Ada',
         case d.verdict when 'reject' then 'palette' end, d.at
       from jsonb_to_recordset($2) d (decision text, gate text, verdict text, recipe text, bytes text, pixels text,
         sprites text, at timestamptz)`,
      [projectId, json(decisions), recipeDigest],
    );
  }
  for (const [recipe, digest] of Object.entries(digests))
    for (const table of ['art_runs', 'art_jobs', 'art_decisions'])
      await client.query(
        `update art.${table} set recipe_digest = $3 where project_id = $1 and recipe_id = $2`,
        [projectId, recipe, digest],
      );
  await client.query(`select setval(pg_get_serial_sequence('art.art_jobs', 'id'), 1000000)`);
  await client.query(`set session_replication_role = origin`);
  await client.query(
    `analyze art.art_runs, art.art_jobs, art.art_job_events, art.art_candidates, art.art_decisions`,
  );
}

export const poolPath = (pool: 'concepts' | 'candidates' | 'approved', job: SeededJob): string => {
  const stem = String(job.child_index).padStart(3, '0');
  const own = pool === 'approved' ? `${stem}-${(job.candidate ?? '').slice(0, 8)}` : stem;
  return `art_pool/${pool}/${job.recipe_id}/${job.binding_hash.slice(0, 16)}/procedural/${own}.png`;
};

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
  rebuild: 'none',
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
