import { count, digest, integer, list, mapOf, object, oneOf, orNull, text, time, truth } from './schema.ts';

export const states = oneOf(
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
export const binding = mapOf(text);
const candidate = object({ path: text, digest, pixels: digest, sprites: digest });

/** A job, as every command shows it that lists jobs. */
export const job = object({
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
