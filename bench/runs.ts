// What runs cost: a plan with nothing to do, a look at every byte of the store, fingerprints, and storing what was made.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blobStore } from '../src/adapters/files/blob-store.ts';
import { sha256 } from '../src/adapters/files/sha256.ts';
import type { Json } from '../src/domain/canonical-json.ts';
import { asDigest, type Digest, type ProjectId } from '../src/domain/ids.ts';
import { fingerprintOf, type Ingredients } from '../src/domain/run/fingerprint.ts';
import { carryOut, makeRun } from '../test/rig/cells.ts';
import { openProject } from '../test/rig/project.ts';
import { byTurns, differences, least, median, one, printTable } from './measure.ts';
import { lageTasks } from './peer-tasks.ts';

const art = join(import.meta.dirname, '..', 'bin', 'art.js');
const statue = 'iron.object.statue.v1';
const levers = { material: 'bronze', armor: 'plate', weapon: 'axe' };
const flags = Object.entries(levers).flatMap(([lever, value]) => [`--${lever}`, value]);
/** Post stages besides `final` and `normalize`, so that a plan has twenty in all. */
const postStages = 18;
const cached = 100_000;

interface Bound {
  readonly name: string;
  readonly measured: number;
  readonly limit: number;
  /** Whether more is better. */
  readonly isLeast?: boolean;
  readonly unit: string;
}

