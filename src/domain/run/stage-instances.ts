import type { RunId } from '../ids.ts';
import { stageFolder, type PipelineStage } from './pipeline.ts';
import type { RunCell, RunRecord } from './run-record.ts';
import type { StageManifest } from './stage-manifest.ts';

/** A stage of a cell. */
export interface StageInstance {
  readonly cell: RunCell;
  readonly stage: PipelineStage;
}

/** Every stage that a run has, by the name of its folder. */
export function stageInstances({
  cells,
  pipelines,
}: Pick<RunRecord, 'cells' | 'pipelines'>): ReadonlyMap<string, StageInstance> {
  const instances = new Map<string, StageInstance>();
  for (const cell of cells)
    for (const stage of pipelines[cell.backend] ?? [])
      instances.set(stageFolder(cell.binding_hash, cell.child_index, stage), { cell, stage });
  return instances;
}

/** Parts in which a manifest is not that of the folder it lies in. */
export function misplacedFields(
  run: RunId,
  manifest: StageManifest,
  { cell, stage }: StageInstance,
): string[] {
  const pairs: readonly (readonly [string, string | number, string | number])[] = [
    ['run_id', manifest.run_id, run],
    ['place', manifest.place, stage.place],
    ['stage', manifest.stage, stage.stage],
    ['phase', manifest.phase, stage.phase],
    ['backend', manifest.backend, stage.backend],
    ['binding_hash', manifest.binding_hash, cell.binding_hash],
    ['child_index', manifest.child_index, cell.child_index],
    ['ingredients.stage', manifest.ingredients.stage, stage.stage],
  ];
  return pairs.filter(([, is, wanted]) => is !== wanted).map(([field]) => field);
}
