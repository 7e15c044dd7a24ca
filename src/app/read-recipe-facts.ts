import { failure } from '../domain/failure.ts';
import { parseLock, lockPath, recipePath } from '../domain/recipe/lock.ts';
import type { AnchorOffsets } from '../domain/manifest/age-manifest.ts';
import { fail, ok } from '../domain/result.ts';
import type { ReadRecipeFacts } from '../ports/recipe-facts.ts';
import { loadRecipe, type RecipeDeps } from './load-recipe.ts';

/** Facts of the recipe that was approved: today's file must still be the one of that digest. */
export function readRecipeFacts(deps: RecipeDeps): ReadRecipeFacts {
  return async (recipeId, digest) => {
    const loaded = await loadRecipe(deps, recipeId);
    if (!loaded.ok) return loaded;
    if (loaded.value.digest !== digest) {
      const text = await deps.files.readText(lockPath(recipeId));
      const lock = text.ok && text.value !== null ? parseLock(recipeId, text.value) : null;
      const was = lock?.ok === true ? lock.value.digest : digest;
      const drift = [
        { path: recipePath(recipeId), change: 'changed', was, is: loaded.value.digest },
      ] as const;
      return fail(failure('recipe-drift', { recipeId, drift }));
    }
    const { recipe } = loaded.value;
    const mode = recipe.locked['composition_mode'];
    return ok({
      validOutputKinds: recipe.validOutputKinds,
      composition_mode: typeof mode === 'string' ? mode : null,
      anchor_offsets: (recipe.locked['anchor_offsets'] ?? null) as AnchorOffsets | null,
    });
  };
}
