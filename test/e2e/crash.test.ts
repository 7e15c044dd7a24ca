import { existsSync, readFileSync, readdirSync, readlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CliRig,
  dataOf,
  jobsOf,
  readJson,
  sha256,
  snapshot,
  statue,
  statueLevers,
  write,
  type Running,
} from './rig.ts';

let rig: CliRig;
let project: string;
beforeAll(async () => {
  rig = new CliRig();
  project = await rig.sample();
  await rig.data(project, 'db', 'start');
});
afterAll(() => rig.remove());

const runFolders = () => (existsSync(join(project, 'runs')) ? readdirSync(join(project, 'runs')) : []);
const isTemporary = (path: string) => path.split('/').some((name) => name.startsWith('.tmp-'));

/** Kills a command after a while, unless it ends before. */
async function killedAfter(running: Running, ms: number): Promise<void> {
  const timer = setTimeout(() => running.process.kill('SIGKILL'), ms);
  await running.ended;
  clearTimeout(timer);
}

/** How long a command takes from its start, in ms. */
async function timeOf(running: Running): Promise<number> {
  const start = performance.now();
  dataOf(await running.ended);
  return performance.now() - start;
}

describe('generate, killed at any moment', () => {
  const tries = 20;
  const newRecipe = (id: string) => {
    const recipe = readJson<Record<string, unknown>>(project, `content/recipes/${statue}.json`);
    write(project, `content/recipes/${id}.json`, JSON.stringify({ ...recipe, recipe_id: id }, null, 2));
    return ['generate', id, ...statueLevers, '--concepts', '3', '--json'];
  };

  it('leaves nothing, or a whole run that the next command queues', async () => {
    const usual = await timeOf(rig.start(newRecipe('iron.object.usual.v1'), { cwd: project }));
    let made = 0;
    for (let i = 0; i < tries; i += 1) {
      const args = newRecipe(`iron.object.try${i}.v1`);
      await killedAfter(rig.start(args, { cwd: project }), ((i + 0.5) / tries) * usual * 1.1);
      // What has its name is whole: half a run shows under no name that a command takes for one.
      for (const name of runFolders().filter((one) => !isTemporary(one))) {
        expect(readJson<{ cells: unknown[] }>(project, 'runs', name, 'run.json').cells).toHaveLength(3);
      }
      made = runFolders().filter((one) => !isTemporary(one)).length;
    }
    expect(made).toBeLessThan(tries + 1);

    const old = new Date(Date.now() - 86_400_000);
    for (const path of snapshot(project).keys()) {
      const name = path.replace(/\/$/, '');
      if (isTemporary(name) || name.startsWith('.art/pending/')) utimesSync(join(project, name), old, old);
    }
    await rig.data(project, 'worker', '--until-idle');
    expect([...snapshot(project).keys()].filter(isTemporary)).toEqual([]);
    expect(readdirSync(join(project, '.art/pending'))).toEqual([]);

    const jobs = await jobsOf(rig, project);
    const cells = runFolders().flatMap((run) =>
      readJson<{ cells: { n: number }[] }>(project, 'runs', run, 'run.json').cells.map(
        ({ n }) => `${run}/${n}`,
      ),
    );
    expect(jobs.map(({ job }) => job)).toEqual([...cells].sort());
    expect(new Set(jobs.map(({ state }) => state))).toEqual(new Set(['AwaitingReview']));
    expect(jobs.length).toBeGreaterThan(3);
  });
});

