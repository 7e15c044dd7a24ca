import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { outlineContinued } from '../../src/app/continue-run.ts';
import { bumpRecipe, planBump } from '../../src/app/bump-recipe.ts';
import { planRecipeFromRun, writeRecipeFromRun } from '../../src/app/recipe-from-run.ts';
import { planRecovery, recover } from '../../src/app/recover-run.ts';
import { recipeOfRun, requireSameMeaning, type RunRecipe } from '../../src/app/run-recipe.ts';
import { requestOfDraft } from '../../src/app/use-draft.ts';
import { tell } from '../../src/domain/failure.ts';
import type { RecipeId, RunId } from '../../src/domain/ids.ts';
import type { Result } from '../../src/domain/result.ts';
import { draftFields, type DraftField } from '../../src/domain/run/draft-difference.ts';
import { emptyDraft } from '../../src/domain/run/editor-draft.ts';
import type { RunRecord } from '../../src/domain/run/run-record.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { DecidedProject } from '../rig/decided-project.ts';
import { failureOf } from '../rig/gate.ts';
import { generateRun, removeProject, skald, skaldBinding, statue, statueBinding } from '../rig/project.ts';
import { Saga } from '../rig/saga.ts';

let database: TestDatabase;
let pools: { owner: pg.Pool; worker: pg.Pool };
let rig: DecidedProject;

beforeAll(async () => {
  database = await testDatabase();
  pools = { owner: database.pool('owner'), worker: database.pool('worker') };
});
afterAll(() => database.drop());
beforeEach(async () => {
  rig = await DecidedProject.make(await new Saga(database, pools).open(), database);
});
afterEach(() => removeProject(rig.root));

const all = new Set(draftFields);
const generate = (children: readonly number[] = [0], recipe = statue, binding: object = statueBinding) =>
  generateRun(rig.project, rig.saga.runs, recipe, [binding as Record<string, string>], children);
const recordOf = async (run: RunId): Promise<RunRecord> => must(await rig.project.runs.read(run)).record;
const path = (name: string): string => join(rig.root, name);
const recipeFile = (id: string): string => path(`content/recipes/${id}.json`);
const lockFile = (id: string): string => path(`content/recipes/lock/${id}.json`);
const edit = async (file: string, change: (text: string) => string): Promise<void> => {
  const text = await readFile(file, 'utf8');
  await chmod(file, 0o644);
  await writeFile(file, change(text));
};
const alterRecord = (run: RunId, change: (record: RunRecord) => object): Promise<void> =>
  edit(path(`runs/${run}/run.json`), (text) => {
    const record = JSON.parse(text) as RunRecord;
    return JSON.stringify({ ...record, ...change(record) });
  });
async function taken(run: RunId, fields: ReadonlySet<DraftField> = all) {
  const plan = must(await planRecovery(rig.project, run));
  return must(await recover(rig.project, plan, fields)).draft;
}

