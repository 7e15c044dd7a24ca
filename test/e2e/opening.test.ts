/** Opening a run changes nothing: not the project, not the draft, not what is queued. */
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectClean } from './bad-input.ts';
import { CliRig, jobsOf, levers, skald, snapshot, statue, statueLevers, write } from './rig.ts';

const rig = new CliRig();
let project: string;
let first: string;
let second: string;

beforeAll(async () => {
  project = await rig.sample();
  await rig.reviewer(project);
  ({ run_id: first } = await rig.data<{ run_id: string }>(
    project,
    'generate',
    statue,
    ...statueLevers,
    '--concepts',
    '2',
  ));
  ({ run_id: second } = await rig.data<{ run_id: string }>(project, 'generate', skald, ...levers));
  await rig.data(project, 'worker', '--until-idle');
  await rig.data(project, 'run', 'recover', first, '--take', 'all');
  await rig.data(project, 'cancel', `${first}/2`);
});
afterAll(() => rig.remove());

/** The database's own files, what it notes about its use, and logs: not what anybody works on. */
const isWatched = (path: string): boolean => !/^\.art\/(pg|logs?|log|idle|home)(\/|\.|$)/.test(path);
const rows = () =>
  rig.query(
    project,
    `select (select count(*) from art.art_runs) runs, (select count(*) from art.art_jobs) jobs,
            (select count(*) from art.art_job_events) events, (select max(seq) from art.art_job_events) seq,
            (select count(*) from art.art_decisions) decisions, (select count(*) from art.art_notes) notes`,
  );

const looks: readonly (readonly [string, () => readonly string[]])[] = [
  ['status', () => []],
  ['runs', () => []],
  ['run show', () => [first]],
  ['run show', () => [second, '--limit', '1']],
  ['run recover', () => [second, '--dry-run']],
  ['run recover', () => [second, '--take', 'none']],
  ['run recover', () => [second, '--recipe-as', 'iron.character.skald.v7', '--dry-run']],
  ['run recover', () => [first, '--continue', '--dry-run']],
  ['run recover', () => [first, '--continue', '--material', 'ice', '--rebuild', '--dry-run']],
  ['run resume', () => [first, '--dry-run']],
  ['jobs', () => [first, '--all-tries']],
  ['job show', () => [`${first}/1`]],
  ['log', () => [first]],
  ['list-candidates', () => [statue]],
  ['recipe diff', () => [statue, first]],
  ['coverage', () => [statue]],
  ['review', () => [first, '--list']],
  ['draft show', () => []],
  ['generate', () => ['--draft', '--dry-run']],
  ['verify', () => []],
];

describe('opening a run', () => {
  it.each(looks)('with art %s changes no file and no row', async (name, words) => {
    const before = snapshot(project, isWatched);
    const counted = await rows();
    const draft = statSync(join(project, '.art/draft.json')).ino;
    for (const flags of [[], ['--json'], ['--plain']]) {
      const told = await rig.art([...name.split(' '), ...words(), ...flags], { cwd: project });
      expect(told, told.stderr).toMatchObject({ code: 0, signal: null });
    }
    expect([...snapshot(project, isWatched)]).toEqual([...before]);
    expect(await rows()).toEqual(counted);
    expect(statSync(join(project, '.art/draft.json')).ino).toBe(draft);
  });

  it('would be seen if it changed something', async () => {
    const before = snapshot(project, isWatched);
    const counted = await rows();
    await rig.data(project, 'run', 'resume', first);
    await rig.data(project, 'run', 'recover', second, '--take', 'levers');
    expect([...snapshot(project, isWatched)]).not.toEqual([...before]);
    expect(await rows()).not.toEqual(counted);
  });
});

