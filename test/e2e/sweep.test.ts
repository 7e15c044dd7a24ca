/** Sweeps of levers and children, from the command line to the run folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makingSchemas } from '../../src/entry/cli/schemas/making.ts';
import { CliRig, readJson, skald, snapshot, statue, write, type Told } from './rig.ts';

const rig = new CliRig();
let project: string;
beforeAll(async () => {
  project = await rig.sample();
});
afterAll(() => rig.remove());

const art = (...args: readonly string[]): Promise<Told> => rig.art(args, { cwd: project });
interface Made {
  readonly run_id: string;
  readonly jobs: readonly string[];
}
interface Cell {
  readonly binding: Readonly<Record<string, string>>;
  readonly child_index: number;
  readonly seed: number;
}
const cellsOf = (run: string) =>
  readJson<{ cells: readonly Cell[]; limits: unknown }>(project, 'runs', run, 'run.json');
const one = ['--material', 'bronze', '--armor', 'plate', '--weapon', 'axe'];

/** Text whose ids, times and paces are those of every run. */
const steady = (text: string): string =>
  text
    .replace(/run_\d{4}_[a-z2-7]{4}/g, 'run_0042_xxxx')
    .replace(/(art [a-z-]+) \d+$/gm, '$1 42')
    .replace(/ \([\d.]+\/(s|min), about [^)]*left\)/g, '');

it('makes every combination, in lever order and the recipe’s order of values, whatever was typed first', async () => {
  const { run_id, jobs } = await rig.data<Made>(
    project,
    'generate',
    statue,
    ...['--weapon', 'spear,axe', '--set', 'armor=tunic', '--material', '*'],
  );
  expect(jobs).toHaveLength(6);
  expect(cellsOf(run_id).cells.map(({ binding }) => Object.values(binding).join(' '))).toEqual([
    'tunic stone axe',
    'tunic stone spear',
    'tunic bronze axe',
    'tunic bronze spear',
    'tunic ice axe',
    'tunic ice spear',
  ]);
});

it('takes --set for every lever, with a star too, and writes the limit into the run', async () => {
  const sets = ['--set', 'material=*', '--set=armor=plate', '--set', 'weapon=axe,none', '--max-usd', '1.50'];
  const { run_id, jobs } = await rig.data<Made>(project, 'generate', statue, ...sets);
  expect(jobs).toHaveLength(6);
  expect(cellsOf(run_id).limits).toEqual({ max_micro_usd: 1_500_000 });
});

it('makes the children that are named, and more are those that no run has used', async () => {
  const named = await rig.data<Made>(project, 'generate', statue, ...one, '--children', '0-2,7');
  const children = (run: Made) => cellsOf(run.run_id).cells.map((cell) => cell.child_index);
  expect(children(named)).toEqual([0, 1, 2, 7]);
  expect(children(await rig.data<Made>(project, 'generate', statue, ...one, '--more', '3'))).toEqual([
    3, 4, 5,
  ]);
  expect(children(await rig.data<Made>(project, 'generate', statue, ...one, '--more', '3'))).toEqual([
    6, 8, 9,
  ]);
});

it('gives two requests for more at once different children', async () => {
  const ask = [
    'generate',
    statue,
    '--material',
    'stone',
    '--armor',
    'robe',
    '--weapon',
    'axe',
    '--more',
    '2',
  ];
  const made = await Promise.all([1, 2, 3].map(() => rig.data<Made>(project, ...ask)));
  const children = made.flatMap((run) => cellsOf(run.run_id).cells.map((cell) => cell.child_index));
  expect(children.sort()).toEqual([0, 1, 2, 3, 4, 5]);
});