describe('recovering a run’s settings', () => {
  it('into no draft compares with the recipe as it lies there and nothing chosen', async () => {
    const run = await generate([0, 1, 2]);
    const plan = must(await planRecovery(rig.project, run));
    expect(plan.kept).toBeNull();
    expect(plan.changes.map(({ field, name, to }) => [field, name, to])).toEqual([
      ['levers', 'armor', 'plate'],
      ['levers', 'material', 'stone'],
      ['levers', 'weapon', 'axe'],
      ['children', '', '0-2'],
    ]);
  });

  it('finds an edit that was made after the draft, which says nothing of its own about the recipe', async () => {
    const run = await generate();
    await taken(run);
    await edit(recipeFile(statue), (text) =>
      text.replace('"seed_production": 1066', '"seed_production": 1067'),
    );
    const { changes } = must(await planRecovery(rig.project, run));
    expect(changes.map(({ field, name }) => [field, name])).toContainEqual(['recipe', 'seed']);
    await taken(run);
    // The run's text now, and not silently the edited one.
    expect(failureOf(await requestOfDraft(rig.project))).toBe('draft-recipe-differs');
  });

  it('and making a run of the draft gives the same cells', async () => {
    const run = await generate([3, 5]);
    await taken(run);
    const { outline, loaded, isRecipeEdited } = must(await requestOfDraft(rig.project));
    const record = await recordOf(run);
    expect(outline.cells).toEqual(record.cells);
    expect(outline.pipelines).toEqual(record.pipelines);
    expect([loaded.digest, isRecipeEdited]).toEqual([record.recipe.digest, false]);
    expect(must(await planRecovery(rig.project, run)).changes).toEqual([]);
  });

  it('takes some of it, keeps a copy of the draft before, and never one that changed meanwhile', async () => {
    const first = await generate([0]);
    const second = await generate([1, 2], skald, skaldBinding);
    await taken(first);
    const plan = must(await planRecovery(rig.project, second));
    const { draft, previous } = must(await recover(rig.project, plan, new Set<DraftField>(['children'])));
    expect(draft.recipe?.recipe_id).toBe(statue);
    expect(draft.wanted).toEqual([
      {
        levers: { armor: ['plate'], material: ['stone'], weapon: ['axe'] },
        children: [1, 2],
        backends: null,
      },
    ]);
    expect(JSON.parse(await readFile(path(previous ?? ''), 'utf8'))).toMatchObject({ from_run: first });
    expect(failureOf(await recover(rig.project, plan, all))).toBe('draft-changed');
    must(await recover(rig.project, must(await planRecovery(rig.project, second)), new Set()));
    expect(must(await rig.project.editorDraft.read())?.draft).toEqual(draft);
  });

  it('refuses a draft that cannot be read, and leaves it', async () => {
    const run = await generate();
    await mkdir(path('.art'), { recursive: true });
    for (const text of ['{', '{"schema_version":0}', randomBytes(64).toString('latin1')]) {
      await writeFile(path('.art/draft.json'), text);
      expect(failureOf(await planRecovery(rig.project, run))).toBe('draft-invalid');
      expect(await readFile(path('.art/draft.json'), 'utf8')).toBe(text);
    }
  });

  it('keeps the run’s text where the recipe was edited or is gone, and makes no run of it', async () => {
    const run = await generate();
    const { recipe } = await recordOf(run);
    await edit(recipeFile(statue), (text) => text.replace('"title"', ' "title"'));
    const edited = await taken(run);
    expect(edited.recipe).toEqual({ recipe_id: statue, digest: recipe.digest, text: recipe.text });
    expect(failureOf(await requestOfDraft(rig.project))).toBe('draft-recipe-differs');
    await rm(recipeFile(statue));
    expect(failureOf(await requestOfDraft(rig.project))).toBe('draft-recipe-differs');
  });

  it('makes a run of a draft’s own text only as what is never approved', async () => {
    const text = (await readFile(recipeFile(statue), 'utf8'))
      .replace(statue, 'iron.object.sketch.v1')
      .replace('"kind"', '"draft": true, "kind"');
    const recipe = { recipe_id: 'iron.object.sketch.v1' as RecipeId, digest: null, text };
    const wanted = [
      { levers: { armor: ['plate'], material: ['stone'], weapon: ['axe'] }, children: [0], backends: null },
    ];
    must(await rig.project.editorDraft.write({ ...emptyDraft, recipe, wanted }, null));
    const asked = must(await requestOfDraft(rig.project));
    expect([asked.loaded.recipe.isDraft, asked.loaded.needsLock, asked.loaded.text]).toEqual([
      true,
      false,
      text,
    ]);
    // An id that is locked means its locked text.
    await mkdir(dirname(lockFile('x')), { recursive: true });
    const digest = 'a'.repeat(64);
    const lock = { schema_version: 1, recipe_id: recipe.recipe_id, digest, files: {} };
    await writeFile(lockFile(recipe.recipe_id), JSON.stringify(lock));
    expect(failureOf(await requestOfDraft(rig.project))).toBe('draft-recipe-differs');
  });

  it('asks for what a lever is missing as for one that was typed', async () => {
    await taken(await generate(), new Set<DraftField>(['recipe', 'children']));
    expect(failureOf(await requestOfDraft(rig.project))).toBe('levers-invalid');
  });
});

