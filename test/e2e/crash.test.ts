import { existsSync, readFileSync, readdirSync, readlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CliRig,
  databaseHome,
  jobsOf,
  levers,
  pixelsOf,
  readJson,
  sha256,
  skald,
  snapshot,
  statue,
  statueLevers,
  write,
  type JobRow,
  type Running,
  type Told,
} from './rig.ts';

let rig: CliRig;
beforeAll(() => {
  rig = new CliRig();
});
afterAll(() => rig.remove());

const order = (...more: string[]) => ['generate', skald, ...levers, ...more, '--json'];

/** Kills a command as the kernel does. The moment is what is tested; nothing is waited for. */
async function killedAfter(running: Running, ms: number): Promise<Told> {
  const timer = setTimeout(() => running.process.kill('SIGKILL'), ms);
  const told = await running.ended;
  clearTimeout(timer);
  return told;
}

async function durationOf(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

const namesIn = (...folder: string[]): string[] =>
  existsSync(join(...folder)) ? readdirSync(join(...folder)).sort() : [];
const isTemporary = (path: string): boolean => /(^|\/)\.tmp-/.test(path);

/**
 * Every run folder has a whole record, and is queued with one job for each of its cells or listed as incomplete; no
 * rows speak of a run without its folder. Gives what is incomplete.
 */
async function wholeRuns(project: string): Promise<readonly string[]> {
  const { jobs } = await rig.data<{ jobs: JobRow[] }>(project, 'jobs', '--limit', '100000');
  const { incomplete } = await rig.data<{ incomplete: string[] }>(project, 'runs');
  const queued = new Map<string, number>();
  for (const { job } of jobs) {
    const [run = ''] = job.split('/');
    queued.set(run, (queued.get(run) ?? 0) + 1);
  }
  const wanted = new Map<string, number>();
  for (const run of namesIn(project, 'runs').filter((name) => !isTemporary(name))) {
    const record = readJson<{ run_id: string; cells: unknown[] }>(project, 'runs', run, 'run.json');
    expect(record.run_id).toBe(run);
    if (!incomplete.includes(run)) wanted.set(run, record.cells.length);
  }
  expect([...queued].sort()).toEqual([...wanted].sort());
  return incomplete;
}

/** What an interrupted `generate` may leave: markers, and what has no name yet. */
const leavings = (project: string): string[] => [
  ...namesIn(project, '.art/pending').map((name) => join(project, '.art/pending', name)),
  ...namesIn(project, 'runs')
    .filter(isTemporary)
    .map((name) => join(project, 'runs', name)),
];

/** Has the leases and rights of dead workers run out. */
async function expireLeases(project: string): Promise<void> {
  const past = `clock_timestamp() - interval '1 second'`;
  await rig.query(
    project,
    `update art.art_jobs set lease_expires_at = ${past} where lease_owner is not null`,
  );
  await rig.query(project, `update art.art_stage_rights set expires_at = ${past}`);
}

describe('generate', () => {
  let project: string;
  beforeAll(async () => {
    project = await rig.sample('generate');
    await rig.data(project, ...order().slice(0, -1));
  });

  it('leaves a run that is queued or incomplete, whenever it is killed', async () => {
    const normal = await durationOf(() => rig.data(project, ...order('--concepts', '2').slice(0, -1)));
    let killed = 0;
    for (let n = 0; n < 20; n += 1) {
      const running = rig.start(order('--concepts', '2'), { cwd: project });
      const told = await killedAfter(running, normal * (0.2 + (0.85 * (n + Math.random())) / 20));
      if (told.signal === 'SIGKILL') killed += 1;
      await wholeRuns(project);
      if (n % 5 === 4) {
        await rig.data(project, ...order().slice(0, -1));
        expect(await wholeRuns(project)).toEqual([]);
      }
    }
    expect(killed).toBeGreaterThan(8);
  });

  it('takes up each state between its steps', async () => {
    const whole = namesIn(project, 'runs').find((name) => !isTemporary(name)) ?? '';
    const text = readFileSync(join(project, 'runs', whole, 'run.json'), 'utf8');
    const recordOf = (run: string) => text.replaceAll(whole, run);
    const mark = (run: string) => write(project, `.art/pending/${run}`, 'a marker\n');
    mark('run_0800_aaaa');
    mark('run_0801_bbbb');
    write(project, 'runs/.tmp-run_0801_bbbb/run.json', text.slice(0, 200));
    mark('run_0802_cccc');
    write(project, 'runs/run_0802_cccc/run.json', recordOf('run_0802_cccc'));
    mark(whole);
    // As in a clone: no marker of this machine.
    write(project, 'runs/run_0803_dddd/run.json', recordOf('run_0803_dddd'));
    // A maker that was killed inside the writing of its marker.
    write(project, '.art/pending/.tmp-run_0804_eeee-0123456789ab', 'a mar');

    expect(await wholeRuns(project)).toEqual(['run_0802_cccc', 'run_0803_dddd']);
    const told = await rig.art(order(), { cwd: project });
    expect(told.stderr).toContain('queued run_0802_cccc');
    expect(await wholeRuns(project)).toEqual(['run_0803_dddd']);
    const young = leavings(project).map((path) => path.slice(project.length + 1));
    expect(young).toEqual(
      expect.arrayContaining([
        '.art/pending/.tmp-run_0804_eeee-0123456789ab',
        '.art/pending/run_0800_aaaa',
        '.art/pending/run_0801_bbbb',
        'runs/.tmp-run_0801_bbbb',
      ]),
    );
    expect(young).not.toContain('.art/pending/run_0802_cccc');
    expect(young).not.toContain(`.art/pending/${whole}`);
  });

  it('has what was abandoned removed once it is old', async () => {
    const past = Date.now() / 1000 - 3600;
    for (const path of leavings(project)) utimesSync(path, past, past);
    expect(leavings(project).length).toBeGreaterThan(3);
    await rig.data(project, ...order().slice(0, -1));
    expect(leavings(project)).toEqual([]);
    expect(await wholeRuns(project)).toEqual(['run_0803_dddd']);
  });

  it('makes the database whole after being killed while making it, and ten at once make ten runs', async () => {
    const fresh = await rig.sample('fresh');
    for (const ms of [250, 700, 1_300]) {
      await killedAfter(rig.start(order(), { cwd: fresh }), ms * (0.8 + 0.4 * Math.random()));
    }
    const before = new Set(namesIn(fresh, 'runs'));
    const told = await Promise.all(
      Array.from({ length: 10 }, () => rig.data<{ run_id: string }>(fresh, ...order().slice(0, -1))),
    );
    const made = told.map((one) => one.run_id);
    expect(new Set(made).size).toBe(10);
    expect(made.filter((run) => before.has(run))).toEqual([]);
    expect(await wholeRuns(fresh)).toEqual([]);
  });
});

describe('up', () => {
  let project: string;
  beforeAll(() => {
    project = join(rig.folder, 'generate');
  });
  const up = () => rig.start(['up', '--json'], { cwd: project });
  const isUp = (record: { event?: string }) => record.event === 'up';

  /** Command lines of what runs for the project, but its database and the timer that stops it. */
  function ours(): string[] {
    const found: string[] = [];
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const surroundings = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        const isOurs = command.includes(project) || surroundings.includes(`HOME=${rig.env['HOME']}`);
        const isDatabase = command.startsWith('postgres:') || command.includes(databaseHome(project));
        if (isOurs && !isDatabase && !command.includes('art-idle')) found.push(command);
      } catch {
        // It ended between our two looks, or is another account's.
      }
    }
    return found;
  }

  it('runs once: a second one names the first', async () => {
    const first = up();
    const { address } = await first.until(isUp);
    const told = await rig.data<{ address: string; pid: number; already_running: boolean }>(project, 'up');
    expect(told).toMatchObject({ address, pid: first.process.pid, already_running: true });
    const health = await fetch(`${told.address}/health`);
    expect(await health.json()).toMatchObject({ pid: first.process.pid });
    first.process.kill('SIGINT');
    expect(await first.ended).toMatchObject({ code: 0, signal: null });
    if (existsSync('/proc/self/environ')) expect(ours()).toEqual([]);
  });

  it('starts at once after it was killed', async () => {
    const first = up();
    await first.until(isUp);
    first.process.kill('SIGKILL');
    await first.ended;
    const second = up();
    await second.until(isUp);
    second.process.kill('SIGINT');
    expect(await second.ended).toMatchObject({ code: 0 });
  });
});

