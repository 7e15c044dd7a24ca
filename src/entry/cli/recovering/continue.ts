import { recipeOfRun, requireSameMeaning } from '../../../app/run-recipe.ts';
import type { Project } from '../../../compose.ts';
import type { RunId } from '../../../domain/ids.ts';
import { parseChildren } from '../../../domain/recipe/children.ts';
import type { GivenLever } from '../../../domain/recipe/sweep.ts';
import { ok, type Result } from '../../../domain/result.ts';
import type { Given } from '../command-spec.ts';
import type { CommandContext } from '../context.ts';
import { readSaid, type Prepared } from '../making/prepare.ts';
import { prepareContinued } from '../making/prepare-from.ts';
import { textOption, wholeNumber } from '../options.ts';

/** Recover & Continue: a new run whose parent is this one, from what the run's folder holds. */
export async function continueRun(
  context: CommandContext,
  project: Project,
  run: RunId,
  levers: readonly GivenLever[],
  options: Given['options'],
): Promise<Result<number>> {
  const said = readSaid(options);
  if (!said.ok) return said;
  const list = textOption(options['children']);
  const children = list === null ? ok(null) : parseChildren(list);
  if (!children.ok) return children;
  const read = await project.runs.read(run);
  if (!read.ok) return read;
  const { record } = read.value;
  const recipe = await recipeOfRun(project, record);
  if (!recipe.ok) return recipe;
  const same = await requireSameMeaning(project, recipe.value, record);
  if (!same.ok) return same;
  const id = record.recipe.recipe_id;
  if (recipe.value.present !== 'same' || recipe.value.files.some(({ present }) => present !== 'same'))
    context.output.note(
      `${id} is not in content/recipes as in ${run}: the run’s own text and files are used.`,
    );
  const changes = { levers, children: children.value };
  const prepared = prepareContinued(project, record, recipe.value, changes, said.value);
  return prepared.ok ? makeOrShow(context, project, prepared.value, options) : prepared;
}

/** What `generate` does once it knows what is asked for: the plan, or consent and the run. */
export async function makeOrShow(
  context: CommandContext,
  project: Project,
  prepared: Prepared,
  options: Given['options'],
): Promise<Result<number>> {
  const timeout = wholeNumber('--timeout', options['timeout'], 1, 86_400);
  if (!timeout.ok) return timeout;
  if (options['dryRun'] === true) {
    const { showPlan } = await import('../making/plan-view.ts');
    const shown = await showPlan(context, project, prepared);
    return shown.ok ? ok(0) : shown;
  }
  const [{ settle }, { make }] = await Promise.all([
    import('../making/consent.ts'),
    import('../making/make.ts'),
  ]);
  const agreed = await settle(context, project, prepared);
  if (!agreed.ok) return agreed;
  return make(context, prepared, options['wait'] === true ? { timeoutSeconds: timeout.value } : null);
}
