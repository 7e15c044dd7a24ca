import { listRecipes, type ListedRecipe } from '../../../app/list-recipes.ts';
import { count } from '../../../domain/source/counted.ts';
import { didYouMean } from '../../../domain/source/nearest.ts';
import type { RunCommand } from '../command-spec.ts';
import { textOption, usage } from '../options.ts';
import { sentence } from '../words.ts';
import { driftJson, nextFor, stateWords } from '../recipe-words.ts';

export const run: RunCommand = async (context, { options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const kind = textOption(options['kind']);
  const found = await listRecipes(opened.value.project);
  if (!found.ok) return context.output.failure(found.failure);
  const all = found.value;
  if (kind !== null && !all.some((one) => isOfKind(one, kind))) {
    const kinds = [...new Set(all.flatMap((one) => one.kind ?? []))].sort();
    const near = didYouMean(kind, [...kinds, ...kinds.map((one) => one.split('.')[0] ?? '')]);
    const next =
      near ?? (kinds.length === 0 ? 'There are no recipes yet.' : `There are ${kinds.join(', ')}.`);
    return context.output.failure(usage(`There is no recipe of the kind ${kind}.`, sentence(next)));
  }
  const shown = all.filter(
    (one) => isOfKind(one, kind) && (options['drafts'] !== true || one.state === 'draft'),
  );
  const { output } = context;
  const style = output.style('stdout');
  const columns = [
    { title: 'recipe' },
    { title: 'title', isCuttable: true },
    { title: 'kind', isCuttable: true },
    { title: 'backends', isCuttable: true },
    { title: 'bindings', align: 'right' as const },
    {
      title: 'state',
      isCuttable: true,
      paint: (text: string) =>
        text === 'locked' ? style.green : /^(draft|not locked)/.test(text) ? null : style.yellow,
    },
  ];
  const rows = shown.map((one) => [
    // The newest version is marked where there is more than one.
    `${one.name}${!output.flags.plain && one.isNewest && hasOlder(one, all) ? ' *' : ''}`,
    one.title ?? '',
    one.kind ?? '',
    one.backends.join(' '),
    one.bindings === null ? '' : String(one.bindings),
    stateWords(one),
    ...(output.flags.plain ? [one.isNewest ? 'newest' : ''] : []),
  ]);
  const isFiltered = kind !== null || options['drafts'] === true;
  const nothing = isFiltered ? 'No recipe is like that.' : 'No recipes yet. Make one: art recipe new';
  output.result(
    { recipes: shown.map(recipeJson) },
    rows.length === 0 ? (output.flags.plain ? [] : [nothing]) : output.table(columns, rows),
  );
  if (output.flags.plain || output.flags.json) return 0;
  if (rows.some(([name]) => name?.endsWith(' *'))) output.note('* the newest of several versions');
  const odd = shown.find(({ state }) => state === 'invalid' || state === 'edited');
  const next = odd === undefined ? null : nextFor(odd.state, odd.name);
  if (next !== null && shown.length > 0) output.note(`next: ${next}`);
  else if (shown[0] !== undefined)
    output.note(`${count(shown.length, 'recipe')}. next: art recipe show <recipe>`);
  return 0;
};

const hasOlder = (one: ListedRecipe, all: readonly ListedRecipe[]): boolean => {
  const family = one.name.slice(0, one.name.lastIndexOf('.v'));
  return all.some(({ name }) => name !== one.name && name.slice(0, name.lastIndexOf('.v')) === family);
};

/** `object` and `object.*` mean every kind that begins so. */
function isOfKind({ name, kind: own }: ListedRecipe, kind: string | null): boolean {
  if (kind === null) return true;
  // What cannot be read still says its first segment by its name.
  const known = own ?? `${name.split('.')[1] ?? ''}.`;
  const family = kind.replace(/\.\*$/, '');
  return known === kind || (!family.includes('.') && known.split('.')[0] === family);
}

const recipeJson = (one: ListedRecipe) => ({
  recipe: one.name,
  title: one.title,
  kind: one.kind,
  backends: one.backends,
  bindings: one.bindings,
  state: one.state,
  newest: one.isNewest,
  faults: one.faults,
  why: one.why,
  drift: driftJson(one.drift),
});
