/** `art init` in folders that are there already, and a project that reaches out of itself. */
import { mkdirSync, readFileSync, readdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliRig, write } from './rig.ts';

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
