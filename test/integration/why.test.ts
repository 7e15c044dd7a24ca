import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { compareRuns, isSameRun } from '../../src/app/compare-runs.ts';
import { explainPlan } from '../../src/app/explain-plan.ts';
import { loadRecipe } from '../../src/app/load-recipe.ts';
import { outlineRun, planStages } from '../../src/app/plan-run.ts';
import { why } from '../../src/app/why.ts';
import type { Project } from '../../src/compose.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { changesText } from '../../src/domain/run/change-text.ts';
import type { RunFolders } from '../../src/ports/run-folders.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import {
  madeRun,
  plannedChanges,
  reasons,
  sketch,
  withPrompt,
  withStageVersion,
  writeSketch,
} from '../rig/explained-project.ts';
import {
  generateRun,
  openProject,
  removeProject,
  sampleProject,
  skald,
  skaldBinding,
  statueBinding,
  testWorker,
} from '../rig/project.ts';
import { Saga } from '../rig/saga.ts';

let database: TestDatabase;
let pools: { owner: pg.Pool; worker: pg.Pool };
let root: string;
let saga: Saga;
let plain: Project;
let project: Project;
let first: RunId;

const make = (of = project, binding?: Record<string, string>, recipe?: string) =>
  madeRun(of, saga, database, binding, recipe);
const edit = (change: Parameters<typeof writeSketch>[1], id?: string) => writeSketch(root, change, id);

beforeAll(async () => {
  database = await testDatabase();
  pools = { owner: database.pool('owner'), worker: database.pool('worker') };
});
afterAll(() => database.drop());

/** One run of the draft, before anything changes. */
async function begin(): Promise<void> {
  root = await sampleProject();
  saga = await new Saga(database, pools).open();
  plain = openProject(root, saga.projectId);
  project = withPrompt(plain);
  await edit(() => undefined);
  first = await make();
}

