import { outlineContinued } from '../../../app/continue-run.ts';
import { outlineReroll } from '../../../app/reroll.ts';
import { requestOfDraft } from '../../../app/use-draft.ts';
import type { RunRecipe } from '../../../app/run-recipe.ts';
import type { Project } from '../../../compose.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { RunCell, RunRecord } from '../../../domain/run/run-record.ts';
import type { RunChanges } from '../../../app/continue-run.ts';
import type { Given } from '../command-spec.ts';
import type { CommandContext } from '../context.ts';
import { usage } from '../options.ts';
import { readSaid, type Prepared, type Said } from './prepare.ts';

/** The draft says all of it by itself. */
function refuseBesideDraft({ operands, options }: Given): Result<void> {
  const more = [
    ...operands,
    ...['set', 'concepts', 'children', 'more']
      .filter((name) => options[name] !== undefined)
      .map((name) => `--${name}`),
  ];
  if (more.length === 0) return ok(undefined);
  return fail(
    usage(
      `--draft takes all of that from the draft: ${more.join(' ')} cannot be said too.`,
      'To change one thing of a run: art run recover <run> --continue --hair red',
    ),
  );
}

/**
 * What `.art/draft.json` asks for. Its limit holds, and agrees to nothing: a person who recovers a run takes over what
 * it might cost, and is asked all the same.
 */
export async function prepareDraft(context: CommandContext, given: Given): Promise<Result<Prepared>> {
  const alone = refuseBesideDraft(given);
  if (!alone.ok) return alone;
  const read = readSaid(given.options);
  if (!read.ok) return read;
  const said = read.value;
  const opened = context.project();
  if (!opened.ok) return opened;
  const { output } = context;
  const asked = await requestOfDraft(opened.value.project);
  if (!asked.ok) return asked;
  const { draft, loaded, outline, isRecipeEdited } = asked.value;
  if (isRecipeEdited) output.note(`${loaded.recipe.recipe_id} was edited since this draft was made.`);
  return ok({
    ...fixed(loaded, outline),
    ...said,
    limitMicroUsd: said.limitMicroUsd ?? draft.limits.max_micro_usd,
    agreedMicroUsd: said.limitMicroUsd,
    lineage: { origin: 'generate', parent: null },
    ui: draft.ui,
  });
}

/** A run that goes on from another. The limit of that one was its own: a stranger may have written it. */
export function prepareContinued(
  project: Project,
  record: RunRecord,
  recipe: RunRecipe,
  changes: RunChanges,
  said: Said,
): Result<Prepared> {
  const outline = outlineContinued(record, recipe, changes, project.sha256);
  if (!outline.ok) return outline;
  return ok({
    ...fixed(recipe.loaded, outline.value),
    ...said,
    agreedMicroUsd: said.limitMicroUsd,
    lineage: { origin: 'recover', parent: record.run_id },
    ui: record.ui,
  });
}

/** The rejected cells of a run with their next children, which are chosen anew when the run is made. */
export async function prepareReroll(
  project: Project,
  record: RunRecord,
  recipe: RunRecipe,
  rejected: readonly RunCell[],
  said: Said,
): Promise<Result<Prepared>> {
  const outlineNow = () => outlineReroll(project, record, recipe, rejected);
  const outline = await outlineNow();
  if (!outline.ok) return outline;
  return ok({
    ...fixed(recipe.loaded, outline.value),
    ...said,
    outlineNow,
    isMore: true,
    agreedMicroUsd: said.limitMicroUsd,
    lineage: { origin: 'reroll', parent: record.run_id },
    ui: record.ui,
  });
}

/** Cells that are what they are, whatever other runs do. */
const fixed = (loaded: Prepared['loaded'], outline: Prepared['outline']) => ({
  loaded,
  outline,
  outlineNow: () => Promise.resolve(ok(outline)),
  isMore: false,
  factors: [],
});
