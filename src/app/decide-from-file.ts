import type { Diagnostic } from '../domain/diagnostic.ts';
import { failure } from '../domain/failure.ts';
import { parseVerdicts, repeatedFault, verdictFault, type FileVerdict } from '../domain/gate/verdict-file.ts';
import type { Gate } from '../domain/gate/gate.ts';
import { runNumber } from '../domain/ids.ts';
import { formatJobId, parseJobReference, type JobReference } from '../domain/job/job-id.ts';
import { gateOf, jobStates } from '../domain/job/transition.ts';
import { inReadingOrder } from '../domain/recipe/fault.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { JobSummary, RunQueue } from '../ports/run-queue.ts';
import { movedAway, shownAt, type TooLate, type VerdictToSign } from './commit-verdicts.ts';

/** What a file of verdicts comes to, now. */
export interface PlannedVerdicts {
  readonly toSign: readonly VerdictToSign[];
  /** Verdicts whose picture is not at a gate any more; each by its failure, in the order of the file. */
  readonly moved: readonly TooLate[];
}

/** Jobs that are looked at in one query. */
const mostJobs = 100_000;
const gateStates = jobStates.filter((state) => gateOf(state) !== null);

/**
 * Reads a file of verdicts and finds what each is about. A file with any fault is `verdicts-invalid` with all of them:
 * the form, jobs that are not there, two verdicts about one job, a draft approved at the review gate. A picture that
 * has moved since is no fault of the file. Changes nothing.
 *
 * @param gates verdicts about jobs at other gates are `moved`
 */
export async function planVerdicts(
  queue: RunQueue,
  file: string,
  text: string,
  gates: readonly Gate[],
): Promise<Result<PlannedVerdicts>> {
  const parsed = parseVerdicts(file, text);
  if (!parsed.ok) return invalid(file, parsed.diagnostics);
  const found = await findJobs(queue, parsed.verdicts);
  if (!found.ok) return found;

  const faults: Diagnostic[] = [];
  const toSign: VerdictToSign[] = [];
  const moved: TooLate[] = [];
  const seen = new Map<string, FileVerdict>();
  for (const verdict of parsed.verdicts) {
    const jobs = found.value.get(verdict.job) ?? [];
    const [job, other] = jobs;
    if (job === undefined) {
      const hint = 'art review --list names the jobs that wait';
      faults.push(verdictFault(file, verdict, 'job-not-found', `There is no job ${verdict.job}.`, hint));
      continue;
    }
    if (other !== undefined) {
      const names = jobs.map(({ id }) => formatJobId(id)).join(' or ');
      const message = `${verdict.job} may mean ${names}.`;
      faults.push(verdictFault(file, verdict, 'run-ambiguous', message, 'write the whole id'));
      continue;
    }
    const name = formatJobId(job.id);
    const earlier = seen.get(name);
    if (earlier !== undefined) {
      faults.push(repeatedFault(file, verdict, earlier));
      continue;
    }
    seen.set(name, verdict);
    const gate = gateOf(job.state);
    const meant = shownAt(job, gate).filter(({ digest }) => digest.startsWith(verdict.digest));
    const [candidate] = meant;
    const isHere = gate !== null && gates.includes(gate) && (verdict.gate ?? gate) === gate;
    if (!isHere || candidate === undefined || meant.length > 1) {
      moved.push(movedAway(job, verdict.digest));
      continue;
    }
    if (gate === 'review' && verdict.verdict === 'approve' && job.isDraft) {
      const message = `${name} was made from a draft, and drafts are never approved at the review gate.`;
      const hint = `lock it with art recipe lock ${job.recipeId}, and generate again`;
      faults.push(verdictFault(file, verdict, 'draft-not-approvable', message, hint));
      continue;
    }
    toSign.push({ job, digest: candidate.digest, verdict: verdict.verdict, reason: verdict.reason });
  }
  if (faults.length > 0) return invalid(file, inReadingOrder(faults));
  return ok({ toSign, moved });
}

const invalid = (file: string, diagnostics: readonly Diagnostic[]): Result<never> =>
  fail(failure('verdicts-invalid', { file, diagnostics }));

/**
 * The jobs that each name may mean. What waits is read at once; only names that are none of it, since their job has
 * moved or never was, cost a query of their own.
 */
async function findJobs(
  queue: RunQueue,
  verdicts: readonly FileVerdict[],
): Promise<Result<ReadonlyMap<string, readonly JobSummary[]>>> {
  const waiting = await queue.jobs({ states: gateStates, latestOnly: true, limit: mostJobs });
  if (!waiting.ok) return waiting;
  const runs = await queue.knownRuns();
  if (!runs.ok) return runs;
  const numbers = new Map<number, number>();
  for (const run of runs.value) numbers.set(runNumber(run), (numbers.get(runNumber(run)) ?? 0) + 1);

  const byName = new Map<string, JobSummary>();
  for (const job of waiting.value) {
    const { runId, cell, try: nth } = job.id;
    const names = [`${runId}/${cell}`, `${runId}/${cell}.${nth}`];
    const number = runNumber(runId);
    // The number alone names a run while it is unique.
    if (numbers.get(number) === 1) names.push(`${number}/${cell}`, `${number}/${cell}.${nth}`);
    for (const name of names) byName.set(name, job);
  }
  const found = new Map<string, readonly JobSummary[]>();
  for (const { job: typed } of verdicts) {
    const reference = parseJobReference(typed);
    if (reference === null || found.has(typed)) continue;
    const known = byName.get(plainName(reference));
    if (known !== undefined) {
      found.set(typed, [known]);
      continue;
    }
    const jobs = await queue.jobs({ job: reference, latestOnly: reference.try === null });
    if (!jobs.ok) return jobs;
    found.set(typed, jobs.value);
  }
  return ok(found);
}

const plainName = ({ run, cell, try: nth }: JobReference): string =>
  `${'runId' in run ? run.runId : run.number}/${cell}${nth === null ? '' : `.${nth}`}`;
