import { type RecipeId, splitRecipeId } from '../ids.ts';

/** A recipe id without its version: what all versions of one recipe share. @example 'iron.icon.axe' */
export const recipeFamily = (id: RecipeId): string => id.slice(0, id.lastIndexOf('.v'));

export const versionOf = (id: RecipeId): number => splitRecipeId(id).version;

/** @example nextVersion('iron.icon.axe.v1') // 'iron.icon.axe.v2' */
export const nextVersion = (id: RecipeId): RecipeId =>
  `${recipeFamily(id)}.v${versionOf(id) + 1}` as RecipeId;

/** The versions of a recipe among all ids, oldest first: by number, not by code unit, so that v10 follows v9. */
export const versionsOf = (id: RecipeId, all: readonly RecipeId[]): readonly RecipeId[] =>
  all.filter((one) => recipeFamily(one) === recipeFamily(id)).sort((a, b) => versionOf(a) - versionOf(b));

/** The newest version of each recipe. */
export function newestVersions(all: readonly RecipeId[]): ReadonlySet<RecipeId> {
  const newest = new Map<string, RecipeId>();
  for (const id of all) {
    const known = newest.get(recipeFamily(id));
    if (known === undefined || versionOf(known) < versionOf(id)) newest.set(recipeFamily(id), id);
  }
  return new Set(newest.values());
}

/**
 * Where the copy of an edited file goes that a new version of its recipe names: the old version needs the old bytes
 * under the old name. The first dot ends the stem, since some files are known by two endings.
 *
 * @example copiedFilePath('content/w/jarl.workflow.json', 2) // 'content/w/jarl-v2.workflow.json'
 */
export function copiedFilePath(path: string, version: number, digest8?: string): string {
  const slash = path.lastIndexOf('/') + 1;
  const name = path.slice(slash);
  const dot = name.indexOf('.', 1);
  const [stem, ending] = dot === -1 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  const suffix = digest8 === undefined ? '' : `-${digest8}`;
  return `${path.slice(0, slash)}${stem.replace(/-v[0-9]+$/, '')}-v${version}${suffix}${ending}`;
}