describe('a run’s recipe under an id of its own', () => {
  const id = 'iron.object.statue.v2' as RecipeId;

  it('is the run’s text as a draft, with the files that the project has otherwise or not at all', async () => {
    const run = await generate();
    const record = await recordOf(run);
    const [palette] = record.files;
    await edit(path(palette?.path ?? ''), (text) => `${text}ffffff\n`);
    const changed = await readFile(path(palette?.path ?? ''), 'utf8');
    const recipe = must(await recipeOfRun(rig.project, record));
    const plan = must(await planRecipeFromRun(rig.project, recipe, id));
    expect(plan.copies.map(({ from }) => from)).toEqual([palette?.path]);
    const written = must(await writeRecipeFromRun(rig.project, plan));
    const text = await readFile(path(written), 'utf8');
    expect(text).toContain('"draft": true');
    expect(await readFile(path(plan.copies[0]?.to ?? ''), 'utf8')).toBe(palette?.text);
    expect(await readFile(path(palette?.path ?? ''), 'utf8')).toBe(changed);
    must(await recover(rig.project, must(await planRecovery(rig.project, run)), all, plan.ofDraft));
    const { loaded } = must(await requestOfDraft(rig.project));
    expect([loaded.recipe.recipe_id, loaded.recipe.isDraft]).toEqual([id, true]);
    expect(loaded.files[0]?.text).toBe(palette?.text);
  });

  it('never takes an id that a recipe or a lock has', async () => {
    const run = await generate();
    const recipe = must(await recipeOfRun(rig.project, await recordOf(run)));
    expect(failureOf(await planRecipeFromRun(rig.project, recipe, statue as RecipeId))).toBe('recipe-exists');
    await rm(recipeFile(statue));
    expect(failureOf(await planRecipeFromRun(rig.project, recipe, statue as RecipeId))).toBe('recipe-exists');
    await rm(lockFile(statue));
    must(
      await writeRecipeFromRun(
        rig.project,
        must(await planRecipeFromRun(rig.project, recipe, statue as RecipeId)),
      ),
    );
    expect(
      failureOf(
        await writeRecipeFromRun(rig.project, {
          ...must(await planRecipeFromRun(rig.project, recipe, id)),
          recipe: recipe.loaded.recipe,
        }),
      ),
    ).toBe('recipe-exists');
  });

  it.each([
    '.git/hooks/post.hex',
    'content/decisions/a.hex',
    'art_pool/approved/a.hex',
    'content/palettes/.hidden.hex',
  ])('puts no file where a stranger wants it: %s', async (wanted) => {
    const run = await generate();
    const [palette] = (await recordOf(run)).files;
    await alterRecord(run, (record) => {
      const text = record.recipe.text.replaceAll(palette?.path ?? '', wanted);
      return {
        recipe: { ...record.recipe, text, digest: rig.project.sha256(text) },
        files: record.files.map((file) => ({ ...file, path: wanted })),
      };
    });
    const before = await readFile(path(wanted), 'utf8').catch(() => null);
    const recipe = must(await recipeOfRun(rig.project, await recordOf(run)));
    const plan = must(await planRecipeFromRun(rig.project, recipe, id));
    must(await writeRecipeFromRun(rig.project, plan));
    expect(await readFile(path(wanted), 'utf8').catch(() => null)).toBe(before);
    for (const { to } of plan.copies) expect(to).toMatch(/^content\/recipes\/files\/[\w.-]+$/);
  });
});

const continued = async (run: RunId): Promise<Result<RunRecipe>> => {
  const record = await recordOf(run);
  const recipe = await recipeOfRun(rig.project, record);
  if (!recipe.ok) return recipe;
  const same = await requireSameMeaning(rig.project, recipe.value, record);
  return same.ok ? recipe : same;
};

