import { failure } from '../domain/failure.ts';
import { verdictOn, type DecisionSubject } from '../domain/gate/standing.ts';
import type { RecipeId, RunId } from '../domain/ids.ts';
import { formatJobId, type JobId } from '../domain/job/job-id.ts';
import { gateOf, isFinal } from '../domain/job/transition.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { FinalState, RunSeal } from '../domain/run/seal.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { GateCandidate, JobSummary } from '../ports/run-queue.ts';
import type { Signer } from '../ports/signer.ts';
import type { Survey } from '../ports/survey.ts';
import { commitVerdicts, shownAt, type Committed, type VerdictToSign } from './commit-verdicts.ts';
import type { DecideDeps } from './decide.ts';
import { readDecisions } from './read-decisions.ts';
import { sealRun } from './seal-run.ts';

export interface CloseDeps extends DecideDeps {
  readonly runs: RunFolders;
  readonly survey: Survey;
}

/** The reason of every rejection that closing signs. */
const notChosen = 'not-chosen';
/** Cells of one run; a run holds far fewer. */
const mostJobs = 1_000_000;

/** What closing a run would do. */
export interface PlannedClose {
  readonly run: RunId;
  /** One rejection for each job at a gate; each candidate of it gets a signed decision. */
  readonly toReject: readonly VerdictToSign[];
  /** How many decisions that signs. */
  readonly decisions: number;
  /** Jobs of other runs that show the same pictures and would be rejected with them. */
  readonly twins: readonly JobId[];
  /** Cells by how they will be sealed. */
  readonly cells: Readonly<Record<FinalState, number>>;
}

/**
 * Works out what closing does. Writes nothing. Failures: `run-sealed`, `run-without-jobs`, `run-not-done`,
 * `close-rejects-approved` (what another run's approval stands on is not taken back by the way).
 */
export async function planClose(deps: CloseDeps, run: RunId): Promise<Result<PlannedClose>> {
  const latest = await latestJobs(deps, run);
  if (!latest.ok) return latest;
  const working = latest.value.filter((job) => gateOf(job.state) === null && !isFinal(job.state));
  if (working.length > 0) {
    const jobs = working.map(({ id, state }) => ({ job: formatJobId(id), state, isCancelled: false }));
    return fail(failure('run-not-done', { run, jobs }));
  }
  const atGate = latest.value.filter((job) => gateOf(job.state) !== null);
  const book = await readDecisions(deps.decisions);
  if (!book.ok) return book;
  const approved = atGate.filter((job) =>
    shownAt(job, gateOf(job.state)).some(
      (candidate) => verdictOn(book.value.trusted, subjectAt(job, candidate))?.verdict === 'approve',
    ),
  );
  if (approved.length > 0)
    return fail(failure('close-rejects-approved', { run, jobs: approved.map(({ id }) => formatJobId(id)) }));

  const toReject = atGate.flatMap((job): readonly VerdictToSign[] => {
    const [shown] = shownAt(job, gateOf(job.state));
    return shown === undefined ? [] : [{ job, digest: shown.digest, verdict: 'reject', reason: notChosen }];
  });
  const twins = await twinsOf(deps, run, atGate);
  if (!twins.ok) return twins;
  const count = (state: FinalState): number => latest.value.filter((job) => job.state === state).length;
  return ok({
    run,
    toReject,
    decisions: atGate.reduce((sum, job) => sum + shownAt(job, gateOf(job.state)).length, 0),
    twins: twins.value,
    cells: {
      Approved: count('Approved'),
      Rejected: count('Rejected') + atGate.length,
      Failed: count('Failed'),
    },
  });
}

/**
 * Signs the rejections and seals the run. Each step may be done again: what was rejected before an interruption is
 * final by then, and the seal comes last. Fails with `decisions-moved` where somebody decided otherwise meanwhile.
 *
 * @param signer `null` where nothing is to be rejected
 */
export async function closeRun(
  deps: CloseDeps,
  plan: PlannedClose,
  signer: Signer | null,
  tell: (committed: Committed) => void,
): Promise<Result<RunSeal>> {
  if (signer !== null) {
    const committed = await commitVerdicts(deps, signer, plan.toReject, tell);
    if (!committed.ok) return committed;
  }
  // A worker's sweep may have been quicker: then its seal is the one that was wanted.
  return sealRun({ ...deps, projectId: deps.decisions.projectId }, plan.run);
}

/** The latest job of every cell; a cell without one is `run-without-jobs`, a sealed run `run-sealed`. */
async function latestJobs(deps: CloseDeps, run: RunId): Promise<Result<readonly JobSummary[]>> {
  const [read, sealed] = [await deps.runs.read(run), await deps.runs.readSeal(run)];
  if (!read.ok) return read;
  if (!sealed.ok) return sealed;
  const { recipe, cells } = read.value.record;
  if (sealed.value !== null)
    return fail(failure('run-sealed', { run, wanted: 'close', recipeId: recipe.recipe_id }));
  const jobs = await deps.queue.jobs({ run: { runId: run }, latestOnly: true, limit: mostJobs });
  if (!jobs.ok) return jobs;
  const known = new Set(jobs.value.map(({ id }) => id.cell));
  const missing = cells.map(({ n }) => n).filter((n) => !known.has(n));
  if (missing.length > 0) {
    return fail(failure('run-without-jobs', { run, cells: known.size === 0 ? [] : missing }));
  }
  return jobs;
}

function subjectAt(job: JobSummary, candidate: GateCandidate): DecisionSubject {
  const recipeId = job.recipeId as RecipeId;
  return gateOf(job.state) === 'concept'
    ? { gate: 'concept', recipe_id: recipeId, bytes: candidate.digest }
    : {
        gate: 'review',
        recipe_id: recipeId,
        recipe_digest: job.recipeDigest,
        bytes: candidate.digest,
        pixels: candidate.pixels,
        sprites: candidate.sprites,
      };
}

/** A concept decision stands for every job with that concept, and equal candidates share theirs. */
async function twinsOf(
  { queue }: Pick<CloseDeps, 'queue'>,
  run: RunId,
  atGate: readonly JobSummary[],
): Promise<Result<readonly JobId[]>> {
  const recipeId = atGate[0]?.recipeId;
  if (recipeId === undefined) return ok([]);
  const states = [...new Set(atGate.map(({ state }) => state))];
  const others = await queue.jobs({ recipeId, states, latestOnly: true, limit: mostJobs });
  if (!others.ok) return others;
  const shown = new Set(
    atGate.flatMap((job) => shownAt(job, gateOf(job.state)).map(({ digest }) => `${job.state} ${digest}`)),
  );
  return ok(
    others.value
      .filter(({ id }) => id.runId !== run)
      .filter((job) =>
        shownAt(job, gateOf(job.state)).some(({ digest }) => shown.has(`${job.state} ${digest}`)),
      )
      .map(({ id }) => id),
  );
}
