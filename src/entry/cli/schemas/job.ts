import { jobStates } from '../../../domain/job/transition.ts';
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
  type JsonSchema,
} from './schema.ts';

export const runId: JsonSchema = { type: 'string', pattern: '^run_[0-9]{4,}_[a-z2-7]{4}$' };
export const jobId: JsonSchema = {
  type: 'string',
  pattern: '^run_[0-9]{4,}_[a-z2-7]{4}/[1-9][0-9]*(\\.[1-9][0-9]*)?$',
};
export const state = oneOf(...jobStates);
export const gate = oneOf('concept', 'review');
/** Of a decision that stands or stood; what `art review` takes is fewer. */
export const standingVerdict = oneOf('approve', 'reject', 'withdraw');
export const binding = mapOf(text);
const picture = object({ digest, pixels: digest, sprites: digest, path: text });

/** A job, wherever a command prints one. */
export const job = object({
  job: jobId,
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
  state,
  gate: orNull(gate),
  waiting_for: orNull(text),
  run_at: time,
  error: orNull(object({ class: text, message: orNull(text) })),
  concept: orNull(picture),
  candidates: list(picture),
  decided: orNull(object({ reviewer: text, verdict: standingVerdict, decision: digest })),
  created_at: time,
});
