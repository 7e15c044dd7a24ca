import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { outlineReroll, rejectedCells } from '../../src/app/reroll.ts';
import { recipeOfRun } from '../../src/app/run-recipe.ts';
import type { RunId } from '../../src/domain/ids.ts';
import type { RunRecord } from '../../src/domain/run/run-record.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { DecidedProject } from '../rig/decided-project.ts';
import { failureOf } from '../rig/gate.ts';
import { generateRun, removeProject, statue, statueBinding } from '../rig/project.ts';
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

const generate = (children: readonly number[] = [0]) =>
  generateRun(rig.project, rig.saga.runs, statue, [statueBinding], children);
const recordOf = async (run: RunId): Promise<RunRecord> => must(await rig.project.runs.read(run)).record;

describe('rerolling', () => {
  it('makes only the rejected cells, each with the next free child', async () => {
    const run = await rig.statues([0, 1, 4]);
    const verdicts = await rig.verdictsOn(run, 'reject');
    must(await rig.decideAll([verdicts[0], verdicts[2]].filter((one) => one !== undefined)));
    const record = await recordOf(run);
    const rejected = must(await rejectedCells({ queue: rig.saga.runs }, record));
    expect(rejected.map(({ child_index }) => child_index)).toEqual([0, 4]);
    const recipe = must(await recipeOfRun(rig.project, record));
    const outline = must(await outlineReroll(rig.project, record, recipe, rejected));
    expect(outline.cells.map(({ child_index }) => child_index)).toEqual([2, 3]);
    await generate([2, 7]);
    const later = must(await outlineReroll(rig.project, record, recipe, rejected));
    expect(later.cells.map(({ child_index }) => child_index)).toEqual([3, 5]);
  });

  it('keeps cells of one concept together, and cells of different bindings apart', async () => {
    const run = await generate([0]);
    const record = await recordOf(run);
    const recipe = must(await recipeOfRun(rig.project, record));
    const [cell] = record.cells;
    if (cell === undefined) throw new Error('no cell');
    const { templates } = recipe.loaded.recipe;
    const other = {
      ...recipe,
      loaded: {
        ...recipe.loaded,
        recipe: {
          ...recipe.loaded.recipe,
          templates: { ...templates, second: templates['procedural'] as never },
        },
      },
    };
    const cells = [
      { ...cell, n: 1 },
      { ...cell, n: 2, child_index: 3 },
      { ...cell, n: 3, child_index: 3, backend: 'second' },
    ];
    const outline = must(await outlineReroll(rig.project, record, other, cells));
    expect(outline.cells.map(({ backend, child_index }) => [backend, child_index])).toEqual([
      ['procedural', 1],
      ['procedural', 2],
      ['second', 2],
    ]);
  });

  it('says with the counts that nothing is rejected, and that the database knows nothing', async () => {
    const run = await rig.statues([0, 1]);
    await rig.approve(run);
    const refused = await rejectedCells({ queue: rig.saga.runs }, await recordOf(run));
    expect(refused).toMatchObject({
      ok: false,
      failure: { kind: 'nothing-rejected', cells: 2, undecided: 0, failed: 0 },
    });
    const unknown = await rejectedCells(
      { queue: rig.saga.runs },
      { ...(await recordOf(run)), run_id: 'run_0099_aaaa' as RunId },
    );
    expect(failureOf(unknown)).toBe('run-not-queued');
  });
});
