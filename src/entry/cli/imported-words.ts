import type { Json } from '../../domain/canonical-json.ts';
import type { RunId } from '../../domain/ids.ts';
import type { ImportedRun } from '../../ports/run-imports.ts';
import { localTime } from './words.ts';

/** What `--json` says of an imported run. */
export const importedJson = (runId: RunId, { marker, trustedAt }: ImportedRun): Json => ({
  run_id: runId,
  project_id: marker?.project_id ?? null,
  imported_at: marker?.imported_at ?? null,
  trusted_at: trustedAt,
});

/** Where an imported run came from, and what it counts for here. */
export function importedText({ marker, trustedAt }: ImportedRun): string {
  const trust =
    trustedAt === null
      ? 'its results are not reused here (art run import <file> --trust)'
      : `its results are trusted since ${localTime(trustedAt)}`;
  if (marker === null) return `imported, and the record of it cannot be read (art verify); ${trust}`;
  return `imported ${localTime(marker.imported_at)} from project ${marker.project_id}; ${trust}`;
}
