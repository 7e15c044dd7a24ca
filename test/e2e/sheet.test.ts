/** `art sheet`: what it writes, and what it leaves alone. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decidingSchemas } from '../../src/entry/cli/schemas/deciding.ts';
import { CliRig, jobsOf, levers, skald, snapshot, statue, statueLevers, type Told } from './rig.ts';

let rig: CliRig;
let project: string;
const art = (...args: string[]): Promise<Told> => rig.art(args, { cwd: project });

beforeAll(async () => {
  rig = new CliRig();
  project = await rig.sample();
  await rig.data(project, 'generate', skald, ...levers, '--concepts', '3');
  await rig.data(project, 'generate', statue, ...statueLevers);
  await rig.data(project, 'worker', '--until-idle');
});
afterAll(() => rig.remove());

interface Raw {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}
async function rawOf(file: string): Promise<Raw> {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Whether a picture stands somewhere on a sheet, each opaque pixel as a square of `scale`. */
function isOn(sheet: Raw, picture: Raw, scale: number): boolean {
  const pixels: { readonly x: number; readonly y: number; readonly colour: number }[] = [];
  for (let y = 0; y < picture.height * scale; y += 1) {
    for (let x = 0; x < picture.width * scale; x += 1) {
      const at = (Math.floor(y / scale) * picture.width + Math.floor(x / scale)) * 4;
      if (picture.data[at + 3] === 255) pixels.push({ x, y, colour: picture.data.readUIntBE(at, 3) });
    }
  }
  for (let top = 0; top + picture.height * scale <= sheet.height; top += 1) {
    for (let left = 0; left + picture.width * scale <= sheet.width; left += 1) {
      const isHere = pixels.every(
        ({ x, y, colour }) => sheet.data.readUIntBE(((top + y) * sheet.width + left + x) * 4, 3) === colour,
      );
      if (isHere) return true;
    }
  }
  return false;
}

it('writes a picture and a page of what waits, with their paths alone on stdout', async () => {
  const told = await art('sheet');
  expect(told).toMatchObject({ code: 0, stdout: 'sheets/waiting.png\nsheets/waiting.html\n' });
  expect(told.stderr).toContain('wrote 4 pictures');
  expect(told.stderr).toMatch(/next: art review\n$/);
});

it('shows every pixel as it is in the file, at whole scales, and the page holds the files themselves', async () => {
  const { scale } = await rig.data<{ scale: number }>(project, 'sheet', skald, '-o', 'exact.png');
  await rig.data(project, 'sheet', skald, '-o', 'exact.html');
  const sheet = await rawOf(join(project, 'exact.png'));
  const page = readFileSync(join(project, 'exact.html'), 'utf8');
  const concepts = (await jobsOf(rig, project)).flatMap(({ concept }) => concept ?? []);
  expect(concepts).toHaveLength(3);
  for (const { path } of concepts) {
    expect(isOn(sheet, await rawOf(join(project, path)), scale)).toBe(true);
    expect(page).toContain(readFileSync(join(project, path)).toString('base64'));
  }
});

it('makes the same bytes again, and so may be run again', async () => {
  const before = snapshot(join(project, 'sheets'));
  expect(await art('sheet')).toMatchObject({ code: 0 });
  expect(snapshot(join(project, 'sheets'))).toEqual(before);
});

it('overwrites nothing else without --force', async () => {
  writeFileSync(join(project, 'mine.png'), 'mine');
  const told = await art('sheet', '-o', 'mine.png');
  expect(told).toMatchObject({ code: 5, stdout: '' });
  expect(told.stderr).toContain('failed output-exists: mine.png is there already');
  expect(readFileSync(join(project, 'mine.png'), 'utf8')).toBe('mine');
  expect(await art('sheet', '-o', 'mine.png', '--force')).toMatchObject({ code: 0 });
  expect(readFileSync(join(project, 'mine.png')).subarray(1, 4).toString()).toBe('PNG');
});

