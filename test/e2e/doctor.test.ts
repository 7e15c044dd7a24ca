/** `art doctor` in projects that are broken on purpose: what it finds, how it says to mend it, and that it only looks. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
} from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliRig, isRoot, readJson, skald, statue, statueLevers, write } from './rig.ts';
import { doctor, only } from './doctor-rig.ts';

const nobody = 65_534;
let rig: CliRig;
beforeAll(() => {
  rig = new CliRig();
});
afterAll(() => rig.remove());

/** A copy of one sample, in a repository: the sample is made once. */
let first: Promise<string> | null = null;
async function sampleCopy(name: string): Promise<string> {
  first ??= rig.sample('first');
  const copy = join(rig.folder, name);
  cpSync(await first, copy, { recursive: true, filter: (path) => !path.endsWith('/.art') });
  mkdirSync(join(copy, '.git'), { recursive: true });
  return copy;
}

it('finds nothing wrong with a new project in a repository, and exits 0', async () => {
  const report = await doctor(rig, await sampleCopy('sound'));
  expect(report.code).toBe(0);
  expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  // Backends that this version cannot run are asked for by the sample.
  expect(new Set(report.ill)).toEqual(new Set(['backend-unavailable']));
  expect(report.skipped).toEqual([]);
});

it('looks at the machine alone where there is no project', async () => {
  const report = await doctor(rig, rig.folder);
  expect([report.code, report.ill]).toEqual([0, ['project-not-found']]);
  expect(report.skipped).toContain('database');
});

it('asks what was meant by a check that is none, and looks at nothing', async () => {
  const told = await rig.art(['doctor', '--only', 'databse'], { cwd: await sampleCopy('typo') });
  expect(told.code).toBe(2);
  expect(told.stderr).toContain('Did you mean "database"?');
});

describe('settings', () => {
  it('works with a broken art.config.json, and tells its faults', async () => {
    const broken = await sampleCopy('bad-config');
    write(broken, 'art.config.json', '{"projectId":1,"prot":2}');
    const report = await doctor(rig, broken);
    expect(report.code).toBe(6);
    expect(report.ill).toEqual(['config-invalid']);
    expect(report.findings.find(({ id }) => id === 'config-invalid')?.message).toContain(
      'did you mean "port"?',
    );
    expect(report.skipped).toEqual(['records', 'recipes', 'backends', 'runs', 'ports', 'database', 'clock']);
  });

  it('names the faults of your own settings once', async () => {
    const home = join(rig.folder, 'home-bad');
    write(home, 'artkiln/config.json', '{"colour":false}');
    const env = { XDG_CONFIG_HOME: home };
    const { findings } = await doctor(rig, await sampleCopy('bad-user'), ['--only', 'config'], { env });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toContain(
      `${home}/artkiln/config.json cannot be used: unknown key "colour"`,
    );
    expect(findings[0]?.message).toContain('did you mean "color"?');
  });

  it('says that a worker’s login alone makes two databases', async () => {
    const env = { ART_WORKER_DATABASE_URL: 'postgres://w@127.0.0.1/x' };
    expect(await only(rig, 'config', await sampleCopy('lone-url'), { env })).toMatchObject({
      id: 'worker-url-alone',
      code: 6,
    });
  });
});

