import { mkdir, mkdtemp, readFile, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectFolders } from '../../src/adapters/files/project-folders.ts';
import type { ProjectFolders } from '../../src/ports/folders.ts';
import { bad, good } from './ship-rig.ts';

let root: string;
let folders: ProjectFolders;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'artkiln-folders-'));
  folders = projectFolders(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const write = async (path: string, text = path): Promise<void> => {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), text);
};

describe('folders of a project', () => {
  it('lists files at any depth, without temporary ones, and follows no link', async () => {
    await write('a/z.txt');
    await write('a/b/c.txt');
    await write('a/.tmp-x/d.txt');
    await write('outside/secret.txt');
    await symlink(join(root, 'outside'), join(root, 'a/link'));
    expect(good(await folders.tree('a'))).toEqual(['b/c.txt', 'link', 'z.txt']);
    expect(good(await folders.tree('nowhere'))).toEqual([]);
  });

  it('publishes a folder under a free name only', async () => {
    const temporary = good(await folders.makeTemporary('dist'));
    await write(`${temporary}/x.txt`, 'new');
    await write('dist/1/x.txt', 'old');
    await write('dist/2', 'a file');
    expect(good(await folders.publishFolder(temporary, 'dist/1'))).toBe(false);
    expect(good(await folders.publishFolder(temporary, 'dist/2'))).toBe(false);
    expect(good(await folders.publishFolder(temporary, 'dist/3'))).toBe(true);
    expect(await readFile(join(root, 'dist/1/x.txt'), 'utf8')).toBe('old');
    expect(await readFile(join(root, 'dist/3/x.txt'), 'utf8')).toBe('new');
  });

  it('clears only what crashed writers left', async () => {
    await write('dist/.tmp-abc/x.txt');
    await write('dist/.tmp-file');
    await write('dist/1/x.txt');
    good(await folders.clearTemporary('dist'));
    good(await folders.clearTemporary('nowhere'));
    expect(await readdir(join(root, 'dist'))).toEqual(['1']);
  });

  it('switches a link in one step, also one that points nowhere, and reads it back', async () => {
    expect(good(await folders.readLink('dist/current'))).toBeNull();
    good(await folders.switchLink('dist/current', '1'));
    good(await folders.switchLink('dist/current', '2'));
    expect(await readlink(join(root, 'dist/current'))).toBe('2');
    expect(good(await folders.readLink('dist/current'))).toBe('2');
    expect(await readdir(join(root, 'dist'))).toEqual(['current']);
  });

  it('says so where a link is expected and something else stands', async () => {
    await write('dist/current', 'x');
    expect(bad(await folders.readLink('dist/current'))).toMatchObject({ kind: 'file-unusable' });
    await rm(join(root, 'dist/current'));
    await write('dist/current/x.txt');
    expect(bad(await folders.switchLink('dist/current', '1'))).toMatchObject({ kind: 'file-unusable' });
  });

  it.each(['../x', '/etc', 'a/../../x', ''])('refuses the path %j', async (path) => {
    expect(bad(await folders.tree(path)).kind).toBe('path-outside-project');
    expect(bad(await folders.switchLink(path, '1')).kind).toBe('path-outside-project');
  });

  it('refuses a folder that a link leads out of the project', async () => {
    await symlink(tmpdir(), join(root, 'dist'));
    expect(bad(await folders.tree('dist')).kind).toBe('path-outside-project');
    expect(bad(await folders.makeTemporary('dist')).kind).toBe('path-outside-project');
    expect(bad(await folders.clearTemporary('dist')).kind).toBe('path-outside-project');
  });
});
