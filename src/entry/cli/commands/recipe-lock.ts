import { lockRecipe, planLock } from '../../../app/lock-recipe.ts';
import { lockPath, recipePath } from '../../../domain/recipe/lock.ts';
import { formatDiagnostic } from '../../../domain/source/format-diagnostic.ts';
import type { RunCommand } from '../command-spec.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { project } = opened.value;
  const plan = await planLock(project, operands[0] ?? '');
  if (!plan.ok) return context.output.failure(plan.failure);
  const { recipe, checked, endsDraft, isLocked } = plan.value;
  const id = recipe.recipe_id;
  const { output } = context;
  for (const warning of checked.diagnostics) for (const line of formatDiagnostic(warning)) output.note(line);
  const isDryRun = options['dryRun'] === true;
  if (!isDryRun) {
    const locked = await lockRecipe(project, plan.value);
    if (!locked.ok) return output.failure(locked.failure);
  }
  const would = isDryRun ? 'would be ' : '';
  const lines = isLocked
    ? [`${id} is locked already, and as it was locked`]
    : [
        `${id} ${isDryRun ? 'would be' : 'is'} locked: ${lockPath(id)}`,
        ...(endsDraft ? [`${recipePath(id)}: "draft": true ${would}taken out`] : []),
        ...Object.values(checked.files).map(({ path, digest }) => `  with ${path}  ${digest.slice(0, 12)}`),
        ...(isDryRun ? ['Nothing was written.'] : []),
      ];
  output.result(
    {
      recipe_id: id,
      digest: checked.digest,
      lock: lockPath(id),
      files: Object.fromEntries(checked.files.map(({ path, digest }) => [path, digest])),
      ended_draft: endsDraft,
      was_locked: isLocked,
      dry_run: isDryRun,
    },
    lines,
  );
  if (isDryRun || isLocked) return 0;
  output.note(
    `to undo: git checkout -- ${recipePath(id)} and delete ${lockPath(id)}, while no run was made of it`,
  );
  output.note(`next: art generate ${id} --help shows its levers`);
  return 0;
};
