import { digestShape, runIdShape } from '../candidate/side-record.ts';
import { isProjectId, type Digest, type ProjectId, type RunId } from '../ids.ts';
import {
  integer,
  list,
  oneOf,
  parseRecord,
  record,
  recordText,
  text,
  truth,
  type Parsed,
  type RecordFault,
} from '../manifest/shape.ts';
import { isProjectPath } from '../project-path.ts';
import { archiveLimits } from './limits.ts';

/** The first entry of every archive, inside its folder. */
export const archiveIndexName = 'index.json';

export interface ArchivedFile {
  /** As in the project that the run comes from. */
  readonly path: string;
  readonly bytes: Digest;
  readonly size: number;
}

/**
 * `index.json` of an archive of a run: every other file that is in it. No time, host or version of the tool stands in
 * it, so that the same run gives the same archive wherever it is exported.
 */
export interface ArchiveIndex {
  readonly schema_version: 1;
  readonly format: 'artkiln-run';
  readonly run_id: RunId;
  readonly project_id: ProjectId;
  /** False for a run that was still open: later it may give another archive. */
  readonly sealed: boolean;
  /** By path. */
  readonly files: readonly ArchivedFile[];
}

export const archiveIndexShape = record<ArchiveIndex>({
  schema_version: oneOf(1),
  format: oneOf('artkiln-run'),
  run_id: runIdShape,
  project_id: text<ProjectId>('a project id', isProjectId),
  sealed: truth,
  files: list(
    record<ArchivedFile>({
      path: text('a path inside a project', isProjectPath),
      bytes: digestShape,
      size: integer(0, archiveLimits.fileBytes),
    }),
  ),
});

/** Reads an index: closed shape, files in order, each once, and laid out as `archiveIndexText` does it. */
export function parseArchiveIndex(source: string): Parsed<ArchiveIndex> {
  const parsed = parseRecord(source, archiveIndexShape);
  if (!parsed.ok) return parsed;
  const faults = parsed.value.files.flatMap(({ path }, i): RecordFault[] => {
    const before = parsed.value.files[i - 1]?.path;
    if (before === undefined || before < path) return [];
    return [{ code: before === path ? 'duplicate' : 'wrong-order', at: `files[${i}].path`, expected: '' }];
  });
  if (faults.length > 0) return { ok: false, faults };
  if (archiveIndexText(parsed.value) === source) return parsed;
  return { ok: false, faults: [{ code: 'wrong-value', at: '', expected: 'laid out as an export does it' }] };
}

/** The index's text: one layout, files by path, so that equal runs have equal archives. */
export const archiveIndexText = (index: ArchiveIndex): string =>
  recordText({
    schema_version: index.schema_version,
    format: index.format,
    run_id: index.run_id,
    project_id: index.project_id,
    sealed: index.sealed,
    files: [...index.files]
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
      .map(({ path, bytes, size }) => ({ path, bytes, size })),
  });
