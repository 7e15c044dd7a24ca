import { canonicalJson, type Json } from '../canonical-json.ts';
import type { RunId } from '../ids.ts';
import { childrenText } from '../recipe/children.ts';
import { usdText } from '../spend/usd.ts';
import type { EditorDraft } from './editor-draft.ts';
import { backendsIn, childrenIn, tickedIn, type WantedGroup } from './wanted.ts';

/** What of a run a person may take into the draft, each by itself. Seeds and files come with the recipe. */
export const draftFields = ['recipe', 'levers', 'children', 'backends', 'limits', 'ui'] as const;
export type DraftField = (typeof draftFields)[number];

/** One thing that differs: as the draft has it, and as the run had it. `null`: it is not there. */
export interface DraftChange {
  readonly field: DraftField;
  /** What it is about, such as a lever; empty where the field says it all. */
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Where a draft and a run's parameters differ, field by field in the order of `draftFields`. */
export function draftDifference(draft: EditorDraft, run: EditorDraft): readonly DraftChange[] {
  return [
    ...recipeChanges(draft, run),
    ...leverChanges(draft.wanted, run.wanted),
    ...change('children', '', childrenWords(draft.wanted), childrenWords(run.wanted)),
    ...change('backends', '', backendWords(draft.wanted), backendWords(run.wanted)),
    ...change('limits', '', limitWords(draft), limitWords(run)),
    ...uiChanges(draft.ui, run.ui),
  ];
}

const change = (field: DraftField, name: string, from: string | null, to: string | null): DraftChange[] =>
  from === to ? [] : [{ field, name, from, to }];

function recipeChanges({ recipe: from }: EditorDraft, { recipe: to }: EditorDraft): DraftChange[] {
  if (from?.recipe_id !== to?.recipe_id)
    return change('recipe', '', from?.recipe_id ?? null, to?.recipe_id ?? null);
  return change('recipe', 'text', from?.digest?.slice(0, 12) ?? null, to?.digest?.slice(0, 12) ?? null);
}

function leverChanges(from: readonly WantedGroup[], to: readonly WantedGroup[]): DraftChange[] {
  const [was, is] = [tickedIn(from), tickedIn(to)];
  const names = [...new Set([...was.keys(), ...is.keys()])].sort();
  const found = names.flatMap((name) =>
    change('levers', name, valueWords(was.get(name)), valueWords(is.get(name))),
  );
  // The same values, but not every one with every other.
  return found.length > 0 || isSame(boxesIn(from), boxesIn(to))
    ? found
    : [{ field: 'levers', name: 'combinations', from: groupWords(from), to: groupWords(to) }];
}

const valueWords = (values: readonly string[] | undefined): string | null =>
  values === undefined || values.length === 0 ? null : values.join(',');

const groupWords = (groups: readonly WantedGroup[]): string =>
  groups.length === 1 ? 'each with each' : `${groups.length} groups`;

/** The bindings of the groups, whatever their children: what `levers` alone takes. */
const boxesIn = (groups: readonly WantedGroup[]): readonly string[] =>
  [
    ...new Set(
      groups.map(({ levers }) =>
        canonicalOf(Object.fromEntries(Object.entries(levers).map(([name, of]) => [name, [...of].sort()]))),
      ),
    ),
  ].sort();

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

function childrenWords(groups: readonly WantedGroup[]): string | null {
  const all = childrenIn(groups);
  if (all.length === 0) return null;
  const isUneven = new Set(groups.map(({ children }) => childrenText(children))).size > 1;
  return `${childrenText(all)}${isUneven ? ', not the same of all' : ''}`;
}

function backendWords(groups: readonly WantedGroup[]): string {
  const all = backendsIn(groups);
  const isUneven = new Set(groups.map(({ backends }) => JSON.stringify(backends))).size > 1;
  return `${all === null ? 'all of the recipe' : all.join(',')}${isUneven ? ', not the same of all' : ''}`;
}

const limitWords = ({ limits: { max_micro_usd: most } }: EditorDraft): string | null =>
  most === null ? null : usdText(most);

function uiChanges(from: EditorDraft['ui'], to: EditorDraft['ui']): DraftChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return names.flatMap((name) => change('ui', name, memberText(from, name), memberText(to, name)));
}

const memberText = (object: EditorDraft['ui'], name: string): string | null =>
  Object.hasOwn(object, name) ? canonicalOf(object[name] as Json) : null;

/** A stranger's JSON may hold what has no canonical form, such as a lone surrogate. */
function canonicalOf(value: Json): string {
  try {
    return canonicalJson(value);
  } catch {
    return JSON.stringify(value);
  }
}

/** The draft with some fields of a run; all of them make it the run's parameters exactly. */
export function takeFields(
  draft: EditorDraft,
  run: EditorDraft,
  fields: ReadonlySet<DraftField>,
  runId: RunId,
): EditorDraft {
  if (fields.size === 0) return draft;
  return {
    schema_version: 1,
    recipe: fields.has('recipe') ? run.recipe : draft.recipe,
    wanted: takeWanted(draft.wanted, run.wanted, fields),
    limits: fields.has('limits') ? run.limits : draft.limits,
    ui: fields.has('ui') ? run.ui : draft.ui,
    from_run: runId,
  };
}

/** Where only a part of the groups is taken, each group gets that part as all groups of the other side have it. */
function takeWanted(
  draft: readonly WantedGroup[],
  run: readonly WantedGroup[],
  fields: ReadonlySet<DraftField>,
): readonly WantedGroup[] {
  const side = (field: DraftField): readonly WantedGroup[] => (fields.has(field) ? run : draft);
  const [levers, children, backends] = [side('levers'), side('children'), side('backends')];
  if (levers === children && children === backends) return levers;
  const taken = levers.map((group): WantedGroup => ({
    levers: group.levers,
    children: children === levers ? group.children : childrenIn(children),
    backends: backends === levers ? group.backends : backendsIn(backends),
  }));
  // Groups that differed only in what was replaced are one now.
  const once = new Map(taken.map((group) => [JSON.stringify(group), group]));
  return [...once.values()];
}
