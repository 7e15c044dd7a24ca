import { runOrigins } from '../../../domain/run/run-record.ts';
import { change } from './change.ts';
import { change as fileChange } from './recipes.ts';
import { binding, gate, job, jobId, runId, standingVerdict, state } from './job.ts';
import {
  anything,
  count,
  digest,
  integer,
  list,
  mapOf,
  object,
  oneOf,
  orNull,
  text,
  time,
  truth,
  type CommandSchemas,
} from './schema.ts';

const states = mapOf(count);
const decision = object({
  id: digest,
  verdict: standingVerdict,
  reviewer: text,
  reason: orNull(text),
  at: time,
});

/** One thing that happened to a job. */
const happened = {
  id: text,
  job: jobId,
  seq: count,
  what: text,
  from: text,
  to: state,
  at: time,
  by: text,
  login: text,
  decision: orNull(object({ id: digest, reviewer: text, reason: orNull(text) })),
  detail: anything,
};

const output = object({
  name: text,
  bytes: digest,
  pixels: orNull(digest),
  size: count,
  media_type: text,
  width: orNull(count),
  height: orNull(count),
});

/** A stage manifest, with the name of its folder. */
const stage = object({
  folder: text,
  schema_version: oneOf(1),
  run_id: runId,
  place: count,
  stage: text,
  phase: oneOf('concept', 'final'),
  backend: text,
  binding_hash: digest,
  child_index: count,
  fingerprint: digest,
  ingredients: mapOf(anything),
  outcome: object({
    kind: oneOf('executed', 'reused', 'pinned'),
    from: orNull(runId),
    reasons: list(text),
  }),
  outputs: list(output),
  attempts: list(object({ n: count, started_at: time, ended_at: time, failure: orNull(text) })),
  environment: mapOf(anything),
  model: orNull(text),
  cost: object({ reserved_micro_usd: count, reported_micro_usd: orNull(count) }),
  reproducibility: oneOf('deterministic', 'environment', 'vendor'),
  started_at: time,
  ended_at: time,
});

const cell = object({ cell: integer, binding, backend: text, child_index: count, seed: integer });

const note = object({
  digest,
  author: text,
  stars: orNull(count),
  label: orNull(text),
  text: orNull(text),
  at: time,
});

const imported = object({
  run_id: runId,
  /** `null`: the record of the import cannot be read. */
  project_id: orNull(text),
  imported_at: orNull(time),
  /** `null`: its results are not reused here. */
  trusted_at: orNull(time),
});

export const lookingSchemas: CommandSchemas = {
  status: {
    data: object({
      states,
      at_work: truth,
      gates: list(object({ gate, recipe_id: text, jobs: count, since: orNull(time), oldest: jobId })),
      working: list(object({ job: jobId, state, recipe_id: text, binding, leased: truth })),
      waits: list(object({ for: text, jobs: count, until: time, first: jobId })),
      failures: list(
        object({ class: text, jobs: count, at: orNull(time), latest: jobId, message: orNull(text) }),
      ),
      spent_today_micro_usd: count,
      to_promote: object({
        jobs: count,
        newest: list(object({ job: jobId, asset_id: orNull(text) })),
      }),
      shipped: orNull(object({ name: text, since: time })),
      workers: list(object({ worker_id: text, host: text, pid: count, seen_seconds_ago: integer })),
      incomplete: list(runId),
    }),
  },
  runs: {
    data: object({
      runs: list(
        object({
          run_id: runId,
          origin: oneOf(...runOrigins),
          recipe_id: text,
          draft: truth,
          gated: truth,
          cells: count,
          states,
          created_at: time,
        }),
      ),
      incomplete: list(runId),
      /** Runs that came in archives. */
      imported: list(imported),
      next: orNull(runId),
    }),
  },
  'run show': {
    data: object({
      run: mapOf(anything),
      sealed: truth,
      /** `null` for a run that was made here. */
      imported: orNull(imported),
      states,
      jobs: list(job),
      stages: list(stage),
      next: orNull(jobId),
    }),
  },
  'run diff': {
    data: object({
      first: runId,
      second: runId,
      same: truth,
      fields: list(object({ field: text, text }, { from: anything, to: anything })),
      files: list(fileChange),
      cells: object({
        pairs: list(object({ first: integer, second: integer, same: truth })),
        only_first: list(cell),
        only_second: list(cell),
      }),
      stages: list(
        object({
          first_cell: integer,
          second_cell: integer,
          place: count,
          stage: text,
          phase: oneOf('concept', 'final'),
          backend: text,
          outputs: oneOf('same-bytes', 'same-pixels', 'different', 'only-first', 'only-second'),
          changes: orNull(list(change)),
        }),
      ),
    }),
  },
  why: {
    data: object({
      run_id: runId,
      recipe_id: text,
      sealed: truth,
      stages: list(
        object({
          cell: integer,
          place: count,
          stage: text,
          phase: oneOf('concept', 'final'),
          backend: text,
          outcome: oneOf('executed', 'reused', 'pinned', 'not-run'),
          from: orNull(runId),
          reasons: list(text),
          why: text,
          waits_for: orNull(
            object(
              { kind: oneOf('stage', 'worker', 'concept-gate', 'concept-rejected', 'sealed') },
              { stage: text, phase: oneOf('concept', 'final'), state: text },
            ),
          ),
          compared: oneOf('with', 'first', 'too-many', null),
          against: orNull(object({ run_id: runId, cell: integer })),
          changes: orNull(list(change)),
        }),
      ),
    }),
  },
  jobs: {
    data: { oneOf: [object({ jobs: list(job), next: orNull(jobId) }), object({ count })] },
  },
  'job show': {
    data: object({
      job,
      attempt: count,
      cost_micro_usd: count,
      lease: orNull(object({ worker: text, expires_at: time })),
      trace_id: text,
      tries: list(jobId),
      pictures: list(
        object({
          what: oneOf('concept', 'candidate'),
          path: text,
          bytes: digest,
          pixels: digest,
          sprites: digest,
          decision: orNull(decision),
        }),
      ),
      promoted_as: list(text),
      stages: list(stage),
      folder_fault: orNull(text),
      notes: list(note),
      events: list(object(happened)),
      next: list(text),
    }),
  },
  log: {
    data: object({ events: count, earlier: orNull(text) }),
    events: { happened: object(happened) },
  },
  'list-candidates': {
    data: object({
      candidates: list(
        object({
          job: jobId,
          state,
          path: text,
          bytes: digest,
          binding,
          binding_hash: digest,
          hash16: text,
          backend: text,
          frame: text,
          child_index: count,
          seed: integer,
          verdict: oneOf('approved', 'rejected', 'withdrawn', 'undecided'),
          decision: orNull(decision),
          promoted_as: list(text),
        }),
      ),
      next: orNull(text),
    }),
  },
};