describe('a worker, killed at any moment', () => {
  const moments = 15;
  const bindings = ['stone', 'bronze', 'ice'].flatMap((material) =>
    ['none', 'sword', 'axe', 'spear', 'staff'].map((weapon) => [
      ...['--material', material],
      ...['--armor', 'robe'],
      ...['--weapon', weapon],
    ]),
  );
  const queue = async (flags: readonly string[]) =>
    rig.data<{ run_id: string; jobs: string[] }>(project, 'generate', statue, ...flags, '--concepts', '4');

  /** Every stage that is committed, by its manifest's bytes and its outputs'. */
  const committed = (run: string) => {
    const stages = join(project, 'runs', run, 'stages');
    return existsSync(stages) ? [...snapshot(stages, (path) => !isTemporary(path))] : [];
  };

  it('loses no finished work, does none twice, and the next one finishes the rest', async () => {
    await queue(['--material', 'stone', '--armor', 'plate', '--weapon', 'axe']);
    const usual = await timeOf(rig.start(['worker', '--until-idle', '--json'], { cwd: project }));
    let interrupted = 0;
    for (let i = 0; i < moments; i += 1) {
      const { run_id: run } = await queue(bindings[i] ?? []);
      const worker = rig.start(['worker', '--until-idle', '--json'], { cwd: project });
      await killedAfter(worker, ((i + 0.5) / moments) * usual);
      const kept = committed(run).filter(([path]) => /manifest\.json /.test(`${path} `));
      const held = await rig.query<{ id: string }>(
        project,
        `update art.art_jobs set lease_expires_at = clock_timestamp() - interval '1 second'
          where lease_owner is not null returning id`,
      );
      await rig.query(
        project,
        `update art.art_stage_rights set expires_at = clock_timestamp() - interval '1 second'`,
      );
      if (held.length > 0) interrupted += 1;
      await rig.data(project, 'worker', '--until-idle');
      const after = new Map(committed(run));
      for (const [path, was] of kept) expect([path, after.get(path)]).toEqual([path, was]);
      const jobs = (await jobsOf(rig, project)).filter(({ job }) => job.startsWith(run));
      expect(jobs.map(({ state, candidates }) => [state, candidates.length])).toEqual(
        Array.from({ length: 4 }, () => ['AwaitingReview', 1]),
      );
      for (const { candidates } of jobs) {
        const [candidate] = candidates;
        expect(sha256(readFileSync(join(project, candidate?.path ?? '')))).toBe(candidate?.digest);
      }
    }
    // Else the moments fell beside the work, and this proved nothing.
    expect(interrupted).toBeGreaterThan(2);
    const drifted = await rig.query(
      project,
      `select j.id from art.art_jobs j
         join lateral (select to_state from art.art_job_events e where e.job_id = j.id order by seq desc limit 1) e on true
        where e.to_state <> j.state::text`,
    );
    expect(drifted).toEqual([]);
    expect(await rig.data(project, 'verify')).toMatchObject({ findings: [] });
  });

  it('ends --until-idle beside another worker that does the rest', async () => {
    await queue(['--material', 'ice', '--armor', 'plate', '--weapon', 'axe']);
    const workers = [1, 2, 3].map(() => rig.art(['worker', '--until-idle', '--json'], { cwd: project }));
    const told = await Promise.all(workers);
    expect(told.map(({ code }) => code)).toEqual([0, 0, 0]);
    const states = (await jobsOf(rig, project)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['AwaitingReview']));
  });
});

describe('art up', () => {
  /** Processes that work in the project or name it, by their command lines. */
  const processesOf = (root: string): string[] =>
    readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid) && pid !== String(process.pid))
      .flatMap((pid) => {
        try {
          const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
          return readlinkSync(`/proc/${pid}/cwd`) === root || command.includes(root) ? [command] : [];
        } catch {
          return [];
        }
      });

  it('runs once: a second one says where the first is, and Ctrl-C leaves only the database', async () => {
    const up = rig.start(['up', '--json'], { cwd: project });
    const { address } = await up.until(({ event }) => event === 'up');
    const again = await rig.data<{ address: string; already_running: boolean; pid: number }>(project, 'up');
    expect(again).toEqual({ address, already_running: true, pid: up.process.pid });
    const health = (await (await fetch(`${String(address)}/health`)).json()) as { root: string };
    expect(health.root).toBe(project);
    up.process.kill('SIGINT');
    expect(await up.ended).toMatchObject({ code: 0, signal: null });
    if (existsSync('/proc/self/cwd')) {
      const left = processesOf(project).filter((command) => !/art-idle|postgres/.test(command));
      expect(left).toEqual([]);
    }
    await expect(fetch(`${String(address)}/health`)).rejects.toThrow();
  });

  it('starts again at once after a kill -9, and works on what waits', async () => {
    const first = rig.start(['up', '--json'], { cwd: project });
    await first.until(({ event }) => event === 'up');
    first.process.kill('SIGKILL');
    await first.ended;
    const second = rig.start(['up', '--json'], { cwd: project });
    await second.until(({ event }) => event === 'up');
    const flags = ['--material', 'bronze', '--armor', 'tunic', '--weapon', 'none'];
    const waited = await rig.art(['generate', statue, ...flags, '--wait', '--json'], { cwd: project });
    expect(waited.code).toBe(9);
    second.process.kill('SIGTERM');
    expect(await second.ended).toMatchObject({ code: 0, signal: null });
  });

  it('brings up the database that was killed', async () => {
    process.kill(rig.serverPid(project), 'SIGKILL');
    const flags = ['--material', 'bronze', '--armor', 'tunic', '--weapon', 'axe'];
    await rig.data(project, 'generate', statue, ...flags);
    await rig.data(project, 'worker', '--until-idle');
    expect((await jobsOf(rig, project)).every(({ state }) => state === 'AwaitingReview')).toBe(true);
  });
});
