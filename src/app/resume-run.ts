import { failure } from '../domain/failure.ts';
import type { RunId } from '../domain/ids.ts';
import type { JobId } from '../domain/job/job-id.ts';
import { isFinal, gateOf } from '../domain/job/transition.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import type { RunQueue } from '../ports/run-queue.ts';
import { requireRunnable } from './generate.ts';
import { restoreRun, type RebuildDeps } from './rebuild.ts';
import { recipeOfRun } from './run-recipe.ts';
import { resumeMismatches, stageListMismatches, type ResumeCheckDeps } from './check-resume.ts';

export type ResumeDeps = ResumeCheckDeps & RebuildDeps;

/** A run that may go on, and what of it would be queued. */
export interface PlannedResume {
  readonly record: RunRecord;
  readonly recordDigest: Parameters<RunQueue['queueRun']>[1];
  /** The database knows nothing of the run: a clone, a rebuilt database, an interrupted `generate`. */
  readonly isWithoutRows: boolean;
  /** Failed and cancelled jobs, which are tried once more. */
  readonly toRetry: readonly JobId[];
  /** Cells that have no job. */
  readonly missing: readonly number[];
  /** Of the others: those that work goes on with, those at a gate, and those decided. */
  readonly onTheWay: number;
  readonly atGate: number;
  readonly decided: number;
}

const mostJobs = 10_000;

/**
 * Whether a run can go on in place, and with what; changes nothing. It can while it is not sealed and every finished
 * stage is what would be made today: else it would come out half old and half new, under one name. Failures:
 * `run-sealed`, `run-imported`, `resume-mismatch`, `run-record-invalid`, `run-record-differs`, `backend-unavailable`.
 */
export async function planResume(deps: ResumeDeps, run: RunId): Promise<Result<PlannedResume>> {
  const [read, seal] = [await deps.runs.read(run), await deps.runs.readSeal(run)];
  if (!read.ok) return read;
  const { record, digest: recordDigest } = read.value;
  const recipeId = record.recipe.recipe_id;
  // A seal that cannot be read closes the run all the same; `art verify` says what is wrong with it.
  if (!seal.ok || seal.value !== null)
    return fail(failure('run-sealed', { run, wanted: 'resume', recipeId }));
  if (record.project_id !== deps.decisions.projectId) {
    const path = `runs/${run}/run.json`;
    return fail(failure('run-record-invalid', { path, why: 'it belongs to another project' }));
  }
  if (await deps.runs.isImported(run)) return fail(failure('run-imported', { run }));
  const recipe = await recipeOfRun(deps, record);
  if (!recipe.ok) return recipe;
  const stages = stageListMismatches(record, recipe.value, deps.sha256);
  if (!stages.ok) return stages;
  const runnable = requireRunnable(record, deps.registry);
  if (!runnable.ok) return runnable;
  const mismatches = await resumeMismatches(deps, record, recipe.value);
  if (!mismatches.ok) return mismatches;
  const fields = [...stages.value, ...mismatches.value];
  if (fields.length > 0) return fail(failure('resume-mismatch', { run, fields }));

  const jobs = await deps.queue.jobs({ run: { runId: run }, latestOnly: true, limit: mostJobs });
  if (!jobs.ok) return jobs;
  const known = new Set(jobs.value.map(({ id }) => id.cell));
  const failed = jobs.value.filter(({ state }) => state === 'Failed');
  const atGate = jobs.value.filter(({ state }) => gateOf(state) !== null).length;
  const decided = jobs.value.filter(({ state }) => isFinal(state)).length - failed.length;
  return ok({
    record,
    recordDigest,
    isWithoutRows: known.size === 0,
    toRetry: failed.map(({ id }) => id).sort((a, b) => a.cell - b.cell),
    missing: record.cells.map(({ n }) => n).filter((n) => !known.has(n)),
    onTheWay: jobs.value.length - failed.length - atGate - decided,
    atGate,
    decided,
  });
}

/**
 * Queues what the plan names, in place: a folder without rows gets them, each job in the state that its files prove;
 * a failed cell gets its next try. May be done again and beside another resume or a worker: each cell gets one try.
 * Killed in between, it has made all rows or none, and is finished by running it again. Gives the jobs that are new.
 */
export async function resumeRun(
  deps: ResumeDeps,
  { record, recordDigest }: PlannedResume,
): Promise<Result<readonly JobId[]>> {
  const queued = await deps.queue.queueRun(record, recordDigest);
  if (!queued.ok) return queued;
  const again = queued.value ? ok([]) : await deps.queue.requeueRun(record);
  if (!again.ok) return again;
  // Also for rows that an interrupted resume made: what a worker has touched stays as it is.
  const restored = await restoreRun(deps, record);
  if (!restored.ok) return restored;
  const cleared = await deps.runs.clearPending(record.run_id);
  if (!cleared.ok) return cleared;
  if (!queued.value) return again;
  return ok(record.cells.map(({ n }) => ({ runId: record.run_id, cell: n, try: 1 })));
}
