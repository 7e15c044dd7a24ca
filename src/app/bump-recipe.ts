import { failure } from '../domain/failure.ts';
import type { RecipeId } from '../domain/ids.ts';
import { replaceMember, replaceStrings } from '../domain/recipe/edit-text.ts';
import { recipePath } from '../domain/recipe/lock.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { copiedFilePath, nextVersion, versionOf, versionsOf } from '../domain/recipe/version.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import {
  checkRecipeText,
  inspectRecipe,
  readLock,
  recipeIds,
  textOf,
  type InspectedRecipe,
} from './inspect-recipe.ts';
import { requireSound } from './load-recipe.ts';
import type { LockedBytesDeps } from './locked-bytes.ts';
import { isSame, planRestore, restore, type Restoration } from './restore-recipe.ts';

/** A file that both versions name, and that was edited: the new version gets a copy of its own. */
export interface CopiedFile {
  readonly from: string;
  readonly to: string;
  readonly bytes: Uint8Array;
}

export interface BumpPlan {
  readonly from: RecipeId;
  readonly to: RecipeId;
  readonly text: string;
  readonly recipe: Recipe;
  readonly copies: readonly CopiedFile[];
  /** What brings the old version back; `null` when it was not edited. */
  readonly restoration: Restoration | null;
  /** True when the edit of the old version goes into no version. */
  readonly losesEdit: boolean;
}

/**
 * The next version of a recipe, from what was locked or from the edit. It is a draft only if that text is one: a
 * recipe may be edited until its first use locks it, so the next version need not be a draft to be worked on.
 * Failures: `recipe-exists`, `recipe-invalid`, `locked-text-missing`.
 */
export async function planBump(
  deps: LockedBytesDeps,
  typed: string,
  { fromEdit }: { readonly fromEdit: boolean },
): Promise<Result<BumpPlan>> {
  const inspected = await inspectRecipe(deps, typed);
  if (!inspected.ok) return inspected;
  const { recipeId: from, drift } = inspected.value;
  const restoration = drift.length === 0 ? ok(null) : await planRestore(deps, from);
  if (!restoration.ok) return restoration;
  const isEdit = fromEdit || restoration.value === null;
  const source = isEdit ? editedText(inspected.value) : ok(lockedText(inspected.value, restoration.value));
  if (!source.ok) return source;

  const to = nextVersion(from);
  const copies = isEdit ? await planCopies(deps, inspected.value, to) : ok([]);
  if (!copies.ok) return copies;
  let text = replaceMember(source.value, 'recipe_id', to);
  for (const copy of copies.value) text = replaceStrings(text, copy.from, copy.to);
  // Checked against the files as they will lie there afterwards.
  const instead = new Map([
    ...(restoration.value?.files ?? []).map((file) => [file.path, file.locked] as const),
    ...copies.value.map((copy) => [copy.to, copy.bytes] as const),
  ]);
  const checked = await checkRecipeText(deps, to, new TextEncoder().encode(text), instead);
  if (!checked.ok) return checked;
  const recipe = requireSound(recipePath(to), checked.value);
  if (!recipe.ok) return recipe;
  const plan: BumpPlan = {
    from,
    to,
    text,
    recipe: recipe.value,
    copies: copies.value,
    restoration: restoration.value,
    losesEdit: restoration.value !== null && !isEdit,
  };
  const free = await requireFree(deps, plan, checked.value.digest);
  return free.ok ? ok(plan) : free;
}

const editedText = (inspected: InspectedRecipe): Result<string> => {
  const sound = requireSound(recipePath(inspected.recipeId), inspected);
  return sound.ok ? ok(inspected.text) : sound;
};

/** The recipe as it was locked. Where only a file that it names was edited, its own text is that already. */
function lockedText({ recipeId, text }: InspectedRecipe, restoration: Restoration | null): string {
  const file = restoration?.files.find(({ path }) => path === recipePath(recipeId));
  return file === undefined ? text : (textOf(file.locked) ?? text);
}

/** Copies of the edited files that the edit still names: under the old name lie the old bytes afterwards. */
async function planCopies(
  deps: LockedBytesDeps,
  { drift, files }: InspectedRecipe,
  to: RecipeId,
): Promise<Result<readonly CopiedFile[]>> {
  const copies: CopiedFile[] = [];
  for (const { path, change } of drift) {
    const named = files.find((file) => file.path === path);
    if (named === undefined || change !== 'changed') continue;
    const plain = copiedFilePath(path, versionOf(to));
    const there = await deps.files.read(plain);
    if (!there.ok) return there;
    const isFree = there.value === null || isSame(there.value, named.bytes);
    const target = isFree ? plain : copiedFilePath(path, versionOf(to), named.digest.slice(0, 8));
    copies.push({ from: path, to: target, bytes: named.bytes });
  }
  return ok(copies);
}

/**
 * Nothing has the new version's name. The very file that this bump would write counts as free while the old version
 * is not restored yet: a bump that was killed between the two is finished by doing it again.
 */
async function requireFree(deps: LockedBytesDeps, plan: BumpPlan, digest: string): Promise<Result<void>> {
  const there = await deps.files.read(recipePath(plan.to));
  if (!there.ok) return there;
  const lock = await readLock(deps.files, plan.to);
  if (!lock.ok) return lock;
  const isOurs = plan.restoration !== null && there.value !== null && deps.sha256(there.value) === digest;
  const isLockedOtherwise = lock.value !== null && lock.value.digest !== digest;
  if ((there.value === null && lock.value === null) || (isOurs && !isLockedOtherwise)) return ok(undefined);
  return fail(await takenBy(deps, plan));
}

async function takenBy(deps: LockedBytesDeps, { from, to }: BumpPlan) {
  const ids = await recipeIds(deps.files);
  const newest = ids.ok ? versionsOf(from, ids.value).at(-1) : undefined;
  return failure('recipe-exists', { recipeId: to, newest: newest ?? to, isBump: true });
}

/**
 * Bumps as planned: copies, the new version, and only then the old one back, so that a crash loses no edit. Of two
 * bumps at once one writes; the other writes the same or is `recipe-exists`. Gives the folder that keeps what was
 * replaced, or `null`.
 */
export async function bumpRecipe(deps: LockedBytesDeps, plan: BumpPlan): Promise<Result<string | null>> {
  for (const copy of plan.copies) {
    const copied = await deps.files.publish(copy.to, copy.bytes);
    if (!copied.ok) return copied;
  }
  const written = await deps.files.publish(recipePath(plan.to), plan.text);
  if (!written.ok) return written.failure.kind === 'file-differs' ? fail(await takenBy(deps, plan)) : written;
  return plan.restoration === null ? ok(null) : restore(deps, plan.restoration);
}
