import { failure } from '../domain/failure.ts';
import { isRecipeId, type RecipeId } from '../domain/ids.ts';
import { insertMember, removeMember, replaceMember } from '../domain/recipe/edit-text.ts';
import { lockPath, recipePath } from '../domain/recipe/lock.ts';
import { newRecipeText } from '../domain/recipe/new-text.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { startPhases, startTemplate } from '../domain/recipe/start-template.ts';
import { versionsOf } from '../domain/recipe/version.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import {
  checkRecipeText,
  inspectRecipe,
  recipeIds,
  type CheckedRecipe,
  type RecipeDeps,
} from './inspect-recipe.ts';
import { usable } from './load-recipe.ts';

/** What a person wants of a new recipe. Names of backends are known ones; the rest is checked with the text. */
export interface RecipeWish {
  readonly recipeId: RecipeId;
  readonly kind: string;
  readonly title: string;
  readonly backends: readonly string[];
  readonly levers: { readonly [lever: string]: readonly string[] };
  readonly isDraft: boolean;
  readonly palette: string | null;
  /** Template fields of the chosen backends: field -> text. */
  readonly fields: { readonly [field: string]: string };
}

/** What is taken over from another recipe, and what is said anew. */
export interface RecipeCopy {
  readonly recipeId: RecipeId;
  readonly from: string;
  /** `null` keeps the source's. */
  readonly title: string | null;
  readonly isDraft: boolean;
}

/** A recipe that passed every check and is not written yet. */
export interface RecipeDraft {
  readonly recipe: Recipe;
  readonly text: string;
  readonly diagnostics: CheckedRecipe['diagnostics'];
}

/** The id is free: no file and no lock has it. A recipe that was locked and deleted still has its name. */
export async function requireFreeId(deps: RecipeDeps, recipeId: RecipeId): Promise<Result<void>> {
  for (const path of [recipePath(recipeId), lockPath(recipeId)]) {
    const there = await deps.files.read(path);
    if (!there.ok) return there;
    if (there.value !== null) return fail(await taken(deps, recipeId));
  }
  return ok(undefined);
}

async function taken(deps: RecipeDeps, recipeId: RecipeId) {
  const ids = await recipeIds(deps.files);
  const newest = (ids.ok ? versionsOf(recipeId, ids.value).at(-1) : undefined) ?? recipeId;
  return failure('recipe-exists', { recipeId, newest, isBump: false });
}

/** The text of a new recipe, checked; `recipe-invalid` shows what of the wish cannot be. Writes nothing. */
export async function draftRecipe(deps: RecipeDeps, wish: RecipeWish): Promise<Result<RecipeDraft>> {
  const { recipeId, kind, title, levers, fields: given } = wish;
  const backends = wish.backends.flatMap((name) => deps.registry.backends.get(name) ?? []);
  const phases = startPhases(backends, kind, deps.gatedKinds);
  const names = await deps.files.list('content/recipes/workflows');
  if (!names.ok) return names;
  const files = names.value.map((name) => `content/recipes/workflows/${name}`);
  const start = { kind, title, levers: Object.keys(levers), given, files };
  const templates = Object.fromEntries(
    backends.map(({ name, templateFields }) => [
      name,
      startTemplate(templateFields, phases[name] ?? 'final', start),
    ]),
  );
  const seed = firstSeed(deps, recipeId);
  return checked(deps, recipeId, newRecipeText({ ...wish, seed, templates }));
}

/** A recipe like another one: its text with another id, its locked fields and templates kept as they are written. */
export async function copyRecipe(deps: RecipeDeps, copy: RecipeCopy): Promise<Result<RecipeDraft>> {
  const inspected = await inspectRecipe(deps, copy.from);
  if (!inspected.ok) return inspected;
  const source = usable(inspected.value);
  if (!source.ok) return source;
  let text = replaceMember(source.value.text, 'recipe_id', copy.recipeId);
  if (copy.title !== null) text = insertMember(text, 'kind', 'title', copy.title);
  text = removeMember(text, 'draft');
  if (copy.isDraft)
    text = insertMember(text, source.value.recipe.title === null ? 'kind' : 'title', 'draft', true);
  return checked(deps, copy.recipeId, text);
}

async function checked(deps: RecipeDeps, recipeId: RecipeId, text: string): Promise<Result<RecipeDraft>> {
  const result = await checkRecipeText(deps, recipeId, new TextEncoder().encode(text));
  if (!result.ok) return result;
  const { recipe, diagnostics } = result.value;
  if (recipe === null)
    return fail(failure('recipe-invalid', { file: recipePath(recipeId), diagnostics, isNew: true }));
  return ok({ recipe, text, diagnostics });
}

/** Writes it; a recipe that got the name meanwhile stands (`recipe-exists`). */
export async function writeNewRecipe(
  deps: RecipeDeps,
  { recipe, text }: RecipeDraft,
): Promise<Result<string>> {
  const path = recipePath(recipe.recipe_id);
  const free = await requireFreeId(deps, recipe.recipe_id);
  if (!free.ok) return free;
  const written = await deps.files.publish(path, text);
  if (written.ok) return ok(path);
  return written.failure.kind === 'file-differs' ? fail(await taken(deps, recipe.recipe_id)) : written;
}

/** Small, so that a person can say it, and another for every recipe, so that two do not draw the same people. */
const firstSeed = ({ sha256 }: RecipeDeps, recipeId: RecipeId): number =>
  1000 + (Number.parseInt(sha256(recipeId).slice(0, 8), 16) % 9000);

/** @example parseNewId('iron.object.banner') // the first version of it; `null` for what is no id */
export const parseNewId = (text: string): RecipeId | null => {
  if (isRecipeId(text)) return text;
  return isRecipeId(`${text}.v1`) ? (`${text}.v1` as RecipeId) : null;
};