/** Runs every bench and prints the table. Returns whether all bounds are kept. */
export async function runs(rounds: number): Promise<boolean> {
  if (!existsSync(join(import.meta.dirname, '..', 'build'))) throw new Error('run `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'art-bench-runs-'));
  try {
    const bounds = [...(await plans(folder, rounds)), ...(await bytes(folder, rounds)), fingerprints()];
    printTable(
      ['runs', 'measured', 'bound', ''],
      bounds.map((bound) => [
        bound.name,
        `${one(bound.measured)} ${bound.unit}`,
        `${bound.limit} ${bound.unit}`,
        isKept(bound) ? 'PASS' : 'OVER',
      ]),
    );
    return bounds.every(isKept);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isKept = ({ measured, limit, isLeast = false }: Bound): boolean =>
  isLeast ? measured >= limit : measured <= limit;

/** Whole processes: a plan of twenty stages that are all reused, beside `node -e 0`, and beside a cache of 100,000. */
async function plans(folder: string, rounds: number): Promise<Bound[]> {
  const home = join(folder, 'home');
  mkdirSync(home);
  const env = { PATH: process.env['PATH'] ?? '', HOME: home };
  const run = (cwd: string, ...argv: readonly string[]): string => {
    const done = spawnSync(process.execPath, argv, { cwd, env, encoding: 'utf8' });
    if (done.status !== 0)
      throw new Error(`node ${argv.join(' ')} left with ${done.status}:\n${done.stderr}`);
    return done.stdout;
  };
  const root = join(folder, 'project');
  run(folder, art, 'init', root, '--sample');
  const config = JSON.parse(readFileSync(join(root, 'art.config.json'), 'utf8')) as { projectId: ProjectId };
  const project = openProject(root, config.projectId);
  const path = `content/recipes/${statue}.json`;
  const text = await project.files.readText(path);
  const recipe = JSON.parse((text.ok && text.value) || '{}') as { locked_fields: { [name: string]: Json } };
  recipe.locked_fields['postprocess'] = Array.from({ length: postStages }, (_, i) => ({
    stage: 'palette',
    dither: 'bayer',
    strength: i / postStages,
  }));
  await project.files.replace(path, JSON.stringify(recipe));
  await carryOut(project, await makeRun(project, statue, [{ binding: levers, children: [0] }]));
  const plan = [art, 'generate', statue, ...flags, '--dry-run', '--json'];
  const told = JSON.parse(
    run(root, ...plan)
      .trim()
      .split('\n')
      .at(-1) ?? '',
  ) as {
    data: { stages: { action: string }[] };
  };
  const reused = told.data.stages.filter(({ action }) => action === 'reuse').length;
  if (reused !== postStages + 2) throw new Error(`${reused} stages are reused, not ${postStages + 2}`);
  const things = [
    ['node -e 0', () => void run(root, '-e', '0')],
    ['plan', () => void run(root, ...plan)],
  ] as const;
  const peer = lageTasks(folder, postStages + 2, env);
  if (peer === null) console.log('not measured beside a build tool: run `npm ci --prefix bench/peers` first');
  const [floor, empty, beside] = byTurns(rounds, peer === null ? things : [...things, [peer.name, peer.run]]);
  fillCache(join(root, '.art/store/actions'));
  const [floorFull, full] = byTurns(rounds, things);
  if (floor === undefined || empty === undefined || floorFull === undefined || full === undefined) return [];
  const ratio = median(full.ms) / median(empty.ms);
  return [
    {
      name: 'plan of 20 stages, nothing to do, over `node -e 0`',
      measured: median(differences(empty, floor)),
      limit: 25,
      unit: 'ms',
    },
    {
      name: 'the same, best time over best floor',
      measured: least(empty.ms) - least(floor.ms),
      limit: 25,
      unit: 'ms',
    },
    ...(beside === undefined || peer === null
      ? []
      : [
          {
            name: `the same beside ${peer.name}, nothing to do`,
            measured: median(beside.ms) / median(empty.ms),
            limit: 5,
            isLeast: true,
            unit: 'x',
          },
        ]),
    { name: `the same with ${cached} actions in the cache`, measured: ratio, limit: 2, unit: 'x' },
  ];
}

function fillCache(actions: string): void {
  for (let i = 0; i < cached; i += 1) {
    const fingerprint = sha256(`action ${i}`);
    const place = join(actions, fingerprint.slice(0, 2), fingerprint);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, '0123456789abcdef.json'), '{}');
  }
}

/** In this process: the look at 28 MB that nobody has looked at yet, and 6 MB stored so that a power loss keeps them. */
async function bytes(folder: string, rounds: number): Promise<Bound[]> {
  const store = join(folder, 'store');
  const digests: Digest[] = [];
  for (let i = 0; i < 20; i += 1) {
    const blob = new Uint8Array(1_400_000).map((_, at) => (at * (i + 3)) & 255);
    const put = await blobStore(store).put(blob);
    if (put.ok) digests.push(put.value);
  }
  const looks: number[] = [];
  const puts: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    let began = performance.now();
    const fresh = blobStore(store);
    for (const digest of digests)
      if ((await fresh.look(digest)) !== 'intact') throw new Error('a blob is damaged');
    if (round >= 0) looks.push(performance.now() - began);
    const blob = new Uint8Array(6_000_000).fill(round & 255);
    blob[0] = round >> 8;
    began = performance.now();
    await fresh.put(blob);
    if (round >= 0) puts.push(performance.now() - began);
  }
  return [
    { name: 'look at 28 MB, none of it remembered', measured: median(looks), limit: 60, unit: 'ms' },
    { name: 'store 6 MB durably', measured: median(puts), limit: 40, unit: 'ms' },
  ];
}

function fingerprints(): Bound {
  const ingredients: Ingredients = {
    stage: 'final',
    version: 3,
    backend: 'comfyui',
    params: {
      kind: 'character.humanoid',
      seed: 7301,
      binding: { hair: 'red', mood: 'stoic', armor: 'plate', weapon: 'axe' },
      locked: {
        checkpoint: 'base.safetensors',
        steps: 30,
        cfg_scale: 7,
        canvas_width: 512,
        canvas_height: 768,
      },
      template: { positive_prompt_template: 'a warrior of the north, '.repeat(20) },
    },
    inputs: [{ role: 'concept', digest: asDigest('ab'.repeat(32)) }],
    environment: { torch: '2.4.1', gpu: 'a', nodes: { one: '1', two: '2' } },
    outputs: ['*.json', '*.png'],
  };
  const times: number[] = [];
  for (let round = 0; round < 200; round += 1) {
    const began = performance.now();
    for (let i = 0; i < 50; i += 1) fingerprintOf(ingredients, sha256);
    times.push(((performance.now() - began) * 1_000) / 50);
  }
  return { name: 'one fingerprint', measured: median(times), limit: 50, unit: 'us' };
}
