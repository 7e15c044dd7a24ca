import { ok, type Result } from '../domain/result.ts';
import type { RunFile } from '../domain/run/run-record.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { LoadedRecipe } from './load-recipe.ts';
import { earlierRuns, type NearestStage } from './nearest-stage.ts';
import type { PlannedStageRow, RunOutline } from './plan-run.ts';
import { stageLedger, type StageView } from './stage-ledger.ts';

/** What would be executed, and how it differs from the nearest stage of an earlier run; the rest has no entry. */
export type ExplainedPlan = ReadonlyMap<PlannedStageRow, NearestStage>;

/**
 * Looks for what each stage that would be executed was like before. Reads no run as long as nothing would be: then
 * there is nothing to explain, and a plan is to be quick.
 */
export async function explainPlan(
  runs: RunFolders,
  loaded: LoadedRecipe,
  outline: RunOutline,
  rows: readonly PlannedStageRow[],
): Promise<Result<ExplainedPlan>> {
  const executing = rows.filter(isNew);
  if (executing.length === 0) return ok(new Map());
  const earlier = await earlierRuns(runs, stageLedger(runs), loaded.recipe.recipe_id, null);
  if (!earlier.ok) return earlier;
  const viewOf = plannedViews(loaded, outline, rows);
  const found = new Map<PlannedStageRow, NearestStage>();
  for (const row of executing) {
    const view = viewOf(row);
    const nearest = view === null ? 'none' : await earlier.value.nearest(view);
    if (typeof nearest !== 'string') found.set(row, nearest);
  }
  return ok(found);
}

/** Executed since nothing like it was, rather than because its bytes are gone, or because it is asked for. */
const isNew = ({ action, reasons, ingredients }: PlannedStageRow): boolean =>
  action === 'execute' && ingredients !== null && reasons.includes('never-run');

/** The rows of a plan as stages that can be compared with those of runs. */
function plannedViews(
  loaded: LoadedRecipe,
  outline: RunOutline,
  rows: readonly PlannedStageRow[],
): (row: PlannedStageRow) => StageView | null {
  const byPlace = new Map(rows.map((row) => [`${row.cell} ${row.place}`, row]));
  const files = loaded.files.map(({ path, digest, bytes, text }): RunFile => ({
    path,
    digest,
    size: bytes.length,
    text,
  }));
  const viewOf = (row: PlannedStageRow): StageView | null => {
    const cell = outline.cells[row.cell - 1];
    const pipeline = outline.pipelines[cell?.backend ?? ''] ?? [];
    const stage = pipeline[row.place];
    if (cell === undefined || stage === undefined || row.ingredients === null) return null;
    const at = (place: number): StageView | null => {
      const other = byPlace.get(`${row.cell} ${place}`);
      return other === undefined ? null : viewOf(other);
    };
    const { ingredients } = row;
    return { cell, stage, ingredients, files, pipeline, at: ({ place }) => Promise.resolve(at(place)) };
  };
  return viewOf;
}
