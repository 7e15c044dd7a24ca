import type { RecipeId } from '../domain/ids.ts';
import { failure } from '../domain/failure.ts';
import { insertMember, removeMember, replaceMember, replaceStrings } from '../domain/recipe/edit-text.ts';
import { recipePath } from '../domain/recipe/lock.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { copiedFilePath, versionOf } from '../domain/recipe/version.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { EditorDraft } from '../domain/run/editor-draft.ts';
import type { CopiedFile } from './bump-recipe.ts';
import { checkRecipeText, type NamedFileBytes, type RecipeDeps } from './inspect-recipe.ts';
import { requireFreeId, writeNewRecipe, type RecipeDraft } from './new-recipe.ts';
import type { RunRecipe } from './run-recipe.ts';

/** A run's text under an id of its own, with the files that the project does not have as the run had them. */
export interface RecipeFromRun extends RecipeDraft {
  readonly recipe: Recipe;
  readonly copies: readonly CopiedFile[];
  readonly ofDraft: NonNullable<EditorDraft['recipe']>;
}

/** Folders in which recipes keep what they name. Whoever packed a run chose its paths, and gets no others. */
const filesOfRecipes = /^content\/(palettes|references|recipes\/workflows)(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/;
const elsewhere = 'content/recipes/files';

/**
 * The text of a run as a new draft recipe: every character as it was but for the id and `"draft": true`. A file that
 * the project has otherwise, or not at all, comes along under a name that nothing has. Nothing is written, and nothing
 * will be overwritten. Failures: `recipe-exists`, `recipe-invalid`.
 */
export async function planRecipeFromRun(
  deps: RecipeDeps,
  { loaded, files }: RunRecipe,
  recipeId: RecipeId,
): Promise<Result<RecipeFromRun>> {
  const free = await requireFreeId(deps, recipeId);
  if (!free.ok) return free;
  let text = removeMember(replaceMember(loaded.text, 'recipe_id', recipeId), 'draft');
  text = insertMember(text, loaded.recipe.title === null ? 'kind' : 'title', 'draft', true);
  const copies: CopiedFile[] = [];
  for (const { path, present } of files) {
    const file = loaded.files.find((one) => one.path === path);
    if (present === 'same' || file === undefined) continue;
    const to = await freePath(deps, file, recipeId, present === 'missing');
    if (!to.ok) return to;
    copies.push({ from: path, to: to.value, bytes: file.bytes });
    if (to.value !== path) text = replaceStrings(text, path, to.value);
  }
  const bytes = new TextEncoder().encode(text);
  const instead = new Map(copies.map((copy) => [copy.to, copy.bytes] as const));
  const checked = await checkRecipeText(deps, recipeId, bytes, instead);
  if (!checked.ok) return checked;
  const { recipe, diagnostics, digest } = checked.value;
  if (recipe === null)
    return fail(failure('recipe-invalid', { file: recipePath(recipeId), diagnostics, isNew: true }));
  return ok({ recipe, text, diagnostics, copies, ofDraft: { recipe_id: recipeId, digest, text: null } });
}

/** Where a file of a run can go: its own place while that is free and one for such files, else one beside it. */
async function freePath(
  deps: RecipeDeps,
  { path, digest }: NamedFileBytes,
  recipeId: RecipeId,
  isPlaceFree: boolean,
): Promise<Result<string>> {
  const isUsual = filesOfRecipes.test(path);
  if (isUsual && isPlaceFree) return ok(path);
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/[^A-Za-z0-9_.-]|^[.-]/g, '_');
  const base = isUsual ? path : `${elsewhere}/${name}`;
  for (const to of [
    copiedFilePath(base, versionOf(recipeId)),
    copiedFilePath(base, versionOf(recipeId), digest.slice(0, 8)),
  ]) {
    const there = await deps.files.read(to);
    if (!there.ok) return there;
    if (there.value === null || deps.sha256(there.value) === digest) return ok(to);
  }
  return ok(`${elsewhere}/${digest}-${name}`);
}

/** Writes what was planned: files first, the recipe last. Gives the recipe's path. */
export async function writeRecipeFromRun(deps: RecipeDeps, plan: RecipeFromRun): Promise<Result<string>> {
  for (const copy of plan.copies) {
    const copied = await deps.files.publish(copy.to, copy.bytes);
    if (!copied.ok) return copied;
  }
  return writeNewRecipe(deps, plan);
}
