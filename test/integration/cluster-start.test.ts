import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectClient, type DatabaseAddress } from '../../src/adapters/postgres/connect.ts';
import {
  ClusterRig,
  anyBinaries,
  count,
  dataOf,
  everyone,
  hasEmbedded,
  hasSystem,
  homeOf,
  isRoot,
  openedOf,
  postmastersIn,
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
const toldBy = (openers: readonly Opener[]) => Promise.all(openers.map((opener) => opener.told));
const race = (who: Who, root: string, racers: number, options = {}): Opener[] =>
  Array.from({ length: racers }, () => rig.open(who, root, options));

async function asked(address: DatabaseAddress, text: string): Promise<unknown[]> {
  const connected = await connectClient(address, { applicationName: 'art test' });
  if (!connected.ok) throw new Error(JSON.stringify(connected.failure));
  try {
    return (await connected.value.query(text)).rows as unknown[];
  } finally {
    await connected.value.end();
  }
}

describe.each(everyone)('as %s', (who) => {
  const binaries = [...(hasSystem ? ['system'] : []), ...(hasEmbedded ? ['embedded'] : [])];

  test.each(binaries)(
    'ten processes that come at once make one cluster and one server (%s)',
    async (binFolder) => {
      const root = await fresh(who);
      const cold = race(who, root, 10, { binFolder });
      const first = await toldBy(cold);
      expect(new Set(first.map((told) => serverOf(told).pid)).size).toBe(1);
      expect(count(first, 'making')).toBe(1);
      expect(postmastersIn(dataOf(who, root))).toEqual([
        first[0] === undefined ? null : serverOf(first[0]).pid,
      ]);
      expect(readdirSync(homeOf(who, root)).filter((name) => name.startsWith('c.'))).toEqual([]);
      await endAll(cold);
      expect(await rig.stop(who, root)).toMatchObject({ ok: true, value: { kind: 'stopped' } });

      const warm = race(who, root, 10, { binFolder });
      const second = await toldBy(warm);
      expect(new Set(second.map((told) => serverOf(told).pid)).size).toBe(1);
      expect(count(second, 'making')).toBe(0);
      expect(count(second, 'starting')).toBe(1);
      await endAll(warm);
    },
  );

  test.each(['making', 'starting'])(
    'a starter that is killed while %s leaves the others a whole cluster',
    async (event) => {
      const root = await fresh(who);
      const starter = rig.open(who, root);
      await starter.seen(event);
      const others = race(who, root, 4);
      // Somewhere within initdb or the start, so that each run of the suite tries another moment.
      await new Promise((settle) => setTimeout(settle, randomInt(0, event === 'making' ? 400 : 20)));
      starter.process.kill('SIGKILL');
      const told = await toldBy(others);
      expect(new Set(told.map((one) => serverOf(one).pid)).size).toBe(1);
      expect(postmastersIn(dataOf(who, root))).toHaveLength(1);
      expect(readdirSync(homeOf(who, root)).filter((name) => name.startsWith('c.'))).toEqual([]);
      await endAll(others);
    },
  );

  test('a pid file that names a living foreign process does not stop a start', async () => {
    const root = await fresh(who);
    const data = dataOf(who, root);
    const opener = rig.open(who, root);
    const before = serverOf(await opener.told);
    const pidFile = readFileSync(join(data, 'postmaster.pid'), 'utf8');
    await opener.end();
    await rig.stop(who, root);

    // Of the server's own account, the one case in which Postgres itself believes the file.
    const { uid, gid } = statSync(data);
    const stranger = rig.spawn('root', ['/bin/sleep', '60']);
    const asServer = isRoot
      ? rig.spawn('root', [
          'setpriv',
          `--reuid=${uid}`,
          `--regid=${gid}`,
          '--clear-groups',
          '/bin/sleep',
          '60',
        ])
      : stranger;
    writeFileSync(join(data, 'postmaster.pid'), pidFile.replace(/^[0-9]+/, String(asServer.pid)));
    const again = rig.open(who, root);
    const told = await again.told;
    expect(serverOf(told).pid).not.toBe(before.pid);
    expect(told.events).toEqual(['stale-pid', 'starting']);
    expect(asServer.exitCode).toBeNull();
    for (const one of [stranger, asServer]) one.kill('SIGKILL');
    await again.end();
  });

  test('after the postmaster is killed, five processes share one new server', async () => {
    const root = await fresh(who);
    const opener = rig.open(who, root);
    const { pid } = serverOf(await opener.told);
    process.kill(pid, 'SIGKILL');
    const openers = race(who, root, 5);
    const told = await toldBy(openers);
    const pids = new Set(told.map((one) => serverOf(one).pid));
    expect(pids.size).toBe(1);
    expect(pids.has(pid)).toBe(false);
    expect(count(told, 'starting')).toBe(1);
    await endAll([...openers, opener]);
  });

  test('where the pid file of a running server was deleted, no second server is started', async () => {
    const root = await fresh(who);
    const opener = rig.open(who, root);
    const { pid } = serverOf(await opener.told);
    await rm(join(dataOf(who, root), 'postmaster.pid'));
    const { result } = await rig.open(who, root, { timeoutMs: 1_000 }).told;
    expect(result).toMatchObject({ ok: false, failure: { kind: 'database-timeout' } });
    expect(JSON.stringify(result)).toContain(`process ${pid}`);
    expect(postmastersIn(dataOf(who, root))).toEqual([pid]);
    await opener.end();
  });

  test('a server that cannot start is tried three times and names its own reason', async () => {
    const root = await fresh(who);
    const opener = rig.open(who, root);
    await opener.told;
    await opener.end();
    await rig.stop(who, root);
    await appendFile(join(dataOf(who, root), 'postgresql.conf'), "\nshared_buffers = 'plenty'\n");
    const { result, events } = await rig.open(who, root).told;
    expect(events).toEqual(['starting', 'starting', 'starting']);
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'database-start-failed', logFile: join(homeOf(who, root), 'server.log') },
    });
    expect(JSON.stringify(result)).toContain('FATAL');
  });
});

