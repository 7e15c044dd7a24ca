import { bumpRecipe, planBump } from '../../../app/bump-recipe.ts';
import { recipePath } from '../../../domain/recipe/lock.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { RunCommand } from '../command-spec.ts';
import { askYes } from '../ask.ts';
import { tellDiscarded, tellKept } from '../discarded-edit.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { project } = opened.value;
  const { output } = context;
  const plan = await planBump(project, operands[0] ?? '', { fromEdit: options['fromEdit'] === true });
  if (!plan.ok) return output.failure(plan.failure);
  const { from, to, recipe, copies, restoration, losesEdit } = plan.value;
  const isDryRun = options['dryRun'] === true;
  if (losesEdit && restoration !== null) {
    tellDiscarded(context, restoration);
    output.note(`Without --from-edit this edit of ${from} goes into no version.`);
    const question = `Discard it and make ${to} of what was locked?`;
    const agreed = isDryRun ? null : await askYes(context, question, options['yes'] === true);
    if (agreed?.ok === false) return output.failure(agreed.failure);
  }
  const done = isDryRun ? null : await bumpRecipe(project, plan.value);
  if (done !== null && !done.ok) return output.failure(done.failure);
  const folder = done?.value ?? null;
  const [made, put] = isDryRun ? ['would make', 'would put back'] : ['made', 'put back'];
  output.result(dataOf(plan.value, !isDryRun, folder), [
    `${made} ${to}${recipe.isDraft ? ', a draft' : ''}: ${recipePath(to)}`,
    ...copies.map((copy) => `  with ${printable(copy.to)}, the edited ${printable(copy.from)}`),
    ...(restoration?.files ?? []).map(({ path }) => `${put} ${printable(path)}`),
    ...(isDryRun ? ['Nothing was written.'] : []),
  ]);
  if (isDryRun) return 0;
  const written = [recipePath(to), ...copies.map((copy) => printable(copy.to))];
  output.note(`to undo: delete ${written.join(' and ')}, while no run was made of it`);
  if (folder !== null) tellKept(context, folder);
  const about = recipe.isDraft
    ? 'a draft like the text it is made of'
    : 'its first use locks it, edit it until then';
  output.note(`${to}: ${about}.`);
  output.note(`next: art recipe show ${to}`);
  return 0;
};

const dataOf = (
  { from, to, recipe, copies, restoration }: Parameters<typeof bumpRecipe>[1],
  isMade: boolean,
  folder: string | null,
) => ({
  recipe_id: to,
  from,
  made: isMade,
  draft: recipe.isDraft,
  copies: copies.map((copy) => ({ from: copy.from, to: copy.to })),
  restored: restoration?.files.map(({ path }) => path) ?? [],
  kept: folder,
});
