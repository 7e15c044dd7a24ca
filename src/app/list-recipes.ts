import { tell } from '../domain/failure.ts';
import type { Drift } from '../domain/failures/recipe.ts';
import { isRecipeId, type RecipeId } from '../domain/ids.ts';
import { countBindings } from '../domain/recipe/lever-space.ts';
import { newestVersions } from '../domain/recipe/version.ts';
import { ok, type Result } from '../domain/result.ts';
import { inspectRecipe, lockedIds, type InspectedRecipe, type RecipeDeps } from './inspect-recipe.ts';

/** `edited`: not what was locked. `unlocked`: no draft, and its first use will lock it. */
export type RecipeState = 'draft' | 'unlocked' | 'locked' | 'edited' | 'invalid';

export interface ListedRecipe {
  /** The file's name without `.json`; a recipe id except for a file that has no such name. */
  readonly name: string;
  readonly state: RecipeState;
  readonly isNewest: boolean;
  readonly title: string | null;
  readonly kind: string | null;
  readonly backends: readonly string[];
  /** `null` where the levers cannot be read. */
  readonly bindings: number | null;
  /** How many faults make it invalid. */
  readonly faults: number;
  /** Why it is invalid, where that is no fault in its text. */
  readonly why: string | null;
  readonly drift: readonly Drift[];
}

const blank = { title: null, kind: null, backends: [], bindings: null, faults: 0, why: null, drift: [] };

/**
 * Every recipe of the project and how it stands, by name. One that cannot be read is listed as such; so is a file with
 * a name that is no recipe id, and a locked recipe whose file is gone.
 */
export async function listRecipes(deps: RecipeDeps): Promise<Result<readonly ListedRecipe[]>> {
  const [names, locked] = await Promise.all([deps.files.list('content/recipes'), lockedIds(deps.files)]);
  if (!names.ok) return names;
  if (!locked.ok) return locked;
  const present = names.value.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
  const gone = locked.value.filter((id) => !present.includes(id));
  const newest = newestVersions([...present, ...gone].filter(isRecipeId));
  const listed: ListedRecipe[] = [];
  for (const name of [...present, ...gone].sort()) {
    const isNewest = newest.has(name as RecipeId);
    if (!isRecipeId(name)) {
      listed.push({ ...blank, name, isNewest, state: 'invalid', why: 'its name is no recipe id' });
      continue;
    }
    if (gone.includes(name)) {
      const drift: Drift = { path: `content/recipes/${name}.json`, change: 'missing', was: null, is: null };
      listed.push({ ...blank, name, isNewest, state: 'edited', drift: [drift] });
      continue;
    }
    const inspected = await inspectRecipe(deps, name);
    if (inspected.ok) listed.push({ name, isNewest, ...lineOf(inspected.value) });
    else {
      const why = tell(inspected.failure).message;
      listed.push({ ...blank, name, isNewest, state: 'invalid', why });
    }
  }
  return ok(listed);
}

function lineOf(inspected: InspectedRecipe): Omit<ListedRecipe, 'name' | 'isNewest'> {
  const { recipe, drift, diagnostics } = inspected;
  const state = stateOf(inspected);
  if (recipe === null) {
    const faults = diagnostics.filter(({ severity }) => severity === 'error').length;
    return { ...blank, state, faults, drift };
  }
  return {
    state,
    title: recipe.title,
    kind: recipe.kind,
    backends: Object.keys(recipe.templates),
    bindings: countBindings(recipe.levers),
    faults: 0,
    why: null,
    drift,
  };
}

/** How a recipe stands. A fault counts for more than an edit: it is what stops everything else. */
export function stateOf({ recipe, drift, lock }: InspectedRecipe): RecipeState {
  if (recipe === null) return 'invalid';
  if (drift.length > 0) return 'edited';
  if (recipe.isDraft) return 'draft';
  return lock === null ? 'unlocked' : 'locked';
}
