import { count, digest, list, object, oneOf, orNull, text, truth, type CommandSchemas } from './schema.ts';

export const mendingSchemas: CommandSchemas = {
  withdraw: {
    data: object({
      change: oneOf('withdraw', 'restore'),
      digest,
      recipe_id: text,
      /** `null` with `--dry-run`. */
      decision: orNull(digest),
      supersedes: list(digest),
      /** What is filled otherwise at the next ship; `null` is the placeholder. */
      assets: list(
        object({
          asset_id: text,
          ages: list(text),
          from: orNull(text),
          to: orNull(text),
          ambiguous: truth,
        }),
      ),
    }),
  },
  cancel: {
    data: object({
      cancelled: list(text),
      /** Jobs of named runs that had come to an end. */
      kept: count,
      dry_run: truth,
    }),
  },
  retry: {
    data: object({ queued: list(object({ job: text, retries: text })), dry_run: truth }),
  },
  'run close': {
    data: object({
      run: text,
      /** `false` with `--dry-run`. */
      sealed: truth,
      rejected: list(text),
      decisions: count,
      /** Jobs of other runs that show the same pictures. */
      also: list(text),
      cells: object({ approved: count, rejected: count, failed: count }),
    }),
    events: { rejected: object({ job: text, also: list(text) }) },
  },
};
