import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadRecipe } from '../../src/app/load-recipe.ts';
import { outlineRun, planStages } from '../../src/app/plan-run.ts';
import { explainPlan } from '../../src/app/explain-plan.ts';
import { why } from '../../src/app/why.ts';
import type { Project } from '../../src/compose.ts';
import type { RunId } from '../../src/domain/ids.ts';
import type { LeverBinding } from '../../src/domain/recipe/recipe.ts';
import { ok } from '../../src/domain/result.ts';
import { changesText } from '../../src/domain/run/change-text.ts';
import type { Stage } from '../../src/ports/stage.ts';
import { reasonText } from '../../src/entry/cli/reason-text.ts';
import { must, type TestDatabase } from './database.ts';
import { generateRun, statue, statueBinding, testWorker, withProcedural } from './project.ts';
import type { Saga } from './saga.ts';

/** A draft of its own, so that each test may edit it. */
export const sketch = 'iron.object.sketch.v1';

type RecipeText = { [field: string]: unknown } & {
  locked_fields: { [field: string]: unknown };
  prompt_templates_by_backend: { procedural: { [field: string]: unknown } };
};

const recipeFile = (root: string, id: string): string => join(root, `content/recipes/${id}.json`);

/** Writes the draft, made of the sample's statue; `change` edits it. */
export async function writeSketch(
  root: string,
  change: (recipe: RecipeText) => void,
  id = sketch,
): Promise<void> {
  const recipe = JSON.parse(await readFile(recipeFile(root, statue), 'utf8')) as RecipeText;
  recipe['recipe_id'] = id;
  recipe['draft'] = true;
  recipe.locked_fields['steps'] = 30;
  recipe.locked_fields['postprocess'] = [{ stage: 'palette', dither: 'bayer', strength: 0.5 }];
  recipe.prompt_templates_by_backend.procedural['prompt'] = 'a calm {material} smith before a great anvil';
  change(recipe);
  await writeFile(recipeFile(root, id), JSON.stringify(recipe, null, 2));
}

/** A backend that draws as ever, and reads a prompt and steps besides, in surroundings that a test can change. */
export const withPrompt = (
  project: Project,
  surroundings: { readonly [name: string]: string } = { torch: '2.4' },
  version = 2,
): Project =>
  withProcedural(project, (real) => ({
    version,
    templateFields: {
      ...real.templateFields,
      prompt: { rule: { type: 'string' }, doc: 'what it shows', isTemplate: true },
    },
    readsLocked: ['steps'],
    runner: {
      environment: () => Promise.resolve(ok(surroundings)),
      generate: (request, context) => {
        if (real.runner === undefined) throw new Error('no runner');
        const { look } = request.template;
        return real.runner.generate({ ...request, template: look === undefined ? {} : { look } }, context);
      },
    },
  }));

export const withStageVersion = (project: Project, name: string, version: number): Project => {
  const stages = new Map(project.registry.stages);
  stages.set(name, { ...(stages.get(name) as Stage), version });
  return { ...project, registry: { ...project.registry, stages } };
};

/** Makes a run and has a worker carry it to the review gate. */
export async function madeRun(
  project: Project,
  saga: Saga,
  database: TestDatabase,
  binding: LeverBinding = statueBinding,
  recipe = sketch,
): Promise<RunId> {
  const run = await generateRun(project, saga.runs, recipe, [binding]);
  const worker = await testWorker(project, database.worker);
  await worker.heard('job-moved', ({ job, state }) => job === `${run}/1` && state === 'AwaitingReview');
  await worker.stop();
  return run;
}

/** Of each stage of a run of one cell what became of it and why, as people read it. */
export async function reasons(project: Project, run: RunId, against: RunId | null = null): Promise<string[]> {
  const told = must(await why(project, { run, stage: null, cell: null, against }));
  return told.stages.map((one) => `${one.stage.stage} ${one.outcome}: ${reasonText(one)}`);
}

/** What the plan of the same request names, stage by stage. */
export async function plannedChanges(
  project: Project,
  binding: LeverBinding = statueBinding,
  recipe = sketch,
): Promise<string[]> {
  const loaded = must(await loadRecipe(project, recipe));
  const outline = outlineRun(loaded, [{ binding, children: [0] }], project.sha256);
  const rows = must(await planStages(project, loaded, outline));
  const explained = must(await explainPlan(project.runs, loaded, outline, rows));
  return rows.map((row) => {
    const found = explained.get(row);
    return `${row.stage} ${row.action}${found === undefined ? '' : `: ${changesText(found.changes)}`}`;
  });
}
