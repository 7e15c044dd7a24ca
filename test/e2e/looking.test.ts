import { Ajv2020 } from 'ajv/dist/2020.js';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookingSchemas } from '../../src/entry/cli/schemas/looking.ts';
import { CliRig, levers, skald, statue, statueLevers, type JobRow, type Told } from './rig.ts';

const rig = new CliRig();
let project: string;
let runs: string[];

beforeAll(async () => {
  project = await rig.sample();
  const first = await rig.data<{ run_id: string }>(
    project,
    'generate',
    statue,
    ...statueLevers,
    '--concepts',
    '5',
  );
  const second = await rig.data<{ run_id: string }>(project, 'generate', skald, ...levers);
  runs = [first.run_id, second.run_id];
  await rig.art(['worker', '--until-idle'], { cwd: project });
});
afterAll(() => rig.remove());

const art = (...args: readonly string[]): Promise<Told> => rig.art(args, { cwd: project });
const nextPage = (told: Told): string[] => /^next page: art (.+)$/m.exec(told.stderr)?.[1]?.split(' ') ?? [];

const ajv = new Ajv2020({ allErrors: true });
/** What of a command's records does not follow the published schema. */
function faultsOf(command: string, { records }: Told): unknown[] {
  const published = lookingSchemas[command];
  if (published === undefined) throw new Error(`no schema of ${command}`);
  return records.flatMap((record) => {
    const { type, command: _, schema_version: __, ok: ___, data, event, ...fields } = record;
    const schema = type === 'result' ? published.data : published.events?.[event ?? ''];
    const check = ajv.compile(schema ?? false);
    return check(type === 'result' ? data : fields) ? [] : (check.errors ?? []);
  });
}

describe('every listing', () => {
  const listings: readonly (readonly [string, () => readonly string[]])[] = [
    ['status', () => ['status']],
    ['runs', () => ['runs', '--since', '1d', '--origin', 'generate']],
    ['run show', () => ['run', 'show', '1']],
    ['jobs', () => ['jobs', '--state', 'AwaitingReview,AwaitingConceptApproval', '--lever', 'armor=plate']],
    ['jobs', () => ['jobs', '--count']],
    ['job show', () => ['job', 'show', '1/2']],
    ['log', () => ['log', '1']],
    ['list-candidates', () => ['list-candidates', statue, '--verdict', 'undecided']],
  ];

  test.each(listings)('%s gives records of its published schema', async (command, args) => {
    const told = await art(...args(), '--json');
    expect(told.code).toBe(0);
    expect(faultsOf(command, told)).toEqual([]);
  });

  test.each(listings)(
    '%s has no control code in a pipe, and one record a line with --plain',
    async (_, args) => {
      for (const flags of [[], ['--plain']]) {
        const { stdout, code } = await art(...args(), ...flags);
        expect(code).toBe(0);
        expect(stdout).not.toBe('');
        expect(stdout).not.toMatch(/[^\P{Cc}\n\t]|…/u);
      }
    },
  );
});

describe('pages', () => {
  test('the command that a page ends with gives the next, with the same filter', async () => {
    const whole = (await art('jobs', '--recipe', statue, '--plain')).stdout
      .split('\n')
      .filter((line) => line !== '');
    const found: string[] = [];
    let told = await art('jobs', '--recipe', statue, '--limit', '2', '--plain');
    for (let page = 0; page < 4; page += 1) {
      found.push(...told.stdout.split('\n').filter((line) => line !== ''));
      const next = nextPage(told);
      if (next.length === 0) break;
      expect(next).toEqual(expect.arrayContaining(['--recipe', statue, '--limit', '2']));
      told = await art(...next, '--plain');
    }
    expect(found).toEqual(whole);
    expect(whole).toHaveLength(5);
  });

  test('of runs, candidates and the log go on as well', async () => {
    const second = await art(...nextPage(await art('runs', '--limit', '1')));
    expect(second.stdout).toContain(runs[0]);
    const candidates = await art(...nextPage(await art('list-candidates', statue, '--limit', '4')));
    expect(candidates.stdout).toContain(`${runs[0]}/5`);
    const last = await art('log', '1/1', '--limit', '1');
    const earlier = /^earlier events: art (.+)$/m.exec(last.stderr)?.[1]?.split(' ') ?? [];
    const before = await art(...earlier);
    expect(last.stdout).toContain('AwaitingReview');
    expect(before.stdout).toContain('Persisting');
    expect(before.stdout).not.toContain('-> AwaitingReview');
  });
});

