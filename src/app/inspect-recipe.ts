import type { Diagnostic } from '../domain/diagnostic.ts';
import { type Failure, failure } from '../domain/failure.ts';
import type { Drift } from '../domain/failures/recipe.ts';
import { isRecipeId, type Digest, type RecipeId, type Sha256 } from '../domain/ids.ts';
import { checkLock, lockPath, parseLock, recipePath, type RecipeLock } from '../domain/recipe/lock.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { validateRecipe } from '../domain/recipe/validate-recipe.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { nearRecipes } from '../domain/recipe/near-recipes.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { BlobStore } from '../ports/store.ts';
import type { Registry } from './stage-work.ts';

export interface RecipeDeps {
  readonly files: ProjectFiles;
  /** Holds the locked bytes, so that an edit can be taken back. */
  readonly blobs: BlobStore;
  readonly registry: Registry;
  readonly sha256: Sha256;
  /** Kinds that the project gates besides `character.*`. */
  readonly gatedKinds: readonly string[];
}

export interface NamedFileBytes {
  readonly path: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  /** `null` when the bytes are not UTF-8. */
  readonly text: string | null;
}

/** A recipe's text with every file that it names, checked; faults and all. */
export interface CheckedRecipe {
  /** `null` when a diagnostic is an error. */
  readonly recipe: Recipe | null;
  readonly text: string;
  readonly digest: Digest;
  readonly files: readonly NamedFileBytes[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A recipe as it lies on disk, against its lock. */
export interface InspectedRecipe extends CheckedRecipe {
  readonly recipeId: RecipeId;
  /** `null` while it is not locked. */
  readonly lock: RecipeLock | null;
  /** What is not as the lock says, the recipe first. */
  readonly drift: readonly Drift[];
}

const recipeFolder = 'content/recipes';
const lockFolder = 'content/recipes/lock';

const idsIn = (names: readonly string[]): readonly RecipeId[] =>
  names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .filter(isRecipeId);

/** Ids of the recipes in `content/recipes`, in code-unit order. */
export async function recipeIds(files: ProjectFiles): Promise<Result<readonly RecipeId[]>> {
  const names = await files.list(recipeFolder);
  return names.ok ? ok(idsIn(names.value)) : names;
}

/** Ids that have a lock, in code-unit order, whether their recipe is there or not. */
export async function lockedIds(files: ProjectFiles): Promise<Result<readonly RecipeId[]>> {
  const names = await files.list(lockFolder);
  return names.ok ? ok(idsIn(names.value)) : names;
}

/** `recipe-not-found` with the names that were most likely meant. */
export async function noSuchRecipe(files: ProjectFiles, recipeId: string): Promise<Failure> {
  const known = await recipeIds(files);
  return failure('recipe-not-found', { recipeId, near: known.ok ? nearRecipes(recipeId, known.value) : [] });
}

/**
 * Checks a text as the recipe of that id, with every file that it names. `instead` has bytes for files that are not
 * written yet. Nothing is written.
 */
export async function checkRecipeText(
  deps: RecipeDeps,
  recipeId: RecipeId,
  bytes: Uint8Array,
  instead: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<Result<CheckedRecipe>> {
  const path = recipePath(recipeId);
  const text = textOf(bytes);
  if (text === null) return fail(failure('file-unusable', { path, why: 'it is not UTF-8 text' }));

  // Which files a recipe names is known only once it is read, so it is read until it names no new one.
  const read = new Map<string, NamedFileBytes | null>();
  for (;;) {
    const asked = new Set<string>();
    const { recipe, diagnostics } = validateRecipe({
      file: path,
      text,
      recipeIdFromFileName: recipeId,
      backends: deps.registry.backends,
      stages: deps.registry.stages,
      gatedKinds: deps.gatedKinds,
      fileText: (file) => {
        const known = read.get(file);
        if (known === undefined) asked.add(file);
        return known == null ? null : (known.text ?? undefined);
      },
    });
    if (asked.size === 0) {
      const files = recipe?.files.flatMap((file) => read.get(file) ?? []) ?? [];
      return ok({ recipe, text, digest: deps.sha256(bytes), files, diagnostics });
    }
    for (const file of asked) {
      const given = instead.get(file);
      const named = given === undefined ? await deps.files.read(file) : ok(given);
      if (!named.ok) return named;
      const found = named.value;
      read.set(
        file,
        found === null ? null : { path: file, bytes: found, digest: deps.sha256(found), text: textOf(found) },
      );
    }
  }
}

/** The lock of a recipe; `null` when it has none. A lock that cannot be read is `content-invalid`. */
export async function readLock(files: ProjectFiles, recipeId: RecipeId): Promise<Result<RecipeLock | null>> {
  const text = await files.readText(lockPath(recipeId));
  if (!text.ok) return text;
  return text.value === null ? ok(null) : parseLock(recipeId, text.value);
}

/**
 * Reads a recipe with all that belongs to it and judges nothing: faults and drift are told as data. A draft that was
 * locked before is drift like any other edit: `"draft": true` does not open a lock.
 */
export async function inspectRecipe(deps: RecipeDeps, recipeId: string): Promise<Result<InspectedRecipe>> {
  if (!isRecipeId(recipeId)) return fail(await noSuchRecipe(deps.files, recipeId));
  const bytes = await deps.files.read(recipePath(recipeId));
  if (!bytes.ok) return bytes;
  if (bytes.value === null) return fail(await noSuchRecipe(deps.files, recipeId));
  const checked = await checkRecipeText(deps, recipeId, bytes.value);
  if (!checked.ok) return checked;
  const lock = await readLock(deps.files, recipeId);
  if (!lock.ok) return lock;
  const drift =
    lock.value === null ? ok([]) : await driftOf(deps, lock.value, checked.value.digest, checked.value.files);
  if (!drift.ok) return drift;
  return ok({ ...checked.value, recipeId, lock: lock.value, drift: drift.value });
}

/**
 * What differs from a lock. Files that only the lock names count as they lie on disk: the recipe's own drift says
 * that they are named no more.
 */
export async function driftOf(
  deps: Pick<RecipeDeps, 'files' | 'sha256'>,
  lock: RecipeLock,
  digest: Digest | null,
  named: readonly NamedFileBytes[],
): Promise<Result<readonly Drift[]>> {
  const files: { [path: string]: Digest | null } = Object.fromEntries(
    named.map((file) => [file.path, file.digest]),
  );
  for (const path of Object.keys(lock.files)) {
    if (Object.hasOwn(files, path)) continue;
    const bytes = await deps.files.read(path);
    if (!bytes.ok) return bytes;
    files[path] = bytes.value === null ? null : deps.sha256(bytes.value);
  }
  return ok(checkLock(lock, { digest, files }));
}

export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
