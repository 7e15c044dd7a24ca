import {
  copyRecipe,
  draftRecipe,
  requireFreeId,
  writeNewRecipe,
  type RecipeDraft,
} from '../../../app/new-recipe.ts';
import { generateLine } from '../../../domain/recipe/generate-line.ts';
import { countBindings } from '../../../domain/recipe/lever-space.ts';
import { recipePath } from '../../../domain/recipe/lock.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import { formatDiagnostic } from '../../../domain/source/format-diagnostic.ts';
import type { Project } from '../../../compose.ts';
import type { RunCommand } from '../command-spec.ts';
import type { CommandContext } from '../context.ts';
import { textOption, usage } from '../options.ts';
import { completeWish, readWish, type WishFlags } from '../recipe-wish.ts';

/** More than a studio reviews of one recipe. */
const manyBindings = 10_000;

export const run: RunCommand = async (context, { operands, options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { project } = opened.value;
  const { output } = context;
  const flags = readWish(operands, options, project.registry.backends);
  if (!flags.ok) return output.failure(flags.failure);
  const from = textOption(options['from']);
  const drafted =
    from === null
      ? await fromWish(context, project, flags.value)
      : await fromRecipe(project, flags.value, from);
  if (!drafted.ok) return output.failure(drafted.failure);
  const { recipe, text, diagnostics } = drafted.value;
  for (const warning of diagnostics) for (const line of formatDiagnostic(warning)) output.note(line);
  const isDryRun = options['dryRun'] === true;
  const written = isDryRun ? ok(recipePath(recipe.recipe_id)) : await writeNewRecipe(project, drafted.value);
  if (!written.ok) return output.failure(written.failure);
  const bindings = countBindings(recipe.levers);
  const id = recipe.recipe_id;
  output.result(
    {
      recipe_id: id,
      path: written.value,
      draft: recipe.isDraft,
      bindings,
      text,
      made: !isDryRun,
    },
    isDryRun
      ? [...text.trimEnd().split('\n'), `would write ${written.value}. Nothing was written.`]
      : [`made ${written.value}${recipe.isDraft ? ', a draft' : ''}: ${count(bindings, 'binding')}`],
  );
  if (isDryRun) return 0;
  const first = Object.fromEntries(
    Object.entries(recipe.levers).map(([lever, [value = '']]) => [lever, [value]]),
  );
  if (bindings > manyBindings)
    output.note('Nobody looks at so many: take out values, and levers that are not to vary.');
  if (recipe.isDraft)
    output.note('Edit it as you like: a draft is locked by `art recipe lock` only, and approved never.');
  output.note(`to undo: delete ${written.value}`);
  output.note(`next: ${generateLine(id, recipe.levers, first)} --dry-run`);
  return 0;
};

async function fromWish(
  context: CommandContext,
  project: Project,
  flags: WishFlags,
): Promise<Result<RecipeDraft>> {
  const { backends } = project.registry;
  const isOpen =
    flags.id === null || flags.kind === null || flags.backends.length === 0 || flags.levers.size === 0;
  let whole = flags;
  if (flags.id !== null) {
    const free = await requireFreeId(project, flags.id);
    if (!free.ok) return free;
  }
  if (isOpen && context.mayAsk) {
    const { askRecipe } = await import('../ask-recipe.ts');
    const asked = await askRecipe(context, project, flags);
    if (!asked.ok) return asked;
    whole = asked.value;
  }
  const wish = completeWish(whole, backends);
  if (!wish.ok) return wish;
  const free = await requireFreeId(project, wish.value.recipeId);
  return free.ok ? draftRecipe(project, wish.value) : free;
}

async function fromRecipe(project: Project, flags: WishFlags, from: string): Promise<Result<RecipeDraft>> {
  const { id, title, isDraft } = flags;
  if (id === null) return fail(usage('Which recipe is it to be? Name it: <age>.<kind>.<slug>.'));
  const also = [
    ...(flags.kind === null ? [] : ['--kind']),
    ...(flags.backends.length === 0 ? [] : ['--backend']),
    ...(flags.levers.size === 0 ? [] : ['--lever']),
    ...(flags.palette === null ? [] : ['--palette']),
    ...(Object.keys(flags.fields).length === 0 ? [] : ['--field']),
  ];
  if (also.length > 0)
    return fail(
      usage(
        `--from takes all of that from ${from}: ${also.join(', ')} cannot be said too.`,
        'Edit the new file.',
      ),
    );
  const free = await requireFreeId(project, id);
  return free.ok ? copyRecipe(project, { recipeId: id, from, title, isDraft }) : free;
}