describe('a word that nothing has', () => {
  test.each([
    [['jobs', '--recipe', 'iron.object.statua.v1'], 3, 'recipe-not-found', statue],
    [['runs', '--recipe', 'iron.object.statua.v1'], 3, 'recipe-not-found', statue],
    [['list-candidates', 'iron.object.statua.v1'], 3, 'recipe-not-found', statue],
    [['jobs', '--state', 'AwaitingRewiev'], 2, 'usage', 'AwaitingReview'],
    [['runs', '--state', 'failed,Aproved'], 2, 'usage', 'Approved'],
    [['jobs', '--kind', 'object.porp'], 2, 'usage', 'object.statue'],
    [['jobs', '--backend', 'procedurel'], 2, 'usage', 'procedural'],
    [['jobs', '--lever', 'amor=plate'], 2, 'usage', 'armor'],
    [['jobs', '--lever', 'armor=plata', '--count'], 2, 'usage', 'plate'],
    [['jobs', '--since', 'yesterday'], 2, 'usage', '2026-11-01'],
    [['job', 'show', '1/99'], 3, 'job-not-found', 'are 1 to 5'],
    [['job', 'show', '1'], 3, 'job-not-found', '/1'],
    [['run', 'show', '11'], 3, 'run-not-found', 'run_0001'],
    [['log', '77/1'], 3, 'job-not-found', 'art jobs'],
  ])('%j fails and says what was meant', async (args, code, kind, near) => {
    const told = await art(...args);
    expect(told.code).toBe(code);
    expect(told.stdout).toBe('');
    expect(told.stderr).toContain(`failed ${kind}`);
    expect(told.stderr).toContain(near);
  });
});

test('from the folder above, the failure names the project below', async () => {
  const told = await rig.art(['status'], { cwd: dirname(project) });
  expect(told.code).toBe(3);
  expect(told.stderr).toContain('--project demo');
});

test('a job is shown whole: pictures, stages, what happened, and the command that follows', async () => {
  const { stdout, stderr } = await art('job', 'show', '1/2');
  for (const said of ['AwaitingReview since', statue, 'undecided', 'final', 'executed', 'persisted'])
    expect(stdout).toContain(said);
  expect(stderr).toBe(`next: art review ${runs[0]}/2\n`);
});

test('the log goes on with what happens, and ends well by Ctrl-C', async () => {
  const following = rig.start(['log', '--follow', '--limit', '1', '--json'], { cwd: project });
  await following.until((record) => record.event === 'happened');
  const made = await rig.data<{ run_id: string }>(
    project,
    'generate',
    statue,
    ...statueLevers,
    '--concepts',
    '2',
  );
  const cancelled = `${made.run_id}/1`;
  await art('cancel', cancelled);
  await following.until((record) => record['what'] === 'cancel' && record['job'] === cancelled);
  following.process.kill('SIGINT');
  const told = await following.ended;
  expect(told.code).toBe(0);
  expect(told.records.at(-1)).toMatchObject({ type: 'result', ok: true });
  const ids = told.records.flatMap((record) => (record.event === 'happened' ? [record['id']] : []));
  expect(new Set(ids).size).toBe(ids.length);
  expect(faultsOf('log', told)).toEqual([]);
});

test('a reader that has enough ends the log without a failure', async () => {
  const following = rig.start(['log', '--follow', '--json'], { cwd: project });
  await following.until((record) => record.event === 'happened');
  following.process.stdout?.destroy();
  const ended = once(following.process, 'exit');
  await art('generate', statue, ...statueLevers);
  expect(await ended).toEqual([0, null]);
});

test('an empty database over a full art pool says what makes the rows', async () => {
  const clone = join(rig.folder, 'clone');
  mkdirSync(clone);
  spawnSync('cp', ['-r', `${project}/.`, clone]);
  rmSync(join(clone, '.art'), { recursive: true, force: true });
  rig.adopt(clone);
  const listed = await rig.art(['list-candidates', statue], { cwd: clone });
  expect(listed.code).toBe(0);
  expect(listed.stderr).toContain('art db rebuild');
  const { incomplete } = await rig.data<{ incomplete: string[] }>(clone, 'runs');
  expect(incomplete).toEqual(expect.arrayContaining(runs));
  await rig.data(clone, 'db', 'rebuild');
  const { candidates } = await rig.data<{ candidates: JobRow[] }>(clone, 'list-candidates', statue);
  expect(candidates.length).toBeGreaterThanOrEqual(5);
});
