import { failure } from '../domain/failure.ts';
import { finalBackends, mostJobs } from '../domain/recipe/fan-out.ts';
import { recipePath } from '../domain/recipe/lock.ts';
import { bindingsOfSweep, chooseSweep, type Sweep } from '../domain/recipe/sweep.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { EditorDraft } from '../domain/run/editor-draft.ts';
import type { WantedCell, WantedGroup } from '../domain/run/wanted.ts';
import type { EditorDrafts } from '../ports/editor-drafts.ts';
import { checkRecipeText, readLock, type RecipeDeps } from './inspect-recipe.ts';
import { loadRecipe, requireSound, type LoadedRecipe } from './load-recipe.ts';
import { outlineCells } from './outline-cells.ts';
import type { RunOutline } from './plan-run.ts';

export interface UseDraftDeps extends RecipeDeps {
  readonly editorDraft: EditorDrafts;
}

/** What the draft asks for, checked. */
export interface DraftRequest {
  readonly draft: EditorDraft;
  readonly loaded: LoadedRecipe;
  readonly outline: RunOutline;
  /** The recipe's text is not the one that its levers were chosen for. */
  readonly isRecipeEdited: boolean;
}

/**
 * Reads the draft and checks all of it, as if it had been typed. Failures: `draft-not-found`, `draft-invalid`,
 * `draft-recipe-differs`, and those of recipes and levers.
 */
export async function requestOfDraft(deps: UseDraftDeps): Promise<Result<DraftRequest>> {
  const kept = await deps.editorDraft.read();
  if (!kept.ok) return kept;
  if (kept.value === null) return fail(failure('draft-not-found', { why: 'no-file' }));
  const { draft } = kept.value;
  const loaded = await recipeOfDraft(deps, draft);
  if (!loaded.ok) return loaded;
  const { recipe } = loaded.value;
  const sweeps: { group: WantedGroup; sweep: Sweep; backends: readonly string[] }[] = [];
  let jobs = 0;
  for (const group of draft.wanted) {
    const given = Object.entries(group.levers).map(([name, values]) => ({ name, text: values.join(',') }));
    // A lever with nothing ticked is one that is missing, and is told as such.
    const sweep = chooseSweep(
      recipe,
      given.filter(({ text }) => text !== ''),
    );
    if (!sweep.ok) return sweep;
    const backends = group.backends ?? finalBackends(recipe);
    jobs += sweep.value.bindings * backends.length * group.children.length;
    sweeps.push({ group, sweep: sweep.value, backends });
  }
  if (jobs > mostJobs) return fail(failure('run-too-large', { jobs, most: mostJobs }));
  const invalid = (why: string): Result<never> =>
    fail(failure('draft-invalid', { path: deps.editorDraft.path, why }));
  if (jobs === 0) return invalid('it asks for nothing: no child, or no backend');
  const wanted = sweeps.flatMap(({ group, sweep, backends }) => cellsOf(group, sweep, backends));
  const outline = outlineCells(loaded.value, wanted, deps.sha256);
  if (typeof outline === 'string') return invalid(outline);
  if (!outline.ok) return outline;
  const isRecipeEdited = draft.recipe?.digest != null && draft.recipe.digest !== loaded.value.digest;
  return ok({ draft, loaded: loaded.value, outline: outline.value, isRecipeEdited });
}

/** Nested as `generate` nests: bindings, backends, children. */
const cellsOf = (
  { children }: WantedGroup,
  sweep: Sweep,
  backends: readonly string[],
): readonly WantedCell[] =>
  [...bindingsOfSweep(sweep)].flatMap((binding) =>
    backends.flatMap((backend) => children.map((childIndex) => ({ binding, backend, childIndex }))),
  );

/**
 * The project's recipe, or the draft's own text where it is another: that may be used only as what it is, a draft
 * recipe that nothing has locked. Any other text has no file that could be locked.
 */
async function recipeOfDraft(
  deps: UseDraftDeps,
  { recipe, from_run }: EditorDraft,
): Promise<Result<LoadedRecipe>> {
  if (recipe === null) return fail(failure('draft-not-found', { why: 'no-recipe' }));
  const { recipe_id: recipeId, text } = recipe;
  if (text === null) return loadRecipe(deps, recipeId);
  const bytes = new TextEncoder().encode(text);
  const there = await deps.files.read(recipePath(recipeId));
  if (!there.ok) return there;
  if (there.value !== null && deps.sha256(there.value) === deps.sha256(bytes))
    return loadRecipe(deps, recipeId);
  const lock = await readLock(deps.files, recipeId);
  if (!lock.ok) return lock;
  const checked = await checkRecipeText(deps, recipeId, bytes);
  if (!checked.ok) return checked;
  if (lock.value !== null || checked.value.recipe?.isDraft === false) {
    const isGone = there.value === null;
    return fail(failure('draft-recipe-differs', { recipeId, fromRun: from_run, isGone }));
  }
  const sound = requireSound(deps.editorDraft.path, checked.value);
  if (!sound.ok) return sound;
  const { digest, files, diagnostics } = checked.value;
  return ok({ recipe: sound.value, text, digest, files, warnings: diagnostics, needsLock: false });
}
