import { change } from './change.ts';
import { binding, job, runId } from './job.ts';
import {
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
  type JsonSchema,
} from './schema.ts';

const phase = oneOf('concept', 'final');

const plan = object({
  recipe_id: text,
  recipe_digest: digest,
  draft: truth,
  gated: truth,
  would_lock: truth,
  // Whether the run would be asked about: it is large, or paid before anybody has looked.
  would_ask: truth,
  // At most, as far as prices are known.
  price_micro_usd: count,
  unpriced_calls: count,
  sums: list(
    object({
      stage: text,
      phase,
      backend: text,
      place: count,
      reuse: count,
      // Results of the run that is continued, kept though tool or environment differ.
      pin: count,
      // Reused once bytes that the store has lost are fetched back from elsewhere.
      restore: count,
      execute: count,
      unknown: count,
      // What was approved or paid for is gone.
      refuse: count,
      price_micro_usd: count,
      unpriced_calls: count,
    }),
  ),
  jobs: list(
    object({
      cell: integer,
      binding,
      binding_hash: digest,
      backend: text,
      concept_backend: orNull(text),
      child_index: count,
      seed: integer,
    }),
  ),
  stages: list(
    object({
      cell: integer,
      place: count,
      stage: text,
      phase,
      backend: text,
      action: oneOf('reuse', 'pin', 'restore', 'execute', 'unknown', 'refuse'),
      why: text,
      // As codes, the same as in stage manifests; of a refusal the kind of failure.
      reasons: list(text),
      from: orNull(text),
      fingerprint: orNull(digest),
      // When a worker found the environment that the fingerprint is of.
      environment_at: orNull(time),
      price_micro_usd: orNull(count),
      // Against the nearest stage of an earlier run, of what would be executed; `null` where there is none.
      against: orNull(object({ run_id: runId, cell: integer })),
      changes: orNull(list(change)),
    }),
  ),
});

/** What waiting for a run tells. */
export const waited = object({ run_id: text, jobs: list(job), spent_micro_usd: count });
export const waitEvents = {
  progress: object({
    run_id: text,
    jobs: count,
    ready: count,
    failed: count,
    states: mapOf(count),
    waiting: list(object({ reason: text, jobs: count, until: time })),
    spent_micro_usd: count,
    per_second: orNull({ type: 'number' }),
    seconds_left: orNull(count),
  }),
  failed: object({ job: text, error: object({ class: orNull(text), message: orNull(text) }) }),
};

/** What a command that makes a run tells: the run, the end of waiting for it, or its plan. */
export const made: readonly JsonSchema[] = [
  object({
    run_id: text,
    jobs: list(text),
    gated: truth,
    draft: truth,
    max_micro_usd: orNull(count),
    workers: count,
  }),
  // With --wait.
  waited,
  // With --dry-run.
  plan,
];
export const madeEvents = { queued: object({ run_id: text, jobs: list(text) }), ...waitEvents };

export const makingSchemas: CommandSchemas = {
  plan: { data: plan },
  generate: { data: { oneOf: made }, events: madeEvents },
};
