import { loadRecipe, recipeIds } from '../../../../app/load-recipe.ts';
import { tell } from '../../../../domain/failure.ts';
import type { BackendRunner } from '../../../../ports/backend.ts';
import { fine, some, warning, type Check, type Finding, type SoundSubject } from '../finding.ts';

export const backendsCheck: Check = {
  name: 'backends',
  about: 'which backends can run here, and which recipes wait for one that cannot',
  needs: 'project',
  async look(subject) {
    const wanted = await recipesByBackend(subject);
    const found: Finding[] = [];
    for (const [name, backend] of subject.project.registry.backends) {
      const why = await obstacle(backend.runner);
      const recipes = wanted.get(name) ?? [];
      if (why === null) found.push(fine('backend-ready', `${name} can run here.`));
      else if (recipes.length === 0)
        found.push(fine('backend-unneeded', `${name} cannot run here (${why}), and no recipe asks for it.`));
      else {
        const what = `${name} cannot run here (${why}), and is asked for by ${some(recipes)}.`;
        found.push(
          warning(
            'backend-unavailable',
            what,
            'Such recipes can be planned: `art generate <recipe> --dry-run`.',
          ),
        );
      }
    }
    return found;
  },
};

async function obstacle(runner: BackendRunner | undefined): Promise<string | null> {
  if (runner === undefined) return 'this version only knows its recipes';
  const environment = await runner.environment();
  return environment.ok ? null : tell(environment.failure).message;
}

async function recipesByBackend({ project }: SoundSubject): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  const ids = await recipeIds(project.files);
  for (const id of ids.ok ? ids.value : []) {
    const loaded = await loadRecipe(project, id);
    if (!loaded.ok) continue;
    for (const name of Object.keys(loaded.value.recipe.templates)) {
      found.set(name, [...(found.get(name) ?? []), id]);
    }
  }
  return found;
}
