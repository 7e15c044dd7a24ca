import { digestShape, runIdShape } from '../candidate/side-record.ts';
import { isProjectId, type Digest, type ProjectId, type RunId } from '../ids.ts';
import { oneOf, parseRecord, record, recordText, text, type Parsed } from '../manifest/shape.ts';
import { isUtcTime } from '../utc-time.ts';

/** Where what came with an imported run lies, relative to the project. Nothing there is this project's own. */
export const importsFolder = 'imports';
export const importFolder = (run: RunId): string => `${importsFolder}/${run}`;
export const importMarkerName = 'import.json';
export const importTrustName = 'trust.json';

/**
 * `imports/<run_id>/import.json`. A run folder is never changed, so that it came from elsewhere is said beside it.
 */
export interface ImportMarker {
  readonly schema_version: 1;
  readonly run_id: RunId;
  /** The project that made the run. */
  readonly project_id: ProjectId;
  /** SHA-256 of the archive that it came in. */
  readonly archive: Digest;
  /** SHA-256 of the archive's `index.json`, which lies beside this file. */
  readonly index: Digest;
  /** UTC. */
  readonly imported_at: string;
  /** Who imported it, as the machine names them; proves nothing. */
  readonly actor: string;
}

export const importMarkerShape = record<ImportMarker>({
  schema_version: oneOf(1),
  run_id: runIdShape,
  project_id: text<ProjectId>('a project id', isProjectId),
  archive: digestShape,
  index: digestShape,
  imported_at: text('a time in UTC', isUtcTime),
  actor: text('text', (actor) => actor.length <= 200),
});

export const parseImportMarker = (source: string): Parsed<ImportMarker> =>
  parseRecord(source, importMarkerShape);
export const importMarkerText = (marker: ImportMarker): string => recordText({ ...marker });

/** `imports/<run_id>/trust.json`: from then on the results of the run may be reused. */
export interface ImportTrust {
  readonly schema_version: 1;
  readonly run_id: RunId;
  readonly trusted_at: string;
  readonly actor: string;
}

export const importTrustShape = record<ImportTrust>({
  schema_version: oneOf(1),
  run_id: runIdShape,
  trusted_at: text('a time in UTC', isUtcTime),
  actor: text('text', (actor) => actor.length <= 200),
});

export const parseImportTrust = (source: string): Parsed<ImportTrust> =>
  parseRecord(source, importTrustShape);
export const importTrustText = (trust: ImportTrust): string => recordText({ ...trust });