describe('rights', () => {
  it('finds folders that you may not write, and how to open them', async () => {
    const shut = await sampleCopy('shut');
    for (const path of ['', ...readdirSync(shut, { recursive: true, encoding: 'utf8' })])
      if (isRoot) chownSync(join(shut, path), nobody, nobody);
    chmodSync(rig.folder, 0o755);
    chmodSync(join(shut, 'content'), 0o555);
    const uid = isRoot ? { uid: nobody } : {};
    expect(await only(rig, 'rights', shut, uid)).toMatchObject({
      id: 'not-writable',
      code: 6,
      message: 'You may not write in content.',
      fix: 'chmod u+rwx content if they are yours; else have their owner give them to you',
    });
    chmodSync(join(shut, 'content'), 0o755);
  });

  it.runIf(isRoot)('finds what sudo left behind, and gives it back (needs root)', async () => {
    const left = await sampleCopy('sudo');
    for (const path of ['', ...readdirSync(left, { recursive: true, encoding: 'utf8' })])
      chownSync(join(left, path), nobody, nobody);
    write(left, 'content/recipes/x.txt', 'as root');
    expect(await only(rig, 'rights', left, { uid: nobody })).toMatchObject({
      id: 'owned-by-root',
      code: 6,
      fix: `sudo chown -R "$(id -un)" ${left}`,
    });
    expect(await only(rig, 'rights', left)).toMatchObject({
      id: 'root-in-project',
      severity: 'warn',
      code: 0,
    });
  });

  it('finds keys that others can read, and keys inside the project', async () => {
    const home = join(rig.folder, 'home-keys');
    const keyed = await sampleCopy('keyed');
    const env = { XDG_CONFIG_HOME: home };
    await rig.art(['reviewer', 'add', 'Ada', '--no-passphrase'], { cwd: keyed, env });
    const [key = ''] = readdirSync(join(home, 'artkiln/keys'));
    chmodSync(join(home, 'artkiln/keys', key), 0o644);
    expect(await only(rig, 'rights', keyed, { env })).toMatchObject({
      id: 'key-exposed',
      code: 6,
      fix: `chmod 600 ${home}/artkiln/keys/${key}`,
    });
    cpSync(join(home, 'artkiln'), join(keyed, 'artkiln'), { recursive: true });
    chmodSync(join(keyed, 'artkiln/keys', key), 0o600);
    expect(await only(rig, 'rights', keyed, { env: { XDG_CONFIG_HOME: keyed } })).toMatchObject({
      id: 'key-in-project',
    });
  });
});

describe('records', () => {
  it('finds conflict markers, with file and line', async () => {
    const merged = await sampleCopy('merged');
    const path = 'content/ages/iron/v1/manifest.json';
    const text = readFileSync(join(merged, path), 'utf8');
    write(merged, path, text.replace('\n', '\n<<<<<<< ours\n  "x": 1,\n=======\n>>>>>>> theirs\n'));
    const found = await only(rig, 'conflicts', merged);
    expect(found).toMatchObject({ id: 'conflict-markers', code: 6 });
    expect(found.message).toContain(`${path}:2`);
    expect(found.fix).toContain('git checkout --ours');
  });

  it('finds damaged decisions and reviewers', async () => {
    const damaged = await sampleCopy('damaged');
    write(damaged, `content/decisions/${'a'.repeat(64)}.json`, '{"payload":');
    expect(await only(rig, 'records', damaged)).toMatchObject({ id: 'decision-damaged', code: 6 });
    write(damaged, 'content/reviewers.json', '{"schema_version":1');
    expect(await only(rig, 'records', damaged)).toMatchObject({ id: 'reviewers-invalid', code: 6 });
  });

  it('finds recipes with faults, changed ones, and locks that nothing has', async () => {
    const recipes = rig.adopt(await sampleCopy('recipes'));
    const path = `content/recipes/${skald}.json`;
    const text = readFileSync(join(recipes, path), 'utf8');
    await rig.data(recipes, 'generate', statue, ...statueLevers);
    const locked = `content/recipes/${statue}.json`;
    write(recipes, locked, `${readFileSync(join(recipes, locked), 'utf8')}\n`);
    write(recipes, path, text.replace('"hair"', '"Hair"'));
    write(recipes, 'content/recipes/lock/iron.object.gone.v1.json', '{}');
    const { findings, code } = await doctor(rig, recipes, ['--only', 'recipes']);
    expect(code).toBe(6);
    expect(new Set(findings.map(({ id }) => id))).toEqual(
      new Set(['recipe-drift', 'recipe-invalid', 'lock-without-recipe']),
    );
    expect(findings.find(({ id }) => id === 'recipe-invalid')?.fix).toContain(
      `art generate ${skald} --dry-run`,
    );
  });

  it('finds what is no file, without waiting for it, and prints no control code of a stranger', async () => {
    const odd = await sampleCopy('odd');
    const evil = '\u001b]0;x\u0007$(touch x)\n';
    write(odd, `content/recipes/${evil}.json`, '{}');
    write(odd, `content/decisions/${evil}.json`, '{}');
    write(odd, `content/promotions/${evil}.hex`, '<<<<<<< a\n');
    const pipe = join(odd, 'content/recipes/iron.object.pipe.v1.json');
    spawnSync('mkfifo', [pipe]);
    try {
      const { code, stdout } = await rig.art(['doctor', '--plain'], { cwd: odd });
      expect(code).toBe(6);
      expect(stdout).toContain('iron.object.pipe.v1.json cannot be used: it is not a plain file.');
      expect(stdout).toContain('git left conflict markers');
      expect(stdout).not.toMatch(/(?![\n\t])\p{Cc}/u);
    } finally {
      // The other tests read all that is there, and a FIFO they would wait for.
      rmSync(odd, { recursive: true });
    }
  });

  it('finds lines that .gitignore and .gitattributes lack, and how to add them', async () => {
    const plain = await sampleCopy('plain');
    rmSync(join(plain, '.git'), { recursive: true });
    write(plain, '.gitignore', readFileSync(join(plain, '.gitignore'), 'utf8').replace('.art/\n', ''));
    const { findings } = await doctor(rig, plain, ['--only', 'git']);
    expect(findings.map(({ id }) => id)).toEqual(['git-no-repository', 'gitignore-lines']);
    const fix = findings[1]?.fix ?? '';
    expect(fix).toBe(`printf '%s\\n' '.art/' >> ${plain}/.gitignore`);
    // The fix is a command: typed as it stands, it mends.
    spawnSync('sh', ['-c', fix]);
    expect((await doctor(rig, plain, ['--only', 'git'])).ill).toEqual(['git-no-repository']);
  });
});

