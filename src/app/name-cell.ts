import { formatJobId, type JobReference } from '../domain/job/job-id.ts';
import { runNumber, type RunId } from '../domain/ids.ts';
import { failure } from '../domain/failure.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { ApprovedCell } from './withdraw.ts';

/** What a job makes, read from its run's record: for commands that need no database. */
export async function readCell(
  runs: RunFolders,
  typed: string,
  { run, cell: n }: JobReference,
): Promise<Result<ApprovedCell>> {
  const folders = await runs.list();
  if (!folders.ok) return folders;
  const meant = folders.value.filter((id) =>
    'runId' in run ? id === run.runId : runNumber(id) === run.number,
  );
  const [runId, other] = meant;
  if (other !== undefined) return fail(failure('run-ambiguous', { run: typed, runs: meant }));
  if (runId === undefined) return fail(failure('job-not-found', { job: typed }));
  const read = await runs.read(runId);
  if (!read.ok) return read;
  const { record } = read.value;
  const cell = record.cells.find((one) => one.n === n);
  if (cell === undefined) return fail(failure('job-not-found', { job: typed }));
  return ok({
    recipeId: record.recipe.recipe_id,
    recipeDigest: record.recipe.digest,
    bindingHash: cell.binding_hash,
    backend: cell.backend,
    childIndex: cell.child_index,
  });
}

/** The job that made a candidate first, by its run's record; `null` where the run is not here or does not know it. */
export async function jobOfCell(runs: RunFolders, runId: RunId, cell: ApprovedCell): Promise<string | null> {
  const read = await runs.read(runId);
  if (!read.ok) return null;
  const { record } = read.value;
  if (record.recipe.digest !== cell.recipeDigest) return null;
  const found = record.cells.find(
    (one) =>
      one.binding_hash === cell.bindingHash &&
      one.backend === cell.backend &&
      one.child_index === cell.childIndex,
  );
  return found === undefined ? null : formatJobId({ runId, cell: found.n, try: 1 });
}
