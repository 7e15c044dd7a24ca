import type { RunId } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { Ingredients } from '../domain/run/fingerprint.ts';
import { stageFolder, type PipelineStage } from '../domain/run/pipeline.ts';
import type { RunCell, RunFile, RunRecord } from '../domain/run/run-record.ts';
import type { StageManifest } from '../domain/run/stage-manifest.ts';
import type { RunFolders } from '../ports/run-folders.ts';

/** One stage of one cell, of a run or of a plan, and what stands before it. */
export interface StageView {
  readonly cell: RunCell;
  readonly stage: PipelineStage;
  readonly ingredients: Ingredients;
  /** Files that its recipe names. */
  readonly files: readonly RunFile[];
  readonly pipeline: readonly PipelineStage[];
  /** Another stage of the same cell; `null` where it has not run, or is unknown. */
  at(stage: PipelineStage): Promise<StageView | null>;
}

/** Run records and stage manifests, each read once. What cannot be read is not there: `art verify` names it. */
export interface StageLedger {
  record(run: RunId): Promise<RunRecord | null>;
  manifest(run: RunId, folder: string): Promise<StageManifest | null>;
  view(record: RunRecord, cell: RunCell, stage: PipelineStage): Promise<StageView | null>;
  /** Manifests that were read so far. */
  readonly manifestsRead: number;
}

export function stageLedger(runs: Pick<RunFolders, 'read' | 'readStage'>): StageLedger {
  const records = new Map<RunId, Promise<RunRecord | null>>();
  const manifests = new Map<string, Promise<StageManifest | null>>();
  const ledger: StageLedger = {
    get manifestsRead() {
      return manifests.size;
    },
    record: (run) => once(records, run, async () => valueOf(await runs.read(run))?.record ?? null),
    manifest: (run, folder) =>
      once(manifests, `${run}/${folder}`, async () => valueOf(await runs.readStage(run, folder))),
    async view(record, cell, stage) {
      const folder = stageFolder(cell.binding_hash, cell.child_index, stage);
      const manifest = await ledger.manifest(record.run_id, folder);
      if (manifest === null) return null;
      return {
        cell,
        stage,
        ingredients: manifest.ingredients,
        files: record.files,
        pipeline: record.pipelines[cell.backend] ?? [],
        at: (other) => ledger.view(record, cell, other),
      };
    },
  };
  return ledger;
}

const valueOf = <T>(read: Result<T>): T | null => (read.ok ? read.value : null);

function once<K, T>(kept: Map<K, Promise<T>>, key: K, make: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  kept.set(key, made);
  return made;
}
