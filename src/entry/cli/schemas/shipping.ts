import { count, digest, integer, list, object, orNull, text, truth, type CommandSchemas } from './schema.ts';

const approved = object({
  recipe_id: text,
  recipe_digest: digest,
  binding_hash: digest,
  kind: text,
  backend: text,
  child_index: integer,
  bytes: digest,
  pixels: digest,
  sprites: digest,
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
  promote: {
    data: object({
      asset_id: text,
      path: text,
      bytes: digest,
      /** Id of the record; `null` with `--dry-run`. */
      promotion: orNull(digest),
      supersedes: list(digest),
      /** Frozen files that filled the asset until now. */
      replaces: list(text),
      new: truth,
      ages: list(text),
      dry_run: truth,
    }),
  },
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
      dry_run: truth,
    }),
  },
};
