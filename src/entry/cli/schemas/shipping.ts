import {
  count,
  digest,
  integer,
  list,
  object,
  oneOf,
  orNull,
  text,
  truth,
  type CommandSchemas,
} from './schema.ts';

const approved = object({
  recipe_id: text,
  recipe_digest: digest,
  binding_hash: digest,
  kind: text,
  backend: text,
  child_index: integer,
  bytes: digest,
  pixels: orNull(digest),
  sprites: orNull(digest),
  decision: digest,
});

const age = object({
  age: text,
  version: integer,
  pages: count,
  shipped: list(text),
  placeholders: list(text),
  reused: truth,
});

export const shippingSchemas: CommandSchemas = {
  ship: {
    data: object({
      pack: integer,
      folder: text,
      new: truth,
      releasable: truth,
      ages: list(age),
      /** Age manifests that were written. */
      written: list(text),
      approved_not_promoted: list(approved),
      without_entry: list(text),
      not_restored: list(text),
    }),
  },
  verify: {
    data: object({
      findings: list(
        object({
          path: text,
          kind: oneOf('MISSING', 'MODIFIED', 'UNEXPECTED', 'KEY-MISMATCH', 'UNSIGNED'),
          detail: text,
        }),
      ),
      checked: count,
      absent: count,
    }),
  },
};
