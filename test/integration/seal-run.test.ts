import { readFile, readdir, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workerQueue } from '../../src/adapters/postgres/worker-queue.ts';
import { closeRun, planClose } from '../../src/app/close-run.ts';
import { rebuild } from '../../src/app/rebuild.ts';
import { sealRun } from '../../src/app/seal-run.ts';
import { verifyRuns } from '../../src/app/verify-runs.ts';
import { indexDecisions } from '../../src/app/index-decisions.ts';
import { planApprovalChange, signApprovalChange } from '../../src/app/withdraw.ts';
import { composeShipping } from '../../src/compose-shipping.ts';
import type { RunId } from '../../src/domain/ids.ts';
import type { Stage } from '../../src/ports/stage.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { DecidedProject } from '../rig/decided-project.ts';
import { failureOf, signerOf } from '../rig/gate.ts';
import {
  generateRun,
  removeProject,
  statue,
  statueBinding,
  testWorker,
  withProcedural,
} from '../rig/project.ts';
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

const sealFile = (run: RunId): string => join(rig.root, 'runs', run, 'SEAL.json');
const isSealed = (run: RunId): Promise<boolean> =>
  stat(sealFile(run)).then(
    () => true,
    () => false,
  );
const workerDeps = () => ({ ...rig.project, queue: rig.saga.work });
const sealable = async (): Promise<readonly RunId[]> => must(await rig.saga.work.sealableRuns());
const findings = async () => must(await verifyRuns(rig.deps)).findings;
const forgetSeals = () =>
  pools.owner.query(`update art.art_runs set sealed_at = null where project_id = $1`, [
    rig.project.projectId,
  ]);

/** Every file below a folder with its bytes and times: what must not change at all. */
async function picture(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());
  const lines = names.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    const { mtimeMs, mode } = await stat(path);
    return `${path} ${mode} ${mtimeMs} ${(await readFile(path)).toString('base64')}`;
  });
  return (await Promise.all(lines)).sort();
}

