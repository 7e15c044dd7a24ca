import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { actionCache } from '../../src/adapters/files/action-cache.ts';
import { blobStore } from '../../src/adapters/files/blob-store.ts';
import { runFolders } from '../../src/adapters/files/run-folders.ts';
import { sha256 } from '../../src/adapters/files/sha256.ts';
import { asFingerprint, type Digest, type RunId } from '../../src/domain/ids.ts';
import { withSelfDigest } from '../../src/domain/run/self-digest.ts';
import type { ActionResult, StageManifest } from '../../src/domain/run/stage-manifest.ts';
import { must } from '../rig/database.ts';
import { digestOf, newProjectId, runRecord } from '../rig/saga.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'art-store-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function filesUnder(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return all
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name).slice(folder.length + 1))
    .sort();
}

describe('the blob store', () => {
  const pathOf = (digest: Digest): string => join(root, 'cas', 'sha256', digest.slice(0, 2), digest);

  test('keeps bytes under their digest, read-only, and gives them back', async () => {
    const store = blobStore(root);
    const digest = must(await store.put(utf8('rune')));
    expect(digest).toBe(sha256('rune'));
    expect(must(await store.read(digest))).toEqual(utf8('rune'));
    expect(await store.has(digest)).toBe(true);
    expect((await stat(pathOf(digest))).mode & 0o777).toBe(0o444);
    expect(await filesUnder(root)).toEqual([`cas/sha256/${digest.slice(0, 2)}/${digest}`]);
  });

  test('is written by many at once without a failure or a leftover', async () => {
    const digests = await Promise.all(
      Array.from({ length: 24 }, (_, i) => blobStore(root).put(utf8(`blob ${i % 3}`))),
    );
    expect(new Set(digests.map((d) => must(d))).size).toBe(3);
    expect(await filesUnder(root)).toHaveLength(3);
  });

  test('says so when bytes are missing or changed', async () => {
    const store = blobStore(root);
    const digest = must(await store.put(utf8('rune')));
    await chmod(pathOf(digest), 0o644);
    await writeFile(pathOf(digest), 'rust');
    expect(await store.read(digest)).toMatchObject({ ok: false, failure: { kind: 'blob-corrupt', digest } });
    const other = digestOf('never stored');
    expect(await store.read(other)).toMatchObject({ ok: false, failure: { kind: 'blob-missing' } });
    expect(await store.has(other)).toBe(false);
  });

  test('hashes again what changed since it was last looked at, though size and time were restored', async () => {
    const store = blobStore(root);
    const digest = must(await store.put(utf8('rune')));
    expect(await store.look(digest)).toBe('intact');
    const { atime, mtime } = await stat(pathOf(digest));
    await chmod(pathOf(digest), 0o644);
    await writeFile(pathOf(digest), 'rust');
    await chmod(pathOf(digest), 0o444);
    await utimes(pathOf(digest), atime, mtime);
    expect(await store.look(digest)).toBe('corrupt');
    await rm(pathOf(digest));
    expect(await store.look(digest)).toBe('missing');
    must(await store.put(utf8('rune')));
    expect(await store.look(digest)).toBe('intact');
  });

  test('sets a damaged blob aside and takes the right bytes, by many at once too', async () => {
    const store = blobStore(root);
    const digest = must(await store.put(utf8('rune')));
    await chmod(pathOf(digest), 0o644);
    await writeFile(pathOf(digest), 'rust');
    const put = await Promise.all(Array.from({ length: 8 }, () => blobStore(root).put(utf8('rune'))));
    expect(put.map((p) => must(p))).toEqual(Array(8).fill(digest));
    expect(must(await store.read(digest))).toEqual(utf8('rune'));
    const aside = await filesUnder(join(root, 'corrupt'));
    expect(aside).toHaveLength(1);
    expect(await readFile(join(root, 'corrupt', aside[0] ?? ''), 'utf8')).toBe('rust');
  });

  test('has one id, whoever asks first', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => blobStore(root).storeId()));
    expect(new Set(ids.map((id) => must(id))).size).toBe(1);
    expect(must(await blobStore(root).storeId())).toMatch(/^[a-z2-7]{20}$/);
  });
});

