import { planResume, resumeRun, type PlannedResume } from '../../../app/resume-run.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { formatJobId, type JobId } from '../../../domain/job/job-id.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { count, few } from '../../../domain/source/counted.ts';
import { catchUp } from '../catch-up.ts';
import type { RunCommand } from '../command-spec.ts';
import { withDatabase, type CommandContext, type OnlineProject } from '../context.ts';
import { wholeNumber } from '../options.ts';
import { chooseRun } from '../resolve.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const timeout = wholeNumber('--timeout', options['timeout'], 1, 86_400);
  if (!timeout.ok) return context.output.failure(timeout.failure);
  const ended = await withDatabase(context, async (online): Promise<Result<number>> => {
    const { project, queue } = online;
    const listed = await project.runs.list();
    const chosen = listed.ok ? chooseRun(operands[0] ?? '', listed.value) : listed;
    if (!chosen.ok) return chosen;
    const isDryRun = options['dryRun'] === true;
    if (!isDryRun) {
      const caught = await catchUp(context, online);
      if (!caught.ok) return caught;
    }
    const deps = { ...project, queue };
    const planned = await planResume(deps, chosen.value);
    if (!planned.ok) return planned;
    const plan = planned.value;
    if (isDryRun) {
      context.output.result(json(plan, null), [
        ...lines(plan, 'would queue'),
        'Nothing was changed: this was a dry run.',
      ]);
      return ok(0);
    }
    const resumed = await resumeRun(deps, plan);
    if (!resumed.ok) return resumed;
    return tell(
      context,
      online,
      plan,
      resumed.value,
      options['wait'] === true ? { timeoutSeconds: timeout.value } : null,
    );
  });
  return ended.ok ? ended.value : context.output.failure(ended.failure);
};

async function tell(
  context: CommandContext,
  { queue, listings }: OnlineProject,
  plan: PlannedResume,
  jobs: readonly JobId[],
  wait: { readonly timeoutSeconds: number | null } | null,
): Promise<Result<number>> {
  const { output } = context;
  const { record } = plan;
  const runId = record.run_id;
  output.event('resumed', { run_id: runId, jobs: jobs.map(formatJobId) });
  // Another resume may have been quicker: what it queued is not told as ours.
  const queued = lines(
    { ...plan, ...(jobs.length === 0 ? { isWithoutRows: false, toRetry: [], missing: [] } : {}) },
    'queued',
  );
  if (wait === null) output.result(json(plan, jobs), queued);
  else for (const line of queued) output.note(line);
  if (jobs.length > 0) {
    output.note('Finished stages are kept and are not made again.');
    output.note(
      plan.isWithoutRows
        ? `to undo: art cancel ${runId}`
        : `to undo: art cancel ${jobs.length <= 12 ? jobs.map(formatJobId).join(' ') : runId}`,
    );
  }
  const workers = await queue.workers();
  if (!workers.ok) return workers;
  if (workers.value.length === 0 && jobs.length + plan.onTheWay > 0)
    output.note('No worker is alive: start one with `art up` or `art worker`.');
  if (wait === null) {
    output.note(`next: art run show ${runId}`);
    return ok(0);
  }
  const { waitForRun } = await import('../wait-for-run.ts');
  const run = { runId, short: runId, isGated: record.gated, limitMicroUsd: record.limits.max_micro_usd };
  return waitForRun(context, { queue, listings }, run, wait.timeoutSeconds);
}

function lines(plan: PlannedResume, verb: 'queued' | 'would queue'): string[] {
  const { record, isWithoutRows, toRetry, missing, onTheWay, atGate, decided } = plan;
  const runId = record.run_id;
  const rest = [
    ...(onTheWay > 0 ? [`${onTheWay} on the way`] : []),
    ...(atGate > 0 ? [`${atGate} at a gate`] : []),
    ...(decided > 0 ? [`${decided} decided`] : []),
  ];
  const others = rest.length === 0 ? [] : [`  the others: ${rest.join(', ')}`];
  if (isWithoutRows)
    return [`${runId}: ${verb} ${count(record.cells.length, 'job')}, which the database did not know`];
  if (toRetry.length + missing.length === 0) return [`${runId}: nothing has failed or is missing`, ...others];
  const parts = [
    ...(toRetry.length === 0
      ? []
      : [
          `${few(
            toRetry.map((id) => formatJobId({ ...id, try: id.try + 1 })),
            4,
          )}, failed or cancelled before`,
        ]),
    ...(missing.length === 0 ? [] : [`${count(missing.length, 'cell')} without a job`]),
  ];
  return [
    `${runId}: ${verb} ${count(toRetry.length + missing.length, 'job')}`,
    ...parts.map((part) => `  ${part}`),
    ...others,
  ];
}

/** `jobs`: what was queued; `null` for a dry run. */
const json = (plan: PlannedResume, jobs: readonly JobId[] | null): Json => ({
  run_id: plan.record.run_id,
  dry_run: jobs === null,
  without_rows: plan.isWithoutRows,
  retries: plan.toRetry.map(formatJobId),
  missing: plan.missing,
  queued: (jobs ?? []).map(formatJobId),
  on_the_way: plan.onTheWay,
  at_gate: plan.atGate,
  decided: plan.decided,
});
