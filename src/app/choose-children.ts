import { failure } from '../domain/failure.ts';
import type { Sha256 } from '../domain/ids.ts';
import { bindingHash } from '../domain/recipe/binding.ts';
import { nextChildren, type BindingChildren, type WantedChildren } from '../domain/recipe/children.ts';
import { finalBackends, mostJobs } from '../domain/recipe/fan-out.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { bindingsOfSweep, type Sweep } from '../domain/recipe/sweep.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import { usedChildren } from './used-children.ts';

export interface ChooseDeps {
  readonly runs: Pick<RunFolders, 'list' | 'read'>;
  readonly sha256: Sha256;
}

/**
 * The bindings of a sweep with the children of each. More jobs than one run takes are refused before any binding is
 * made (`run-too-large`), more children than a binding has left once its runs are read (`children-used-up`).
 */
export async function chooseChildren(
  deps: ChooseDeps,
  recipe: Recipe,
  sweep: Sweep,
  wanted: WantedChildren,
): Promise<Result<readonly BindingChildren[]>> {
  const each = wanted.kind === 'these' ? wanted.children.length : wanted.count;
  const jobs = sweep.bindings * finalBackends(recipe).length * each;
  if (jobs > mostJobs) return fail(failure('run-too-large', { jobs, most: mostJobs }));
  const bindings = [...bindingsOfSweep(sweep)];
  if (wanted.kind === 'these') return ok(bindings.map((binding) => ({ binding, children: wanted.children })));
  const used = await usedChildren(deps.runs, recipe.recipe_id);
  if (!used.ok) return used;
  const chosen: BindingChildren[] = [];
  for (const binding of bindings) {
    const children = nextChildren(
      used.value.get(bindingHash(binding, deps.sha256)) ?? new Set(),
      wanted.count,
    );
    if (children.length < wanted.count) {
      const levers = Object.entries(binding).map(([lever, value]) => `${lever}=${value}`);
      return fail(
        failure('children-used-up', {
          recipeId: recipe.recipe_id,
          levers: levers.join(' '),
          left: children.length,
          asked: wanted.count,
        }),
      );
    }
    chosen.push({ binding, children });
  }
  return ok(chosen);
}