describe('a change of one thing', () => {
  beforeEach(async () => {
    await begin();
    return () => removeProject(root);
  });

  test('is not there in a first run, and a second one is reused', async () => {
    expect(await reasons(project, first)).toEqual([
      'final executed: first of its kind: no earlier run has this stage',
      'palette executed: first of its kind: no earlier run has this stage',
      'normalize executed: first of its kind: no earlier run has this stage',
    ]);
    const again = await make();
    const same = `same fingerprint as in ${first}`;
    expect(await reasons(project, again)).toEqual(
      ['final', 'palette', 'normalize'].map((stage) => `${stage} reused: ${same}`),
    );
    expect(must(await compareRuns(project.runs, first, again))).toSatisfy(isSameRun);
  });

  test('of a lever is named, with what it changed downstream; the prompt that only follows it is not', async () => {
    const binding = { ...statueBinding, material: 'bronze' };
    expect(await plannedChanges(project, binding)).toEqual([
      'final execute: levers.material stone -> bronze',
      'palette unknown',
      'normalize unknown',
    ]);
    expect(await reasons(project, await make(project, binding))).toEqual([
      'final executed: levers.material stone -> bronze',
      'palette executed: input final changed because levers.material stone -> bronze',
      'normalize executed: input palette changed because levers.material stone -> bronze',
    ]);
  });

  test('of a post stage’s parameter executes that stage and those behind it', async () => {
    await edit((recipe) => {
      recipe.locked_fields['postprocess'] = [{ stage: 'palette', dither: 'bayer', strength: 0.75 }];
    });
    const change = 'postprocess.palette.strength 0.5 -> 0.75';
    expect(await plannedChanges(project)).toEqual([
      'final reuse',
      `palette execute: ${change}`,
      'normalize unknown',
    ]);
    expect(await reasons(project, await make())).toEqual([
      `final reused: same fingerprint as in ${first}`,
      `palette executed: ${change}`,
      `normalize executed: input palette changed because ${change}`,
    ]);
  });

  test('of one colour of the palette names the file and the line', async () => {
    const file = join(root, 'content/palettes/skerry.hex');
    await writeFile(file, (await readFile(file, 'utf8')).replace('2a2a38', '3e3546'));
    const [, palette] = await plannedChanges(project);
    const change =
      /^palette content changed \([0-9a-f]{4}… -> [0-9a-f]{4}…\): content\/palettes\/skerry\.hex line 2: 2a2a38 -> 3e3546$/;
    expect(palette?.replace('palette execute: ', '')).toMatch(change);
    const [, made, behind] = await reasons(project, await make());
    expect(made?.replace('palette executed: ', '')).toMatch(change);
    expect(behind).toMatch(/^normalize executed: input palette changed because palette content changed/);
  });

  test('of one word of a prompt names the word, also in the next version of a locked recipe', async () => {
    await edit((recipe) => {
      delete recipe['draft'];
      recipe.prompt_templates_by_backend.procedural['prompt'] =
        'a calm {material} warrior before a great anvil';
      recipe['recipe_id'] = 'iron.object.sketch.v2';
    }, 'iron.object.sketch.v2');
    const change = 'template.prompt "… calm stone [-smith-] {+warrior+} before a …"';
    expect(await plannedChanges(project, statueBinding, 'iron.object.sketch.v2')).toContain(
      `final execute: ${change}`,
    );
    const bumped = await make(project, statueBinding, 'iron.object.sketch.v2');
    expect(await reasons(project, bumped)).toEqual([
      `final executed: ${change}`,
      // The same picture came of it: there the rebuild ends.
      `palette reused: same fingerprint as in ${first}`,
      `normalize reused: same fingerprint as in ${first}`,
    ]);
  });

  test('of a locked field, of the environment, and of the version of a backend or stage', async () => {
    await edit((recipe) => (recipe.locked_fields['steps'] = 40));
    const steps = await make();
    expect((await reasons(project, steps))[0]).toBe('final executed: locked_fields.steps 30 -> 40');

    const torch = await make(withPrompt(plain, { torch: '2.5' }));
    expect((await reasons(project, torch))[0]).toBe('final executed: environment.torch 2.4 -> 2.5');

    const version = await make(withPrompt(plain, { torch: '2.5' }, 3));
    expect((await reasons(project, version))[0]).toBe('final executed: version of final 2 -> 3');

    const mapped = await make(withStageVersion(project, 'palette', 2));
    expect(await reasons(project, mapped)).toEqual([
      `final reused: same fingerprint as in ${steps}`,
      'palette executed: version of palette 1 -> 2',
      expect.stringMatching(/^normalize reused: same fingerprint as in /),
    ]);
    expect((await reasons(project, version, first))[0]).toBe(
      'final executed: locked_fields.steps 30 -> 40, version of final 2 -> 3, environment.torch 2.4 -> 2.5',
    );
  });
});

