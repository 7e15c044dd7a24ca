import { failure } from '../domain/failure.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import { isRecipeId, type Digest, type RecipeId, type Sha256 } from '../domain/ids.ts';
import {
  lockPath,
  makeLock,
  lockText,
  parseLock,
  recipePath,
  requireNoDrift,
} from '../domain/recipe/lock.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { validateRecipe } from '../domain/recipe/validate-recipe.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { nearest } from '../domain/source/nearest.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { Registry } from './stage-work.ts';

export interface RecipeDeps {
  readonly files: ProjectFiles;
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

export interface LoadedRecipe {
  readonly recipe: Recipe;
  readonly text: string;
  readonly digest: Digest;
  readonly files: readonly NamedFileBytes[];
  readonly warnings: readonly Diagnostic[];
  /** True when this use will write its lock file: not a draft, and not locked yet. */
  readonly needsLock: boolean;
}

/** Ids of the recipes in `content/recipes`, in code-unit order. */
export async function recipeIds(files: ProjectFiles): Promise<Result<readonly RecipeId[]>> {
  const names = await files.list('content/recipes');
  if (!names.ok) return names;
  return ok(
    names.value
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -5))
      .filter(isRecipeId),
  );
}

/**
 * Reads a recipe with every file that it names, and checks all of it: every fault at once. A locked recipe whose
 * bytes, or whose files' bytes, are not those of its lock is `recipe-drift`. Writes nothing.
 */
export async function loadRecipe(deps: RecipeDeps, recipeId: string): Promise<Result<LoadedRecipe>> {
  if (!isRecipeId(recipeId)) {
    const known = await recipeIds(deps.files);
    return fail(
      failure('recipe-not-found', { recipeId, near: known.ok ? nearest(recipeId, known.value) : [] }),
    );
  }
  const path = recipePath(recipeId);
  const bytes = await deps.files.read(path);
  if (!bytes.ok) return bytes;
  if (bytes.value === null) {
    const known = await recipeIds(deps.files);
    return fail(
      failure('recipe-not-found', { recipeId, near: known.ok ? nearest(recipeId, known.value) : [] }),
    );
  }
  const text = textOf(bytes.value);
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
    if (asked.size > 0) {
      for (const file of asked) {
        const named = await deps.files.read(file);
        if (!named.ok) return named;
        const found = named.value;
        read.set(
          file,
          found === null
            ? null
            : { path: file, bytes: found, digest: deps.sha256(found), text: textOf(found) },
        );
      }
      continue;
    }
    if (recipe === null) return fail(failure('recipe-invalid', { file: path, diagnostics }));
    const files = recipe.files.flatMap((file) => read.get(file) ?? []);
    const digest = deps.sha256(bytes.value);
    const lock = recipe.isDraft ? ok(false) : await needsLock(deps, recipeId, digest, files);
    if (!lock.ok) return lock;
    return ok({ recipe, text, digest, files, warnings: diagnostics, needsLock: lock.value });
  }
}

async function needsLock(
  deps: RecipeDeps,
  recipeId: RecipeId,
  digest: Digest,
  files: readonly NamedFileBytes[],
): Promise<Result<boolean>> {
  const text = await deps.files.readText(lockPath(recipeId));
  if (!text.ok) return text;
  if (text.value === null) return ok(true);
  const lock = parseLock(recipeId, text.value);
  if (!lock.ok) return lock;
  const checked = requireNoDrift(lock.value, { digest, files: digestsOf(files) });
  return checked.ok ? ok(false) : checked;
}

/** Writes the lock of a recipe at its first use. Two first uses at once write the same bytes. */
export function writeLock(deps: RecipeDeps, loaded: LoadedRecipe): Promise<Result<void>> {
  const { recipe_id } = loaded.recipe;
  const lock = makeLock(recipe_id, loaded.digest, digestsOf(loaded.files));
  return deps.files.publish(lockPath(recipe_id), lockText(lock));
}

const digestsOf = (files: readonly NamedFileBytes[]): { [path: string]: Digest } =>
  Object.fromEntries(files.map((file) => [file.path, file.digest]));

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