describe('where the cluster lives', () => {
  test.skipIf(!isRoot)(
    'root keeps it outside a project that only root may enter, under another account',
    async () => {
      const root = await fresh('root');
      const opener = rig.open('root', root);
      const { pid, home } = serverOf(await opener.told);
      expect(home).toBe(homeOf('root', root));
      expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
      for (const login of ['owner', 'worker', 'super']) {
        const secret = statSync(join(home, 'c', `${login}.password`));
        expect([secret.uid, secret.mode & 0o777]).toEqual([0, 0o600]);
      }
      expect(readdirSync(join(root, '.art'))).toEqual(['db.json']);
      await opener.end();
    },
  );

  test.skipIf(!isRoot)(
    'where there is no account for PostgreSQL, a uid of the project alone keeps the cluster',
    async () => {
      const root = await fresh('root');
      const opener = rig.open('root', root, { serverAccount: 'private' });
      await opener.told;
      await opener.end();
      const { uid } = statSync(dataOf('root', root));
      expect(uid).toBeGreaterThanOrEqual(1_900_000_000);
      await rig.stop('root', root);
      const again = rig.open('root', root);
      const { pid } = serverOf(await again.told);
      expect(statSync(`/proc/${pid}`).uid).toBe(uid);
      await again.end();
    },
  );

  test.skipIf(!hasEmbedded)('a path of 200 characters with blanks and quotes is no limit', async () => {
    const root = await fresh('ordinary', join(`it's a "long" one`, 'x'.repeat(150)));
    expect(root.length).toBeGreaterThanOrEqual(190);
    const opener = rig.open('ordinary', root, { binFolder: 'embedded' });
    expect(serverOf(await opener.told).home).toBe(join(root, '.art', 'pg'));
    await opener.end();
  });

  test('a project moved while its server runs gets a server at its new name, with all that was committed', async () => {
    const root = await fresh('ordinary', 'before');
    const opener = rig.open('ordinary', root);
    const { server, owner } = openedOf(await opener.told);
    await asked(owner, 'create table kept as select 42 as n');
    const moved = join(root, '..', 'after');
    renameSync(root, moved);
    const again = rig.open('ordinary', moved);
    const told = await again.told;
    // The server may stand as stopped by its own panic where a checkpoint came first.
    expect(told.events).toContain('starting');
    expect(serverOf(told).pid).not.toBe(server.pid);
    expect(await asked(openedOf(told).owner, 'select n from kept')).toEqual([{ n: 42 }]);
    await endAll([opener, again]);
  });

  test('a copy of a project whose server runs never reaches the server of the original', async () => {
    const root = await fresh('ordinary', 'original');
    const opener = rig.open('ordinary', root);
    const { pid } = serverOf(await opener.told);
    const copy = join(root, '..', 'copy');
    const cpDone = rig.spawn('ordinary', ['/bin/cp', '-a', root, copy]);
    await new Promise((settle) => cpDone.once('close', settle));
    const other = rig.open('ordinary', copy);
    expect(serverOf(await other.told).pid).not.toBe(pid);
    expect(postmastersIn(dataOf('ordinary', root))).toEqual([pid]);
    await endAll([opener, other]);
  });

  test.skipIf(!isRoot)('root does not run the database of an ordinary user', async () => {
    const root = await fresh('ordinary');
    const opener = rig.open('ordinary', root);
    await opener.told;
    const { result } = await rig.open('root', root).told;
    expect(result).toMatchObject({ ok: false, failure: { kind: 'database-of-another-user', uid: 65534 } });
    await opener.end();
  });

  test.skipIf(!isRoot)(
    'a root without the right to look into other processes tells a stale pid all the same',
    async () => {
      const root = await fresh('root');
      const opener = rig.open('root', root);
      const { pid } = serverOf(await opener.told);
      process.kill(pid, 'SIGKILL');
      const order = JSON.stringify({
        verb: 'open',
        options: {
          projectRoot: root,
          timeoutMs: 20_000,
          searchPath: '/usr/bin',
          binFolder: anyBinaries,
          applicationName: 'art',
        },
      });
      const noPtrace = ['setpriv', '--bounding-set=-sys_ptrace', '--inh-caps=-sys_ptrace'];
      const again = rig.follow(rig.spawn('root', [...noPtrace, process.execPath, rig.childScript, order]));
      expect(serverOf(await again.told).pid).not.toBe(pid);
      await endAll([opener, again]);
    },
  );
});

describe('a disk that is full', () => {
  test.skipIf(!isRoot)('is said before anything is made on it', async (context) => {
    const root = await fresh('ordinary');
    const mounted = spawnSync('mount', [
      '-t',
      'tmpfs',
      '-o',
      'size=64m,mode=700,uid=65534,gid=65534',
      'tmpfs',
      root,
    ]);
    if (mounted.status !== 0) context.skip('this container may not mount a small disk');
    try {
      const { result } = await rig.open('ordinary', root).told;
      expect(result).toMatchObject({ ok: false, failure: { kind: 'disk-full' } });
      expect(readdirSync(homeOf('ordinary', root))).toEqual(['locks']);
    } finally {
      spawnSync('umount', [root]);
    }
  });
});
