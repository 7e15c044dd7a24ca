import { formatJobId } from '../../../domain/job/job-id.ts';
import { runNumber, type RunId } from '../../../domain/ids.ts';
import type { GeneratedRun } from '../../../app/generate.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import { version } from '../../../version.ts';
import { withDatabase, type CommandContext, type OnlineProject } from '../context.ts';
import { commonLevers, without } from '../lever-columns.ts';
import { plainRows } from '../terminal/table.ts';
import { bindingText } from '../words.ts';
import { holdingChildren } from './hold-children.ts';
import type { Prepared } from './prepare.ts';

/** So many jobs are listed by name; the rest is counted. */
const mostListed = 12;

/** Makes the run that was prepared, tells it, and waits for it if that was asked. Gives the exit code. */
export async function make(
  context: CommandContext,
  asked: Prepared,
  wait: { readonly timeoutSeconds: number | null } | null,
): Promise<Result<number>> {
  return withDatabase(context, async (online): Promise<Result<number>> => {
    const { queue, listings, project } = online;
    const { catchUp } = await import('../catch-up.ts');
    const caught = await catchUp(context, online);
    if (!caught.ok) return caught;
    const settleAgain = async (now: Prepared): Promise<Result<void>> => {
      const { settle } = await import('./consent.ts');
      return settle(context, project, now);
    };
    const queued = await holdingChildren(context, project.takeLock, asked, settleAgain, async (now) => {
      const made = await queueRun(online, now);
      return made.ok ? ok({ prepared: now, made }) : made;
    });
    if (!queued.ok) return queued;
    const { prepared, made } = queued.value;
    const { runId, jobs } = made.value;
    const [workers, folders] = await Promise.all([queue.workers(), project.runs.list()]);
    if (!workers.ok) return workers;
    const { recipe } = prepared.loaded;
    const short = shortRun(runId, folders.ok ? folders.value : null);
    const headline = `${runId}: queued ${count(jobs.length, 'job')} of ${recipe.recipe_id}`;
    const { output } = context;
    output.event('queued', { run_id: runId, jobs: jobs.map(formatJobId) });
    if (wait !== null) output.note(headline);
    else
      output.result(
        madeJson(prepared, made.value, workers.value.length),
        madeLines(context, prepared, runId, headline),
      );
    const { origin, parent } = prepared.lineage;
    if (origin === 'recover') output.note(`goes on from ${parent ?? ''}: what has not changed is reused`);
    if (origin === 'reroll') output.note(`the rejected ones of ${parent ?? ''}, with the next children`);
    if (recipe.isDraft) {
      const id = recipe.recipe_id;
      output.note(`draft: can be looked at and rejected, not approved; lock it with art recipe lock ${id}`);
    }
    if (workers.value.length === 0)
      output.note('No worker is alive: start one with `art up` or `art worker`.');
    output.note(`to undo: art cancel ${short}`);
    const review = `art ${recipe.isGated ? 'review-concepts' : 'review'} ${short}`;
    if (wait === null) {
      output.note(`watch: art run show ${short}`);
      output.note(`next: ${review}`);
      return ok(0);
    }
    const { waitForRun } = await import('../wait-for-run.ts');
    return waitForRun(
      context,
      { queue, listings },
      { runId, short, isGated: recipe.isGated, ...limitOf(prepared) },
      wait.timeoutSeconds,
    );
  });
}

const limitOf = ({ limitMicroUsd }: Prepared) => ({ limitMicroUsd });

async function queueRun(
  { project, config, queue }: OnlineProject,
  { loaded, outline, limitMicroUsd, asksAgain, rebuild, lineage, ui }: Prepared,
): Promise<Result<GeneratedRun>> {
  const { generate } = await import('../../../app/generate.ts');
  return generate(
    { ...project, queue },
    {
      projectId: config.projectId,
      loaded,
      outline,
      actor: config.actor,
      toolVersion: version,
      asksAgain,
      maxMicroUsd: limitMicroUsd,
      ...lineage,
      rebuild,
      ui,
    },
  );
}

/** A run as a person types it: its number, while no other run has the same. */
function shortRun(runId: RunId, runs: readonly RunId[] | null): string {
  const number = runNumber(runId);
  const isUnique = runs !== null && runs.every((run) => run === runId || runNumber(run) !== number);
  return isUnique ? String(number) : runId;
}

const madeJson = ({ loaded, limitMicroUsd }: Prepared, { runId, jobs }: GeneratedRun, workers: number) => ({
  run_id: runId,
  jobs: jobs.map(formatJobId),
  gated: loaded.recipe.isGated,
  draft: loaded.recipe.isDraft,
  max_micro_usd: limitMicroUsd,
  workers,
});

function madeLines(context: CommandContext, { outline }: Prepared, runId: RunId, headline: string): string[] {
  const { cells } = outline;
  const isPlain = context.flags.plain === true;
  // Told once, what all have in common leaves room for what differs.
  const common = isPlain || cells.length === 1 ? {} : commonLevers(cells.map(({ binding }) => binding));
  const cellOf = (cell: (typeof cells)[number]): readonly string[] => [
    `${runId}/${cell.n}`,
    bindingText(without(cell.binding, common)),
    `seed ${cell.seed}`,
    cell.backend,
  ];
  if (isPlain) return plainRows(cells.map(cellOf));
  const shown = cells.slice(0, mostListed).map(cellOf);
  const columns = [{ title: '' }, { title: '', isCuttable: true }, { title: '' }, { title: '' }];
  return [
    headline,
    ...(bindingText(common) === '' ? [] : [`  all with ${bindingText(common)}`]),
    ...context.output
      .table(
        columns,
        shown.map(([job = '', ...rest]) => [`  ${job}`, ...rest]),
      )
      .slice(1),
    ...(cells.length > mostListed ? [`  and ${cells.length - mostListed} more`] : []),
  ];
}
