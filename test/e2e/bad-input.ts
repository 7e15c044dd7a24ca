/** What the tests of bad input share: one project, faults that can be taken back, and what a refusal must be. */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type Server } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withoutSelfDigest } from '../../src/domain/run/self-digest.ts';
import {
  CliRig,
  isOfProject,
  jobsOf,
  levers,
  readJson,
  skald,
  snapshot,
  statue,
  statueLevers,
  write,
  type JobRow,
  type Told,
} from './rig.ts';

// Live bindings: the rows are written down before the project that they speak of is made.
/* oxlint-disable import/no-mutable-exports */
export let rig: CliRig;
/** One project for all rows: whatever a row alters it puts back. */
export let project: string;
export let concept: JobRow;
export let draft: JobRow;
export let second: string;
/* oxlint-enable import/no-mutable-exports */

export const recipePath = (id: string) => `content/recipes/${id}.json`;
export const ages = 'content/ages/iron/v1/manifest.json';
export const fresh = 'iron.object.fresh.v1';
/** ESC with a colour, OSC 52 (the clipboard), C1 CSI, a bidirectional override, DEL. */
export const hostile = '\u001b[31m\u001b]52;c;aGk=\u0007\u009b5m\u202edlo\u007f';

/** Makes the project that all rows of a file share. */
export async function setUp(): Promise<void> {
  rig = new CliRig();
  project = await rig.sample();
  await rig.reviewer(project);
  await rig.data(project, 'generate', skald, ...levers);
  const statueRun = await rig.data<{ run_id: string }>(project, 'generate', statue, ...statueLevers);
  second = statueRun.run_id;
  writeRecipe('iron.object.sketch.v1', (recipe) => ({ ...recipe, draft: true }));
  await rig.data(project, 'generate', 'iron.object.sketch.v1', ...statueLevers);
  await rig.data(project, 'worker', '--until-idle');
  const jobs = await jobsOf(rig, project);
  [concept, draft] = [jobs[0] as JobRow, jobs[2] as JobRow];
  const made = jobs[1] as JobRow;
  const digest = made.candidates[0]?.digest ?? '';
  await rig.data(project, 'review', '--approve', made.job, '--digest', digest, ...key());
  await rig.data(project, 'promote', made.job, '--as', 'props/statue-founder');
  await rig.data(project, 'ship');
  // A second run with the number of the first, as two branches make it.
  const [first = ''] = concept.job.split('/');
  const twin = `${first.slice(0, -4)}${first.endsWith('aaaa') ? 'bbbb' : 'aaaa'}`;
  write(
    project,
    `runs/${twin}/run.json`,
    withoutSelfDigest(readFileSync(join(project, 'runs', first, 'run.json'), 'utf8')).replaceAll(first, twin),
  );
  await rig.data(project, 'db', 'rebuild');
}

export const key = () => ['--passphrase-file', rig.passphraseFile];

export type RecipeText = Record<string, unknown> & { locked_fields: Record<string, unknown> };
export function writeRecipe(id: string, change: (recipe: RecipeText) => Record<string, unknown>): void {
  const recipe = readJson<RecipeText>(project, recipePath(statue));
  write(project, recipePath(id), JSON.stringify({ ...change(recipe), recipe_id: id }, null, 2));
}

/** Puts a file's bytes in place and gives what brings the old ones back. */
export function altered(path: string, change: (text: string) => string): () => void {
  const before = existsSync(join(project, path)) ? readFileSync(join(project, path)) : null;
  write(project, path, change(before?.toString('utf8') ?? ''));
  return () => (before === null ? rmSync(join(project, path)) : writeFileSync(join(project, path), before));
}

export const freshRecipe = (change: (recipe: RecipeText) => Record<string, unknown>) => () => {
  writeRecipe(fresh, change);
  return () => rmSync(join(project, recipePath(fresh)));
};
export const locked = (fields: Record<string, unknown>) =>
  freshRecipe((recipe) => ({ ...recipe, locked_fields: { ...recipe.locked_fields, ...fields } }));
export const generateFresh = () => ['generate', fresh, ...statueLevers];

export const onlyFile = (folder: string, ending: string): string =>
  `${folder}/${readdirSync(join(project, folder)).find((name) => name.endsWith(ending)) ?? ''}`;
export const approvedFile = (ending: string): string => {
  const { entries } = readJson<{ entries: { asset_path: string | null }[] }>(project, ages);
  const path = entries.find((entry) => entry.asset_path !== null)?.asset_path ?? '';
  if (path === '') throw new Error(`no entry of ${ages} is filled`);
  return path.replace(/png$/, ending);
};

export interface Row {
  readonly title: string;
  /** Makes the fault; gives what takes it back. */
  readonly alter?: () => (() => void | Promise<void>) | Promise<() => void | Promise<void>>;
  readonly args: () => readonly string[];
  readonly code: number;
  readonly kind: string;
  /** What stderr says of it besides. */
  readonly says: RegExp;
}

export const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

// C0 but the line feed and the tab, DEL, C1, and what turns the direction of text.
// eslint-disable-next-line no-control-regex
const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
export function expectClean(told: Told): void {
  expect(raw.exec(told.stdout)).toBeNull();
  expect(raw.exec(told.stderr)).toBeNull();
}

/** Rows that bad input must not add to or take from. */
const counts = async () =>
  rig.query(
    project,
    `select (select count(*) from art.art_runs) runs, (select count(*) from art.art_job_events) events,
            (select count(*) from art.art_decisions) decisions`,
  );

/** Runs rows: each refused with its name, the next step, and nothing written. */
export function refuses(rows: readonly Row[]): void {
  it.each(rows)('$title', async ({ alter, args, code, kind, says }) => {
    const back = await alter?.();
    try {
      const before = [...snapshot(project, isOfProject)];
      const rowsBefore = await counts();
      const told = await rig.art(args(), { cwd: project });
      expect(told).toMatchObject({ code, signal: null });
      expect(told.stderr).toContain(`failed ${kind}: `);
      expect(told.stderr).toMatch(says);
      expect(told.stderr).toMatch(/^ {2}next: ./m);
      expectClean(told);
      const record = await rig.art([...args(), '--json'], { cwd: project });
      expect(record.code).toBe(code);
      expect(record.records.filter(({ type }) => type === 'result')).toMatchObject([
        { ok: false, failure: { kind, exit_code: code } },
      ]);
      expectClean(record);
      expect([...snapshot(project, isOfProject)]).toEqual(before);
      expect(await counts()).toEqual(rowsBefore);
    } finally {
      await back?.();
    }
  });

  it('leaves the project sound after all of it', async () => {
    expect(await rig.data(project, 'verify')).toMatchObject({ findings: [] });
  });
}
