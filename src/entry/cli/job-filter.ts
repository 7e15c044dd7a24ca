import { recipeIds } from '../../app/load-recipe.ts';
import { failure } from '../../domain/failure.ts';
import { jobStates } from '../../domain/job/transition.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { nearRecipes } from '../../domain/recipe/near-recipes.ts';
import { didYouMean } from '../../domain/source/nearest.ts';
import { shellWord } from '../../domain/source/shell-word.ts';
import type { KnownNames } from '../../ports/listings.ts';
import type { JobFilter } from '../../ports/run-queue.ts';
import type { OnlineProject } from './context.ts';
import { listOption, textOption, usage, wordsOption } from './options.ts';
import { timeOption } from './since.ts';
import { sentence } from './words.ts';

type Options = { readonly [name: string]: unknown };
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** `--lever hair=red --lever hair=blond`: each lever with the values that will do; `null` when none was given. */
export function leversOption(given: unknown): Result<NonNullable<JobFilter['levers']> | null> {
  if (given === undefined) return ok(null);
  const levers = new Map<string, string[]>();
  for (const one of listOption(given)) {
    const [, lever, value] = /^([^=]+)=(.*)$/.exec(one) ?? [];
    if (lever === undefined || value === undefined)
      return fail(usage('--lever takes a name and a value, such as --lever hair=red.'));
    levers.set(lever, [...(levers.get(lever) ?? []), value]);
  }
  return ok(Object.fromEntries(levers));
}

/** What of a command's options says which jobs are meant. */
export function readJobFilter(options: Options, now: Date): Result<JobFilter> {
  const states = wordsOption('--state', options['state'], jobStates);
  if (!states.ok) return states;
  const levers = leversOption(options['lever']);
  if (!levers.ok) return levers;
  const since = timeOption('--since', options['since'], now);
  if (!since.ok) return since;
  const filter: Mutable<JobFilter> = { latestOnly: options['allTries'] !== true };
  const [recipe, kind, backend] = ['recipe', 'kind', 'backend'].map((name) => textOption(options[name]));
  if (states.value !== null) filter.states = states.value;
  if (levers.value !== null) filter.levers = levers.value;
  if (since.value !== null) filter.since = since.value;
  if (recipe != null) filter.recipeId = recipe;
  if (kind != null) filter.kind = kind;
  if (backend != null) filter.backend = backend;
  if (options['waiting'] === true) filter.isWaiting = true;
  return ok(filter);
}

/**
 * Where nothing was found: whether a word of the filter is one that nothing here has, which is a mistake and not an
 * empty answer. Asked afterwards only, since it reads every job.
 */
export async function checkNames(
  { project, listings }: Pick<OnlineProject, 'project' | 'listings'>,
  filter: Pick<JobFilter, 'recipeId' | 'kind' | 'backend' | 'levers'>,
): Promise<Result<void>> {
  const { recipeId, kind, backend, levers } = filter;
  if (recipeId === undefined && kind === undefined && backend === undefined && levers === undefined)
    return ok(undefined);
  const [names, files] = await Promise.all([listings.names(), recipeIds(project.files)]);
  if (!names.ok) return names;
  if (!files.ok) return files;
  const recipes = [...new Set([...files.value, ...names.value.recipes])];
  if (recipeId !== undefined && !recipes.includes(recipeId))
    return fail(failure('recipe-not-found', { recipeId, near: nearRecipes(recipeId, recipes) }));
  if (kind !== undefined && !names.value.kinds.includes(kind))
    return noneOf('job of the kind', kind, names.value.kinds);
  const backends = [...new Set([...names.value.backends, ...project.registry.backends.keys()])];
  if (backend !== undefined && !backends.includes(backend)) return noneOf('backend', backend, backends);
  return checkLevers(levers ?? {}, names.value);
}

const noneOf = (what: string, typed: string, words: readonly string[]): Result<never> => {
  const near = didYouMean(typed, words);
  const all = words.length === 0 ? 'There are no jobs yet.' : `There are ${words.join(', ')}.`;
  return fail(usage(`There is no ${what} ${typed}.`, near === undefined ? all : sentence(near)));
};

function checkLevers(levers: NonNullable<JobFilter['levers']>, { levers: known }: KnownNames): Result<void> {
  for (const [lever, values] of Object.entries(levers)) {
    const there = known.get(lever);
    if (there === undefined) return noneOf('lever', lever, [...known.keys()]);
    for (const value of values) {
      if (!there.includes(value)) return noneOf(`job with ${lever}`, value, there);
    }
  }
  return ok(undefined);
}

/** The options of a listing as they were typed, for the command that gives its next page. */
export function typedOptions(options: Options, flags: { readonly [name: string]: string }): string {
  return Object.entries(flags)
    .flatMap(([name, flag]) => {
      const given = options[name];
      if (given === true) return [flag];
      const texts = typeof given === 'string' ? [given] : listOption(given);
      return texts.map((value) => `${flag} ${shellWord(value)}`);
    })
    .join(' ');
}

/** Flags that say which jobs are meant, by their names in the options. */
export const jobFilterFlags = {
  state: '--state',
  recipe: '--recipe',
  kind: '--kind',
  backend: '--backend',
  waiting: '--waiting',
  lever: '--lever',
  since: '--since',
  allTries: '--all-tries',
  limit: '--limit',
} as const;