describe('the sweep', () => {
  it('seals a run after its last decision, without anybody’s command', async () => {
    const run = await rig.statues([0, 1]);
    const worker = await testWorker(rig.project, database.worker);
    try {
      const [approval] = await rig.verdictsOn(run, 'approve');
      const [, rejection] = await rig.verdictsOn(run, 'reject');
      if (approval === undefined || rejection === undefined) throw new Error('nothing to decide');
      must(await rig.decideAll([approval]));
      expect(await isSealed(run)).toBe(false);
      must(await rig.decideAll([rejection]));
      await worker.heard('run-sealed', (fields) => fields['run'] === run);
    } finally {
      await worker.stop();
    }
    expect(await findings()).toEqual([]);
    const states = must(await rig.project.runs.readSeal(run))?.cells.map(({ state }) => state);
    expect(states).toEqual(['Approved', 'Rejected']);
    expect(await sealable()).toEqual([]);
  });

  it('seals what was decided while no worker ran, and what an earlier decision carried over', async () => {
    const run = await rig.statues();
    await rig.approve(run);
    expect(await sealable()).toEqual([run]);
    const again = await rig.statues();
    expect(await rig.states(again)).toEqual(['Approved']);
    expect([await isSealed(run), await isSealed(again)]).toEqual([true, true]);
  });

  it('leaves a run with a failed cell to `art run close`', async () => {
    const run = await rig.statues([0, 1]);
    const [first, second] = await rig.verdictsOn(run, 'approve');
    if (first === undefined || second === undefined) throw new Error('nothing to decide');
    must(await rig.decideAll([first]));
    must(await rig.saga.runs.cancel(second.job.id));
    expect(await sealable()).toEqual([]);
    // Another run's work has the worker look for what can be sealed.
    await rig.statues();
    expect(await isSealed(run)).toBe(false);
  });

  it('takes a seal that is there for the truth in a rebuilt database', async () => {
    const run = await rig.statues();
    await rig.approve(run);
    must(await sealRun(workerDeps(), run));
    const before = await picture(join(rig.root, 'runs', run));
    await forgetSeals();
    must(await rebuild(rig.deps));
    expect(await sealable()).toEqual([run]);
    must(await sealRun(workerDeps(), run));
    expect(await sealable()).toEqual([]);
    expect(await picture(join(rig.root, 'runs', run))).toEqual(before);
  });

  it('by two workers and a person at once leaves one seal that all agree on', async () => {
    const run = await rig.statues([0, 1, 2]);
    await rig.approve(run);
    const plan = must(await planClose(rig.deps, run));
    const other = workerQueue(pools.worker, database.worker, rig.project.projectId);
    const seals = await Promise.all([
      sealRun(workerDeps(), run),
      sealRun({ ...rig.project, queue: other }, run),
      closeRun(rig.deps, plan, null, () => undefined),
    ]);
    const [first, ...others] = seals.map(must);
    for (const seal of others) expect(seal).toEqual(first);
    expect(await findings()).toEqual([]);
  });

  it('that is killed between the seal and its note is followed by another', async () => {
    const run = await rig.statues();
    await rig.approve(run);
    const runs = {
      ...rig.project.runs,
      writeSeal: async (...of: Parameters<typeof rig.project.runs.writeSeal>) => {
        must(await rig.project.runs.writeSeal(...of));
        throw new Error('killed');
      },
    };
    await expect(sealRun({ ...workerDeps(), runs }, run)).rejects.toThrow('killed');
    const before = await picture(join(rig.root, 'runs', run));
    expect(await sealable()).toEqual([run]);
    must(await sealRun(workerDeps(), run));
    expect(await sealable()).toEqual([]);
    expect(await picture(join(rig.root, 'runs', run))).toEqual(before);
  });

  it('keeps out a retry that comes while it seals', async () => {
    const run = await rig.statues();
    must(await rig.decideAll(await rig.verdictsOn(run, 'reject')));
    const [job] = await rig.jobs(run);
    if (job === undefined) throw new Error('no job');
    let late: Promise<unknown> = Promise.resolve();
    const runs = {
      ...rig.project.runs,
      writeSeal: (...of: Parameters<typeof rig.project.runs.writeSeal>) => {
        late = rig.saga.runs.retry(job.id, 't').then(must);
        return rig.project.runs.writeSeal(...of);
      },
    };
    must(await sealRun({ ...workerDeps(), runs }, run));
    expect(await late).toBeNull();
    expect(await rig.states(run)).toEqual(['Rejected']);
  });

  it('seals nothing of a run that was asked once more since', async () => {
    const run = await rig.statues();
    must(await rig.decideAll(await rig.verdictsOn(run, 'reject')));
    const [job] = await rig.jobs(run);
    if (job === undefined) throw new Error('no job');
    must(await rig.saga.runs.retry(job.id, 't'));
    expect(await sealable()).toEqual([]);
    expect(failureOf(await sealRun(workerDeps(), run))).toBe('run-not-done');
    expect(await isSealed(run)).toBe(false);
  });

  it('tells once of a run that it cannot seal, and goes on with the others', async () => {
    const run = await rig.statues();
    await rig.approve(run);
    await symlink('/etc/passwd', join(rig.root, 'runs', run, 'passwd'));
    const other = await rig.statuesAskedAgain();
    const worker = await testWorker(rig.project, database.worker);
    try {
      await worker.heard('run-not-sealed', (fields) => fields['run'] === run);
      must(await rig.decideAll(await rig.verdictsOn(other, 'reject')));
      await worker.heard('run-sealed', (fields) => fields['run'] === other);
    } finally {
      await worker.stop();
    }
    expect(worker.told.filter(({ event }) => event === 'run-not-sealed')).toHaveLength(1);
    expect(await isSealed(run)).toBe(false);
  });

  it('may note the seal of a run with the worker’s login, and change nothing else of it', async () => {
    const run = await rig.statues();
    await expect(
      pools.worker.query(`update art.art_runs set record_digest = record_digest where run_id = $1`, [run]),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('a sealed run', () => {
  let run: RunId;
  let before: readonly string[];
  beforeEach(async () => {
    run = await rig.statues([0, 1]);
    const [approval] = await rig.verdictsOn(run, 'approve');
    const [, rejection] = await rig.verdictsOn(run, 'reject');
    if (approval === undefined || rejection === undefined) throw new Error('nothing to decide');
    must(await rig.decideAll([approval, rejection]));
    must(await sealRun(workerDeps(), run));
    before = await picture(join(rig.root, 'runs', run));
  });
  async function expectUntouched(): Promise<void> {
    expect(await picture(join(rig.root, 'runs', run))).toEqual(before);
    expect((await findings()).filter(({ path }) => path.includes(run))).toEqual([]);
  }

  it('loses a stage that a late worker published while it was sealed', async () => {
    const [stage = ''] = await readdir(join(rig.root, 'runs', run, 'stages'));
    const manifest = must(await rig.project.runs.readStage(run, stage));
    const seal = must(await rig.project.runs.readSeal(run));
    if (manifest === null || seal === null) throw new Error('no stage');
    // Listed, then published by somebody who looked before, then sealed: the seal is taken away for that moment.
    await rm(sealFile(run));
    must(await rig.project.runs.publishStage(run, 'late', manifest, new Map()));
    must(await rig.project.runs.writeSeal(seal));
    before = before.filter((line) => !line.includes('SEAL.json'));
    const after = await picture(join(rig.root, 'runs', run));
    expect(after.filter((line) => !line.includes('SEAL.json'))).toEqual(before);
    before = after;
    await expectUntouched();
  });

  it('is not touched when what it approved is withdrawn, or approved again', async () => {
    const [job] = await rig.jobs(run);
    const typed = job?.candidates[0]?.digest ?? '';
    const { decisions, clock } = rig.project;
    const deps = { world: composeShipping(rig.project), decisions, clock };
    for (const change of ['withdraw', 'restore'] as const) {
      const planned = must(await planApprovalChange(deps, { typed, cell: null }, change));
      must(await signApprovalChange(deps, planned, signerOf('Asa'), 'off brief'));
      must(await indexDecisions(rig.deps));
    }
    expect(await rig.states(run)).toEqual(['Approved', 'Rejected']);
    await expectUntouched();
  });

  it('is not touched by a tool whose stages and backends are newer, whatever it is asked', async () => {
    const stages = new Map(
      [...rig.project.registry.stages].map(([name, stage]): [string, Stage] => [
        name,
        { ...stage, version: stage.version + 1 },
      ]),
    );
    const newer = withProcedural(rig.project, (real) => ({ version: real.version + 1 }));
    const project = { ...newer, registry: { ...newer.registry, stages } };
    const deps = { ...rig.deps, ...project };
    const jobs = await rig.jobs(run);
    for (const { id } of jobs) {
      expect(must(await rig.saga.runs.cancel(id))).toBeNull();
      expect(must(await rig.saga.runs.retry(id, 't'))).toBeNull();
    }
    expect(failureOf(await planClose(deps, run))).toBe('run-sealed');
    must(await rebuild(deps));
    await forgetSeals();
    const again = await generateRun(project, rig.saga.runs, statue, [statueBinding], [0, 1]);
    const worker = await testWorker(project, database.worker);
    try {
      for (const cell of [1, 2])
        await worker.heard(
          'job-moved',
          ({ job, state }) => job === `${again}/${cell}` && !String(state).includes('ing'),
        );
    } finally {
      await worker.stop();
    }
    await expectUntouched();
  });
});
