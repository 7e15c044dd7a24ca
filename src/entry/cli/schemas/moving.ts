import { count, digest, object, oneOf, text, truth, type CommandSchemas } from './schema.ts';

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
};
