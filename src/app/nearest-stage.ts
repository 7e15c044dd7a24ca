import type { RecipeId, RunId } from '../domain/ids.ts';
import { runNumber } from '../domain/ids.ts';
import { recipeFamily } from '../domain/recipe/version.ts';
import { ok, type Result } from '../domain/result.ts';
import { changeCount, explainChanges, type NamedChange } from '../domain/run/explain.ts';
import { likeness } from '../domain/run/pair-cells.ts';
import { stageFolder, type PipelineStage } from '../domain/run/pipeline.ts';
import type { RunCell, RunRecord } from '../domain/run/run-record.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import { explainStage } from './explain-stage.ts';
import type { StageLedger, StageView } from './stage-ledger.ts';

/** How far a search goes; beyond it a stage is told as the first of its kind, or as not compared. */
const most = {
  /** Run records, newest first. */
  records: 200,
  /** Cells of those records: a run may have ten thousand. */
  cells: 50_000,
  /** Manifests for one stage. */
  manifests: 40,
  /** Cells of one run that are looked at one by one, for one stage. */
  cellsOfRun: 400,
  /** Manifests for all stages of a command. */
  allManifests: 4_000,
};

/** The stage of an earlier run that is most like one, and what differs from it. */
export interface NearestStage {
  readonly run: RunId;
  readonly cell: number;
  readonly changes: readonly NamedChange[];
}

/** `too-many`: so much was read for other stages that this one was not compared. */
export type FoundNearest = NearestStage | 'none' | 'too-many';

export interface Predecessors {
  /** The nearest stage of earlier runs: of the same recipe in any version first, most equal fields, newest of equals. */
  nearest(view: StageView): Promise<FoundNearest>;
}

/** Run ids, newest first: by number, since code-unit order has 10000 before 9999. */
export const newestFirst = (runs: readonly RunId[]): readonly RunId[] =>
  [...runs].sort((a, b) => runNumber(b) - runNumber(a) || (a < b ? 1 : -1));

/**
 * Looks for stages in runs that are older than `before`; `null` looks in all of them. From records and manifests alone,
 * and no more of them than bounds allow.
 */
export async function earlierRuns(
  runs: Pick<RunFolders, 'list'>,
  ledger: StageLedger,
  recipe: RecipeId,
  before: Pick<RunRecord, 'run_id' | 'created_at'> | null,
): Promise<Result<Predecessors>> {
  const listed = await runs.list();
  if (!listed.ok) return listed;
  const older = newestFirst(listed.value).filter((run) => run !== before?.run_id);
  const family = recipeFamily(recipe);

  /** Earlier records, newest first; of the recipe's own versions, or of all others. */
  async function* records(isOwn: boolean): AsyncGenerator<RunRecord> {
    let cells = 0;
    for (const run of older.slice(0, most.records)) {
      const record = await ledger.record(run);
      if (record === null || (before !== null && record.created_at >= before.created_at)) continue;
      cells += record.cells.length;
      if (cells > most.cells) return;
      if ((recipeFamily(record.recipe.recipe_id) === family) === isOwn) yield record;
    }
  }

  return ok({
    async nearest(view) {
      if (ledger.manifestsRead >= most.allManifests) return 'too-many';
      const own = await nearestIn(ledger, records(true), view);
      return own ?? (await nearestIn(ledger, records(false), view)) ?? 'none';
    },
  });
}

/** The stage of some runs that is most like one, the first of equals; `null` when none has such a stage. */
export async function nearestIn(
  ledger: StageLedger,
  records: AsyncIterable<RunRecord> | Iterable<RunRecord>,
  view: StageView,
): Promise<NearestStage | null> {
  let best: {
    readonly of: Omit<NearestStage, 'changes'>;
    readonly view: StageView;
    readonly count: number;
  } | null = null;
  let left = most.manifests;
  for await (const record of records) {
    for (const { cell, stage } of alikeStages(record, view)) {
      if (left === 0) break;
      left -= 1;
      const found = await ledger.view(record, cell, stage);
      if (found === null) continue;
      const count = changeCount(explainChanges(found.ingredients, view.ingredients));
      if (best !== null && best.count <= count) continue;
      best = { of: { run: record.run_id, cell: cell.n }, view: found, count };
      // One field is as near as it gets: a stage that differs in none would have been found by its fingerprint.
      if (count <= 1) left = 0;
    }
    if (left === 0) break;
  }
  return best === null ? null : { ...best.of, changes: await explainStage(best.view, view) };
}

interface Candidate {
  readonly cell: RunCell;
  readonly stage: PipelineStage;
}

/** Stages of a run with the same name, phase and backend, the most alike first as far as its cells tell. */
export function alikeStages(record: RunRecord, { cell, stage }: StageView): readonly Candidate[] {
  const found = new Map<string, Candidate & { readonly likeness: number }>();
  for (const other of likelyCells(record.cells, cell)) {
    for (const one of record.pipelines[other.backend] ?? []) {
      if (one.stage !== stage.stage || one.phase !== stage.phase || one.backend !== stage.backend) continue;
      const folder = stageFolder(other.binding_hash, other.child_index, one);
      if (found.has(folder)) continue;
      const place = one.place === stage.place ? 0.5 : 0;
      found.set(folder, { cell: other, stage: one, likeness: likeness(other, cell) + place });
    }
  }
  return [...found.values()].sort((a, b) => b.likeness - a.likeness);
}

/** The same cell of another run where there is one; of a large run only so many others. */
function likelyCells(cells: readonly RunCell[], cell: RunCell): readonly RunCell[] {
  if (cells.length <= most.cellsOfRun) return cells;
  const same = cells.filter(
    (one) => one.binding_hash === cell.binding_hash && one.child_index === cell.child_index,
  );
  return same.length > 0 ? same : cells.slice(0, most.cellsOfRun);
}
