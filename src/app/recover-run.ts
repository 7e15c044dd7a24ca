import type { RunId } from '../domain/ids.ts';
import { isObject } from '../domain/json-object.ts';
import { finalBackends } from '../domain/recipe/fan-out.ts';
import { recipePath } from '../domain/recipe/lock.ts';
import { ok, type Result } from '../domain/result.ts';
import {
  draftDifference,
  takeFields,
  type DraftChange,
  type DraftField,
} from '../domain/run/draft-difference.ts';
import { emptyDraft, type EditorDraft } from '../domain/run/editor-draft.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import { groupsOf } from '../domain/run/wanted.ts';
import type { EditorDrafts, KeptDraft } from '../ports/editor-drafts.ts';
import { presentText, recipeOfRun, type RunRecipe, type RunRecipeDeps } from './run-recipe.ts';

export interface RecoverDeps extends RunRecipeDeps {
  readonly editorDraft: EditorDrafts;
}

/** A run's parameters beside the draft's, and nothing changed yet. */
export interface PlannedRecovery {
  readonly record: RunRecord;
  readonly recipe: RunRecipe;
  /** The draft that is there; `null`: the comparison is with the recipe as it lies there and nothing chosen. */
  readonly kept: KeptDraft | null;
  readonly before: EditorDraft;
  /** The run's parameters as a draft. */
  readonly ofRun: EditorDraft;
  readonly changes: readonly DraftChange[];
  /** The text that the draft stands for, to compare with the run's; `null` where there is none. */
  readonly textBefore: string | null;
}

/** Reads what can be recovered of a run. Writes nothing, and asks nothing but files. */
export async function planRecovery(deps: RecoverDeps, run: RunId): Promise<Result<PlannedRecovery>> {
  const read = await deps.runs.read(run);
  if (!read.ok) return read;
  const { record } = read.value;
  const recipe = await recipeOfRun(deps, record);
  if (!recipe.ok) return recipe;
  const kept = await deps.editorDraft.read();
  if (!kept.ok) return kept;
  const ofRun = draftOfRun(record, recipe.value);
  const noted = kept.value?.draft ?? (await untouched(deps, record));
  if ('ok' in noted) return noted;
  const textBefore =
    noted.recipe === null
      ? ok(null)
      : noted.recipe.text === null
        ? await presentText(deps, recipePath(noted.recipe.recipe_id))
        : ok(noted.recipe.text);
  if (!textBefore.ok) return textBefore;
  // A draft without a text of its own stands for the file as it is now, whatever it was when the draft was made.
  const before =
    noted.recipe === null || textBefore.value === null
      ? noted
      : { ...noted, recipe: { ...noted.recipe, digest: deps.sha256(textBefore.value) } };
  const changes = [
    ...draftDifference(before, ofRun),
    ...seedChange(textBefore.value, record),
    ...fileChanges(recipe.value),
  ];
  // What comes with the recipe stands beside it.
  const ordered = [...changes.filter(isOfRecipe), ...changes.filter((one) => !isOfRecipe(one))];
  return ok({
    record,
    recipe: recipe.value,
    kept: kept.value,
    before,
    ofRun,
    changes: ordered,
    textBefore: textBefore.value,
  });
}

const isOfRecipe = ({ field }: DraftChange): boolean => field === 'recipe';

/** Where there is no draft: the run's recipe as it lies in the project, and nothing chosen. */
async function untouched(deps: RecoverDeps, { recipe }: RunRecord): Promise<EditorDraft | Result<never>> {
  const text = await deps.files.read(recipePath(recipe.recipe_id));
  if (!text.ok) return text;
  if (text.value === null) return emptyDraft;
  const digest = deps.sha256(text.value);
  return { ...emptyDraft, recipe: { recipe_id: recipe.recipe_id, digest, text: null } };
}

/** The parameters of a run as a draft. Its text is in it only where the project has another one. */
function draftOfRun(record: RunRecord, { loaded, present }: RunRecipe): EditorDraft {
  const { recipe_id, digest, text } = record.recipe;
  return {
    schema_version: 1,
    recipe: { recipe_id, digest, text: present === 'same' ? null : text },
    wanted: groupsOf(record.cells, finalBackends(loaded.recipe)),
    limits: { max_micro_usd: record.limits.max_micro_usd },
    ui: record.ui,
    from_run: record.run_id,
  };
}

function seedChange(textBefore: string | null, { seeds }: RunRecord): DraftChange[] {
  const [from, to] = [seedIn(textBefore), String(seeds.production)];
  return from === null || from === to ? [] : [{ field: 'recipe', name: 'seed', from, to }];
}

function seedIn(text: string | null): string | null {
  try {
    const recipe: unknown = JSON.parse(text ?? 'null');
    const locked = isObject(recipe) ? recipe['locked_fields'] : null;
    const seed = isObject(locked) ? locked['seed_production'] : null;
    return typeof seed === 'number' ? String(seed) : null;
  } catch {
    return null;
  }
}

const fileChanges = ({ loaded, files }: RunRecipe): DraftChange[] =>
  files
    .filter(({ present }) => present !== 'same')
    .map(({ path, present }) => ({
      field: 'recipe',
      name: path,
      from: present === 'missing' ? null : 'other content',
      to: loaded.files.find((file) => file.path === path)?.digest.slice(0, 12) ?? null,
    }));

/** Fields in which anything differs, in the order in which they are told. */
export const differingFields = ({ changes }: Pick<PlannedRecovery, 'changes'>): readonly DraftField[] => [
  ...new Set(changes.map(({ field }) => field)),
];

/**
 * Takes fields of the run into the draft. `recipe` is what stands for the run's recipe where its text was written under
 * another id. Gives the draft, and the path of the copy of the one before.
 */
export async function recover(
  deps: RecoverDeps,
  plan: PlannedRecovery,
  fields: ReadonlySet<DraftField>,
  recipe: EditorDraft['recipe'] = plan.ofRun.recipe,
): Promise<Result<{ readonly draft: EditorDraft; readonly previous: string | null }>> {
  const draft = takeFields(plan.before, { ...plan.ofRun, recipe }, fields, plan.record.run_id);
  const written = await deps.editorDraft.write(draft, plan.kept?.digest ?? null);
  return written.ok ? ok({ draft, previous: written.value }) : written;
}
