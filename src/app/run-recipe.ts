import { failure, type Failure } from '../domain/failure.ts';
import type { Drift } from '../domain/failures/recipe.ts';
import type { Digest } from '../domain/ids.ts';
import { longestText } from '../domain/run/editor-draft.ts';
import { checkLock, recipePath } from '../domain/recipe/lock.ts';
import { versionsOf, nextVersion } from '../domain/recipe/version.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import {
  checkRecipeText,
  lockedIds,
  readLock,
  recipeIds,
  textOf,
  type NamedFileBytes,
  type RecipeDeps,
} from './inspect-recipe.ts';
import type { LoadedRecipe } from './load-recipe.ts';

export interface RunRecipeDeps extends RecipeDeps {
  readonly runs: RunFolders;
}

/** What a run was made of, and where a file of the project is not that any more. */
export interface RunRecipe {
  readonly loaded: LoadedRecipe;
  /** The recipe's file in `content/recipes` against the run's text. */
  readonly present: PresentFile;
  /** The files that the recipe names, against the run's. */
  readonly files: readonly { readonly path: string; readonly present: PresentFile }[];
  /** Against the lock that the project has for this id; `null` without one. */
  readonly lockDrift: readonly Drift[] | null;
}

export type PresentFile = 'same' | 'edited' | 'missing';

/**
 * The recipe of a run with its files, from the run folder alone, checked by today's rules. Nothing is believed: texts
 * and files must have the digests that the record gives them, since a stranger may have packed it, and since a text
 * under the digest of another would pass for the locked one. Failure: `run-record-invalid`.
 */
export async function recipeOfRun(deps: RunRecipeDeps, record: RunRecord): Promise<Result<RunRecipe>> {
  const { recipe_id: recipeId, text } = record.recipe;
  const path = `runs/${record.run_id}/run.json`;
  const invalid = (why: string): Result<never> => fail(failure('run-record-invalid', { path, why }));
  if (text.length > longestText) return invalid('the text of its recipe is longer than 4 MiB');
  const bytes = new TextEncoder().encode(text);
  if (deps.sha256(bytes) !== record.recipe.digest)
    return invalid('the text of its recipe is not that of its digest');
  const files = await filesOfRun(deps, record);
  if (!files.ok) return files;

  // What the run does not hold is not there: `content/` is not asked.
  const sealedOff = { ...deps, files: { ...deps.files, read: () => Promise.resolve(ok(null)) } };
  const checked = await checkRecipeText(sealedOff, recipeId, bytes, files.value);
  if (!checked.ok) return checked;
  const { recipe, digest, diagnostics } = checked.value;
  if (recipe === null) {
    const first = diagnostics.find(({ severity }) => severity === 'error');
    return invalid(
      `its recipe cannot be used by this version: ${(first?.message ?? 'it has faults').replace(/\.$/, '')}`,
    );
  }
  const named = checked.value.files;
  const [own, lock] = [
    await presentOf(deps, recipePath(recipeId), digest),
    await readLock(deps.files, recipeId),
  ];
  if (!own.ok) return own;
  if (!lock.ok) return lock;
  const present: { path: string; present: PresentFile }[] = [];
  for (const file of named) {
    const there = await presentOf(deps, file.path, file.digest);
    if (!there.ok) return there;
    present.push({ path: file.path, present: there.value });
  }
  return ok({
    loaded: {
      recipe,
      text,
      digest,
      files: named,
      warnings: [],
      needsLock: lock.value === null && !recipe.isDraft,
    },
    present: own.value,
    files: present,
    lockDrift: lock.value === null ? null : checkLock(lock.value, { digest, files: digestsOf(named) }),
  });
}

const digestsOf = (files: readonly NamedFileBytes[]): { [path: string]: Digest } =>
  Object.fromEntries(files.map((file) => [file.path, file.digest]));

async function filesOfRun(
  deps: RunRecipeDeps,
  { run_id: run, files }: RunRecord,
): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  const found = new Map<string, Uint8Array>();
  for (const { path, digest, text } of files) {
    const bytes = text === null ? await deps.runs.readInput(run, digest) : ok(new TextEncoder().encode(text));
    if (!bytes.ok) return bytes;
    if (deps.sha256(bytes.value) !== digest) {
      const why = `its copy of ${path} is not that of its digest`;
      return fail(failure('run-record-invalid', { path: `runs/${run}/run.json`, why }));
    }
    found.set(path, bytes.value);
  }
  return ok(found);
}

async function presentOf(
  deps: Pick<RecipeDeps, 'files' | 'sha256'>,
  path: string,
  digest: Digest,
): Promise<Result<PresentFile>> {
  const bytes = await deps.files.read(path);
  if (!bytes.ok) return bytes;
  if (bytes.value === null) return ok('missing');
  return ok(deps.sha256(bytes.value) === digest ? 'same' : 'edited');
}

/**
 * Whether the recipe of a run may make art again under its own id, or `run-recipe-differs`. An id means one text, once
 * that text is locked, so:
 * - a draft may: it is never locked, and nothing of it is approved, whatever the id means by now;
 * - with a lock, the run's recipe and files must be the locked ones. What lies in `content/` does not matter then: an
 *   edit that drifted, or a file that is gone, is not what is used;
 * - without a lock, this use would write one, so the project's own file must be the same text: a lock for a text that
 *   is not there would make whatever lies there drift.
 */
export async function requireSameMeaning(
  deps: RecipeDeps,
  of: RunRecipe,
  record: RunRecord,
): Promise<Result<void>> {
  const { loaded, lockDrift, present, files } = of;
  if (loaded.recipe.isDraft) return ok(undefined);
  const differing =
    lockDrift === null
      ? [{ path: recipePath(loaded.recipe.recipe_id), present }, ...files]
          .filter((file) => file.present !== 'same')
          .map(({ path }) => path)
      : lockDrift.map(({ path }) => path);
  return differing.length === 0
    ? ok(undefined)
    : fail(await recipeDiffers(deps, record, differing, lockDrift !== null));
}

export async function recipeDiffers(
  deps: RecipeDeps,
  record: RunRecord,
  paths: readonly string[],
  isLocked: boolean,
): Promise<Failure> {
  const { recipe_id: recipeId } = record.recipe;
  const free = await freeIdFor(deps, record);
  return failure('run-recipe-differs', {
    run: record.run_id,
    recipeId,
    paths,
    isLocked,
    freeId: free ?? '<id>',
  });
}

/** The id under which a run's text could be written: its own while nothing has that name, else the next version. */
export async function freeIdFor(deps: RecipeDeps, { recipe }: RunRecord): Promise<string | null> {
  const [ids, locked] = [await recipeIds(deps.files), await lockedIds(deps.files)];
  if (!ids.ok || !locked.ok) return null;
  const known = versionsOf(recipe.recipe_id, [...new Set([...ids.value, ...locked.value])]);
  if (!known.includes(recipe.recipe_id)) return recipe.recipe_id;
  return nextVersion(known.at(-1) ?? recipe.recipe_id);
}

/** A text of the project for comparison; `null` where there is none, or no text. */
export async function presentText(deps: RecipeDeps, path: string): Promise<Result<string | null>> {
  const bytes = await deps.files.read(path);
  if (!bytes.ok) return bytes;
  return ok(bytes.value === null ? null : textOf(bytes.value));
}
