import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { importFolder } from '../../domain/archive/import-marker.ts';
import { failure, type Failure } from '../../domain/failure.ts';
import { isRunId, type RunId } from '../../domain/ids.ts';
import { faultText } from '../../domain/manifest/shape.ts';
import { unreadable } from '../../domain/newer-file.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { parseRunRecord } from '../../domain/run/parse-run-record.ts';
import { parseStageManifest } from '../../domain/run/parse-stage-manifest.ts';
import { parseRunSeal, runSealName, runSealText, type RunSeal } from '../../domain/run/seal.ts';
import { selfDigestHolds, withSelfDigest } from '../../domain/run/self-digest.ts';
import type { StageManifest } from '../../domain/run/stage-manifest.ts';
import type { ReadRecord, RunFolders } from '../../ports/run-folders.ts';
import { checkedPath, isMissing } from './checked-path.ts';
import { fileFailure, publishFile, readPlainFile, syncFolder, temporaryPrefix } from './durable.ts';
import { sha256 } from './sha256.ts';
import { stageIndex } from './stage-index.ts';

/**
 * A half-made folder of a process that still lives is younger than this, in ms. `generate` takes well under 1 s; what
 * is abandoned does no harm meanwhile.
 */
const abandonedAfterMs = 600_000;

/** Writes a new read-only file and flushes it. Its name becomes durable with its folder. */
async function writeDurable(path: string, bytes: Uint8Array | string): Promise<void> {
  const handle = await open(path, 'wx', 0o444);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Gives a finished stage its name. False when another finished first. A folder without a manifest, such as a clone or
 * an older version may leave behind, gives way.
 */
async function claimName(half: string, place: string): Promise<boolean> {
  for (;;) {
    try {
      await rename(half, place);
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
    if (existsSync(join(place, 'manifest.json'))) return false;
    await rename(place, `${half}-old`).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
    // Finished by another between our look and our move: back with it.
    if (existsSync(join(`${half}-old`, 'manifest.json')))
      await rename(`${half}-old`, place).catch(() => undefined);
    await rm(`${half}-old`, { recursive: true, force: true });
  }
}

/** What killed workers left of a stage that is finished now. A slower twin that is still writing loses its copy only. */
async function dropLeavings(stages: string, folder: string): Promise<void> {
  for (const name of await readdir(stages)) {
    if (!name.startsWith(`${temporaryPrefix}${folder}-`)) continue;
    await rm(join(stages, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Whether a seal has the manifest of a stage, by the stage's folder. */
const names = (seal: RunSeal, folder: string): boolean =>
  seal.files.some(({ path }) => path === `stages/${folder}/manifest.json`);

const isAbandoned = async (path: string): Promise<boolean> => {
  const seen = await stat(path).catch(() => null);
  return seen !== null && Date.now() - seen.mtimeMs >= abandonedAfterMs;
};

/** Removes what is half-made in a folder and nobody works on any more. */
async function dropHalves(folder: string): Promise<void> {
  const entries = await readdir(folder).catch(() => []);
  for (const name of entries.filter((one) => one.startsWith(temporaryPrefix))) {
    const half = join(folder, name);
    if (await isAbandoned(half)) await rm(half, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Run folders of the project at `project`, an absolute path, with markers under `.art/pending/`. A link that leads out of the project is
 * `path-outside-project`: a clone may bring one along, and what is abandoned here is deleted.
 */
export function runFolders(project: string): RunFolders {
  const root = realpathSync(project);
  const runs = join(root, 'runs');
  const markers = join(root, '.art', 'pending');
  const temporaryOf = (run: RunId): string => join(runs, `${temporaryPrefix}${run}`);

  async function listed(folder: string): Promise<Result<string[]>> {
    try {
      return ok((await readdir(folder)).sort());
    } catch (error) {
      return isMissing(error) ? ok([]) : fail(fileFailure(folder, error));
    }
  }

  async function readBytes(path: string): Promise<Result<Uint8Array | null>> {
    try {
      return ok(new Uint8Array(await readPlainFile(path)));
    } catch (error) {
      return isMissing(error) ? ok(null) : fail(fileFailure(path, error));
    }
  }

  async function readStage(run: RunId, folder: string): Promise<Result<StageManifest | null>> {
    const path = `runs/${run}/stages/${folder}/manifest.json`;
    const place = await checkedPath(root, path);
    if (!place.ok) return place;
    const bytes = await readBytes(place.value);
    if (!bytes.ok || bytes.value === null) return bytes as Result<null>;
    const text = Buffer.from(bytes.value).toString('utf8');
    const manifest = parseStageManifest(text);
    const invalid = (why: string): Failure => failure('run-record-invalid', { path, why });
    if (manifest === null) return fail(unreadable(path, text, invalid('it is no stage manifest')));
    if (manifest.run_id !== run) return fail(invalid(`it is the manifest of a stage of ${manifest.run_id}`));
    // A digest in it that is wrong by one bit would have other art be made of it, and reused from then on.
    if (selfDigestHolds(text, sha256) === false) return fail(invalid('it does not have its own digest'));
    return ok(manifest);
  }

  async function readSeal(run: RunId): Promise<Result<RunSeal | null>> {
    const path = `runs/${run}/${runSealName}`;
    const place = await checkedPath(root, path);
    if (!place.ok) return place;
    const bytes = await readBytes(place.value);
    if (!bytes.ok || bytes.value === null) return bytes as Result<null>;
    const text = Buffer.from(bytes.value).toString('utf8');
    const parsed = parseRunSeal(text);
    if (!parsed.ok) {
      const why = parsed.faults.map(faultText).join('; ');
      return fail(unreadable(path, text, failure('run-record-invalid', { path, why })));
    }
    if (parsed.value.run_id === run) return ok(parsed.value);
    return fail(failure('run-record-invalid', { path, why: `it is the seal of ${parsed.value.run_id}` }));
  }

  return {
    async list() {
      const found = await listed(runs);
      if (!found.ok) return found;
      return ok(found.value.filter(isRunId).filter((run) => existsSync(join(runs, run, 'run.json'))));
    },
    async create(record, binaries) {
      const run = record.run_id;
      const temporary = temporaryOf(run);
      const text = withSelfDigest(`${JSON.stringify(record, null, 2)}\n`, sha256);
      for (const path of [`runs/${run}`, `.art/pending/${run}`]) {
        const place = await checkedPath(root, path);
        if (!place.ok) return place;
      }
      if (existsSync(join(runs, run))) return ok(null);
      // Random, so that of two makers of one id the second finds other bytes there: the marker is the first one's.
      const marked = await publishFile(join(markers, run), `${randomBytes(16).toString('hex')}\n`);
      if (!marked.ok) return marked.failure.kind === 'file-differs' ? ok(null) : marked;
      try {
        await rm(temporary, { recursive: true, force: true });
        await mkdir(temporary, { recursive: true });
        for (const [digest, bytes] of binaries) {
          const kept = await publishFile(join(temporary, 'inputs', digest), bytes, 0o444);
          if (!kept.ok) return await abandon(run, kept);
        }
        const written = await publishFile(join(temporary, 'run.json'), text, 0o444);
        if (!written.ok) return await abandon(run, written);
        // rename() over an empty folder succeeds: only a name without any folder is free.
        if (existsSync(join(runs, run))) return await abandon(run, ok(null));
        await rename(temporary, join(runs, run));
        await syncFolder(runs);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        const taken = code === 'ENOTEMPTY' || code === 'EEXIST';
        return abandon(run, taken ? ok(null) : fail(fileFailure(temporary, error)));
      }
      return ok({ record, digest: sha256(text) });
    },
    read: (run) => readRecord(run),
    isImported: (run) => Promise.resolve(existsSync(join(root, ...importFolder(run).split('/')))),
    async readInput(run, digest) {
      const place = await checkedPath(root, `runs/${run}/inputs/${digest}`);
      if (!place.ok) return place;
      const path = place.value;
      const bytes = await readBytes(path);
      if (!bytes.ok) return bytes;
      if (bytes.value !== null && sha256(bytes.value) === digest) return ok(bytes.value);
      return fail(
        failure('run-record-invalid', { path, why: bytes.value === null ? 'it is missing' : 'it changed' }),
      );
    },
    readStage,
    async readOutput(run, folder, name) {
      const place = await checkedPath(root, `runs/${run}/stages/${folder}/out/${name}`);
      return place.ok ? readBytes(place.value) : place;
    },
    async stageFolders(run) {
      const found = await listed(join(runs, run, 'stages'));
      return found.ok ? ok(found.value.filter((name) => !name.startsWith(temporaryPrefix))) : found;
    },
    runsWithStage: stageIndex(runs),
    async publishStage(run, folder, manifest, outputs) {
      const place = join(runs, run, 'stages', folder);
      const there = await readStage(run, folder);
      if (!there.ok) return there;
      if (there.value !== null) return ok(there.value);
      // A cancelled job's worker may still be at it when the run is closed.
      if (existsSync(join(runs, run, runSealName)))
        return fail(failure('run-sealed', { run, wanted: 'change', recipeId: null }));
      // All of it under a temporary name, and one rename: nobody ever sees half a stage, and of two that publish the
      // same stage one wins whole.
      const half = join(runs, run, 'stages', `${temporaryPrefix}${folder}-${randomBytes(6).toString('hex')}`);
      try {
        await mkdir(join(half, 'out'), { recursive: true });
        for (const [name, bytes] of outputs) await writeDurable(join(half, 'out', name), bytes);
        const text = withSelfDigest(`${JSON.stringify(manifest, null, 2)}\n`, sha256);
        await writeDurable(join(half, 'manifest.json'), text);
        await syncFolder(join(half, 'out'));
        await syncFolder(half);
        const isOurs = await claimName(half, place);
        await syncFolder(dirname(place));
        if (isOurs) {
          await dropLeavings(dirname(place), folder);
          // Sealed between our look and our rename: what the seal does not name does not stay.
          const sealed = await readSeal(run);
          if (sealed.ok && (sealed.value === null || names(sealed.value, folder))) return ok(manifest);
          await rm(place, { recursive: true, force: true });
          return fail(failure('run-sealed', { run, wanted: 'change', recipeId: null }));
        }
      } catch (error) {
        // Another finished first and cleared our half away with its own leavings: then there is nothing to regret.
        const done = await readStage(run, folder);
        if (!done.ok || done.value === null) return fail(fileFailure(half, error));
      } finally {
        await rm(half, { recursive: true, force: true }).catch(() => undefined);
      }
      const winner = await readStage(run, folder);
      if (!winner.ok || winner.value !== null) return winner as Result<StageManifest>;
      return fail(failure('file-differs', { path: place }));
    },
    readSeal,
    async writeSeal(seal) {
      const folder = join(runs, seal.run_id);
      const place = await checkedPath(root, `runs/${seal.run_id}/${runSealName}`);
      if (!place.ok) return place;
      try {
        // A clone or a copy may have lost the mode that they were written with.
        for (const { path } of seal.files) await chmod(join(folder, ...path.split('/')), 0o444);
      } catch (error) {
        return fail(fileFailure(folder, error));
      }
      const sealed = await publishFile(place.value, withSelfDigest(runSealText(seal), sha256), 0o444);
      if (!sealed.ok) return sealed;
      // Published by a late worker between the listing and the seal. One that comes after this look finds the seal.
      const stages = await listed(join(folder, 'stages'));
      for (const late of (stages.ok ? stages.value : []).filter((stage) => !names(seal, stage)))
        await rm(join(folder, 'stages', late), { recursive: true, force: true }).catch(() => undefined);
      return sealed;
    },
    async pending() {
      const found = await listed(markers);
      if (!found.ok) return found;
      const standing: RunId[] = [];
      for (const run of found.value.filter(isRunId)) {
        if (existsSync(join(runs, run, 'run.json'))) standing.push(run);
        // A marker without its folder: the maker was killed before the rename, unless it is at work this moment.
        else if (await isAbandoned(join(markers, run))) await abandon(run, ok(null));
      }
      // An interrupted `generate` may have been at its recipe's lock, too.
      const locks = join(root, 'content', 'recipes', 'lock');
      await Promise.all([markers, runs, locks].map(dropHalves));
      return ok(standing);
    },
    async clearPending(run) {
      try {
        await unlink(join(markers, run));
      } catch (error) {
        if (!isMissing(error)) return fail(fileFailure(join(markers, run), error));
      }
      return ok(undefined);
    },
  };

  async function readRecord(run: RunId): Promise<Result<ReadRecord>> {
    const path = `runs/${run}/run.json`;
    const place = await checkedPath(root, path);
    if (!place.ok) return place;
    const bytes = await readBytes(place.value);
    if (!bytes.ok) return bytes;
    if (bytes.value === null) return fail(failure('run-not-found', { run }));
    const text = Buffer.from(bytes.value).toString('utf8');
    const record = parseRunRecord(text);
    if (typeof record === 'string')
      return fail(unreadable(path, text, failure('run-record-invalid', { path, why: record })));
    if (record.run_id !== run) {
      const why = `it is the record of ${record.run_id}`;
      return fail(failure('run-record-invalid', { path, why }));
    }
    return ok({ record, digest: sha256(bytes.value) });
  }

  /** Takes back what `create` made before it could not go on. */
  async function abandon<T>(run: RunId, outcome: Result<T>): Promise<Result<T>> {
    await rm(temporaryOf(run), { recursive: true, force: true }).catch(() => undefined);
    await unlink(join(markers, run)).catch(() => undefined);
    return outcome;
  }
}
