import { coverageStates } from '../../../domain/recipe/coverage.ts';
import { anything, count, digest, list, mapOf, object, oneOf, orNull, text, truth } from './schema.ts';
import type { CommandSchemas } from './schema.ts';

const recipeState = oneOf('draft', 'unlocked', 'locked', 'edited', 'invalid');
const drift = list(
  object({
    path: text,
    change: oneOf('changed', 'missing', 'not-in-lock'),
    was: orNull(text),
    is: orNull(text),
  }),
);
const levers = mapOf(list(text));
const binding = mapOf(text);
const coverageState = oneOf(...coverageStates);

/** What became of a file; `hunks` is null where it is not text on both sides. */
export const change = object({
  path: text,
  change: oneOf('text', 'new', 'gone', 'binary'),
  hunks: orNull(
    list(
      object({
        old_line: count,
        new_line: count,
        lines: list(object({ side: oneOf('both', 'old', 'new'), text })),
      }),
    ),
  ),
});

export const recipeSchemas: CommandSchemas = {
  recipes: {
    data: object({
      recipes: list(
        object({
          /** The file's name without its ending: a recipe id, or none where that is what is wrong. */
          recipe: text,
          title: orNull(text),
          kind: orNull(text),
          backends: list(text),
          bindings: orNull(count),
          state: recipeState,
          newest: truth,
          faults: count,
          why: orNull(text),
          drift,
        }),
      ),
    }),
  },
  'recipe show': {
    data: object({
      recipe_id: text,
      title: orNull(text),
      kind: text,
      state: recipeState,
      drift,
      digest,
      locked_digest: orNull(digest),
      gated: truth,
      levers,
      bindings: count,
      locked_fields: mapOf(anything),
      backends: list(
        object({
          backend: text,
          phase: oneOf('concept', 'final', 'both'),
          paid: truth,
          can_run: truth,
          prompts: list(object({ field: text, text })),
        }),
      ),
      /** The levers that were chosen; may be a part of a binding. */
      binding,
      postprocess: list(object({ stage: text, params: mapOf(anything) })),
      valid_output_kinds: list(text),
      files: list(object({ path: text, digest })),
      versions: list(object({ recipe_id: text, state: recipeState })),
      runs: count,
      runs_of_this_text: count,
    }),
  },
  'recipe new': {
    data: object({ recipe_id: text, path: text, draft: truth, bindings: count, text, made: truth }),
  },
  'recipe diff': {
    data: object({
      recipe_id: text,
      against: orNull(object({ by: oneOf('lock', 'run', 'recipe'), name: text })),
      changes: list(change),
    }),
  },
  'recipe lock': {
    data: object({
      recipe_id: text,
      digest,
      lock: text,
      files: mapOf(digest),
      ended_draft: truth,
      was_locked: truth,
      dry_run: truth,
    }),
  },
  'recipe bump': {
    data: object({
      recipe_id: text,
      from: text,
      made: truth,
      draft: truth,
      copies: list(object({ from: text, to: text })),
      restored: list(text),
      /** The folder that holds what was replaced, laid out as in the project. */
      kept: orNull(text),
    }),
  },
  'recipe restore': {
    data: object({
      recipe_id: text,
      restored: truth,
      files: list(change),
      kept: orNull(text),
      endangered: list(object({ recipe_id: text, path: text })),
    }),
  },
  coverage: {
    data: object({
      recipe_id: text,
      /** The part of the lever product that was looked at. */
      levers,
      size: count,
      totals: object(Object.fromEntries(coverageStates.map((state) => [state, count]))),
      cells: list(
        object({
          binding,
          binding_hash: digest,
          state: coverageState,
          backends: mapOf(coverageState),
          jobs: count,
        }),
      ),
      /** Where the next page begins; null after the last. */
      next_offset: orNull(count),
    }),
  },
};