const fingerprint = asFingerprint(digestOf('fingerprint'));
const output = (name: string, text: string) => ({
  name,
  bytes: digestOf(text),
  pixels: null,
  size: 1,
  media_type: 'application/json',
  width: null,
  height: null,
});
const resultOf = (text: string, change: Partial<ActionResult> = {}): ActionResult => ({
  schema_version: 1,
  fingerprint,
  run_id: 'run_0001_abcd' as RunId,
  outputs: [output('000.json', text)],
  model: null,
  reproducibility: 'deterministic',
  created_at: '2025-06-01T10:00:00.000Z',
  ...change,
});

describe('the action cache', () => {
  const place = (): string => join(root, 'actions', fingerprint.slice(0, 2), fingerprint);

  test('prefers the first success among several results', async () => {
    const cache = actionCache(root);
    expect(must(await cache.lookup(fingerprint))).toBeNull();
    const first = resultOf('a');
    const later = resultOf('b', { created_at: '2025-06-02T10:00:00.000Z' });
    must(await cache.record(later));
    must(await cache.record(first));
    expect(must(await cache.lookup(fingerprint))).toEqual(first);
    expect(must(await cache.lookup(fingerprint, async (r) => r.outputs[0]?.bytes === digestOf('b')))).toEqual(
      later,
    );
    expect(must(await cache.lookup(fingerprint, async () => false))).toBeNull();
  });

  test('prefers the earlier record of the same outputs, and keeps that of a run that made them again', async () => {
    const cache = actionCache(root);
    must(await cache.record(resultOf('a')));
    must(await cache.record(resultOf('a', { run_id: 'run_0002_abcd' as RunId })));
    must(
      await cache.record(
        resultOf('a', { run_id: 'run_0002_abcd' as RunId, created_at: '2025-06-02T10:00:00.000Z' }),
      ),
    );
    expect(must(await cache.lookup(fingerprint))?.run_id).toBe('run_0001_abcd');
    const isSecond = (result: ActionResult) => Promise.resolve(result.run_id === 'run_0002_abcd');
    expect(must(await cache.lookup(fingerprint, isSecond))?.run_id).toBe('run_0002_abcd');
    expect(await filesUnder(root)).toHaveLength(2);
  });

  const hostile: readonly [string, unknown][] = [
    ['no JSON', '{'],
    ['another fingerprint', resultOf('a', { fingerprint: asFingerprint(digestOf('other')) })],
    [
      'a name that leads out',
      { ...resultOf('a'), outputs: [{ ...output('000.json', 'a'), name: '../../../evil.png' }] },
    ],
    [
      'a digest that is a path',
      { ...resultOf('a'), outputs: [{ ...output('000.json', 'a'), bytes: '../../../../etc/passwd' }] },
    ],
    ['a stage folder that leads out', resultOf('a', { folder: '../../../secrets' })],
    ['a run that is none', resultOf('a', { run_id: '../x' as RunId })],
    ['no schema', { ...resultOf('a'), schema_version: undefined }],
    [
      'another digest of its own',
      withSelfDigest(`${JSON.stringify(resultOf('a'), null, 2)}\n`, () => digestOf('other')),
    ],
  ];
  for (const [what, entry] of hostile) {
    test(`takes an entry with ${what} for none`, async () => {
      await mkdir(place(), { recursive: true });
      await writeFile(join(place(), 'x.json'), typeof entry === 'string' ? entry : JSON.stringify(entry));
      expect(must(await actionCache(root).lookup(fingerprint))).toBeNull();
    });
  }
});

