/** Edited records, hostile names, a full disk. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRoot, levers, skald, statue, statueLevers } from './rig.ts';
import {
  altered,
  approvedFile,
  ages,
  expectClean,
  hostile,
  key,
  onlyFile,
  project,
  rig,
  setUp,
} from './bad-input.ts';

beforeAll(setUp);
afterAll(() => rig.remove());

describe('verify names what was edited, and exits with 10', () => {
  const edits: readonly (readonly [string, () => string, (text: string) => string, string])[] = [
    [
      'a decision',
      () => onlyFile('content/decisions', '.json'),
      (text) => text.replace('Z"', 'Z "'),
      'MODIFIED',
    ],
    [
      'a promotion',
      () => onlyFile('content/promotions', '.json'),
      (text) => text.replace('founder', 'winter'),
      'KEY-MISMATCH',
    ],
    [
      'an approved side record',
      () => approvedFile('json'),
      (text) => text.replace('"seed": ', '"seed": 1'),
      'MODIFIED',
    ],
    ['an age manifest', () => ages, (text) => text.replace(/"bytes": "[0-9a-f]/, '"bytes": "z'), 'MODIFIED'],
    [
      'a shipped atlas',
      () => 'dist/1/iron/atlas-0.json',
      (text) => text.replace(/"x": ?/, '"x":1'),
      'MODIFIED',
    ],
  ];
  it.each(edits)('%s', async (_title, path, change, kind) => {
    const back = altered(path(), change);
    try {
      const told = await rig.art(['verify', '--json'], { cwd: project });
      expect(told).toMatchObject({ code: 10, signal: null });
      const { findings } = (told.records.at(-1)?.data ?? { findings: [] }) as unknown as {
        findings: { path: string; kind: string }[];
      };
      // A side record is named by its picture.
      const stem = path().replace(/\.json$/, '');
      expect(findings.filter((found) => found.kind === kind && found.path.startsWith(stem))).not.toEqual([]);
      expectClean(told);
    } finally {
      back();
    }
  });
});

describe('hostile names never reach the terminal', () => {
  it.each([
    ['a recipe file', () => `content/recipes/${hostile}.json`],
    ['a decision file', () => `content/decisions/${hostile}.json`],
    ['a promotion file', () => `content/promotions/${hostile}.json`],
    ['an approved file', () => `${approvedFile('json').replace(/[^/]*$/, '')}${hostile}.png`],
    ['a run folder', () => `runs/${hostile}/run.json`],
    ['an age', () => `content/ages/${hostile}/v1/manifest.json`],
  ])('in the name of %s', async (_title, path) => {
    const back = altered(path(), () => hostile);
    try {
      for (const args of [
        ['verify'],
        ['ship'],
        ['status'],
        ['list-candidates', statue],
        ['promote', hostile],
      ]) {
        expectClean(await rig.art(args, { cwd: project }));
        expectClean(await rig.art([...args, '--json'], { cwd: project }));
      }
    } finally {
      back();
      if (path().startsWith('runs/')) rmSync(join(project, 'runs', hostile), { recursive: true });
      if (path().startsWith('content/ages/'))
        rmSync(join(project, 'content/ages', hostile), { recursive: true });
    }
  });

  it('in the name of a project and of a reviewer', async () => {
    const folder = rig.adopt(join(rig.folder, `p${hostile}`));
    const told = [await rig.art(['init', folder, '--sample'])];
    for (const args of [
      ['reviewer', 'add', `Eve${hostile}`, ...key()],
      ['reviewer', 'list'],
      ['db', 'status'],
      ['generate', statue, ...statueLevers],
      ['worker', '--until-idle'],
      ['status'],
      ['ship'],
    ]) {
      told.push(await rig.art(args, { cwd: folder }), await rig.art([...args, '--json'], { cwd: folder }));
    }
    for (const one of told) {
      expectClean(one);
      expect(one.stderr).not.toContain('fault of Artkiln itself');
    }
  });
});

describe('a full disk', () => {
  it.skipIf(!isRoot)(
    'is told as such, and no half of a run stays (needs root, to mount a small tmpfs)',
    async () => {
      const small = await rig.sample('small');
      mkdirSync(join(small, 'runs'));
      await rig.data(small, 'db', 'start');
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', join(small, 'runs')]);
      try {
        const filler = join(small, 'runs', 'filler');
        writeFileSync(filler, Buffer.alloc(60 * 1024));
        const told = await rig.art(['generate', skald, ...levers, '--concepts', '20', '--json'], {
          cwd: small,
        });
        expect(told.code).toBe(12);
        expect(told.stderr).toContain('failed disk-full: ');
        expect(readdirSync(join(small, 'runs'))).toEqual(['filler']);
        expect(await rig.data(small, 'runs')).toMatchObject({ runs: [] });
        rmSync(filler);
        const { run_id: run } = await rig.data<{ run_id: string }>(small, 'generate', skald, ...levers);
        expect(readdirSync(join(small, 'runs'))).toEqual([run]);
      } finally {
        execFileSync('umount', [join(small, 'runs')]);
      }
    },
  );
});
