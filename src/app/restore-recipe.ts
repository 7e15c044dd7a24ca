import { failure } from '../domain/failure.ts';
import { isRecipeId, type RecipeId } from '../domain/ids.ts';
import { parseLock, lockPath, recipePath, type RecipeLock } from '../domain/recipe/lock.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { driftOf, inspectRecipe, lockedIds, noSuchRecipe, readLock } from './inspect-recipe.ts';
import { lockedBytes, type LockedBytesDeps } from './locked-bytes.ts';

/** A file that is put back. */
export interface RestoredFile {
  readonly path: string;
  readonly locked: Uint8Array;
  /** What lies there now; `null` when the file is gone. */
  readonly present: Uint8Array | null;
}

export interface Restoration {
  readonly recipeId: RecipeId;
  readonly lock: RecipeLock;
  /** Named files first, the recipe last: until the last one is back, the recipe is still told as edited. */
  readonly files: readonly RestoredFile[];
  /** Recipes that were locked with the present bytes of such a file, and will have drifted. */
  readonly endangered: readonly { readonly recipeId: RecipeId; readonly path: string }[];
}

/**
 * What taking an edit back would do. No files: nothing was edited. Failures: `recipe-not-locked`, and
 * `locked-text-missing` where the old bytes are nowhere on this machine.
 */
export async function planRestore(deps: LockedBytesDeps, typed: string): Promise<Result<Restoration>> {
  if (!isRecipeId(typed)) return fail(await noSuchRecipe(deps.files, typed));
  const recipeId = typed;
  const read = await readLock(deps.files, recipeId);
  if (!read.ok) return read;
  const lock = read.value;
  if (lock === null) {
    const there = await inspectRecipe(deps, recipeId);
    if (!there.ok) return there;
    return fail(failure('recipe-not-locked', { recipeId, isDraft: there.value.recipe?.isDraft === true }));
  }
  // The recipe itself may be gone or past reading: what is locked is known all the same.
  const bytes = await deps.files.read(recipePath(recipeId));
  if (!bytes.ok) return bytes;
  const digest = bytes.value === null ? null : deps.sha256(bytes.value);
  const drift = await driftOf(deps, lock, digest, []);
  if (!drift.ok) return drift;
  const paths = drift.value.map((one) => one.path);
  const locked = await lockedBytes(deps, lock, paths);
  if (!locked.ok) return locked;
  const files: RestoredFile[] = [];
  for (const path of paths) {
    const present = await deps.files.read(path);
    if (!present.ok) return present;
    files.push({ path, locked: locked.value.get(path) as Uint8Array, present: present.value });
  }
  // sort() is stable: only the recipe moves, to the end.
  const isRecipe = ({ path }: RestoredFile): number => Number(path === recipePath(recipeId));
  files.sort((a, b) => isRecipe(a) - isRecipe(b));
  const endangered = await findEndangered(deps, recipeId, files);
  return endangered.ok ? ok({ recipeId, lock, files, endangered: endangered.value }) : endangered;
}

async function findEndangered(
  deps: LockedBytesDeps,
  recipeId: RecipeId,
  files: readonly RestoredFile[],
): Promise<Result<Restoration['endangered']>> {
  const ids = await lockedIds(deps.files);
  if (!ids.ok) return ids;
  const endangered: { recipeId: RecipeId; path: string }[] = [];
  for (const other of ids.value) {
    if (other === recipeId) continue;
    const text = await deps.files.readText(lockPath(other));
    const lock = text.ok && text.value !== null ? parseLock(other, text.value) : null;
    if (lock?.ok !== true) continue;
    for (const { path, present } of files) {
      if (present !== null && lock.value.files[path] === deps.sha256(present))
        endangered.push({ recipeId: other, path });
    }
  }
  return ok(endangered);
}

/**
 * Puts the locked files back. What they replace is kept first; gives the folder that holds it, laid out as in the
 * project, or `null` when there was nothing to keep. A file that was saved meanwhile is `recipe-changed`, and is left.
 * Killed at any point it leaves whole files, and doing it again finishes.
 */
export async function restore(
  deps: LockedBytesDeps,
  { files }: Pick<Restoration, 'files'>,
): Promise<Result<string | null>> {
  const lost = files.filter((file) => file.present !== null);
  const name = deps.sha256(lost.map((f) => `${f.path} ${deps.sha256(f.present as Uint8Array)}`).join('\n'));
  const folder = `.art/discarded/${name.slice(0, 12)}`;
  for (const { path, present } of lost) {
    const kept = await deps.files.publish(`${folder}/${path}`, present as Uint8Array);
    if (!kept.ok) return kept;
  }
  for (const { path, locked, present } of files) {
    const now = await deps.files.read(path);
    if (!now.ok) return now;
    if (isSame(now.value, locked)) continue;
    if (!isSame(now.value, present)) return fail(failure('recipe-changed', { path }));
    const put = await deps.files.replace(path, locked);
    if (!put.ok) return put;
  }
  return ok(lost.length === 0 ? null : folder);
}

export function isSame(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
