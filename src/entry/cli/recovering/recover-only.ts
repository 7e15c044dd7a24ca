import { planRecipeFromRun, writeRecipeFromRun, type RecipeFromRun } from '../../../app/recipe-from-run.ts';
import { differingFields, planRecovery, recover, type PlannedRecovery } from '../../../app/recover-run.ts';
import type { Project } from '../../../compose.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import type { RunId } from '../../../domain/ids.ts';
import { parseNewId } from '../../../app/new-recipe.ts';
import { recipePath } from '../../../domain/recipe/lock.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { draftFields, type DraftField } from '../../../domain/run/draft-difference.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { Given } from '../command-spec.ts';
import type { CommandContext } from '../context.ts';
import { textOption, usage } from '../options.ts';
import { askFields, fieldsGiven } from './choose-fields.ts';
import { changesJson, differenceLines, fieldWords, tellForeignText } from './difference.ts';

/** Recover only: the difference first, then what of it the person takes into the draft. */
export async function recoverOnly(
  context: CommandContext,
  project: Project,
  run: RunId,
  options: Given['options'],
): Promise<Result<void>> {
  const { output } = context;
  const taken = fieldsGiven(textOption(options['take']));
  if (!taken.ok) return taken;
  const wishedId = readNewId(textOption(options['recipeAs']));
  if (!wishedId.ok) return wishedId;
  const planned = await planRecovery(project, run);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const own =
    wishedId.value === null ? ok(null) : await planRecipeFromRun(project, plan.recipe, wishedId.value);
  if (!own.ok) return own;
  const differing = fieldsToAsk(plan, own.value);
  const isDryRun = options['dryRun'] === true;
  const lines = differenceLines(context, plan);
  const isAsked = taken.value === null && !isDryRun && differing.length > 0;
  // What a person is asked about has to stand before the question.
  if (isAsked) for (const line of lines) output.note(line);
  if (own.value === null) await tellForeignText(context, project, plan);
  const chosen =
    isDryRun || differing.length === 0
      ? ok(null)
      : taken.value === null
        ? await askFields(context, differing)
        : ok(taken.value);
  if (!chosen.ok) return chosen;
  const fields = chosen.value === null ? null : withRecipe(chosen.value, own.value);
  const shown = isAsked ? [] : lines;
  if (fields === null || fields.size === 0) {
    const would = own.value === null ? [] : wouldWrite(own.value);
    output.result(json(plan, own.value, [], null), [...shown, ...would, 'Nothing was changed.']);
    const as = own.value === null ? '' : ` --recipe-as ${own.value.recipe.recipe_id}`;
    if (isDryRun && differing.length > 0) output.note(`next: art run recover ${run}${as} --take all`);
    return ok(undefined);
  }
  const written = own.value === null ? ok(null) : await writeRecipeFromRun(project, own.value);
  if (!written.ok) return written;
  const done = await recover(project, plan, fields, own.value?.ofDraft);
  if (!done.ok) return done;
  const names = differing.filter((field) => fields.has(field));
  output.result(json(plan, own.value, names, done.value.previous), [
    ...shown,
    ...(own.value === null
      ? []
      : [`made ${recipePath(own.value.recipe.recipe_id)}, a draft, with the text of ${run}`]),
    ...(own.value?.copies ?? []).map(({ to }) => `  with ${printable(to)}`),
    `took ${names.map((field) => fieldWords[field]).join(', ') || 'nothing new'} of ${run} into ${project.editorDraft.path}`,
  ]);
  const made =
    own.value === null
      ? []
      : [recipePath(own.value.recipe.recipe_id), ...own.value.copies.map(({ to }) => to)];
  if (made.length > 0) output.note(`to undo the recipe: delete ${made.map(printable).join(' and ')}`);
  output.note(
    done.value.previous === null
      ? 'to undo: art draft clear'
      : `to undo: cp ${done.value.previous} ${project.editorDraft.path} in the project’s folder`,
  );
  output.note('next: art generate --draft --dry-run');
  return ok(undefined);
}

/** A recipe that is written for the draft is taken by it. */
const withRecipe = (fields: ReadonlySet<DraftField>, own: RecipeFromRun | null): ReadonlySet<DraftField> =>
  own === null || fields.size === 0 ? fields : new Set([...fields, 'recipe']);

function fieldsToAsk(plan: PlannedRecovery, own: RecipeFromRun | null): readonly DraftField[] {
  const differing = new Set(differingFields(plan));
  if (own !== null) differing.add('recipe');
  return draftFields.filter((field) => differing.has(field));
}

const wouldWrite = ({ recipe, copies }: RecipeFromRun): string[] => [
  `would write ${recipePath(recipe.recipe_id)}, a draft`,
  ...copies.map(({ to }) => `would write ${printable(to)}`),
];

function readNewId(typed: string | null): Result<ReturnType<typeof parseNewId>> {
  if (typed === null) return ok(null);
  const id = parseNewId(typed);
  return id === null
    ? fail(usage(`--recipe-as cannot be "${typed}".`, 'An id is <age>.<kind>.<slug>.v<N>, in lower case.'))
    : ok(id);
}

const json = (
  { record, recipe, changes, ofRun }: PlannedRecovery,
  own: RecipeFromRun | null,
  taken: readonly DraftField[],
  previous: string | null,
): Json => ({
  run: record.run_id,
  recipe_id: record.recipe.recipe_id,
  recipe_digest: record.recipe.digest,
  recipe_present: recipe.present,
  files: recipe.files.map(({ path, present }) => ({ path, present })),
  changes: changesJson(changes),
  settings: ofRun as unknown as Json,
  taken,
  recipe_made: taken.length > 0 && own !== null ? own.recipe.recipe_id : null,
  previous,
});