describe('stored records alone', () => {
  let second: RunId;

  beforeAll(async () => {
    await begin();
    second = await make(project, { ...statueBinding, material: 'bronze' });
    return () => removeProject(root);
  });

  test('explain a clone, which has neither .art nor pictures nor a database', async () => {
    const before = [await reasons(project, second), must(await compareRuns(project.runs, first, second))];
    await rm(join(root, '.art'), { recursive: true });
    for (const run of [first, second])
      for (const folder of must(await project.runs.stageFolders(run)))
        await rm(join(root, 'runs', run, 'stages', folder, 'out'), { recursive: true });
    const clone = openProject(root, saga.projectId);
    expect([await reasons(clone, second), must(await compareRuns(clone.runs, first, second))]).toEqual(
      before,
    );
  });

  test('tell two runs apart, field by field and stage by stage', async () => {
    const compared = must(await compareRuns(project.runs, first, second));
    expect(isSameRun(compared)).toBe(false);
    expect(compared.fields).toEqual([]);
    expect(compared.cells.pairs).toMatchObject([{ first: { n: 1 }, second: { n: 1 }, isSame: false }]);
    expect(
      compared.stages.map(({ stage, verdict, changes }) => [
        stage.stage,
        verdict,
        changesText(changes ?? []),
      ]),
    ).toEqual([
      ['final', 'different', 'levers.material stone -> bronze'],
      ['palette', 'different', 'input final changed because levers.material stone -> bronze'],
      ['normalize', 'different', 'input palette changed because levers.material stone -> bronze'],
    ]);
    const same = must(await compareRuns(project.runs, second, second));
    expect(isSameRun(same)).toBe(true);
    expect(same.stages.map(({ verdict }) => verdict)).toEqual(['same-bytes', 'same-bytes', 'same-bytes']);
  });

  test('name the recipe’s and files’ differences', async () => {
    await edit((recipe) => (recipe.locked_fields['steps'] = 50), 'iron.object.other.v1');
    const other = await generateRun(project, saga.runs, 'iron.object.other.v1', [
      statueBinding,
      { ...statueBinding, weapon: 'none' },
    ]);
    const compared = must(await compareRuns(project.runs, first, other));
    expect(compared.fields.map(({ field }) => field)).toEqual(['recipe_digest', 'recipe_id']);
    expect(compared.files).toMatchObject([
      { path: 'content/recipes/iron.object.other.v1.json', change: 'text' },
    ]);
    expect(compared.cells).toMatchObject({ onlyFirst: [], onlySecond: [{ n: 2 }] });
    expect(compared.stages.map(({ verdict }) => verdict)).toEqual(['only-first', 'only-first', 'only-first']);
  });

  test('refuse stages and cells that a run does not have', async () => {
    const request = { run: first, stage: null, cell: null, against: null };
    expect(await why(project, { ...request, stage: 'palete' })).toMatchObject({
      failure: { kind: 'stage-not-found', near: ['palette'] },
    });
    expect(await why(project, { ...request, cell: 2 })).toMatchObject({
      failure: { kind: 'job-not-found', of: { cells: 1 } },
    });
  });

  test('are not looked at by a plan in which nothing is to be done', async () => {
    await edit(() => undefined);
    const fresh = openProject(root, saga.projectId);
    const worked = withPrompt(fresh);
    await make(worked);
    const loaded = must(await loadRecipe(worked, sketch));
    const outline = outlineRun(loaded, [{ binding: statueBinding, children: [0] }], worked.sha256);
    const rows = must(await planStages(worked, loaded, outline));
    expect(rows.map(({ action }) => action)).toEqual(['reuse', 'reuse', 'reuse']);
    const unread = new Proxy({} as RunFolders, {
      get: () => () => Promise.reject(new Error('a run was read')),
    });
    expect(must(await explainPlan(unread, loaded, outline, rows)).size).toBe(0);
  });
});

describe('a stage that has not run', () => {
  beforeAll(async () => {
    await begin();
    return () => removeProject(root);
  });
  const waits = async (run: RunId): Promise<string[]> =>
    (await reasons(plain, run)).map((reason) => reason.replace(/ executed: .*/, ' executed'));

  test('waits for a worker, for the stage before it, or for a person', async () => {
    const run = await generateRun(plain, saga.runs, skald, [skaldBinding]);
    expect(await waits(run)).toEqual([
      'concept not-run: waits for a worker',
      'normalize not-run: waits for concept',
      'final not-run: waits for concept',
      'normalize not-run: waits for concept',
    ]);
    const worker = await testWorker(plain, database.worker);
    await worker.heard(
      'job-moved',
      ({ job, state }) => job === `${run}/1` && state === 'AwaitingConceptApproval',
    );
    await worker.stop();
    expect(await waits(run)).toEqual([
      'concept executed',
      'normalize executed',
      'final not-run: waits at the concept gate',
      'normalize not-run: waits for final',
    ]);
  });
});
