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

const states = oneOf(
  'Pending',
  'ConceptGenerating',
  'AwaitingConceptApproval',
  'RotationGenerating',
  'Persisting',
  'AwaitingReview',
  'Approved',
  'Rejected',
  'Failed',
);
const candidate = object({ path: text, digest, pixels: digest, sprites: digest });
const binding = mapOf(text);

const job = object({
  job: text,
  recipe_id: text,
  recipe_digest: digest,
  draft: truth,
  kind: text,
  binding,
  binding_hash: digest,
  backend: text,
  concept_backend: orNull(text),
  child_index: count,
  seed: integer,
  state: states,
  gate: oneOf('concept', 'review', null),
  waiting_for: orNull(text),
  run_at: time,
  error: orNull(object({ class: text, message: orNull(text) })),
  concept: orNull(candidate),
  candidates: list(candidate),
  decided: orNull(object({ reviewer: text, verdict: text, decisionId: digest })),
  created_at: time,
});

export const askingSchemas: CommandSchemas = {
  status: {
    data: object({
      jobs: list(job),
      workers: list(anything),
      shipped: orNull(text),
      to_promote: list(object({ job: text, asset_id: orNull(text) })),
      incomplete: list(text),
    }),
  },
  runs: { data: object({ runs: list(anything), incomplete: list(text) }) },
  'run show': { data: object({ run: anything, jobs: list(job), stages: list(anything) }) },
  jobs: { data: object({ jobs: list(job) }) },
  'list-candidates': {
    data: object({
      candidates: list(
        object({
          path: text,
          binding,
          binding_hash: digest,
          hash16: text,
          backend: text,
          frame: text,
          bytes: digest,
          verdict: oneOf('undecided', 'approved', 'rejected', 'withdrawn'),
          promoted_as: list(text),
        }),
      ),
    }),
  },
};
