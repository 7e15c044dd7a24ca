/** `art config show`: every setting, where it comes from, and no password. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliRig, dataOf, readJson, repository, write } from './rig.ts';
import { settingNames, settingSpecs } from '../../src/domain/config.ts';

interface Row {
  readonly name: string;
  readonly value: unknown;
  readonly origin: string;
  readonly source: string;
}

let rig: CliRig;
let project: string;
const home = (): string => join(rig.folder, 'settings');
const env = (): Record<string, string> => ({ XDG_CONFIG_HOME: home() });
beforeAll(async () => {
  rig = new CliRig();
  project = await rig.sample();
});
afterAll(() => rig.remove());

async function show(args: readonly string[] = [], more: Record<string, string> = {}, cwd = project) {
  const told = await rig.art(['config', 'show', '--json', ...args], { cwd, env: { ...env(), ...more } });
  const { settings } = dataOf<{ settings: readonly Row[] }>(told);
  return { ...told, row: (name: string) => settings.find((one) => one.name === name), settings };
}

it('shows every setting once', async () => {
  expect((await show()).settings.map(({ name }) => name)).toEqual([...settingNames]);
});

it('takes a flag before the environment, that before the project, that before the user, that before the default', async () => {
  expect((await show()).row('color')).toMatchObject({ value: true, origin: 'default' });
  write(home(), 'artkiln/config.json', '{"color":true,"databaseIdleMinutes":7,"reviewer":"Ada"}');
  const file = join(home(), 'artkiln/config.json');
  expect((await show()).row('databaseIdleMinutes')).toMatchObject({ value: 7, origin: 'user', source: file });
  expect((await show()).row('reviewer')).toMatchObject({ value: 'Ada', origin: 'user' });
  expect((await show([], { NO_COLOR: '1' })).row('color')).toMatchObject({
    value: false,
    origin: 'environment',
  });
  const flagged = await show(['--no-color'], { NO_COLOR: '1' });
  expect(flagged.row('color')).toMatchObject({ value: false, origin: 'flag', source: '--no-color' });
  const config = readJson<object>(project, 'art.config.json');
  write(project, 'art.config.json', JSON.stringify({ ...config, databaseIdleMinutes: null }));
  expect((await show()).row('databaseIdleMinutes')).toMatchObject({ value: null, origin: 'project' });
});

it('never shows a password', async () => {
  const url = 'postgres://ada:hunter2@db.example.com/art?sslpassword=hunter2';
  const told = await show(['--origin'], { DATABASE_URL: url, ART_WORKER_DATABASE_URL: 'hunter2' });
  expect(told.stdout + told.stderr).not.toContain('hunter2');
  expect(told.row('databaseUrl')).toMatchObject({ origin: 'environment', source: 'DATABASE_URL' });
});

it('shows what holds without a project, where there is none', async () => {
  const told = await show([], {}, rig.folder);
  expect(told.code).toBe(0);
  expect(told.row('projectId')).toBeUndefined();
  expect(told.row('reviewer')).toMatchObject({ value: 'Ada' });
});

it('names the faults of your own file, and what was meant', async () => {
  write(home(), 'artkiln/config.json', '{"colour":false,"port":1}');
  const told = await rig.art(['config', 'show'], { cwd: project, env: env() });
  expect(told.code).toBe(6);
  expect(told.stderr).toContain('unknown key "colour" (did you mean "color"?)');
  expect(told.stderr).toContain('unknown key "port" (it belongs in the project’s file)');
});

it('is what the reference page says', () => {
  const page = readFileSync(join(repository, 'docs/reference/config.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.map((row) => /^\| `(\w+)`/.exec(row)?.[1])).toEqual([...settingNames]);
  for (const [i, name] of settingNames.entries()) {
    const { files, variable, flag, fallback } = settingSpecs[name];
    const [, , where = '', preset = ''] = (rows[i] ?? '').split('|').map((cell) => cell.trim());
    const places = [flag, variable, ...files.map((file) => (file === 'user' ? 'yours' : 'project'))];
    expect(where.replaceAll('`', '')).toBe(places.filter((one) => one !== undefined).join(', '));
    expect(preset.replaceAll('`', '')).toBe(fallback === undefined ? 'none' : JSON.stringify(fallback));
  }
});
