import type { RecipeId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { RunFolders } from '../ports/run-folders.ts';

/** So many records are read at once: more gain nothing, and hold all their texts in memory. */
const atOnce = 16;

/**
 * The child indices of a recipe that any run has used, by binding hash, from the run folders alone. A record that
 * cannot be read is a failure: it may hold what was asked for.
 */
export async function usedChildren(
  runs: Pick<RunFolders, 'list' | 'read'>,
  recipeId: RecipeId,
): Promise<Result<ReadonlyMap<string, ReadonlySet<number>>>> {
  const listed = await runs.list();
  if (!listed.ok) return listed;
  const used = new Map<string, Set<number>>();
  for (let at = 0; at < listed.value.length; at += atOnce) {
    const reads = await Promise.all(listed.value.slice(at, at + atOnce).map((run) => runs.read(run)));
    for (const read of reads) {
      if (!read.ok) return read;
      const { record } = read.value;
      if (record.recipe.recipe_id !== recipeId) continue;
      for (const cell of record.cells) {
        const children = used.get(cell.binding_hash) ?? new Set();
        used.set(cell.binding_hash, children.add(cell.child_index));
      }
    }
  }
  return ok(used);
}
