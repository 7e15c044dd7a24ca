import { loadRecipe, recipeIds } from '../../../../app/load-recipe.ts';
import { isRecipeId } from '../../../../domain/ids.ts';
import { count } from '../../../../domain/source/counted.ts';
import { fault, findingOf, fine, some, warning, type Check, type Finding } from '../finding.ts';

/** More names than this say no more. */
const mostTold = 5;

export const recipesCheck: Check = {
  name: 'recipes',
  about: 'faults in recipes, and recipes that changed after their first use',
  needs: 'project',
  async look({ project }) {
    const ids = await recipeIds(project.files);
    if (!ids.ok) return [findingOf(ids.failure)];
    const found: Finding[] = [];
    for (const id of ids.value) {
      const loaded = await loadRecipe(project, id);
      if (loaded.ok) continue;
      const met = loaded.failure;
      if (met.kind === 'recipe-invalid') {
        const [first] = met.diagnostics;
        const what = `${id} has ${count(met.diagnostics.length, 'fault')}: ${first?.message ?? ''}`;
        found.push(
          fault('recipe-invalid', what, `Run \`art generate ${id} --dry-run\` to see each where it stands.`),
        );
      } else found.push(findingOf(met));
    }
    const names = await project.files.list('content/recipes');
    const strange = (names.ok ? names.value : []).filter(
      (name) => name.endsWith('.json') && !isRecipeId(name.slice(0, -5)),
    );
    if (strange.length > 0) {
      const what = `Files in content/recipes whose names are no recipe ids: ${some(strange)}.`;
      found.push(warning('recipe-misnamed', what, 'Name them <age>.<kind>.<slug>.v1.json.'));
    }
    const locks = await project.files.list('content/recipes/lock');
    const orphans = (locks.ok ? locks.value : []).filter(
      (name) => name.endsWith('.json') && !(ids.value as readonly string[]).includes(name.slice(0, -5)),
    );
    if (orphans.length > 0) {
      const what = `Locks of recipes that are gone: ${some(orphans)}.`;
      const fix =
        'Put the recipes back from version control, or delete the locks if nothing was ever made of them.';
      found.push(warning('lock-without-recipe', what, fix));
    }
    if (found.length === 0)
      return [fine('recipes-sound', `${count(ids.value.length, 'recipe')} without a fault.`)];
    const more = found.length - mostTold;
    if (more <= 0) return found;
    const rest = fault(
      'recipes-more',
      `${count(more, 'more finding')} about recipes.`,
      'Mend these and look again.',
    );
    return [...found.slice(0, mostTold), rest];
  },
};