it('counts the used children of each binding by itself', async () => {
  const wide = ['--material', 'bronze,ice', '--armor', 'plate', '--weapon', 'axe', '--more', '2'];
  const { run_id } = await rig.data<Made>(project, 'generate', statue, ...wide);
  const { cells } = cellsOf(run_id);
  const base = readJson<{ locked_fields: { seed_production: number } }>(
    project,
    `content/recipes/${statue}.json`,
  ).locked_fields.seed_production;
  expect(cells.map((cell) => `${cell.binding['material']} ${cell.child_index}`)).toEqual([
    'bronze 10',
    'bronze 11',
    'ice 1',
    'ice 2',
  ]);
  expect(cells.every((cell) => cell.seed === base + cell.child_index)).toBe(true);
  const plan = await art('generate', statue, ...wide, '-n');
  expect(plan.stdout).toContain('(not the same ones of each binding)');
});

it('goes on with --yes, and tells how to watch and how to undo', async () => {
  const wide = ['--material', '*', '--armor', '*', '--weapon', '*', '--children', '20'];
  const made = await art('generate', statue, ...wide, '--yes');
  expect(made.code).toBe(0);
  expect(made.stdout).toMatch(/^run_\d{4}_\w{4}: queued 60 jobs of iron\.object\.statue\.v1\n/);
  expect(made.stdout).toContain('  and 48 more\n');
  const [, number = ''] = /art cancel (\d+)$/m.exec(made.stderr) ?? [];
  expect(made.stderr).toMatch(
    new RegExp(`to undo: art cancel ${number}\nwatch: art run show ${number}\nnext: art review ${number}\n$`),
  );
  expect((await art('cancel', number, '--yes')).code).toBe(0);
});

it('says of a draft that it cannot be approved', async () => {
  const text = readFileSync(join(project, `content/recipes/${statue}.json`), 'utf8');
  const id = 'iron.object.sketch.v1';
  const draft = { ...(JSON.parse(text) as object), recipe_id: id, draft: true };
  write(project, `content/recipes/${id}.json`, JSON.stringify(draft));
  const made = await art('generate', id, ...one);
  expect(made.stderr).toContain(
    `draft: can be looked at and rejected, not approved; lock it with art recipe lock ${id}\n`,
  );
  expect((await art('generate', id, ...one, '-n')).stdout).toContain('a draft: ');
  await art('cancel', /art cancel (\d+)$/m.exec(made.stderr)?.[1] ?? '');
});

