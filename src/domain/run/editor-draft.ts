import type { Json } from '../canonical-json.ts';
import { digestShape, pluginNameShape, recipeIdShape, runIdShape } from '../candidate/side-record.ts';
import type { Digest, RecipeId, RunId } from '../ids.ts';
import {
  faultText,
  freeObject,
  integer,
  list,
  map,
  nullable,
  oneOf,
  openRecord,
  parseRecord,
  text,
} from '../manifest/shape.ts';
import { nothingWanted, type WantedGroup } from './wanted.ts';

/**
 * `.art/draft.json`: what a person is about to ask for, on this machine. The studio's Make screen and
 * `art run recover` write it, `art generate --draft` makes a run of it. It may be half done, and deleting it loses the
 * choices in it and nothing else.
 */
export interface EditorDraft {
  readonly schema_version: 1;
  /** `null`: no recipe is picked yet. */
  readonly recipe: DraftRecipe | null;
  /** What is asked for; as a rule one group, several where a run had no plain product. */
  readonly wanted: readonly WantedGroup[];
  readonly limits: { readonly max_micro_usd: number | null };
  /** What an editor keeps for itself, such as which panel is open. Of no effect on what is made. */
  readonly ui: { readonly [name: string]: Json };
  /** The run that was recovered last; `null`: none. */
  readonly from_run: RunId | null;
}

export interface DraftRecipe {
  readonly recipe_id: RecipeId;
  /** SHA-256 of the recipe's text as it was when its levers were chosen; `null` where nobody looked. */
  readonly digest: Digest | null;
  /** A text other than that in `content/recipes`, such as a run's or an unsaved edit's; `null`: the project's own. */
  readonly text: string | null;
}

/** Longest recipe text that is kept in a draft, in UTF-16 units. Recipes are some ten thousand. */
export const longestText = 4 * 1024 * 1024;
const mostGroups = 10_000;

export const emptyDraft: EditorDraft = {
  schema_version: 1,
  recipe: null,
  wanted: nothingWanted,
  limits: { max_micro_usd: null },
  ui: {},
  from_run: null,
};

export const draftText = (draft: EditorDraft): string => `${JSON.stringify(draft, null, 2)}\n`;

const anyText = text('text');

/** A list in which nothing stands twice. */
const isListOfOnce = (items: readonly unknown[]): boolean => new Set(items).size === items.length;

export const draftShape = openRecord<EditorDraft>({
  schema_version: oneOf(1),
  recipe: nullable(
    openRecord<DraftRecipe>({
      recipe_id: recipeIdShape,
      digest: nullable(digestShape),
      text: nullable(text('a recipe text', (recipe) => recipe.length <= longestText)),
    }),
  ),
  wanted: list(
    openRecord<WantedGroup>({
      levers: map('a lever', () => true, list(anyText)),
      children: list(integer(0, 999)),
      backends: nullable(list(pluginNameShape)),
    }),
  ),
  limits: openRecord<EditorDraft['limits']>({ max_micro_usd: nullable(integer(0)) }),
  ui: freeObject,
  from_run: nullable(runIdShape),
});

/** Reads a draft; in words why it cannot be used. A person may have edited it, or a later version written it. */
export function parseDraft(source: string): EditorDraft | string {
  const parsed = parseRecord(source, draftShape);
  // The first of them: a file that is something else altogether has many.
  if (!parsed.ok) return parsed.faults.slice(0, 1).map(faultText).join();
  const { wanted } = parsed.value;
  if (wanted.length > mostGroups) return `wanted has more than ${mostGroups} groups`;
  const at = wanted.findIndex(
    ({ levers, children, backends }) =>
      ![...Object.values(levers), children, backends ?? []].every(isListOfOnce),
  );
  return at < 0 ? parsed.value : `a list of wanted[${at}] names something twice`;
}
