import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { clusterStatus } from '../../src/adapters/postgres/cluster/cluster-status.ts';
import { scheduleIdleStop } from '../../src/adapters/postgres/cluster/idle-stop.ts';
import { openCluster, type OpenCluster } from '../../src/adapters/postgres/cluster/open-cluster.ts';
import { stopCluster } from '../../src/adapters/postgres/cluster/stop-cluster.ts';
import {
  connectClient,
  openPool,
  whileConnected,
  type DatabaseAddress,
} from '../../src/adapters/postgres/connect.ts';
import { tell } from '../../src/domain/failure.ts';
import {
  ClusterRig,
  anyBinaries,
  dataOf,
  homeOf,
  isRoot,
  postmastersIn,
  serverOf,
  type Who,
} from './cluster-rig.ts';

const rig = new ClusterRig();
const me: Who = isRoot ? 'root' : 'ordinary';
let root: string;

beforeAll(async () => {
  await rig.setUp();
  root = await rig.project(me);
});
afterAll(async () => {
  if (isRoot) await rig.forget(root);
  await rig.tearDown();
});

async function open(): Promise<OpenCluster> {
  const opened = await openCluster({
    projectRoot: root,
    timeoutMs: 40_000,
    searchPath: '/usr/local/bin:/usr/bin:/bin',
    binFolder: anyBinaries,
    applicationName: 'art test',
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  return opened.value;
}

async function client(address: DatabaseAddress) {
  const connected = await connectClient(address, { applicationName: 'art client' });
  if (!connected.ok) throw new Error(JSON.stringify(connected.failure));
  return connected.value;
}

describe('stopping', () => {
  test('a plain stop of a used database is refused and names who uses it', async () => {
    const opened = await open();
    const worker = await client(opened.worker);
    const refused = await stopCluster(root);
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'database-in-use' } });
    if (!refused.ok) {
      expect(tell(refused.failure).message).toContain('art test');
      expect(tell(refused.failure).message).toContain('as art_worker');
    }
    await worker.end();
    await opened.release();
    expect(await stopCluster(root)).toEqual({ ok: true, value: { kind: 'stopped', pid: opened.server.pid } });
    expect(existsSync(join(homeOf(me, root), 'c', 'data', 'postmaster.pid'))).toBe(false);
    expect(await stopCluster(root)).toEqual({ ok: true, value: { kind: 'not-running' } });
  });

  test('a client that holds no lock, such as psql, keeps an idle stop away too', async () => {
    const opened = await open();
    const person = await client(opened.owner);
    await opened.release();
    expect(await stopCluster(root, { ifIdle: true })).toMatchObject({
      ok: true,
      value: { kind: 'in-use', clients: [{ application: 'art client', user: 'art_owner' }] },
    });
    await person.end();
    await vi.waitFor(async () =>
      expect(await stopCluster(root, { ifIdle: true })).toMatchObject({ value: { kind: 'stopped' } }),
    );
  });

  test('a forced stop ends whoever uses it, and their process lives on', async () => {
    const opened = await open();
    const worker = await client(opened.worker);
    expect(await stopCluster(root, { force: true })).toMatchObject({ value: { kind: 'stopped' } });
    const asked = await whileConnected(opened.worker, () => worker.query('select 1'));
    expect(asked).toMatchObject({ ok: false, failure: { kind: 'database-unreachable' } });
  });

  test('who attaches while others stop the idle server always gets one', async () => {
    let isOver = false;
    let stops = 0;
    const stopper = (async () => {
      while (!isOver) {
        const done = await stopCluster(root, { ifIdle: true });
        if (!done.ok) throw new Error(JSON.stringify(done.failure));
        if (done.value.kind === 'stopped') stops += 1;
        // An answer from files alone would keep the event loop for itself.
        await new Promise(setImmediate);
      }
    })();
    const user = async (): Promise<void> => {
      for (let round = 0; round < 12; round += 1) {
        const opened = await open();
        const owner = await client(opened.owner);
        expect((await owner.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
        await owner.end();
        await opened.release();
      }
    };
    await Promise.all([user(), user()]);
    await vi.waitFor(() => expect(stops).toBeGreaterThan(0));
    isOver = true;
    await stopper;
  });

  test('the timer of the last process stops an idle server, and there is one timer at a time', async () => {
    const opened = await open();
    await opened.release();
    const argv = [
      process.execPath,
      rig.childScript,
      JSON.stringify({ verb: 'stop', projectRoot: root, options: { ifIdle: true } }),
    ];
    const schedule = { projectRoot: root, argv };
    expect(scheduleIdleStop({ ...schedule, idleMs: 'never' })).toBe(false);
    expect(scheduleIdleStop({ ...schedule, idleMs: 60_000 })).toBe(true);
    expect(scheduleIdleStop({ ...schedule, idleMs: 60_000 })).toBe(false);
    const idleFile = join(homeOf(me, root), 'idle.json');
    const pending = JSON.parse(readFileSync(idleFile, 'utf8')) as { pid: number };
    // Its whole group: the shell's sleep as well.
    process.kill(-pending.pid, 'SIGKILL');
    await vi.waitFor(() => expect(scheduleIdleStop({ ...schedule, idleMs: 1 })).toBe(true));
    await vi.waitFor(() => expect(existsSync(`/proc/${opened.server.pid}`)).toBe(false), { timeout: 10_000 });
    expect(await clusterStatus(root)).toMatchObject({ value: { state: 'stopped', pid: null } });
  });

  test('a stop by hand ends the timer too', async () => {
    const opened = await open();
    await opened.release();
    const schedule = { projectRoot: root, argv: ['/bin/true'], idleMs: 60_000 };
    expect(scheduleIdleStop(schedule)).toBe(true);
    const { pid } = JSON.parse(readFileSync(join(homeOf(me, root), 'idle.json'), 'utf8')) as { pid: number };
    expect(await stopCluster(root)).toMatchObject({ value: { kind: 'stopped' } });
    // A zombie until this process, its parent here, has heard of its end.
    await vi.waitFor(() => expect(existsSync(`/proc/${pid}`)).toBe(false));
    expect(existsSync(join(homeOf(me, root), 'idle.json'))).toBe(false);
  });

  test('the server outlives the process that started it, and Ctrl-C in its terminal', async () => {
    const other = await rig.project(me);
    const opener = rig.open(me, other);
    const { pid } = serverOf(await opener.told);
    const group = (of: number): string =>
      readFileSync(`/proc/${of}/stat`, 'latin1').split(') ')[1]?.split(' ')[2] ?? '';
    // A terminal sends SIGINT to its foreground group; the server has a group and a session of its own.
    expect(group(pid)).toBe(String(pid));
    opener.process.kill('SIGINT');
    await opener.end();
    expect(await clusterStatus(other)).toMatchObject({ value: { state: 'running', pid, clients: [] } });
    await stopCluster(other);
    if (isRoot) await rig.forget(other);
  });

  test('status starts nothing, and tells a database that lost its .art/', async () => {
    const other = await rig.project(me);
    expect(await clusterStatus(other)).toMatchObject({ value: { state: 'none', version: null } });
    expect(readdirSync(other)).toEqual([]);
    if (!isRoot) return;
    const opener = rig.open(me, other);
    const { pid } = serverOf(await opener.told);
    await opener.end();
    await rm(join(other, '.art'), { recursive: true });
    expect(await clusterStatus(other)).toMatchObject({ value: { state: 'unbound', pid } });
    expect(await stopCluster(other)).toMatchObject({ value: { kind: 'stopped', pid } });
    await rig.forget(other);
  });
});

describe('logins and connections', () => {
  test('worker and owner reach their database and no other, and neither is a superuser', async () => {
    const opened = await open();
    for (const address of [opened.owner, opened.worker]) {
      const connected = await client(address);
      const { rows } = await connected.query(
        `select rolsuper, rolcreaterole, rolcreatedb, current_setting('TimeZone') as zone,
                current_setting('data_checksums') as checksums, current_database() as database
           from pg_roles where rolname = current_user`,
      );
      const common = { zone: 'UTC', checksums: 'on', database: 'art' };
      expect(rows).toEqual([{ rolsuper: false, rolcreaterole: false, rolcreatedb: false, ...common }]);
      await connected.end();
      const elsewhere = await connectClient({ ...address, database: 'postgres' }, { applicationName: 'art' });
      expect(elsewhere.ok).toBe(false);
    }
    const worker = await client(opened.worker);
    await expect(worker.query('create schema mine')).rejects.toMatchObject({ code: '42501' });
    await expect(worker.query('create temporary table mine ()')).rejects.toMatchObject({ code: '42501' });
    await expect(worker.query('set role art_owner')).rejects.toMatchObject({ code: '42501' });
    await worker.end();
    const owner = await client(opened.owner);
    await owner.query('create schema mine');
    await owner.query('drop schema mine');
    await owner.end();
    const secret = statSync(join(opened.server.home, 'c', 'worker.password'));
    expect(secret.mode & 0o777).toBe(0o600);
    await opened.release();
  });

  test('a changed password is a refused login at once, without a word of the password', async () => {
    const opened = await open();
    const file = join(opened.server.home, 'c', 'owner.password');
    const password = readFileSync(file, 'utf8');
    writeFileSync(file, 'another-password\n');
    const refused = await openCluster({
      projectRoot: root,
      timeoutMs: 40_000,
      searchPath: '',
      applicationName: 'art test',
    });
    writeFileSync(file, password);
    expect(refused).toMatchObject({
      ok: false,
      failure: { kind: 'database-login-refused', user: 'art_owner' },
    });
    if (!refused.ok)
      expect(JSON.stringify([refused.failure, tell(refused.failure)])).not.toContain('another-password');
    await opened.release();
  });

  test.each([
    ['postgres://me:secret@127.0.0.1:1/art', 'database-unreachable'],
    ['postgres://me:secret@no-such-host.invalid/art', 'database-unreachable'],
    ['mysql://me:secret@127.0.0.1/art', 'database-url-invalid'],
    ['me:secret@127.0.0.1', 'database-url-invalid'],
    ['nothing', 'database-url-invalid'],
  ])('%s is %s, and its password is not told', async (url, kind) => {
    const connected = await connectClient({ url }, { applicationName: 'art', connectTimeoutMs: 5_000 });
    expect(connected).toMatchObject({ ok: false, failure: { kind } });
    if (!connected.ok)
      expect(JSON.stringify([connected.failure, tell(connected.failure)])).not.toContain('secret');
  });

  test('a URL reaches the database as an address does', async () => {
    const opened = await open();
    const { user, password, host, port, database } = opened.owner;
    const pool = openPool(
      { url: `postgres://${user}:${password}@${host}:${port}/${database}` },
      { applicationName: 'art test', maxConnections: 1 },
    );
    if (!pool.ok) throw new Error(pool.failure.kind);
    const ask = { name: 'ask', text: 'select $1::int + 1 as n', values: [1] };
    expect((await pool.value.query(ask)).rows).toEqual([{ n: 2 }]);
    expect((await pool.value.query('select name from pg_prepared_statements')).rows).toEqual([
      { name: ask.name },
    ]);
    await pool.value.end();
    await opened.release();
  });

  test('a refused constraint is the caller’s own business and is thrown on', async () => {
    const opened = await open();
    const owner = await client(opened.owner);
    const asked = whileConnected(opened.owner, () => owner.query('select 1 / 0'));
    await expect(asked).rejects.toMatchObject({ code: '22012' });
    await owner.end();
    await opened.release();
  });

  test('a server that is frozen is a timeout with its reason, and no second server comes up', async () => {
    const opened = await open();
    await opened.release();
    process.kill(opened.server.pid, 'SIGSTOP');
    try {
      const late = await openCluster({
        projectRoot: root,
        timeoutMs: 600,
        searchPath: '',
        applicationName: 'art test',
      });
      expect(late).toMatchObject({ ok: false, failure: { kind: 'database-timeout' } });
      expect(postmastersIn(dataOf(me, root))).toEqual([opened.server.pid]);
      expect(await clusterStatus(root, 200)).toMatchObject({
        value: { state: 'silent', pid: opened.server.pid },
      });
    } finally {
      process.kill(opened.server.pid, 'SIGCONT');
    }
  });
});
