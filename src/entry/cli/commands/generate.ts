import type { Json } from '../../../domain/canonical-json.ts';
import { failure } from '../../../domain/failure.ts';
import { formatJobId } from '../../../domain/job/job-id.ts';
import { bindLevers } from '../../../domain/recipe/binding.ts';
import { firstChildren } from '../../../domain/recipe/fan-out.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { formatDiagnostic } from '../../../domain/source/format-diagnostic.ts';
import { printable } from '../../../domain/source/printable.ts';
import { loadRecipe, type LoadedRecipe } from '../../../app/load-recipe.ts';
import { outlineRun, planStages, type PlannedStageRow, type RunOutline } from '../../../app/plan-run.ts';
import { version } from '../../../version.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase, type CommandContext } from '../context.ts';
import { readLeverFlags } from '../lever-flags.ts';
import { wholeNumber } from '../options.ts';
import { bindingText, count } from '../words.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const prepared = await prepare(context, operands, options);
  if (!prepared.ok) return context.output.failure(prepared.failure);
  const { loaded, outline } = prepared.value;
  for (const warning of loaded.warnings)
    for (const line of formatDiagnostic(warning)) context.output.note(line);
  if (options['dryRun'] === true) return finish(context, await showPlan(context, prepared.value));
  const timeout = wholeNumber('--timeout', options['timeout'], 1, 86_400);
  if (!timeout.ok) return context.output.failure(timeout.failure);

  let code = 0;
  const made = await withDatabase(context, async (online) => {
    const { project, config, queue } = online;
    const { generate } = await import('../../../app/generate.ts');
    const { catchUp } = await import('../catch-up.ts');
    const caught = await catchUp(context, online);
    if (!caught.ok) return caught;
    const run = await generate(
      { ...project, queue },
      {
        projectId: config.projectId,
        loaded,
        outline,
        actor: config.actor,
        toolVersion: version,
        asksAgain: options['regate'] === true,
        origin: 'generate',
        parent: null,
        ui: {},
      },
    );
    if (!run.ok) return run;
    const workers = await queue.workers();
    if (!workers.ok) return workers;
    const { runId, jobs } = run.value;
    const alone = 'No worker is alive: start one with `art up` or `art worker`.';
    if (workers.value.length === 0) context.output.note(alone);
    context.output.event('queued', { run_id: runId, jobs: jobs.map(formatJobId) });
    if (options['wait'] === true) {
      const { waitForRun } = await import('../wait-for-run.ts');
      const waited = await waitForRun(context, queue, runId, timeout.value);
      if (!waited.ok) return waited;
      code = waited.value;
      return ok(undefined);
    }
    context.output.result(
      {
        run_id: runId,
        jobs: jobs.map(formatJobId),
        gated: loaded.recipe.isGated,
        workers: workers.value.length,
      },
      [
        `${runId}: queued ${count(jobs.length, 'job')} of ${loaded.recipe.recipe_id}`,
        ...outline.cells
          .slice(0, 12)
          .map((c) => `  ${runId}/${c.n}  ${bindingText(c.binding)}  seed ${c.seed}  ${c.backend}`),
        ...(outline.cells.length > 12 ? [`  and ${outline.cells.length - 12} more`] : []),
      ],
    );
    context.output.note(`next: art ${loaded.recipe.isGated ? 'review-concepts' : 'review'} ${runId}`);
    return ok(undefined);
  });
  return made.ok ? code : context.output.failure(made.failure);
};

interface Prepared {
  readonly loaded: LoadedRecipe;
  readonly outline: RunOutline;
}

async function prepare(
  context: CommandContext,
  operands: readonly string[],
  options: { readonly [name: string]: unknown },
): Promise<Result<Prepared>> {
  const flags = readLeverFlags(operands);
  if (!flags.ok) return flags;
  const concepts = wholeNumber('--concepts', options['concepts'], 1, 1000);
  if (!concepts.ok) return concepts;
  const opened = context.project();
  if (!opened.ok) return opened;
  const { project } = opened.value;
  const loaded = await loadRecipe(project, flags.value.recipeId);
  if (!loaded.ok) return loaded;
  const binding = bindLevers(loaded.value.recipe, flags.value.levers);
  if (!binding.ok) return binding;
  const children = firstChildren(concepts.value ?? 1);
  if (loaded.value.recipe.locked.seed_production + children.length - 1 > Number.MAX_SAFE_INTEGER) {
    return fail(failure('usage', { what: 'The seeds of so many children are too large.', next: null }));
  }
  return ok({
    loaded: loaded.value,
    outline: outlineRun(loaded.value, [binding.value], children, project.sha256),
  });
}

async function showPlan(context: CommandContext, { loaded, outline }: Prepared): Promise<Result<void>> {
  const opened = context.project();
  if (!opened.ok) return opened;
  const planned = await planStages(opened.value.project, loaded, outline);
  if (!planned.ok) return planned;
  const rows = planned.value;
  const jobs = outline.cells.map((cell) => ({
    cell: cell.n,
    binding: cell.binding as Json,
    binding_hash: cell.binding_hash,
    backend: cell.backend,
    concept_backend: cell.concept_backend,
    child_index: cell.child_index,
    seed: cell.seed,
  }));
  const { recipe } = loaded;
  const style = context.output.style('stdout');
  const lines = [
    `${recipe.recipe_id}: would queue ${count(jobs.length, 'job')}${recipe.isGated ? ', with the concept gate' : ''}`,
    ...outline.cells.flatMap((cell) => [
      style.bold(
        `cell ${cell.n}  ${bindingText(cell.binding)}  child ${cell.child_index}  seed ${cell.seed}`,
      ),
      ...rows.filter((row) => row.cell === cell.n).map((row) => `  ${stageLine(row)}`),
    ]),
    ...(loaded.needsLock ? [`would lock ${recipe.recipe_id}: its first use fixes it`] : []),
    'Nothing was written.',
  ];
  context.output.result(
    {
      recipe_id: recipe.recipe_id,
      recipe_digest: loaded.digest,
      draft: recipe.isDraft,
      gated: recipe.isGated,
      would_lock: loaded.needsLock,
      jobs,
      stages: rows.map((row) => ({ ...row }) as unknown as Json),
    },
    lines,
  );
  return ok(undefined);
}

const stageLine = (row: PlannedStageRow): string =>
  `${row.action.padEnd(8)} ${`${row.stage} (${row.backend})`.padEnd(28)} ${printable(row.why)}`;
