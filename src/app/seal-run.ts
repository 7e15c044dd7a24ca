import { failure } from '../domain/failure.ts';
import { asDigest, type ProjectId, type RunId } from '../domain/ids.ts';
import { formatJobId } from '../domain/job/job-id.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { runSealName, type RunSeal, type SealedCell } from '../domain/run/seal.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { LatestTry, SealQueue } from '../ports/seal-queue.ts';
import type { Survey } from '../ports/survey.ts';

export interface SealDeps {
  readonly projectId: ProjectId;
  readonly runs: RunFolders;
  readonly survey: Survey;
  readonly queue: SealQueue;
}

/**
 * Seals a run of which every cell is final: every file by its digest, then the seal itself, while the database keeps
 * new jobs and other sealers away. A run that is sealed already is only noted as such and its seal returned: so two
 * workers and a person may all seal at once, and whoever was killed before the note is followed by another. Failures:
 * `run-not-done`, `run-without-jobs` (a cell of the record that the database knows no job of).
 */
export async function sealRun(deps: SealDeps, run: RunId): Promise<Result<RunSeal>> {
  const read = await deps.runs.read(run);
  if (!read.ok) return read;
  const { cells } = read.value.record;
  return deps.queue.sealRun(run, async (latest) => {
    const there = await deps.runs.readSeal(run);
    if (!there.ok) return there;
    if (there.value !== null) return ok(there.value);
    const sealed = sealedCells(
      run,
      cells.map(({ n }) => n),
      latest,
    );
    if (!sealed.ok) return sealed;
    const found = await deps.survey.below(`runs/${run}`, 'bytes');
    if (!found.ok) return found;
    const files: RunSeal['files'][number][] = [];
    for (const [path, file] of found.value) {
      if (path === runSealName) continue;
      if (file?.bytes == null) {
        const why = 'it is a link, or cannot be read';
        return fail(failure('file-unusable', { path: `runs/${run}/${path}`, why }));
      }
      files.push({ path, bytes: file.bytes, size: file.size });
    }
    const seal: RunSeal = {
      schema_version: 1,
      run_id: run,
      project_id: deps.projectId,
      cells: sealed.value,
      files,
    };
    const written = await deps.runs.writeSeal(seal);
    return written.ok ? ok(seal) : written;
  });
}

/** Where each cell ended; `run-not-done` while one has not. */
function sealedCells(
  run: RunId,
  cells: readonly number[],
  latest: readonly LatestTry[],
): Result<readonly SealedCell[]> {
  const known = new Map(latest.map((one) => [one.cell, one]));
  const missing = cells.filter((n) => !known.has(n));
  if (missing.length > 0)
    return fail(failure('run-without-jobs', { run, cells: known.size === 0 ? [] : missing }));
  const sealed: SealedCell[] = [];
  const open: LatestTry[] = [];
  for (const one of latest) {
    const cell = { n: one.cell, try: one.try };
    switch (one.state) {
      case 'Approved':
      case 'Rejected':
        sealed.push({
          ...cell,
          state: one.state,
          decision: one.decisionId === null ? null : asDigest(one.decisionId),
          error: null,
        });
        break;
      case 'Failed':
        sealed.push({ ...cell, state: 'Failed', decision: null, error: one.errorClass ?? 'unknown' });
        break;
      default:
        open.push(one);
    }
  }
  if (open.length === 0) return ok(sealed.sort((a, b) => a.n - b.n));
  const jobs = open.map(({ cell, try: nth, state }) => ({
    job: formatJobId({ runId: run, cell, try: nth }),
    state,
    isCancelled: false,
  }));
  return fail(failure('run-not-done', { run, jobs }));
}
