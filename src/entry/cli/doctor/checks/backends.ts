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
    const blocked = new Map<string, string[]>();
    for (const [name, backend] of subject.project.registry.backends) {
      const why = await obstacle(backend.runner);
      if (why === null) found.push(fine('backend-ready', `${name} can run here.`));
      else if (!wanted.has(name))
        found.push(fine('backend-unneeded', `${name} cannot run here (${why}), and no recipe asks for it.`));
      else blocked.set(why, [...(blocked.get(why) ?? []), name]);
    }
    for (const [why, names] of blocked) {
      const recipes = [...new Set(names.flatMap((name) => wanted.get(name) ?? []))].sort();
      const what = `${names.join(' and ')} cannot run here (${why}), and ${some(recipes)} ${recipes.length === 1 ? 'asks' : 'ask'} for it.`;
      found.push(
        warning('backend-unavailable', what, 'Plan such a recipe: `art generate <recipe> --dry-run`.'),
      );
    }
    return found;
  },
};

async function obstacle(runner: BackendRunner | undefined): Promise<string | null> {
  if (runner === undefined) return 'this version only checks such recipes';
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
