import { chmod, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeRun, planClose, type CloseDeps } from '../../src/app/close-run.ts';
import { indexDecisions } from '../../src/app/index-decisions.ts';
import { verifyRuns } from '../../src/app/verify-runs.ts';
import { failure } from '../../src/domain/failure.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { fail, type Result } from '../../src/domain/result.ts';
import { parseRunSeal, type RunSeal } from '../../src/domain/run/seal.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { DecidedProject } from '../rig/decided-project.ts';
import { failureOf, signerOf } from '../rig/gate.ts';
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

const nothing = (): void => undefined;
async function close(run: RunId, deps: typeof rig.deps = rig.deps, by = 'Asa'): Promise<Result<RunSeal>> {
  must(await indexDecisions(deps));
  const plan = await planClose(deps, run);
  return plan.ok ? closeRun(deps, plan.value, signerOf(by), nothing) : plan;
}
const sealFile = (run: RunId): string => join(rig.root, 'runs', run, 'SEAL.json');
const findings = async (): Promise<readonly string[]> =>
  must(await verifyRuns(rig.deps)).findings.map(({ kind, path }) => `${kind} ${path}`);

describe('closing a run', () => {
  it('rejects what waits as not chosen, keeps what was approved, and seals the rest as failed', async () => {
    const run = await rig.statues([0, 1, 2]);
    const [first, , third] = await rig.jobs(run);
    const [approval] = await rig.verdictsOn(run, 'approve');
    if (first === undefined || third === undefined || approval === undefined) throw new Error('no jobs');
    must(await rig.decideAll([approval]));
    must(await rig.saga.runs.cancel(third.id));
    const seal = must(await close(run));
    expect(seal.cells.map(({ n, state, error }) => [n, state, error])).toEqual([
      [1, 'Approved', null],
      [2, 'Rejected', null],
      [3, 'Failed', 'cancelled'],
    ]);
    const rejections = (await rig.decisions()).filter(({ verdict }) => verdict === 'reject');
    expect(rejections.map(({ reason, id }) => [reason, id])).toEqual([
      ['not-chosen', seal.cells[1]?.decision],
    ]);
    expect(parseRunSeal(await readFile(sealFile(run), 'utf8'))).toEqual({ ok: true, value: seal });
    expect(await findings()).toEqual([]);
    for (const { path } of [...seal.files, { path: 'SEAL.json' }])
      expect((await stat(join(rig.root, 'runs', run, path))).mode & 0o777).toBe(0o444);
  });

  it('signs nothing and seals nothing while a job is in work', async () => {
    const run = await generateRun(rig.project, rig.saga.runs, statue, [statueBinding], [0, 1]);
    expect(failureOf(await close(run))).toBe('run-not-done');
    expect(await rig.decisions()).toEqual([]);
    expect(await readdir(join(rig.root, 'runs', run))).not.toContain('SEAL.json');
  });

  it('is refused for a sealed run, which stays byte for byte', async () => {
    const run = await rig.statues();
    must(await close(run));
    const before = await readFile(sealFile(run));
    expect(failureOf(await close(run))).toBe('run-sealed');
    expect(await readFile(sealFile(run))).toEqual(before);
    expect(await rig.decisions()).toHaveLength(1);
  });

  it('does not take back by the way what another run’s approval stands on', async () => {
    const run = await rig.statues();
    await rig.approve(run);
    const again = await rig.statuesAskedAgain();
    expect(failureOf(await close(again))).toBe('close-rejects-approved');
    expect((await rig.decisions()).map(({ verdict }) => verdict)).toEqual(['approve']);
  });

  it('names the jobs of other runs that show the same pictures, and rejects them with its own', async () => {
    const other = await rig.statues();
    const run = await rig.statues();
    const plan = must(await planClose(rig.deps, run));
    expect(plan.twins).toEqual([{ runId: other, cell: 1, try: 1 }]);
    must(await close(run));
    expect(await rig.states(other)).toEqual(['Rejected']);
  });

  it('is refused with a revoked key, and leaves everything as it was', async () => {
    const run = await rig.statues();
    await rig.revokeBryn();
    expect(failureOf(await close(run, rig.deps, 'Bryn'))).toBe('key-revoked');
    expect(failureOf(await close(run, rig.deps, 'Mallory'))).toBe('reviewer-unknown');
    expect(await rig.decisions()).toEqual([]);
    expect(await rig.states(run)).toEqual(['AwaitingReview']);
  });

  it('by two people at once leaves one seal that both agree on', async () => {
    const run = await rig.statues([0, 1, 2, 3]);
    const closed = await Promise.all([close(run), close(run, rig.deps, 'Bryn')]);
    expect(closed.some(({ ok }) => ok)).toBe(true);
    for (const one of closed) if (!one.ok) expect(one.failure.kind).toBe('run-sealed');
    expect(await findings()).toEqual([]);
    expect(await rig.decisions()).toHaveLength(4);
    expect(new Set(await rig.states(run))).toEqual(new Set(['Rejected']));
  });
});

