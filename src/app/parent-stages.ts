import type { ProjectId, RunId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import { sameStageIn, stageFolder, type PipelineStage } from '../domain/run/pipeline.ts';
import type { RunCell, RunRecord } from '../domain/run/run-record.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { ParentStage } from './find-result.ts';

/** The run whose results another takes over, where nothing but tool or environment differs. */
export const continuedBy = ({ origin, parent }: Pick<RunRecord, 'origin' | 'parent'>): RunId | null =>
  origin === 'recover' ? parent : null;

/** Finds the stages of the run that this one continues: same stage, phase, backend, binding, child and turn. */
export async function parentStages(
  runs: Pick<RunFolders, 'read' | 'isImported' | 'readStage'>,
  projectId: ProjectId,
  parent: RunId | null,
  pipelines: RunRecord['pipelines'],
  cell: RunCell,
): Promise<Result<(stage: PipelineStage) => Promise<Result<ParentStage | null>>>> {
  if (parent === null) return ok(() => Promise.resolve(ok(null)));
  const read = await runs.read(parent);
  // The parent may be gone from this machine: then there is nothing to keep.
  if (!read.ok && read.failure.kind === 'run-not-found') return ok(() => Promise.resolve(ok(null)));
  if (!read.ok) return read;
  const { record } = read.value;
  // Another project's run is one that was brought in, though the marker that says so is gone.
  const isImported = record.project_id !== projectId || (await runs.isImported(parent));
  // Concept stages are the same before every final backend.
  const theirs = record.pipelines[cell.backend] ?? Object.values(record.pipelines)[0] ?? [];
  const own = pipelines[cell.backend] ?? [];
  return ok(async (stage) => {
    const same = sameStageIn(theirs, stage, own);
    if (same === null) return ok(null);
    const folder = stageFolder(cell.binding_hash, cell.child_index, same);
    const manifest = await runs.readStage(parent, folder);
    if (!manifest.ok || manifest.value === null) return manifest as Result<null>;
    return ok({ folder, manifest: manifest.value, isImported });
  });
}
