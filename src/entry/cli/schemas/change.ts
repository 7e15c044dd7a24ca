import { changeKinds } from '../../../domain/run/explain.ts';
import { anything, count, integer, list, object, oneOf, orNull, text, truth } from './schema.ts';

/** One field in which a stage differs from another. A value that is not set is left out. */
export const change = object(
  {
    kind: oneOf(...changeKinds),
    stage: text,
    field: text,
    text,
    // It follows from another change that is named: a prompt in which a lever's value stands.
    consequence: truth,
    // Of a file whose texts are known.
    lines: orNull(
      object({
        path: text,
        path_before: orNull(text),
        changed: list(object({ line: integer, from: orNull(text), to: orNull(text) })),
        more: count,
      }),
    ),
    // Of an input: what lies at the bottom of it; `null` where nobody can tell.
    because: orNull(list(object({ stage: text, field: text, text }))),
  },
  { from: anything, to: anything },
);
