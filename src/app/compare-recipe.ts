import type { RecipeId, RunId } from '../domain/ids.ts';
import { recipePath } from '../domain/recipe/lock.ts';
import { versionsOf } from '../domain/recipe/version.ts';
import { ok, type Result } from '../domain/result.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import { inspectRecipe, recipeIds, textOf, type InspectedRecipe } from './inspect-recipe.ts';
import type { LockedBytesDeps } from './locked-bytes.ts';
import { planRestore } from './restore-recipe.ts';

/** A file before and after; a text is `null` where there is none. */
export interface FileChange {
  readonly path: string;
  /** `binary`: both were there, and one of them is no text. */
  readonly change: 'text' | 'new' | 'gone' | 'binary';
  readonly before: string | null;
  readonly after: string | null;
}

export interface RecipeComparison {
  /** What the recipe as it lies there is compared with; `null` when there is nothing. */
  readonly against: { readonly by: 'lock' | 'run' | 'recipe'; readonly name: string } | null;
  /** Files that differ, the recipe first. */
  readonly changes: readonly FileChange[];
}

/**
 * What changed in a recipe: against its lock where it was edited, else against the newest run that was made of another
 * text, else against the version before.
 */
export async function compareRecipe(deps: LockedBytesDeps, typed: string): Promise<Result<RecipeComparison>> {
  const inspected = await inspectRecipe(deps, typed);
  if (!inspected.ok) return inspected;
  if (inspected.value.drift.length > 0) return compareWithLock(deps, inspected.value);
  const runs = await deps.runs.list();
  if (!runs.ok) return runs;
  for (const run of [...runs.value].reverse()) {
    const read = await deps.runs.read(run);
    // A damaged folder is for `art verify` to name.
    if (!read.ok || read.value.record.recipe.recipe_id !== inspected.value.recipeId) continue;
    const compared = compareWithRecord(inspected.value, read.value.record);
    if (compared.changes.length > 0) return ok(compared);
  }
  const ids = await recipeIds(deps.files);
  if (!ids.ok) return ids;
  const versions = versionsOf(inspected.value.recipeId, ids.value);
  const before = versions[versions.indexOf(inspected.value.recipeId) - 1];
  return before === undefined
    ? ok({ against: null, changes: [] })
    : withRecipe(deps, inspected.value, before);
}

export async function compareWithRun(
  deps: LockedBytesDeps,
  typed: string,
  run: RunId,
): Promise<Result<RecipeComparison>> {
  const inspected = await inspectRecipe(deps, typed);
  if (!inspected.ok) return inspected;
  const read = await deps.runs.read(run);
  return read.ok ? ok(compareWithRecord(inspected.value, read.value.record)) : read;
}

export async function compareWithRecipe(
  deps: LockedBytesDeps,
  typed: string,
  other: string,
): Promise<Result<RecipeComparison>> {
  const inspected = await inspectRecipe(deps, typed);
  return inspected.ok ? withRecipe(deps, inspected.value, other) : inspected;
}

async function compareWithLock(
  deps: LockedBytesDeps,
  { recipeId }: InspectedRecipe,
): Promise<Result<RecipeComparison>> {
  const plan = await planRestore(deps, recipeId);
  if (!plan.ok) return plan;
  const changes = plan.value.files.map(({ path, locked, present }) => changeOf(path, locked, present));
  return ok({ against: { by: 'lock', name: recipeId }, changes: changes.reverse() });
}

async function withRecipe(
  deps: LockedBytesDeps,
  present: InspectedRecipe,
  other: string,
): Promise<Result<RecipeComparison>> {
  const before = await inspectRecipe(deps, other);
  if (!before.ok) return before;
  const changes = changesOf(
    present.recipeId,
    before.value.text,
    present.text,
    before.value.files,
    present.files,
  );
  return ok({ against: { by: 'recipe', name: before.value.recipeId }, changes });
}

function compareWithRecord(present: InspectedRecipe, record: RunRecord): RecipeComparison {
  const { recipeId, text, files } = present;
  const changes = changesOf(recipeId, record.recipe.text, text, record.files, files);
  return { against: { by: 'run', name: record.run_id }, changes };
}

/** A file of a recipe; its text is `null` when it is none. */
interface Named {
  readonly path: string;
  readonly digest: string;
  readonly text: string | null;
}

/** The recipe and the files that it names, as far as they differ. */
export function changesOf(
  id: RecipeId,
  before: string,
  after: string,
  oldFiles: readonly Named[],
  newFiles: readonly Named[],
): readonly FileChange[] {
  const paths = [...new Set([...oldFiles, ...newFiles].map((file) => file.path))].sort();
  const named = paths.flatMap((path): FileChange[] => {
    const [was, is] = [oldFiles, newFiles].map((list) => list.find((file) => file.path === path));
    if (was?.digest === is?.digest) return [];
    return [told(path, was?.text ?? null, is?.text ?? null, was === undefined, is === undefined)];
  });
  return before === after ? named : [{ path: recipePath(id), change: 'text', before, after }, ...named];
}

/** What became of a file's bytes; `null` where there is no file. */
export const changeOf = (path: string, before: Uint8Array | null, after: Uint8Array | null): FileChange =>
  told(
    path,
    before === null ? null : textOf(before),
    after === null ? null : textOf(after),
    before === null,
    after === null,
  );

function told(
  path: string,
  before: string | null,
  after: string | null,
  isNew: boolean,
  isGone: boolean,
): FileChange {
  if (isNew || isGone) return { path, change: isNew ? 'new' : 'gone', before, after };
  return { path, change: before === null || after === null ? 'binary' : 'text', before, after };
}