it('shows a plan: the sums first, cells that fit a screen, and writes nothing', async () => {
  const before = snapshot(project);
  const sweep = [
    '--hair',
    '*',
    '--hair-color',
    'red',
    '--armor',
    '*',
    '--weapon',
    'axe',
    '--children',
    '3-5',
  ];
  const wide = await art('generate', skald, ...sweep, '-n');
  expect(wide.code).toBe(0);
  expect(wide.stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(24);
  await expect(wide.stdout).toMatchFileSnapshot('../golden/cli/plan-sweep.txt');
  const single = await art('generate', skald, ...sweep.with(1, 'long').with(5, 'plate').with(9, '4'), '-n');
  await expect(single.stdout).toMatchFileSnapshot('../golden/cli/plan-one.txt');
  const plain = await art('generate', skald, ...sweep, '-n', '--plain');
  expect(plain.stdout.trimEnd().split('\n')).toHaveLength(5 * 4 * 3 * 4);
  expect(snapshot(project)).toEqual(before);
});

it('shows what a paid plan may cost, stage by stage', async () => {
  const recipe = readJson<Record<string, unknown>>(project, `content/recipes/${skald}.json`);
  const id = 'iron.character.paid.v1';
  const pixellab = {
    phase: 'final',
    endpoint: '/v2/create-character-with-8-directions',
    description: 'a warrior with {hair} {hair_color} hair, {armor}, {weapon}',
  };
  const templates = { procedural: { phase: 'concept' }, pixellab };
  write(
    project,
    `content/recipes/${id}.json`,
    JSON.stringify({ ...recipe, recipe_id: id, prompt_templates_by_backend: templates }),
  );
  const sweep = ['--hair', '*', '--hair-color', 'red', '--armor', '*', '--weapon', 'axe'];
  const told = await art('generate', id, ...sweep, '-n');
  await expect(told.stdout).toMatchFileSnapshot('../golden/cli/plan-paid.txt');

  // Two final backends share their concept: it is made once.
  const both = { procedural: { phase: 'both' }, pixellab };
  const shared = 'iron.character.shared.v1';
  write(
    project,
    `content/recipes/${shared}.json`,
    JSON.stringify({ ...recipe, recipe_id: shared, prompt_templates_by_backend: both }),
  );
  const plan = await rig.data<{ sums: { stage: string; phase: string; [count: string]: unknown }[] }>(
    project,
    'generate',
    shared,
    ...sweep.with(1, 'hood').with(5, 'robe'),
    '-n',
  );
  expect(plan.sums.find(({ stage }) => stage === 'concept')).toMatchObject({ reuse: 1, execute: 1 });
  expect(plan).toMatchObject({ price_micro_usd: 17_300, unpriced_calls: 0 });
});

it('waits in plain lines where there is no terminal, the important one last', async () => {
  const sweep = ['--hair', '*', '--hair-color', 'red', '--armor', 'plate', '--weapon', 'axe'];
  const worker = rig.start(['worker', '--json'], { cwd: project });
  await worker.until(({ event }) => event === 'worker-started');
  const waited = await art('generate', skald, ...sweep, '--wait');
  const again = await art('generate', skald, ...sweep, '--concepts', '2', '--wait', '--json');
  worker.process.kill('SIGTERM');
  await worker.ended;
  expect([waited.code, again.code]).toEqual([9, 9]);
  // How far it is at the first look, and how many looks there are, is the machine's affair.
  const lines = steady(waited.stderr).replace(
    /^(run_\w+: )\d of 5 ready\n(?:run_\w+: \d of 5 ready\n)*/m,
    '$1… of 5 ready\n',
  );
  await expect(`${lines}--- stdout\n${steady(waited.stdout)}`).toMatchFileSnapshot(
    '../golden/cli/wait-piped.txt',
  );

  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  const { data, events = {} } = makingSchemas['generate'] ?? { data: {} };
  const { records } = again;
  for (const { schema_version, type, command, event, ...rest } of records.slice(0, -1)) {
    expect([schema_version, type, command]).toEqual([1, 'event', 'generate']);
    expect([event, ajv.validate(events[event ?? ''] ?? false, rest), ajv.errorsText()]).toEqual([
      event,
      true,
      'No errors',
    ]);
  }
  expect(records.some(({ event }) => event === 'progress')).toBe(true);
  const plan = await art('generate', skald, ...sweep, '-n', '--json');
  const queued = await art('generate', skald, ...sweep, '--json');
  for (const told of [again, plan, queued]) {
    const result = told.records.at(-1)?.data;
    expect([ajv.validate(data, result), ajv.errorsText()]).toEqual([true, 'No errors']);
  }
  // The second run's cells with child 0 are those of the first.
  expect(again.records.at(-1)?.data?.['jobs']).toHaveLength(10);
});

it('goes on when the person who waits does not, and says so', async () => {
  const waiting = rig.start(
    [
      'generate',
      skald,
      ...['--hair', 'long', '--hair-color', 'red', '--armor', 'robe'],
      '--weapon',
      'axe',
      '--wait',
      '--json',
    ],
    {
      cwd: project,
    },
  );
  const { run_id } = (await waiting.until(({ event }) => event === 'progress')) as { run_id?: string };
  waiting.process.kill('SIGINT');
  const told = await waiting.ended;
  expect(told).toMatchObject({ code: 130, signal: null });
  expect(told.records.at(-1)).toMatchObject({ ok: false, failure: { kind: 'wait-interrupted' } });
  expect(told.stderr).toMatch(
    /kept: Its last job goes on\.\n +next: Run `art run show \d+` to look, `art cancel \d+`/,
  );
  const jobs = await rig.query(project, `select state from art.art_jobs where run_id = $1`, [run_id]);
  expect(jobs).toEqual([{ state: 'Pending' }]);
});
