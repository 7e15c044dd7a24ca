import type { Digest } from '../domain/ids.ts';
import { recipePath, type RecipeLock } from '../domain/recipe/lock.ts';
import { failure } from '../domain/failure.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { RecipeDeps } from './inspect-recipe.ts';

export interface LockedBytesDeps extends RecipeDeps {
  readonly runs: RunFolders;
}

/**
 * What a lock holds, for some of its paths: from the store, else from a run folder, which has the full texts by digest
 * and binary files beside them. Every byte is checked against the lock. What neither has is `locked-text-missing`,
 * and then all of it is: nobody is helped by half a recipe.
 */
export async function lockedBytes(
  deps: LockedBytesDeps,
  lock: RecipeLock,
  paths: readonly string[],
): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  const found = new Map<string, Uint8Array>();
  const open = new Map<string, Digest>();
  for (const path of paths) {
    const digest = path === recipePath(lock.recipe_id) ? lock.digest : lock.files[path];
    if (digest === undefined) continue;
    // A damaged blob is as good as none here: a run folder may have the bytes still.
    const blob = (await deps.blobs.has(digest)) ? await deps.blobs.read(digest) : null;
    if (blob?.ok === true) found.set(path, blob.value);
    else open.set(path, digest);
  }
  if (open.size > 0) {
    const searched = await searchRuns(deps, open, found);
    if (!searched.ok) return searched;
  }
  if (open.size === 0) return ok(found);
  return fail(failure('locked-text-missing', { recipeId: lock.recipe_id, paths: [...open.keys()] }));
}

/** Moves what run folders have from `open` to `found`, newest run first. A damaged folder is passed over. */
async function searchRuns(
  deps: LockedBytesDeps,
  open: Map<string, Digest>,
  found: Map<string, Uint8Array>,
): Promise<Result<void>> {
  const runs = await deps.runs.list();
  if (!runs.ok) return runs;
  for (const run of [...runs.value].reverse()) {
    if (open.size === 0) break;
    const read = await deps.runs.read(run);
    if (!read.ok) continue;
    const { recipe, files } = read.value.record;
    const take = (path: string, digest: Digest, bytes: Uint8Array): void => {
      if (deps.sha256(bytes) !== digest) return;
      found.set(path, bytes);
      open.delete(path);
    };
    for (const [path, digest] of [...open]) {
      if (recipe.digest === digest) take(path, digest, new TextEncoder().encode(recipe.text));
      const file = files.find((one) => one.digest === digest);
      if (file === undefined) continue;
      if (file.text !== null) take(path, digest, new TextEncoder().encode(file.text));
      else {
        const input = await deps.runs.readInput(run, digest);
        if (input.ok) take(path, digest, input.value);
      }
    }
  }
  return ok(undefined);
}
