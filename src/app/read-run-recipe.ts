import { failure } from '../domain/failure.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { validateRecipe } from '../domain/recipe/validate-recipe.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import type { Registry } from './stage-work.ts';

/** The recipe of a run, read from its record: `content/` may say something else by now. */
export function readRunRecipe(record: RunRecord, registry: Registry): Result<Recipe> {
  const path = `runs/${record.run_id}/run.json`;
  const texts = new Map(record.files.map((file) => [file.path, file.text ?? undefined] as const));
  const { recipe, diagnostics } = validateRecipe({
    file: path,
    text: record.recipe.text,
    recipeIdFromFileName: record.recipe.recipe_id,
    backends: registry.backends,
    stages: registry.stages,
    // Whether the run is gated was settled when it was made, and stands in its cells.
    gatedKinds: [],
    fileText: (file) => (texts.has(file) ? texts.get(file) : null),
  });
  if (recipe !== null) return ok(recipe);
  const first = diagnostics.find((d) => d.severity === 'error');
  return fail(
    failure('run-recipe-unreadable', {
      run: record.run_id,
      version: record.tool.version,
      why: first?.message ?? 'it is no recipe',
    }),
  );
}
