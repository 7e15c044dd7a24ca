import type { Json } from '../canonical-json.ts';
import {
  isDigest,
  isPluginName,
  isRecipeId,
  isRunId,
  type Digest,
  type RecipeId,
  type RunId,
} from '../ids.ts';
import { isObject } from '../json-object.ts';
import { isCount, isText } from './record-shape.ts';
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

/** Reads a draft; in words why it cannot be used. A person may have edited it, or a later version written it. */
export function parseDraft(text: string): EditorDraft | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  if (!isObject(value)) return 'it is not an object';
  if (value['schema_version'] !== 1) {
    return `its schema version is ${JSON.stringify(value['schema_version'])}, and this Artkiln reads version 1`;
  }
  const { recipe, wanted, limits, ui, from_run } = value;
  if (recipe !== null && !isDraftRecipe(recipe)) return 'its recipe is not one';
  if (!Array.isArray(wanted) || wanted.length > mostGroups) return 'it has no list of what is wanted';
  const at = wanted.findIndex((group) => !isGroup(group));
  if (at >= 0) return `group ${at + 1} of what is wanted is not one`;
  const most = isObject(limits) ? limits['max_micro_usd'] : undefined;
  if (most !== null && !isCount(most)) return 'its limit is no amount';
  if (!isObject(ui)) return 'its ui is not an object';
  if (from_run !== null && !(isText(from_run) && isRunId(from_run))) return 'its from_run is no run';
  return {
    schema_version: 1,
    recipe: recipe as DraftRecipe | null,
    wanted: wanted as readonly WantedGroup[],
    limits: { max_micro_usd: most },
    ui: ui as EditorDraft['ui'],
    from_run,
  };
}

const isDraftRecipe = (value: unknown): boolean =>
  isObject(value) &&
  isText(value['recipe_id']) &&
  isRecipeId(value['recipe_id']) &&
  (value['digest'] === null || (isText(value['digest']) && isDigest(value['digest']))) &&
  (value['text'] === null || (isText(value['text']) && value['text'].length <= longestText));

function isGroup(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['levers'])) return false;
  const { children, backends } = value;
  return (
    Object.values(value['levers']).every((values) => isListOf(values, isText)) &&
    isListOf(children, (child) => isCount(child, 999)) &&
    (backends === null || isListOf(backends, (name) => isText(name) && isPluginName(name)))
  );
}

const isListOf = (value: unknown, isMeant: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isMeant) && new Set(value).size === value.length;