describe('two processes', () => {
  it('that resume a run at once give each cell one more try', async () => {
    await rig.data(project, 'worker', '--until-idle');
    const { run_id: run, jobs } = await rig.data<{ run_id: string; jobs: string[] }>(
      project,
      'generate',
      statue,
      ...statueLevers,
      '--children',
      '10-15',
    );
    await rig.data(project, 'cancel', ...jobs);
    const told = await Promise.all(
      [1, 2, 3].map(() => rig.data<{ queued: string[] }>(project, 'run', 'resume', run)),
    );
    expect(told.flatMap(({ queued }) => queued).sort()).toEqual(jobs.map((job) => `${job}.2`).sort());
    await rig.data(project, 'worker', '--until-idle');
    const states = (await jobsOf(rig, project))
      .filter(({ job }) => job.startsWith(run))
      .map(({ state }) => state);
    expect(states).toEqual(jobs.map(() => 'AwaitingReview'));
  });

  it('that reroll a run at once share no child', async () => {
    const { run_id: run, jobs } = await rig.data<{ run_id: string; jobs: string[] }>(
      project,
      'generate',
      statue,
      ...statueLevers,
      '--children',
      '20,22',
    );
    await rig.data(project, 'worker', '--until-idle');
    const { waiting } = await rig.data<{ waiting: { job: string; digest: string }[] }>(
      project,
      'review',
      '--list',
    );
    for (const { job, digest } of waiting.filter((one) => jobs.includes(one.job)))
      await rig.data(
        project,
        'review',
        '--reject',
        job,
        '--digest',
        digest,
        '--reason',
        'no',
        '--passphrase-file',
        rig.passphraseFile,
      );
    const made = await Promise.all(
      [1, 2, 3].map(() => rig.data<{ run_id: string }>(project, 'reroll', run, '--rejected')),
    );
    const children = new Map<string, number[]>();
    for (const { job, child_index } of await jobsOf(rig, project))
      children.set(job.split('/')[0] ?? '', [...(children.get(job.split('/')[0] ?? '') ?? []), child_index]);
    const rerolled = made.flatMap(({ run_id }) => children.get(run_id) ?? []);
    expect(rerolled).toHaveLength(6);
    expect(new Set(rerolled).size).toBe(6);
    const earlier = [...children]
      .filter(([id]) => !made.some(({ run_id }) => run_id === id))
      .flatMap(([, of]) => of);
    expect(rerolled.filter((child) => earlier.includes(child))).toEqual([]);
  });

  it('of which one is killed at any moment leave a run that resumes whole', async () => {
    const { run_id: run, jobs } = await rig.data<{ run_id: string; jobs: string[] }>(
      project,
      'generate',
      statue,
      ...statueLevers,
      '--children',
      '30-33',
    );
    const began = performance.now();
    await rig.data(project, 'run', 'resume', run);
    const normal = performance.now() - began;
    let latest: readonly string[] = jobs;
    for (let n = 0; n < 8; n += 1) {
      await rig.data(project, 'cancel', ...latest);
      const running = rig.start(['run', 'resume', run], { cwd: project });
      const timer = setTimeout(() => running.process.kill('SIGKILL'), normal * (0.3 + (0.8 * n) / 8));
      await running.ended;
      clearTimeout(timer);
      await rig.data(project, 'run', 'resume', run);
      const now = await rig.data<{ jobs: { job: string; state: string }[] }>(project, 'jobs', run);
      expect(now.jobs.map(({ state }) => state)).toEqual(jobs.map(() => 'Pending'));
      // One try more than before, and not two.
      expect(now.jobs.map(({ job }) => job).sort()).toEqual(jobs.map((job) => `${job}.${n + 2}`).sort());
      latest = now.jobs.map(({ job }) => job);
    }
  });
});

describe('a run that a stranger packed', () => {
  const esc = '\u001b[31m\u001b]52;c;aGk=\u0007\u009b5m\u202edlo\u007f';

  it('is shown with its control characters written out, cut where it is endless, and changes nothing', async () => {
    const path = `runs/${first}/run.json`;
    const before = readFileSync(join(project, path), 'utf8');
    const record = JSON.parse(before) as { cells: { binding: object }[] };
    const long = esc + 'x'.repeat(100_000);
    chmodSync(join(project, path), 0o644);
    write(
      project,
      path,
      JSON.stringify({
        ...record,
        cells: record.cells.map((cell) => ({ ...cell, binding: { ...cell.binding, [esc]: long } })),
        ui: { [long]: long },
      }),
    );
    try {
      for (const words of [
        ['run', 'recover', first, '--dry-run'],
        ['run', 'recover', first, '--take', 'none', '--json'],
        ['run', 'recover', first, '--continue', '--dry-run'],
        ['run', 'resume', first, '--dry-run'],
      ]) {
        const told = await rig.art(words, { cwd: project });
        expect([0, 6]).toContain(told.code);
        expectClean(told);
        if (!words.includes('--json')) expect(told.stdout.length).toBeLessThan(5_000);
      }
    } finally {
      write(project, path, before);
    }
  });

  it('is taken into the draft and shown there no worse', async () => {
    const path = `runs/${first}/run.json`;
    const before = readFileSync(join(project, path), 'utf8');
    const record = JSON.parse(before) as { cells: { binding: object }[] };
    write(
      project,
      path,
      JSON.stringify({
        ...record,
        cells: record.cells.map((cell) => ({ ...cell, binding: { [esc]: esc } })),
      }),
    );
    try {
      expect((await rig.art(['run', 'recover', first, '--take', 'all'], { cwd: project })).code).toBe(0);
      for (const words of [
        ['draft', 'show'],
        ['draft', 'show', '--json'],
        ['generate', '--draft'],
      ]) {
        const told = await rig.art(words, { cwd: project });
        expect([0, 2]).toContain(told.code);
        expectClean(told);
      }
    } finally {
      write(project, path, before);
    }
  });
});
