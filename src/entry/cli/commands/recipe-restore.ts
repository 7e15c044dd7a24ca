import { planRestore, restore } from '../../../app/restore-recipe.ts';
import { changeOf } from '../../../app/compare-recipe.ts';
import { count } from '../../../domain/source/counted.ts';
import type { RunCommand } from '../command-spec.ts';
import { askYes } from '../ask.ts';
import { tellDiscarded, tellKept } from '../discarded-edit.ts';
import { changeJson } from '../recipe-words.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { project } = opened.value;
  const { output } = context;
  const plan = await planRestore(project, operands[0] ?? '');
  if (!plan.ok) return output.failure(plan.failure);
  const { recipeId, files } = plan.value;
  const data = (restored: boolean, folder: string | null) => ({
    recipe_id: recipeId,
    restored,
    files: files.map((file) => changeJson(changeOf(file.path, file.present, file.locked))),
    kept: folder,
    endangered: plan.value.endangered.map(({ recipeId: id, path }) => ({ recipe_id: id, path })),
  });
  if (files.length === 0) {
    output.result(data(false, null), [`${recipeId} is as it was locked: there is nothing to discard`]);
    return 0;
  }
  tellDiscarded(context, plan.value);
  if (options['dryRun'] === true) {
    output.result(data(false, null), [`would put back ${count(files.length, 'file')}. Nothing was written.`]);
    return 0;
  }
  const agreed = await askYes(context, `Discard this edit of ${recipeId}?`, options['yes'] === true);
  if (!agreed.ok) return output.failure(agreed.failure);
  const done = await restore(project, plan.value);
  if (!done.ok) return output.failure(done.failure);
  output.result(data(true, done.value), [
    `${recipeId} is as it was locked again: ${count(files.length, 'file')} put back`,
  ]);
  if (done.value !== null) tellKept(context, done.value);
  return 0;
};