describe('the machine', () => {
  it('finds what interrupted commands left', async () => {
    const left = await sampleCopy('left');
    write(left, '.art/pending/run_0001_abcd', 'x\n');
    write(left, 'content/.tmp-x-0123', 'x');
    const long = new Date(Date.now() - 3_600_000);
    utimesSync(join(left, 'content/.tmp-x-0123'), long, long);
    const { findings, code } = await doctor(rig, left, ['--only', 'leftovers']);
    expect([code, findings.map(({ id }) => id)]).toEqual([0, ['temporary-files', 'pending-work']]);
    expect(findings[0]?.fix).toBe(`rm -rf ${left}/content/.tmp-x-0123`);
  });

  it('finds a link where .art should be', async () => {
    const linked = await sampleCopy('linked');
    symlinkSync(rig.folder, join(linked, '.art'));
    expect(await only(rig, 'filesystem', linked)).toMatchObject({ id: 'art-folder-link', code: 6 });
    unlinkSync(join(linked, '.art'));
  });

  it('finds another program on the port, and knows its own', async () => {
    const ported = await sampleCopy('ported');
    const other = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const config = readJson<object>(ported, 'art.config.json');
    write(ported, 'art.config.json', JSON.stringify({ ...config, port }));
    expect(await only(rig, 'ports', ported)).toMatchObject({
      id: 'port-taken',
      code: 6,
      message: `Port ${port}, which art up needs, is taken by another program.`,
    });
    await new Promise((resolve) => other.close(resolve));
    const health = createHttpServer((_, answer) =>
      answer.end(JSON.stringify({ artkiln: '0', project_id: '', root: ported, pid: 7 })),
    );
    await new Promise<void>((resolve) => health.listen(port, '127.0.0.1', resolve));
    expect(await only(rig, 'ports', ported)).toMatchObject({ id: 'port-ours', severity: 'ok', code: 0 });
    health.closeAllConnections();
    await new Promise((resolve) => health.close(resolve));
  });

  it('says that the locale is not UTF-8', async () => {
    const env = { LANG: 'C' };
    expect(await only(rig, 'terminal', await sampleCopy('ascii'), { env })).toMatchObject({
      id: 'terminal-not-utf8',
      severity: 'warn',
      fix: 'export LANG=C.UTF-8',
    });
  });

  const small = isRoot && spawnSync('unshare', ['-m', 'true']).status === 0;
  it.runIf(small)('finds a disk that is full (needs root and mounts)', async () => {
    const full = join(rig.folder, 'full');
    mkdirSync(full);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', full]).status !== 0) return;
    try {
      cpSync(await sampleCopy('to-fill'), full, { recursive: true });
      const found = await only(rig, 'disk', full);
      expect(found).toMatchObject({ id: 'disk-full', code: 6 });
      expect(found.message).toContain(full);
    } finally {
      spawnSync('umount', [full]);
    }
  });
});