describe('run folders', () => {
  const projectId = newProjectId();
  const none = new Map<Digest, Uint8Array>();
  const marker = (run: string): string => join(root, '.art', 'pending', run);

  test('are not followed out of the project by a link', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'art-outside-'));
    try {
      await symlink(outside, join(root, 'runs'));
      const record = runRecord(projectId);
      const runs = runFolders(root);
      const refused = { ok: false, failure: { kind: 'path-outside-project' } };
      expect(await runs.create(record, new Map())).toMatchObject(refused);
      expect(await runs.read(record.run_id)).toMatchObject(refused);
      expect(await runs.readStage(record.run_id, 'a')).toMatchObject(refused);
      expect(await readdir(outside)).toEqual([]);
    } finally {
      await rm(outside, { recursive: true, force: true });
    }
  });

  test('are made with their inputs, read-only, marked until they are queued', async () => {
    const runs = runFolders(root);
    const record = runRecord(projectId);
    const bytes = utf8('binary');
    const made = must(await runs.create(record, new Map([[sha256(bytes), bytes]])));
    expect(must(await runs.read(record.run_id))).toEqual(made);
    expect(made?.record).toEqual(record);
    expect(must(await runs.readInput(record.run_id, sha256(bytes)))).toEqual(bytes);
    expect(must(await runs.list())).toEqual([record.run_id]);
    expect(must(await runs.pending())).toEqual([record.run_id]);
    expect((await stat(join(root, 'runs', record.run_id, 'run.json'))).mode & 0o777).toBe(0o444);
    must(await runs.clearPending(record.run_id));
    must(await runs.clearPending(record.run_id));
    expect(must(await runs.pending())).toEqual([]);
  });

  test('never take an id that is taken, and leave the marker of its owner alone', async () => {
    const runs = runFolders(root);
    const record = runRecord(projectId);
    must(await runs.create(record, none));
    expect(must(await runs.create({ ...record, actor: 'another' }, none))).toBeNull();
    expect(must(await runs.read(record.run_id)).record.actor).toBe('tester');
    expect(must(await runs.pending())).toEqual([record.run_id]);
  });

  test('of two makers of one id are made by one', async () => {
    const record = runRecord(projectId);
    const made = await Promise.all(
      ['a', 'b', 'c', 'd'].map((actor) => runFolders(root).create({ ...record, actor }, none)),
    );
    const winners = made.map((m) => must(m)).filter((m) => m !== null);
    expect(winners).toHaveLength(1);
    expect(must(await runFolders(root).read(record.run_id)).record.actor).toBe(winners[0]?.record.actor);
    expect(must(await runFolders(root).pending())).toEqual([record.run_id]);
  });

  test('killed after the marker, or in the half-made folder, are taken back when they are old', async () => {
    const runs = runFolders(root);
    const record = runRecord(projectId);
    await mkdir(join(root, '.art', 'pending'), { recursive: true });
    await writeFile(marker(record.run_id), 'x');
    await mkdir(join(root, 'runs', `.tmp-${record.run_id}`, 'inputs'), { recursive: true });
    // It may be at work this very moment.
    expect(must(await runs.pending())).toEqual([]);
    expect(await filesUnder(join(root, '.art', 'pending'))).toHaveLength(1);
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(marker(record.run_id), longAgo, longAgo);
    expect(must(await runs.pending())).toEqual([]);
    expect(await filesUnder(join(root, '.art', 'pending'))).toEqual([]);
    expect(await readdir(join(root, 'runs'))).toEqual([]);
  });

  test('killed after the rename are pending, and half-made ones are no runs', async () => {
    const runs = runFolders(root);
    const record = runRecord(projectId);
    must(await runs.create(record, none));
    await mkdir(join(root, 'runs', '.tmp-run_0099_abcd'), { recursive: true });
    await mkdir(join(root, 'runs', 'run_0098_abcd'), { recursive: true });
    expect(must(await runs.pending())).toEqual([record.run_id]);
    expect(must(await runs.list())).toEqual([record.run_id]);
  });

  test('refuse the record of another run, a damaged one and a missing one', async () => {
    const runs = runFolders(root);
    const record = runRecord(projectId);
    must(await runs.create(record, none));
    await mkdir(join(root, 'runs', 'run_0097_abcd'));
    await writeFile(join(root, 'runs', 'run_0097_abcd', 'run.json'), JSON.stringify(record));
    const invalid = { ok: false, failure: { kind: 'run-record-invalid' } };
    expect(await runs.read('run_0097_abcd' as RunId)).toMatchObject(invalid);
    await writeFile(join(root, 'runs', 'run_0097_abcd', 'run.json'), '{"schema_version":1}');
    expect(await runs.read('run_0097_abcd' as RunId)).toMatchObject(invalid);
    expect(await runs.read('run_0096_abcd' as RunId)).toMatchObject({
      ok: false,
      failure: { kind: 'run-not-found' },
    });
  });
});