describe('going on from a run', () => {
  it('uses the locked text, whatever lies in content by now', async () => {
    const run = await generate();
    const text = (await recordOf(run)).recipe.text;
    await edit(recipeFile(statue), (old) => old.replace('"title"', ' "title"'));
    expect(must(await continued(run)).loaded.text).toBe(text);
    await rm(recipeFile(statue));
    expect(must(await continued(run)).loaded).toMatchObject({ text, needsLock: false });
  });

  it('is refused where the id means another text, and says under which id this one can be had', async () => {
    const run = await generate();
    const lock = await readFile(lockFile(statue), 'utf8');
    await writeFile(
      lockFile(statue),
      lock.replace(/"digest": "./, (at) => `${at.slice(0, -1)}${at.endsWith('a') ? 'b' : 'a'}`),
    );
    const refused = await continued(run);
    expect(failureOf(refused)).toBe('run-recipe-differs');
    if (!refused.ok) expect(tell(refused.failure).next).toContain('--recipe-as iron.object.statue.v2');
    await rm(lockFile(statue));
    expect(must(await continued(run)).loaded.needsLock).toBe(true);
    await edit(recipeFile(statue), (old) => old.replace('"title"', ' "title"'));
    expect(failureOf(await continued(run))).toBe('run-recipe-differs');
    await rm(recipeFile(statue));
    expect(failureOf(await continued(run))).toBe('run-recipe-differs');
  });

  it('is refused where a file of the recipe is not the locked one', async () => {
    const run = await generate();
    const lock = JSON.parse(await readFile(lockFile(statue), 'utf8')) as { files: Record<string, string> };
    for (const name of Object.keys(lock.files)) lock.files[name] = 'b'.repeat(64);
    await writeFile(lockFile(statue), JSON.stringify(lock));
    expect(failureOf(await continued(run))).toBe('run-recipe-differs');
  });

  it('of a draft goes on though the recipe was locked since: it stays a draft', async () => {
    await edit(recipeFile(statue), (text) => text.replace('"kind"', '"draft": true, "kind"'));
    const run = await generate();
    await edit(recipeFile(statue), (text) => text.replace('"draft": true, ', ''));
    await generate([1]);
    expect(must(await continued(run)).loaded).toMatchObject({ recipe: { isDraft: true }, needsLock: false });
  });

  it('still works when the recipe has a next version', async () => {
    const run = await generate();
    must(await bumpRecipe(rig.project, must(await planBump(rig.project, statue, { fromEdit: false }))));
    must(await continued(run));
  });

  it('keeps the cells, and changes a lever, several, or the children in all of them', async () => {
    const run = await generate([2, 4]);
    const record = await recordOf(run);
    const recipe = must(await continued(run));
    const cells = (levers: { name: string; text: string }[], children: readonly number[] | null = null) =>
      must(outlineContinued(record, recipe, { levers, children }, rig.project.sha256)).cells;
    expect(cells([])).toEqual(record.cells);
    expect(
      cells([{ name: '--material', text: 'bronze' }]).map(({ binding, child_index }) => [
        binding['material'],
        child_index,
      ]),
    ).toEqual([
      ['bronze', 2],
      ['bronze', 4],
    ]);
    expect(
      cells([{ name: '--material', text: '*' }], [0]).map(({ seed }) => seed - record.seeds.production),
    ).toEqual(recipe.loaded.recipe.levers['material']?.map(() => 0));
    const { sha256 } = rig.project;
    const refused = (name: string, text: string) =>
      failureOf(outlineContinued(record, recipe, { levers: [{ name, text }], children: null }, sha256));
    expect(refused('--materail', 'ice')).toBe('unknown-lever');
    expect(refused('--material', 'gold')).toBe('lever-value-outside-enum');
  });
});

describe('a run.json that a stranger packed', () => {
  const hostile = '\u001b[31m\u202e';

  it.each<[string, (record: RunRecord) => object]>([
    [
      'another text under the digest of the locked one',
      ({ recipe }) => ({ recipe: { ...recipe, text: recipe.text.replace('1066', '1067') } }),
    ],
    [
      'a file of other content',
      ({ files }) => ({ files: files.map((file) => ({ ...file, text: 'ffffff\n' })) }),
    ],
    [
      'a text of five million characters',
      ({ recipe }) => ({ recipe: { ...recipe, text: `${recipe.text}${' '.repeat(5_000_000)}` } }),
    ],
    [
      'a text that is no recipe',
      ({ recipe }) => ({ recipe: { ...recipe, text: hostile, digest: rig.project.sha256(hostile) } }),
    ],
    ['a text with a lone surrogate', ({ recipe }) => ({ recipe: { ...recipe, text: '"\ud800"' } })],
    ['a named file that is not in it', () => ({ files: [] })],
  ])('with %s is used for nothing', async (_, change) => {
    const run = await generate();
    await alterRecord(run, change);
    expect(failureOf(await planRecovery(rig.project, run))).toBe('run-record-invalid');
    expect(failureOf(await continued(run))).toBe('run-record-invalid');
  });

  it.each<[string, (cell: RunRecord['cells'][number]) => object]>([
    ['a value that the recipe has not', (cell) => ({ binding: { ...cell.binding, material: hostile } })],
    ['a lever too many', (cell) => ({ binding: { ...cell.binding, [hostile]: 'x' } })],
    ['a lever too few', () => ({ binding: {} })],
  ])('with %s makes no run, whatever is changed on the way', async (_, change) => {
    const run = await generate();
    await alterRecord(run, ({ cells }) => ({ cells: cells.map((cell) => ({ ...cell, ...change(cell) })) }));
    const record = await recordOf(run);
    const recipe = must(await continued(run));
    const changes = { levers: [], children: null };
    expect(failureOf(outlineContinued(record, recipe, changes, rig.project.sha256))).toBe(
      'run-record-invalid',
    );
    // Nor where a change would hide it.
    const hidden = { levers: [{ name: 'material', text: 'ice' }], children: null };
    expect(failureOf(outlineContinued(record, recipe, hidden, rig.project.sha256))).toBe(
      'run-record-invalid',
    );
    await taken(run);
    expect((await requestOfDraft(rig.project)).ok).toBe(false);
  });

  it('lies about seeds, concepts and pipelines to nobody: they are the recipe’s', async () => {
    const run = await generate();
    const honest = await recordOf(run);
    await alterRecord(run, ({ cells, pipelines }) => ({
      cells: cells.map((cell) => ({ ...cell, seed: 5, binding_hash: 'a'.repeat(64) })),
      pipelines: Object.fromEntries(
        Object.entries(pipelines).map(([name, stages]) => [name, stages.slice(0, 1)]),
      ),
    }));
    const recipe = must(await continued(run));
    const outline = must(
      outlineContinued(await recordOf(run), recipe, { levers: [], children: null }, rig.project.sha256),
    );
    expect(outline).toEqual({ cells: honest.cells, pipelines: honest.pipelines });
  });
});
