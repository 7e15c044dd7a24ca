import { draftFields } from '../../../domain/run/draft-difference.ts';
import { made, madeEvents, waited, waitEvents } from './making.ts';
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
  truth,
  type CommandSchemas,
} from './schema.ts';

const field = oneOf(...draftFields);
const present = oneOf('same', 'edited', 'missing');

/** `.art/draft.json`. */
export const draft = object({
  schema_version: oneOf(1),
  recipe: orNull(object({ recipe_id: text, digest: orNull(digest), text: orNull(text) })),
  wanted: list(object({ levers: mapOf(list(text)), children: list(count), backends: orNull(list(text)) })),
  limits: object({ max_micro_usd: orNull(count) }),
  ui: mapOf(anything),
  from_run: orNull(text),
});

export const recoveringSchemas: CommandSchemas = {
  'run recover': {
    data: {
      oneOf: [
        object({
          run: text,
          recipe_id: text,
          recipe_digest: digest,
          // Against the recipe's file in the project.
          recipe_present: present,
          files: list(object({ path: text, present })),
          changes: list(object({ field, name: orNull(text), from: orNull(text), to: orNull(text) })),
          // The run's settings, as they would stand in the draft.
          settings: draft,
          taken: list(field),
          recipe_made: orNull(text),
          // A copy of the draft that was replaced.
          previous: orNull(text),
        }),
        // With --continue.
        ...made,
      ],
    },
    events: madeEvents,
  },
  'run resume': {
    data: {
      oneOf: [
        object({
          run_id: text,
          dry_run: truth,
          // The database knew nothing of the run.
          without_rows: truth,
          // Failed and cancelled jobs that get another try.
          retries: list(text),
          // Cells that have no job.
          missing: list(integer),
          queued: list(text),
          on_the_way: count,
          at_gate: count,
          decided: count,
        }),
        waited,
      ],
    },
    events: { resumed: object({ run_id: text, jobs: list(text) }), ...waitEvents },
  },
  reroll: { data: { oneOf: made }, events: madeEvents },
  'draft show': { data: object({ draft: orNull(draft) }) },
  'draft clear': { data: object({ cleared: truth, previous: orNull(text) }) },
};
