// Every recipe of the sample project is run once; then its runs are made again in processes of other locales, time zones
// and another Node, and from records alone. The other Node: the path in ART_TEST_OTHER_NODE, else `node24` on the path.
import { execFile } from 'node:child_process';
import { accessSync, constants, cpSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliRig, isOfProject, jobsOf, program, readJson, snapshot, type CliRecord } from './rig.ts';

interface Reproduced {
  readonly outputs: readonly { readonly verdict: string; readonly stage: string }[];
  readonly counts: Readonly<Record<string, number>>;
  readonly differences: readonly unknown[];
  readonly reproduced: boolean;
}

const run = promisify(execFile);
let rig: CliRig;
let project: string;
/** Run ids by recipe. */
const runs = new Map<string, string>();
/** Recipes that no backend of this version can run. */
const unrunnable: string[] = [];

const recipeIds = (): readonly string[] =>
  readdirSync(join(project, 'content/recipes'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5));

/** The first value of every lever. */
function firstLevers(recipe: string): readonly string[] {
  const { lever_schema: schema } = readJson<{
    lever_schema: { properties: Record<string, { enum: readonly string[] }> };
  }>(project, 'content/recipes', `${recipe}.json`);
  return Object.entries(schema.properties).flatMap(([lever, values]) => [
    '--set',
    `${lever}=${values.enum[0]}`,
  ]);
}

beforeAll(async () => {
  rig = new CliRig();
  project = await rig.sample();
  await rig.reviewer(project);
  for (const recipe of recipeIds()) {
    const told = await rig.art(['generate', recipe, ...firstLevers(recipe), '--json'], { cwd: project });
    const last = told.records.at(-1);
    if (last?.ok === true) runs.set(recipe, String((last.data as { run_id?: string } | undefined)?.run_id));
    else unrunnable.push(`${recipe} ${last?.failure?.kind}`);
  }
  await rig.data(project, 'worker', '--until-idle');
  for (const job of await jobsOf(rig, project)) {
    if (job.state !== 'AwaitingConceptApproval') continue;
    const seen = ['--digest', job.concept?.digest ?? '', '--passphrase-file', rig.passphraseFile];
    await rig.data(project, 'review', '--approve', job.job, ...seen);
  }
  await rig.data(project, 'worker', '--until-idle');
});
afterAll(() => rig.remove());

function otherNode(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node24'));
  for (const path of [process.env['ART_TEST_OTHER_NODE'] ?? '', ...folders]) {
    try {
      if (path === '') continue;
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not this one.
    }
  }
  return null;
}

const surroundings = [
  { LC_ALL: 'sv_SE.UTF-8', LANG: 'sv_SE.UTF-8', TZ: 'Pacific/Kiritimati' },
  { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8', TZ: 'America/St_Johns' },
  { LC_ALL: 'C', LANG: 'C', TZ: 'UTC' },
] as const;

/** Makes every run again with that Node, each in a process of its own; gives the verdicts by recipe. */
async function everywhere(
  node: string,
  env: Readonly<Record<string, string>>,
  folder = project,
): Promise<Map<string, Reproduced>> {
  const found = new Map<string, Reproduced>();
  const open = [...runs];
  const next = async (): Promise<void> => {
    for (let one = open.shift(); one !== undefined; one = open.shift()) {
      const [recipe, id] = one;
      const { stdout } = await run(node, [program, 'run', 'reproduce', id, '--json'], {
        cwd: folder,
        env: { PATH: process.env['PATH'] ?? '', HOME: rig.folder, ...env },
        maxBuffer: 1e8,
      });
      const record = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as CliRecord;
      found.set(recipe, record.data as unknown as Reproduced);
    }
  };
  await Promise.all([next(), next()]);
  return found;
}

function expectSameBytes(found: ReadonlyMap<string, Reproduced>): void {
  expect(found.size).toBe(runs.size);
  for (const [recipe, { outputs, counts, differences, reproduced }] of found) {
    expect([recipe, reproduced, differences]).toEqual([recipe, true, []]);
    expect([recipe, counts['same-bytes']]).toEqual([recipe, outputs.length]);
    expect(outputs.length).toBeGreaterThan(3);
  }
}

describe('art run reproduce on every recipe of the sample project', () => {
  it('has a run of all but those whose backends cannot run', () => {
    expect(unrunnable).toEqual(['iron.character.jarl.v1 backend-unavailable']);
    expect(runs.size).toBe(recipeIds().length - 1);
  });

  it.each(surroundings)(
    'gives the same bytes under $LC_ALL in $TZ, and leaves the project as it was',
    async (env) => {
      const before = snapshot(project, isOfProject);
      expectSameBytes(await everywhere(process.execPath, env));
      expect(snapshot(project, isOfProject)).toEqual(before);
    },
    600_000,
  );

  const other = otherNode();
  it.skipIf(other === null).each(surroundings)(
    'gives the same bytes on another Node under $LC_ALL in $TZ',
    async (env) => {
      const { stdout } = await run(other ?? '', ['-p', 'process.versions.node']);
      expect(stdout.trim()).not.toBe(process.versions.node);
      expectSameBytes(await everywhere(other ?? '', env));
    },
    600_000,
  );

  it('makes them again from the records alone, without any bytes', async () => {
    const clone = join(rig.folder, 'clone');
    cpSync(project, clone, { recursive: true, filter: (path) => !/\/(\.art|out|dist|art_pool)$/.test(path) });
    expectSameBytes(await everywhere(process.execPath, { LC_ALL: 'C' }, clone));
    rmSync(clone, { recursive: true });
  }, 600_000);
});
