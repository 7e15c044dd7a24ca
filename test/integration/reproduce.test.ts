import { chmod, cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { reproduceRun, type ReproduceRequest, type Reproduction } from '../../src/app/reproduce-run.ts';
import type { Project } from '../../src/compose.ts';
import type { RunId } from '../../src/domain/ids.ts';
import type { Result } from '../../src/domain/result.ts';
import { firstDifferent, tallyOf } from '../../src/domain/run/reproduction.ts';
import type { Stage } from '../../src/ports/stage.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { DecidedProject } from '../rig/decided-project.ts';
import { failureOf } from '../rig/gate.ts';
import { openProject, removeProject, withProcedural } from '../rig/project.ts';
import { Saga } from '../rig/saga.ts';

let database: TestDatabase;
let pools: { owner: pg.Pool; worker: pg.Pool };
let rig: DecidedProject;
let run: RunId;
let root: string;
let project: Project;

beforeAll(async () => {
  database = await testDatabase();
  pools = { owner: database.pool('owner'), worker: database.pool('worker') };
  rig = await DecidedProject.make(await new Saga(database, pools).open(), database);
  run = await rig.statues([0, 1]);
});
afterAll(async () => {
  await removeProject(rig.root);
  await database.drop();
});
beforeEach(async () => {
  root = `${rig.root}-copy`;
  await cp(rig.root, root, { recursive: true });
  project = openProject(root, rig.project.projectId);
});
afterEach(() => removeProject(root));

const reproduce = (
  of: Project = project,
  request: Partial<ReproduceRequest> = {},
  signal = { aborted: false },
): Promise<Result<Reproduction>> =>
  reproduceRun(
    of,
    { run, cell: null, stage: null, allowsPaid: false, ...request },
    of.scratch('test'),
    signal,
  );
const verdicts = async (of: Project = project, request: Partial<ReproduceRequest> = {}) =>
  must(await reproduce(of, request)).stages.flatMap(({ cell, stage, outputs }) =>
    outputs.map(
      ({ name, verdict, reason }) =>
        `${cell} ${stage} ${name} ${verdict}${reason === null ? '' : ` ${reason}`}`,
    ),
  );
const withStage = (name: string, change: (stage: Stage) => Partial<Stage>): Project => {
  const stage = project.registry.stages.get(name);
  if (stage === undefined) throw new Error(`no stage ${name}`);
  const stages = new Map(project.registry.stages).set(name, { ...stage, ...change(stage) });
  return { ...project, registry: { ...project.registry, stages } };
};
/** A palette stage with one pixel in another colour. */
const painted = (version: number): Project =>
  withStage('palette', (stage) => ({
    version,
    run: (...of) => {
      const made = stage.run(...of);
      if (!made.ok) return made;
      const data = new Uint8Array(made.value.picture.data);
      data.set([1, 2, 3, 255], 4 * (made.value.picture.width * 2 + 3));
      return { ok: true, value: { ...made.value, picture: { ...made.value.picture, data } } };
    },
  }));
const same = [1, 2].flatMap((cell) =>
  ['final', 'palette', 'normalize'].flatMap((stage) =>
    ['000.png', '000.json'].map((name) => `${cell} ${stage} ${name} same-bytes`),
  ),
);
const temporary = async (): Promise<readonly string[]> =>
  existsSync(join(root, '.art/tmp')) ? readdir(join(root, '.art/tmp'), { recursive: true }) : [];

describe('making a run again', () => {
  it('gives the same bytes, past the cache, and leaves nothing behind', async () => {
    let executed = 0;
    const counting = withProcedural(project, (real) => ({
      runner: {
        environment: () => real.runner?.environment() ?? Promise.reject(new Error('no runner')),
        generate: (...of) => {
          executed += 1;
          return real.runner?.generate(...of) ?? Promise.reject(new Error('no runner'));
        },
      },
    }));
    expect(await verdicts(counting)).toEqual(same);
    expect(executed).toBe(2);
    expect(await temporary()).toEqual([]);
  });

  it('takes only the cell and the stage that are named', async () => {
    expect(await verdicts(project, { cell: 2 })).toEqual(same.filter((line) => line.startsWith('2 ')));
    expect(await verdicts(project, { stage: 'normalize' })).toEqual(
      same.filter((line) => line.includes('normalize')),
    );
  });

  it('works without a store from the run folder, and without any bytes from the records', async () => {
    await rm(join(root, '.art'), { recursive: true });
    expect(await verdicts(project, { stage: 'normalize' })).toHaveLength(4);
    const stages = join(root, 'runs', run, 'stages');
    for (const stage of await readdir(stages)) await rm(join(stages, stage, 'out'), { recursive: true });
    expect(await verdicts()).toEqual(same);
    expect(await verdicts(project, { stage: 'normalize', cell: 1 })).toEqual([
      '1 normalize 000.png not-reproducible input-missing',
      '1 normalize 000.json not-reproducible input-missing',
    ]);
  });

  it('believes no bytes that changed: neither in the store nor in the run folder', async () => {
    await rm(join(root, '.art'), { recursive: true });
    const stages = join(root, 'runs', run, 'stages');
    for (const stage of (await readdir(stages)).filter((name) => name.includes('palette'))) {
      const path = join(stages, stage, 'out/000.png');
      await chmod(path, 0o644);
      await writeFile(path, Buffer.concat([await readFile(path), Buffer.from('x')]));
    }
    expect(await verdicts(project, { stage: 'normalize', cell: 1 })).toEqual([
      '1 normalize 000.png not-reproducible input-missing',
      '1 normalize 000.json not-reproducible input-missing',
    ]);
    expect(await verdicts()).toEqual(same);
  });

  it('says where a stage that draws otherwise differs, keeps its picture, and judges later stages by themselves', async () => {
    const { stages } = must(await reproduce(painted(2)));
    expect(tallyOf(stages)).toEqual({
      'same-bytes': 10,
      'same-pixels': 0,
      different: 2,
      'not-reproducible': 0,
    });
    const first = firstDifferent(stages);
    expect([first?.cell, first?.stage]).toEqual([1, 'palette']);
    expect(first?.differences).toEqual([{ path: ['version'], from: 1, to: 2 }]);
    const [picture] = first?.outputs ?? [];
    expect(picture?.difference).toMatchObject({ changed: 1, box: { x: 3, y: 2, w: 1, h: 1 } });
    expect(picture?.recorded).toBe(`runs/${run}/stages/${first?.folder}/out/000.png`);
    expect(existsSync(join(root, picture?.made ?? '/nowhere'))).toBe(true);
    expect((await temporary()).filter((path) => path.endsWith('.png'))).toHaveLength(2);
  });

  it('says of a stage whose backend is gone that it cannot be made again', async () => {
    const { runner: _runner, ...rest } = project.registry.backends.get('procedural') ?? {};
    const backends = new Map(project.registry.backends).set('procedural', rest as never);
    const gone = { ...project, registry: { ...project.registry, backends } };
    expect(await verdicts(gone, { stage: 'final', cell: 1 })).toEqual([
      '1 final 000.png not-reproducible backend-unavailable',
      '1 final 000.json not-reproducible backend-unavailable',
    ]);
  });

  it('stops between two stages when it is interrupted', async () => {
    expect(failureOf(await reproduce(project, {}, { aborted: true }))).toBe('interrupted');
    expect(await temporary()).toEqual([]);
  });

  it('is refused for a run of which nothing is finished', async () => {
    await rm(join(root, 'runs', run, 'stages'), { recursive: true });
    expect(failureOf(await reproduce())).toBe('nothing-to-reproduce');
  });
});