describe('a stage', () => {
  const run = 'run_0001_abcd' as RunId;
  const folder = '0123456789abcdef.000.02-final.procedural';
  const place = (): string => join(root, 'runs', run, 'stages', folder);
  const manifest = (text: string): StageManifest => ({
    ...resultOf(text, { run_id: run }),
    place: 2,
    stage: 'final',
    phase: 'final',
    backend: 'procedural',
    binding_hash: digestOf('binding'),
    child_index: 0,
    ingredients: { stage: 'final', version: 1, params: {}, inputs: [], environment: {}, outputs: [] },
    outcome: { kind: 'executed', from: null, reasons: ['never-run'] },
    attempts: [],
    environment: {},
    cost: { reserved_micro_usd: 0, reported_micro_usd: null },
    started_at: '2025-06-01T10:00:00.000Z',
    ended_at: '2025-06-01T10:00:01.000Z',
  });
  const bytesOf = (text: string) => new Map([['000.json', utf8(text)]]);

  test('is committed by its manifest, and read back as it was written', async () => {
    const runs = runFolders(root);
    expect(must(await runs.readStage(run, folder))).toBeNull();
    expect(must(await runs.publishStage(run, folder, manifest('a'), bytesOf('a')))).toEqual(manifest('a'));
    expect(must(await runs.readStage(run, folder))).toEqual(manifest('a'));
    expect(await filesUnder(place())).toEqual(['manifest.json', 'out/000.json']);
    expect((await stat(join(place(), 'out', '000.json'))).mode & 0o777).toBe(0o444);
    expect(must(await runs.stageFolders(run))).toEqual([folder]);
  });

  test('that is there stands', async () => {
    const runs = runFolders(root);
    must(await runs.publishStage(run, folder, manifest('a'), bytesOf('a')));
    expect(must(await runs.publishStage(run, folder, manifest('b'), bytesOf('b')))).toEqual(manifest('a'));
    expect(await readFile(join(place(), 'out', '000.json'), 'utf8')).toBe('a');
  });

  test('published by many at once is that of one, whole', async () => {
    for (let round = 0; round < 5; round += 1) {
      const at = `${folder}${round}`;
      const published = await Promise.all(
        ['a', 'b', 'c', 'd'].map((text) =>
          runFolders(root).publishStage(run, at, manifest(text), bytesOf(text)),
        ),
      );
      const told = new Set(published.map((p) => must(p).outputs[0]?.bytes));
      expect(told.size).toBe(1);
      const written = await readFile(join(root, 'runs', run, 'stages', at, 'out', '000.json'));
      expect(sha256(written)).toBe([...told][0]);
    }
    expect(
      (await readdir(join(root, 'runs', run, 'stages'))).filter((name) => name.startsWith('.tmp-')),
    ).toEqual([]);
  });

  test('leaves what a crash left out of sight, and clears it away when it is finished', async () => {
    const runs = runFolders(root);
    const half = join(root, 'runs', run, 'stages', `.tmp-${folder}-00ff`);
    await mkdir(join(half, 'out'), { recursive: true });
    await writeFile(join(half, 'out', '000.json'), 'half');
    expect(must(await runs.stageFolders(run))).toEqual([]);
    must(await runs.publishStage(run, folder, manifest('a'), bytesOf('a')));
    expect(await readdir(join(root, 'runs', run, 'stages'))).toEqual([folder]);
  });

  test('takes the place of outputs that no manifest speaks of', async () => {
    await mkdir(join(place(), 'out'), { recursive: true });
    await writeFile(join(place(), 'out', '000.json'), 'of nobody');
    must(await runFolders(root).publishStage(run, folder, manifest('a'), bytesOf('a')));
    expect(await filesUnder(join(root, 'runs', run, 'stages'))).toEqual([
      `${folder}/manifest.json`,
      `${folder}/out/000.json`,
    ]);
    expect(await readFile(join(place(), 'out', '000.json'), 'utf8')).toBe('a');
  });

  test('whose manifest names files outside of it is refused', async () => {
    await mkdir(place(), { recursive: true });
    const evil = { ...manifest('a'), outputs: [{ ...output('000.json', 'a'), name: '../../../../evil' }] };
    await writeFile(join(place(), 'manifest.json'), JSON.stringify(evil));
    expect(await runFolders(root).readStage(run, folder)).toMatchObject({
      ok: false,
      failure: { kind: 'run-record-invalid' },
    });
  });

  test('that cannot be written is a failure with the path, and leaves nothing', async () => {
    await mkdir(join(root, 'runs', run), { recursive: true });
    await symlink('/dev/null', join(root, 'runs', run, 'stages'));
    expect(await runFolders(root).publishStage(run, folder, manifest('a'), bytesOf('a'))).toMatchObject({
      ok: false,
      failure: { kind: 'file-unusable' },
    });
  });
});