describe('closing that is interrupted', () => {
  /** The machine stops at the nth seal, rejection or row. */
  const stops = failure('disk-full', { path: '.' });

  it('between two rejections goes on with the next', async () => {
    const run = await rig.statues([0, 1, 2]);
    let left = 2;
    const queue: CloseDeps['queue'] = {
      ...rig.saga.runs,
      decide: (...of) => ((left -= 1) < 0 ? Promise.resolve(fail(stops)) : rig.saga.runs.decide(...of)),
    };
    expect(failureOf(await close(run, { ...rig.deps, queue }))).toBe('disk-full');
    expect(await rig.states(run)).toEqual(['Rejected', 'Rejected', 'AwaitingReview']);
    expect(must(await close(run)).cells).toHaveLength(3);
    expect(await rig.decisions()).toHaveLength(3);
    expect(await findings()).toEqual([]);
  });

  it('after a signed file and before its row lets the file win', async () => {
    const run = await rig.statues([0, 1]);
    const queue: CloseDeps['queue'] = {
      ...rig.saga.runs,
      decide: (ticket, write) =>
        rig.saga.runs.decide(ticket, async (locked) => {
          const written = await write(locked);
          return written.ok ? fail(stops) : written;
        }),
    };
    expect(failureOf(await close(run, { ...rig.deps, queue }))).toBe('disk-full');
    expect(await rig.states(run)).toEqual(['AwaitingReview', 'AwaitingReview']);
    expect(await rig.decisions()).toHaveLength(1);
    must(await close(run));
    expect(await rig.decisions()).toHaveLength(2);
    expect(await findings()).toEqual([]);
  });

  it('between the rejections and the seal only seals', async () => {
    const run = await rig.statues([0, 1]);
    const runs = { ...rig.project.runs, writeSeal: () => Promise.resolve(fail(stops)) };
    expect(failureOf(await close(run, { ...rig.deps, runs }))).toBe('disk-full');
    expect(await rig.states(run)).toEqual(['Rejected', 'Rejected']);
    const before = await rig.decisions();
    must(await close(run));
    expect(await rig.decisions()).toEqual(before);
  });

  it('with half a seal on the disk leaves none of it in the way', async () => {
    const run = await rig.statues();
    await writeFile(join(rig.root, 'runs', run, '.tmp-SEAL.json-0123'), '{"schema_version": 1');
    const seal = must(await close(run));
    expect(seal.files.every(({ path }) => !path.includes('.tmp-'))).toBe(true);
    expect(await findings()).toEqual([]);
  });
});

describe('a sealed run', () => {
  let run: RunId;
  let folder: string;
  beforeEach(async () => {
    run = await rig.statues([0, 1]);
    must(await close(run));
    folder = join(rig.root, 'runs', run);
  });
  const stageOf = async (): Promise<string> => (await readdir(join(folder, 'stages')))[0] ?? '';

  it('takes no new stage, whoever is late with it', async () => {
    const stage = await stageOf();
    const manifest = must(await rig.project.runs.readStage(run, stage));
    if (manifest === null) throw new Error('no manifest');
    const late = await rig.project.runs.publishStage(run, 'late', manifest, new Map());
    expect(failureOf(late)).toBe('run-sealed');
    expect(must(await rig.project.runs.publishStage(run, stage, manifest, new Map()))).toEqual(manifest);
    expect(await findings()).toEqual([]);
  });

  it.each([
    ['a file that came', 'UNEXPECTED', 'notes.txt', (path: string) => writeFile(path, 'x')],
    ['a record that went', 'MISSING', 'run.json', (path: string) => rm(path)],
    [
      'a record that was edited',
      'MODIFIED',
      'run.json',
      async (path: string) => {
        await chmod(path, 0o644);
        await writeFile(path, (await readFile(path, 'utf8')).replace('tester', 'nobody'));
      },
    ],
    [
      'a record that was cut short',
      'MODIFIED',
      'run.json',
      async (path: string) => {
        await chmod(path, 0o644);
        await writeFile(path, (await readFile(path, 'utf8')).slice(0, 100));
      },
    ],
    [
      'a seal that was cut short',
      'MODIFIED',
      'SEAL.json',
      async (path: string) => {
        await chmod(path, 0o644);
        await writeFile(path, (await readFile(path, 'utf8')).slice(0, 100));
      },
    ],
    ['a link that leads out', 'UNEXPECTED', 'passwd', (path: string) => symlink('/etc/passwd', path)],
  ])('names %s', async (_title, kind, path, change) => {
    await change(join(folder, path));
    expect(await findings()).toContain(`${kind} runs/${run}/${path}`);
  });

  it('names a stage output that changed, and a decision that went', async () => {
    const out = join('stages', await stageOf(), 'out');
    const [name = ''] = await readdir(join(folder, out));
    await chmod(join(folder, out, name), 0o644);
    await writeFile(join(folder, out, name), 'other');
    const decisions = join(rig.root, 'content/decisions');
    const [decision = ''] = await readdir(decisions);
    await rm(join(decisions, decision));
    expect([...(await findings())].sort()).toEqual([
      `MISSING content/decisions/${decision}`,
      `MODIFIED runs/${run}/${out}/${name}`,
    ]);
  });

  it('is whole in a clone without its pictures, which are counted as absent', async () => {
    const stages = await readdir(join(folder, 'stages'));
    for (const stage of stages) await rm(join(folder, 'stages', stage, 'out'), { recursive: true });
    const notes = must(await verifyRuns(rig.deps));
    expect(notes.findings).toEqual([]);
    expect(notes.absent).toBeGreaterThanOrEqual(stages.length);
  });

  it('under another name is not its own', async () => {
    const text = await readFile(sealFile(run), 'utf8');
    await chmod(sealFile(run), 0o644);
    await writeFile(sealFile(run), text.replace(run, 'run_0777_aaaa'));
    expect(await findings()).toContain(`KEY-MISMATCH runs/${run}/SEAL.json`);
  });
});
