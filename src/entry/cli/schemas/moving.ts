import { holderKinds } from '../../../domain/run/holder.ts';
import { count, digest, list, object, oneOf, orNull, text, truth, type CommandSchemas } from './schema.ts';

export const movingSchemas: CommandSchemas = {
  'run export': {
    data: object({
      run: text,
      file: text,
      /** False for a run that was still open. */
      sealed: truth,
      files: count,
      bytes: count,
      digest,
      /** False when the very same archive was there already. */
      new: truth,
      /** Pictures that were missing or changed in the run folder. */
      from_store: count,
    }),
  },
  'run import': {
    data: object({
      run: text,
      /** Of the project that made it. */
      project_id: text,
      sealed: truth,
      standing: oneOf('new', 'completed', 'already'),
      /** False for a run of this project that was only completed. */
      imported: truth,
      files: count,
      bytes: count,
      /** Files that were written; with `--dry-run`, that would be. */
      written: count,
      /** Results that may be reused from now on. */
      trusted: count,
      dry_run: truth,
    }),
  },
  gc: {
    data: {
      anyOf: [
        object({
          deleted: truth,
          /** Blobs by what holds them; `null` is nothing. */
          groups: list(object({ held_by: oneOf(...holderKinds, null), blobs: count, bytes: count })),
          free: object({
            blobs: count,
            /** Entries of the action cache without their bytes. */
            results: count,
            leftovers: list(object({ path: text, bytes: count })),
            /** Set aside by an earlier gc. */
            aside: count,
            bytes: count,
          }),
          /** `null` unless `--delete` was given. */
          freed: orNull(
            object({
              blobs: count,
              results: count,
              leftovers: count,
              bytes: count,
              aside: count,
              brought_back: count,
            }),
          ),
        }),
        // With --why.
        object({
          blobs: list(
            object({
              digest,
              bytes: count,
              held_by: list(object({ kind: oneOf(...holderKinds), by: text })),
            }),
          ),
        }),
      ],
    },
  },
};
