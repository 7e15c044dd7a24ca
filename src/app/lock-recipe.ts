import { failure } from '../domain/failure.ts';
import { recipePath } from '../domain/recipe/lock.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { removeMember } from '../domain/recipe/edit-text.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import {
  checkRecipeText,
  driftOf,
  inspectRecipe,
  type CheckedRecipe,
  type RecipeDeps,
} from './inspect-recipe.ts';
import { requireSound, writeLock } from './load-recipe.ts';
import { isSame } from './restore-recipe.ts';

/** What locking a recipe would do. */
export interface LockPlan {
  readonly recipe: Recipe;
  /** The text that is locked: the recipe's without `"draft": true`, every other byte as it was. */
  readonly checked: CheckedRecipe;
  readonly present: string;
  /** Whether the recipe's file is rewritten without its `draft`. */
  readonly endsDraft: boolean;
  readonly isLocked: boolean;
}

/**
 * The plan to lock a recipe. One that is locked and unchanged is a plan that does nothing. Failures:
 * `recipe-invalid`, and `recipe-drift` for a recipe that was locked with other bytes.
 */
export async function planLock(deps: RecipeDeps, typed: string): Promise<Result<LockPlan>> {
  const inspected = await inspectRecipe(deps, typed);
  if (!inspected.ok) return inspected;
  const { recipeId, text, lock } = inspected.value;
  const path = recipePath(recipeId);
  const draft = requireSound(path, inspected.value);
  if (!draft.ok) return draft;
  const endsDraft = draft.value.isDraft;
  const checked = endsDraft
    ? await checkRecipeText(deps, recipeId, new TextEncoder().encode(removeMember(text, 'draft')))
    : inspected;
  if (!checked.ok) return checked;
  const recipe = requireSound(path, checked.value);
  if (!recipe.ok) return recipe;
  if (lock !== null) {
    const drift = await driftOf(deps, lock, checked.value.digest, checked.value.files);
    if (!drift.ok) return drift;
    if (drift.value.length > 0) return fail(failure('recipe-drift', { recipeId, drift: drift.value }));
  }
  const isLocked = lock !== null && !endsDraft;
  return ok({ recipe: recipe.value, checked: checked.value, present: text, endsDraft, isLocked });
}

/**
 * Locks as planned. The recipe first, then its lock: killed between the two it leaves a recipe that is no draft and
 * not locked yet, which is sound. The other order would leave a recipe that differs from its lock.
 */
export async function lockRecipe(deps: RecipeDeps, plan: LockPlan): Promise<Result<void>> {
  const { recipe, checked, present, endsDraft, isLocked } = plan;
  if (isLocked) return ok(undefined);
  const path = recipePath(recipe.recipe_id);
  if (endsDraft) {
    const now = await deps.files.read(path);
    if (!now.ok) return now;
    if (!isSame(now.value, new TextEncoder().encode(present)))
      return fail(failure('recipe-changed', { path }));
    const written = await deps.files.replace(path, checked.text);
    if (!written.ok) return written;
  }
  return writeLock(deps, { recipe, text: checked.text, digest: checked.digest, files: checked.files });
}
