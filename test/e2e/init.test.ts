/** `art init` in folders that are there already, and a project that reaches out of itself. */
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliRig, isRoot, write } from './rig.ts';

let rig: CliRig;
beforeAll(() => {
  rig = new CliRig();
});
afterAll(() => rig.remove());

it('makes a project of a game that is there, and keeps its own .gitignore', async () => {
  const game = rig.adopt(join(rig.folder, 'game'));
  write(game, '.gitignore', 'node_modules');
  await rig.data(game, 'init', game);
  const text = readFileSync(join(game, '.gitignore'), 'utf8');
  expect(text).toMatch(/^node_modules\n\n# Artkiln[^]*\.art\/\n/);
});

it('tells with --dry-run what it would write, and makes not even the folder', async () => {
  const folder = join(rig.folder, 'planned');
  const told = await rig.data<{ files: string[]; dry_run: boolean }>(rig.folder, 'init', folder, '--dry-run');
  expect(existsSync(folder)).toBe(false);
  expect(told.dry_run).toBe(true);
  const game = rig.adopt(folder);
  const made = await rig.data<{ files: string[] }>(rig.folder, 'init', folder);
  expect(made.files).toEqual(told.files);
  expect(made.files.every((path) => existsSync(join(game, path)))).toBe(true);
});

it('writes nothing into a folder where one of its files is another', async () => {
  const game = rig.adopt(join(rig.folder, 'other'));
  write(game, 'content/ages/first/v1/manifest.json', '{}');
  const told = await rig.art(['init', game]);
  expect(told).toMatchObject({ code: 5 });
  expect(told.stderr).toContain('failed file-differs: content/ages/first/v1/manifest.json');
  expect(readdirSync(game)).toEqual(['content']);
});

it('makes one project when three commands make it at once', async () => {
  const game = rig.adopt(join(rig.folder, 'race'));
  const told = await Promise.all([1, 2, 3].map(() => rig.art(['init', game, '--json'])));
  expect(told.map(({ code }) => code).sort()).toEqual([0, 5, 5]);
  for (const { code, stderr } of told) if (code === 5) expect(stderr).toContain('failed project-exists: ');
});

it('refuses a project whose .art is a link, and writes nothing behind it', async () => {
  const project = await rig.sample('linked');
  const elsewhere = join(rig.folder, 'elsewhere');
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, join(project, '.art'));
  for (const command of ['status', 'runs', 'verify']) {
    const told = await rig.art([command], { cwd: project });
    expect(told).toMatchObject({ code: 12, signal: null });
    expect(told.stderr).toContain('failed file-unusable: ');
  }
  expect(readdirSync(elsewhere)).toEqual([]);
  unlinkSync(join(project, '.art'));
});

it.each([
  ['below a file', 'file/game', 'a part of its path is not a folder'],
  ['where a file stands', 'file', 'a file stands there, and it must be a folder'],
])('fails by name %s, and leaves it as it was', async (_, path, why) => {
  const file = join(rig.folder, 'file');
  write(rig.folder, 'file', 'mine');
  const told = await rig.art(['init', join(rig.folder, path)]);
  expect(told).toMatchObject({ code: 12, signal: null });
  expect(told.stderr).toContain(`cannot be used: ${why}.`);
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

it.runIf(process.platform === 'linux')('fails by name where no folder can be made, as in /proc', async () => {
  const told = await rig.art(['init', '/proc/game']);
  expect(told).toMatchObject({ code: 12, signal: null });
  expect(told.stderr).toMatch(/^failed file-unusable: \/proc\/game cannot be used: /);
});

it.runIf(isRoot)('says that the disk is full or read-only, and goes on from there (needs root)', async () => {
  const disk = join(rig.folder, 'disk');
  mkdirSync(disk);
  const mount = (...options: readonly string[]): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', options.join(','), 'tmpfs', disk]).status === 0;
  // Containers often forbid it.
  if (!mount('size=16k')) return;
  try {
    const full = await rig.art(['init', join(disk, 'game'), '--sample']);
    expect(full.code).toBe(12);
    expect(full.stderr).toContain('failed disk-full: ');
    spawnSync('mount', ['-o', 'remount,size=8m', disk]);
    expect((await rig.art(['init', join(disk, 'game'), '--sample'])).code).toBe(0);
    spawnSync('mount', ['-o', 'remount,ro', disk]);
    const shut = await rig.art(['init', join(disk, 'other')]);
    expect(shut.code).toBe(12);
    expect(shut.stderr).toContain('cannot be used: the file system is read-only.');
  } finally {
    spawnSync('umount', [disk]);
  }
});
