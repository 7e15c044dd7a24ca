import { isAssetId, isPluginName, isRecipeId, isRunId, runNumber, type RunId } from '../../../domain/ids.ts';
import { isObject, type Members } from '../../../domain/json-object.ts';
import { checkLevers } from '../../../domain/recipe/check-levers.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import type { WordKind } from '../command-spec.ts';
import { namesIn, parseUnseen, readBounded } from './read-bounded.ts';
import { isSafeWord } from './safe-word.ts';

/** A name from the project's files. Nothing of it is checked yet but what its own kind demands. */
export interface ForeignWord {
  readonly value: string;
  readonly about: string;
}

/** A recipe is a page of text, a run may have thousands of cells. */
const largestRecipe = 1 << 20;
const largestRecord = 8 << 20;
/** Files that are opened for one Tab, at most: the answer has to come at once. */
const mostRecipes = 200;
const mostRuns = 20;
const mostJobs = 200;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const membersOf = (value: unknown): Members => (isObject(value) ? value : {});

/** The names of a kind in a project, from its files alone. `typed` is what stands there already. */
export function projectWords(root: string, kind: WordKind, typed: string): readonly ForeignWord[] {
  switch (kind) {
    case 'recipe':
      return recipes(root).map(({ id, members }) => ({ value: id, about: text(members['title']) }));
    case 'backend':
      return backends(root);
    case 'run':
      return runs(root, typed);
    case 'job':
      return jobs(root, typed);
    case 'age':
      return namesIn(root, 'content/ages').map((value) => ({ value, about: '' }));
    case 'asset':
      return assets(root);
    case 'reviewer':
      return reviewers(root);
    case 'command':
    case 'file':
    case 'folder':
      return [];
  }
}

/** The levers of a recipe, or of the recipe of a run, with their values; none where it cannot be read. */
export function leversOf(root: string, named: string): { readonly [lever: string]: readonly string[] } {
  const recipe = isRecipeId(named)
    ? membersOf(parseUnseen(readBounded(root, `content/recipes/${named}.json`, largestRecipe)))
    : recipeOfRun(root, named);
  return checkLevers(recipe['lever_schema'] as Json | undefined).levers ?? {};
}

/** What a run was made of, by its id or its number while that means one run. */
function recipeOfRun(root: string, named: string): Members {
  const meant = newestFirst(root).filter((run) =>
    /^[0-9]+$/.test(named) ? runNumber(run) === Number(named) : run === named,
  );
  const [run, other] = meant;
  if (run === undefined || other !== undefined) return {};
  return membersOf(parseUnseen(text(membersOf(recordOf(root, run)['recipe'])['text'])));
}

interface RecipeLook {
  readonly id: string;
  readonly members: Members;
}

function recipes(root: string): readonly RecipeLook[] {
  const ids = namesIn(root, 'content/recipes')
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .filter(isRecipeId);
  return ids.map((id, i) => ({
    id,
    // Beyond that the ids still come, without their titles.
    members:
      i < mostRecipes
        ? membersOf(parseUnseen(readBounded(root, `content/recipes/${id}.json`, largestRecipe)))
        : {},
  }));
}

/** From the recipes' templates: loading the backends themselves would take longer than the answer may. */
function backends(root: string): readonly ForeignWord[] {
  const names = recipes(root).flatMap(({ members }) =>
    Object.keys(membersOf(members['prompt_templates_by_backend'])),
  );
  return [...new Set(names.filter(isPluginName))].sort().map((value) => ({ value, about: '' }));
}

const newestFirst = (root: string): readonly RunId[] =>
  namesIn(root, 'runs')
    .filter(isRunId)
    .sort((a, b) => runNumber(b) - runNumber(a) || (a < b ? -1 : 1));

const recordOf = (root: string, run: RunId): Members =>
  membersOf(parseUnseen(readBounded(root, `runs/${run}/run.json`, largestRecord)));

/** Whole ids; the bare number where one was begun and means one run. */
function runs(root: string, typed: string): readonly ForeignWord[] {
  const all = newestFirst(root);
  const isNumber = /^[0-9]+$/.test(typed);
  const fitting = all.filter((run) =>
    isNumber ? String(runNumber(run)).startsWith(typed) : run.startsWith(typed),
  );
  return fitting.slice(0, mostJobs).flatMap((run, i) => {
    const number = runNumber(run);
    if (isNumber && all.some((other) => other !== run && runNumber(other) === number)) return [];
    const recipe = i < mostRuns ? membersOf(recordOf(root, run)['recipe']) : {};
    return [{ value: isNumber ? String(number) : run, about: text(recipe['recipe_id']) }];
  });
}

/** Jobs of the newest runs, or of the run that is begun: `42/`, `run_0042_k3f9/1`. */
function jobs(root: string, typed: string): readonly ForeignWord[] {
  const [before = '', after] = typed.split('/');
  const isNumber = /^[0-9]+$/.test(before);
  const all = newestFirst(root);
  const meant = all.filter((run) => {
    if (after === undefined)
      return isNumber ? String(runNumber(run)).startsWith(before) : run.startsWith(before);
    return isNumber ? runNumber(run) === Number(before) : run === before;
  });
  if (isNumber && after !== undefined && meant.length > 1) return [];
  const found: ForeignWord[] = [];
  for (const run of meant.slice(0, mostRuns)) {
    const shown = isNumber ? String(after === undefined ? runNumber(run) : before) : run;
    const cells = recordOf(root, run)['cells'];
    for (const cell of Array.isArray(cells) ? cells.map(membersOf) : []) {
      const n = cell['n'];
      if (!Number.isSafeInteger(n) || !String(n).startsWith(after ?? '')) continue;
      found.push({ value: `${shown}/${String(n)}`, about: bindingWords(cell['binding']) });
      if (found.length >= mostJobs) return found;
    }
  }
  return found;
}

const bindingWords = (binding: unknown): string =>
  Object.entries(membersOf(binding))
    .map(([lever, value]) => `${lever} ${text(value)}`)
    .join(', ');

const versionOf = (name: string): number => Number(/^v([1-9][0-9]{0,5})$/.exec(name)?.[1] ?? 0);

/** Assets of the newest manifest of every age. */
function assets(root: string): readonly ForeignWord[] {
  const found = new Map<string, string>();
  for (const age of namesIn(root, 'content/ages')) {
    const [newest = 0] = namesIn(root, `content/ages/${age}`)
      .map(versionOf)
      .sort((a, b) => b - a);
    if (newest === 0) continue;
    const path = `content/ages/${age}/v${newest}/manifest.json`;
    const { entries } = membersOf(parseUnseen(readBounded(root, path, largestRecord)));
    for (const entry of Array.isArray(entries) ? entries.map(membersOf) : []) {
      const id = text(entry['asset_id']);
      if (isAssetId(id)) found.set(id, `${text(entry['kind'])}, ${text(entry['state'])}`);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, about]) => ({ value, about }));
}

/** A reviewer by name; by the start of the key id where the name needs quotes, with the name beside it. */
function reviewers(root: string): readonly ForeignWord[] {
  const file = membersOf(parseUnseen(readBounded(root, 'content/reviewers.json', largestRecord)));
  const list = Array.isArray(file['reviewers']) ? file['reviewers'].map(membersOf) : [];
  return list.map((one) => {
    const [name, key] = [text(one['name']), text(one['key_id']).slice(0, 12)];
    return isSafeWord(name, true) ? { value: name, about: key } : { value: key, about: name };
  });
}