describe('a worker', () => {
  let project: string;
  beforeAll(async () => {
    project = await rig.sample('work');
  });
  const isClaim = (record: { event?: string }) => record.event === 'job-claimed';
  const work = () => rig.data(project, 'worker', '--until-idle');
  const generate = (recipe: string, flags: readonly string[], concepts: number) =>
    rig.data(project, 'generate', recipe, ...flags, '--concepts', String(concepts));
  const bronze = (armor: string) => ['--material', 'bronze', '--armor', armor, '--weapon', 'axe'];

  /** Jobs on their way, with the reclaims that they will have after the next sweep. */
  const open = () =>
    rig.query<{ job: string; reclaims: number }>(
      project,
      `select run_id || '/' || cell job, reclaims + (lease_owner is not null)::int reclaims from art.art_jobs
       where state in ('Pending', 'ConceptGenerating', 'RotationGenerating', 'Persisting')`,
    );

  /** Everything that a committed stage consists of, with times: written again would show. */
  const committed = () =>
    new Map(
      [...snapshot(join(project, 'runs'), (path) => !isTemporary(path))].filter(([path]) =>
        path.includes('/stages/'),
      ),
    );

  /** All jobs stand at their gate over true bytes, and nothing else is in the art pool. */
  async function atTheirGates(): Promise<void> {
    const wanted: string[] = [];
    for (const job of await jobsOf(rig, project)) {
      const isHero = job.concept !== null;
      expect([job.job, job.state]).toEqual([job.job, isHero ? 'AwaitingConceptApproval' : 'AwaitingReview']);
      const pictures = job.concept === null ? job.candidates : [job.concept];
      expect(pictures).toHaveLength(1);
      for (const { path, digest, pixels } of pictures) {
        wanted.push(path, path.replace(/png$/, 'json'));
        expect(sha256(readFileSync(join(project, path)))).toBe(digest);
        expect(await pixelsOf(join(project, path))).toBe(pixels);
        const side = readJson<{ bytes: string; pixels: string }>(project, path.replace(/png$/, 'json'));
        expect(side).toMatchObject({ bytes: digest, pixels });
      }
    }
    const pool = [...snapshot(join(project, 'art_pool')).keys()]
      .filter((path) => !path.endsWith('/') && !isTemporary(path) && !path.startsWith('approved/'))
      .map((path) => `art_pool/${path}`);
    expect(pool.sort()).toEqual([...new Set(wanted)].sort());
    for (const [path] of committed()) {
      if (!path.endsWith('/manifest.json')) continue;
      const { outputs } = readJson<{ outputs: { name: string; bytes: string }[] }>(project, 'runs', path);
      for (const { name, bytes } of outputs) {
        const file = join(project, 'runs', path.replace('manifest.json', 'out'), name);
        expect([path, sha256(readFileSync(file))]).toEqual([path, bytes]);
      }
    }
    const different = await rig.query(
      project,
      `select j.id from art.art_jobs j join lateral (select to_state from art.art_job_events e
         where e.job_id = j.id order by seq desc limit 1) last on true where last.to_state <> j.state`,
    );
    expect(different).toEqual([]);
    expect(await wholeRuns(project)).toEqual([]);
  }

  it('loses no finished work to twelve kills, and the next goes on', async () => {
    await generate(statue, bronze('robe'), 1);
    const jobMs = (await durationOf(work)) / 2;
    await generate(statue, bronze('plate'), 4);
    await generate(skald, levers, 4);
    let seen = committed();
    for (let n = 0; n < 12; n += 1) {
      let left = await open();
      if (left.length === 0) {
        await generate(statue, statueLevers, 4);
        left = await open();
      }
      // A third reclaim without progress fails a job by design, so what was hit twice may finish first.
      const tired = left.filter(({ reclaims }) => reclaims >= 2).map(({ job }) => job);
      const running = rig.start(['worker', '--json'], { cwd: project });
      await running.until(isClaim);
      for (const job of tired)
        await running.until(({ event, ...fields }) => event === 'job-moved' && fields['job'] === job);
      await killedAfter(running, (jobMs * (n + Math.random())) / 12);
      const now = committed();
      for (const [path, was] of seen) expect([path, now.get(path)]).toEqual([path, was]);
      seen = now;
      await expireLeases(project);
    }
    await work();
    for (const [path, was] of seen) expect([path, committed().get(path)]).toEqual([path, was]);
    await atTheirGates();
    // One result for each fingerprint: what was finished once was never executed again.
    const actions = join(project, '.art/store/actions');
    const results = [...snapshot(actions, (path) => !isTemporary(path)).keys()].filter((path) =>
      path.endsWith('.json'),
    );
    expect(new Set(results.map((path) => path.split('/').at(-2))).size).toBe(results.length);
  });

  it('says that its database was stopped, and the next finishes', async () => {
    await generate(statue, bronze('leather'), 3);
    const running = rig.start(['worker', '--until-idle', '--json'], { cwd: project });
    await running.until(isClaim);
    await rig.data(project, 'db', 'stop', '--force');
    const told = await running.ended;
    expect(told.code).toBe(12);
    expect(told.records.at(-1)?.failure?.kind).toBe('database-unreachable');
    await rig.data(project, 'db', 'start');
    await expireLeases(project);
    await work();
    await atTheirGates();
  });

  it('has two that promote or ship at once leave one whole outcome', async () => {
    await rig.reviewer(project);
    const [first, second] = (await jobsOf(rig, project)).filter((job) => job.concept === null);
    if (first === undefined || second === undefined) throw new Error('two statues are needed');
    for (const job of [first, second]) {
      const digest = job.candidates[0]?.digest ?? '';
      const by = ['--passphrase-file', rig.passphraseFile];
      await rig.data(project, 'review', '--approve', job.job, '--digest', digest, ...by);
    }
    const atOnce = async (...commands: string[][]) => {
      const told = await Promise.all(commands.map((args) => rig.art([...args, '--json'], { cwd: project })));
      expect(told.some(({ code }) => code === 0)).toBe(true);
      for (const { code, stdout, stderr } of told) expect([0, 5], stdout + stderr).toContain(code);
    };
    const asset = 'props/statue-founder';
    const promote = (job: JobRow) => ['promote', job.job, '--as', asset, `--confirm=${asset}`];
    /** What a game would load now, read through the link: whole, whatever ships meanwhile. */
    const shipped = () => {
      const pack = readlinkSync(join(project, 'dist/current'));
      expect(namesIn(project, 'dist')).toContain(pack);
      const data = readJson<{ meta: { image: string } }>(project, 'dist/current/iron/atlas-0.json');
      expect(existsSync(join(project, 'dist/current/iron', data.meta.image))).toBe(true);
      expect(existsSync(join(project, 'dist/current/SEAL.json'))).toBe(true);
    };
    await atOnce(promote(first), promote(second));
    await atOnce(['ship'], ['ship']);
    shipped();
    expect(await rig.data(project, 'verify')).toMatchObject({ findings: [] });
    const normal = await durationOf(() => rig.data(project, 'ship'));
    for (let n = 0; n < 6; n += 1) {
      await rig.data(project, ...promote(n % 2 === 0 ? second : first));
      await killedAfter(rig.start(['ship'], { cwd: project }), normal * (0.35 + (n + Math.random()) / 6));
      shipped();
    }
    await atOnce(['ship'], ['ship'], promote(first));
    await rig.data(project, 'ship');
    expect(await rig.data(project, 'verify')).toMatchObject({ findings: [] });
    expect(namesIn(project, 'dist').filter(isTemporary)).toEqual([]);
  });
});