it('--force takes the pages along that the sheet before had, and only in the folder for sheets', async () => {
  const pages = ['waiting-2.png', 'waiting-3.png', 'waiting-2.html'].map((name) => `sheets/${name}`);
  const others = ['sheets/waiting-5.png', 'sheets/other-2.png', 'mine-2.png'];
  for (const path of [...pages, ...others]) writeFileSync(join(project, path), 'earlier');
  const there = (): string[] => [...pages, ...others].filter((path) => existsSync(join(project, path)));

  const dry = await art('sheet', '--force', '--dry-run');
  expect(dry.stderr).toContain('would remove sheets/waiting-2.png');
  expect(there()).toEqual([...pages, ...others]);

  const { removed } = await rig.data<{ removed: string[] }>(project, 'sheet', '--force');
  expect(removed.sort()).toEqual([...pages].sort());
  const beside = await art('sheet', '-o', 'mine.png', '--force');
  expect(beside.stderr).toContain('mine-2.png is no page of this sheet');
  expect(there()).toEqual(others);
});

it('names the sheet of a job otherwise than a page of its run', async () => {
  const { files } = await rig.data<{ files: { path: string }[] }>(project, 'sheet', '1/2', '--dry-run');
  expect(files.map(({ path }) => path)).toEqual([
    expect.stringMatching(/^sheets\/run_0001_[a-z0-9]{4}\.2\.png$/),
    expect.stringMatching(/^sheets\/run_0001_[a-z0-9]{4}\.2\.html$/),
  ]);
});

it('--dry-run names the files and writes nothing, not even a folder', async () => {
  const told = await art('sheet', '1', '-n', '-o', 'new/deep/run.html');
  expect(told).toMatchObject({ code: 0, stdout: 'new/deep/run.html\n' });
  expect(existsSync(join(project, 'new'))).toBe(false);
});

it('prints the data that its schema publishes', async () => {
  const valid = new Ajv2020().compile(decidingSchemas['sheet']?.data ?? {});
  for (const args of [['1', '--ground', 'black'], ['--state', 'approved'], ['-n']]) {
    const data = await rig.data<unknown>(project, 'sheet', ...args);
    expect(valid(data), JSON.stringify([data, valid.errors])).toBe(true);
  }
});

it.each([
  [['--scale', '0'], 2, '--scale takes a whole number from 1 to 32'],
  [['--ground', 'blak'], 2, 'Did you mean "black"?'],
  [['--state', 'AwaitingReveiw'], 2, 'Did you mean "AwaitingReview"?'],
  [['--state', 'Failed', '--approved'], 2, 'one of them'],
  [['-o', 'sheet.gif'], 2, 'ends in .png or .html'],
  [['99'], 3, 'failed run-not-found'],
  [['1/99'], 3, 'failed job-not-found'],
  [['iron.character.skalt.v1'], 3, 'iron.character.skald.v1'],
])('art sheet %j writes nothing, exits with %i and says why', async (args, code, said) => {
  const before = snapshot(project, (path) => !path.startsWith('.art'));
  const told = await art('sheet', ...args);
  expect(told).toMatchObject({ code, stdout: '' });
  expect(told.stderr).toContain(said);
  expect(snapshot(project, (path) => !path.startsWith('.art'))).toEqual(before);
});

it('says so where there is nothing to show, and writes nothing', async () => {
  const told = await art('sheet', '--approved');
  expect(told).toMatchObject({ code: 0, stdout: '' });
  expect(told.stderr).toContain('there is no sheet');
});

it('shows no file that is not the recorded one, and says so', async () => {
  const [, second] = await jobsOf(rig, project);
  writeFileSync(join(project, second?.concept?.path ?? ''), 'no picture');
  const { faults } = await rig.data<{ faults: number }>(project, 'sheet', '1', '-o', 'changed.html');
  expect(faults).toBe(1);
  const page = readFileSync(join(project, 'changed.html'), 'utf8');
  expect(page).toContain('CHANGED: not the recorded file');
  expect(page.match(/<img /g)).toHaveLength(2);
});

it('writes nothing through a link that a project brings along', async () => {
  const elsewhere = join(rig.folder, 'elsewhere');
  const other = await rig.sample('linked');
  await rig.data(other, 'generate', statue, ...statueLevers);
  await rig.data(other, 'worker', '--until-idle');
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, join(other, 'sheets'));
  const told = await rig.art(['sheet'], { cwd: other });
  expect(told).toMatchObject({ code: 2, stdout: '' });
  expect(told.stderr).toContain('failed path-outside-project');
  expect(readdirSync(elsewhere)).toEqual([]);
});
