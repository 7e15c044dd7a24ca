import type { Digest, RecipeId, Sha256 } from '../domain/ids.ts';
import { lockPath, lockText, parseLock, recipePath, type RecipeLock } from '../domain/recipe/lock.ts';
import { isRecipeId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ProjectFiles } from '../ports/files.ts';
import { note, type Notes, type RunFacts } from './verify-notes.ts';

interface RecipesWorld {
  readonly files: ProjectFiles;
  readonly sha256: Sha256;
}

/** Digests that runs recorded of a file, by its path. */
type Recorded = ReadonlyMap<string, ReadonlySet<Digest>>;

const lockFolder = 'content/recipes/lock';

/**
 * Locked recipes: each lock against the recipe and the files that it names. Where they differ, the runs that used the
 * recipe tell which of the two changed. What was used and has no lock has lost it.
 */
export async function checkRecipes(
  world: RecipesWorld,
  facts: RunFacts,
  notes: Notes,
): Promise<Result<void>> {
  const names = await world.files.list(lockFolder);
  if (!names.ok) return names;
  const { recorded, used } = recordedBy(facts);
  const locked = new Set<RecipeId>();
  for (const name of names.value) {
    const path = `${lockFolder}/${name}`;
    const id = name.endsWith('.json') ? name.slice(0, -5) : '';
    if (!isRecipeId(id)) {
      if (!name.startsWith('.')) note(notes, 'UNEXPECTED', path, 'it is no lock');
      continue;
    }
    notes.checked += 1;
    locked.add(id);
    const text = await world.files.readText(path);
    const lock = text.ok ? parseLock(id, text.value ?? '') : null;
    if (lock === null || !lock.ok || !text.ok) {
      note(notes, 'MODIFIED', path, 'it is no lock of this recipe');
      continue;
    }
    if (lockText(lock.value) !== text.value)
      note(notes, 'MODIFIED', path, 'it is not laid out as it was written');
    const checked = await checkLocked(world, lock.value, recorded, used.has(id), notes);
    if (!checked.ok) return checked;
  }
  for (const id of used)
    if (!locked.has(id)) note(notes, 'MISSING', lockPath(id), 'runs used the recipe, which locks it');
  return ok(undefined);
}

async function checkLocked(
  world: RecipesWorld,
  lock: RecipeLock,
  recorded: Recorded,
  isUsed: boolean,
  notes: Notes,
): Promise<Result<void>> {
  const path = lockPath(lock.recipe_id);
  const wanted: readonly (readonly [string, Digest])[] = [
    [recipePath(lock.recipe_id), lock.digest],
    ...Object.entries(lock.files),
  ];
  for (const [file, digest] of wanted) {
    notes.checked += 1;
    const bytes = await world.files.read(file);
    if (!bytes.ok && bytes.failure.kind !== 'path-outside-project') return bytes;
    const is = bytes.ok && bytes.value !== null ? world.sha256(bytes.value) : null;
    if (is === digest) continue;
    const known = recorded.get(file);
    if (bytes.ok && is === null) {
      // A lock that names a file that no run ever had was changed; a file that they had is gone.
      if (isUsed && known === undefined) note(notes, 'MODIFIED', path, `it names ${file}, which no run had`);
      else note(notes, 'MISSING', file, `${path} names it`);
    } else if (is !== null && known?.has(is) === true && !known.has(digest))
      note(notes, 'MODIFIED', path, `the digest of ${file}`);
    else note(notes, 'MODIFIED', file, `against ${path}`);
  }
  return ok(undefined);
}

/** What the runs recorded of recipes and their files; drafts change as they like. */
function recordedBy({ runs }: RunFacts): { recorded: Recorded; used: ReadonlySet<RecipeId> } {
  const recorded = new Map<string, Set<Digest>>();
  const used = new Set<RecipeId>();
  const add = (path: string, digest: Digest): void => {
    const there = recorded.get(path);
    if (there === undefined) recorded.set(path, new Set([digest]));
    else there.add(digest);
  };
  for (const { recipeId, recipeDigest, files, isDraft } of runs.values()) {
    if (isDraft) continue;
    used.add(recipeId);
    add(recipePath(recipeId), recipeDigest);
    for (const [path, digest] of files) add(path, digest);
  }
  return { recorded, used };
}
