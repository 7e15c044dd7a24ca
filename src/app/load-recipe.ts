import type { Diagnostic } from '../domain/diagnostic.ts';
import { failure } from '../domain/failure.ts';
import type { Digest } from '../domain/ids.ts';
import { lockPath, makeLock, lockText, recipePath } from '../domain/recipe/lock.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { unreadable } from '../domain/newer-file.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import {
  inspectRecipe,
  type CheckedRecipe,
  type InspectedRecipe,
  type NamedFileBytes,
  type RecipeDeps,
} from './inspect-recipe.ts';

export { recipeIds, type NamedFileBytes, type RecipeDeps } from './inspect-recipe.ts';

export interface LoadedRecipe {
  readonly recipe: Recipe;
  readonly text: string;
  readonly digest: Digest;
  readonly files: readonly NamedFileBytes[];
  readonly warnings: readonly Diagnostic[];
  /** True when this use will write its lock file: not a draft, and not locked yet. */
  readonly needsLock: boolean;
}

/**
 * Reads a recipe with every file that it names, and checks all of it: every fault at once. A locked recipe whose
 * bytes, or whose files' bytes, are not those of its lock is `recipe-drift`. Writes nothing.
 */
export async function loadRecipe(deps: RecipeDeps, recipeId: string): Promise<Result<LoadedRecipe>> {
  const inspected = await inspectRecipe(deps, recipeId);
  return inspected.ok ? usable(inspected.value) : inspected;
}

/** The recipe if it may be used as it lies there: `recipe-invalid` or `recipe-drift` otherwise. */
export function usable(inspected: InspectedRecipe): Result<LoadedRecipe> {
  const { recipeId, drift, lock } = inspected;
  const sound = requireSound(recipePath(recipeId), inspected);
  if (!sound.ok) return sound;
  if (drift.length > 0) return fail(failure('recipe-drift', { recipeId, drift }));
  const { text, digest, files, diagnostics } = inspected;
  const needsLock = lock === null && !sound.value.isDraft;
  return ok({ recipe: sound.value, text, digest, files, warnings: diagnostics, needsLock });
}

/** The recipe of a checked text, or `recipe-invalid` with every fault. */
export const requireSound = (
  file: string,
  { recipe, diagnostics, text }: Pick<CheckedRecipe, 'recipe' | 'diagnostics' | 'text'>,
): Result<Recipe> =>
  recipe === null
    ? fail(unreadable(file, text, failure('recipe-invalid', { file, diagnostics })))
    : ok(recipe);

/**
 * Writes the lock of a recipe at its first use. Two first uses at once write the same bytes. What is locked goes to
 * the store first, so that whoever edits it can take the edit back.
 */
export async function writeLock(
  deps: RecipeDeps,
  loaded: Pick<LoadedRecipe, 'recipe' | 'text' | 'digest' | 'files'>,
): Promise<Result<void>> {
  const { recipe_id } = loaded.recipe;
  for (const bytes of [new TextEncoder().encode(loaded.text), ...loaded.files.map((file) => file.bytes)]) {
    const kept = await deps.blobs.put(bytes);
    if (!kept.ok) return kept;
  }
  const lock = makeLock(recipe_id, loaded.digest, digestsOf(loaded.files));
  return deps.files.publish(lockPath(recipe_id), lockText(lock));
}

const digestsOf = (files: readonly NamedFileBytes[]): { [path: string]: Digest } =>
  Object.fromEntries(files.map((file) => [file.path, file.digest]));
