import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../domain/failure.ts';
import { isRunId, type RunId } from '../../domain/ids.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { parseRunRecord } from '../../domain/run/parse-run-record.ts';
import type { StageManifest } from '../../domain/run/stage-manifest.ts';
import type { ReadRecord, RunFolders } from '../../ports/run-folders.ts';
import { fileFailure, publishFile, syncFolder, temporaryPrefix } from './durable.ts';
import { sha256 } from './sha256.ts';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** A half-made folder of a process that still lives is younger than this, in ms; `generate` takes well under 1 s. */
const abandonedAfterMs = 60_000;

/** Run folders of the project at `root`, with markers under `.art/pending/`. */
export function runFolders(root: string): RunFolders {
  const runs = join(root, 'runs');
  const markers = join(root, '.art', 'pending');
  const temporaryOf = (run: RunId): string => join(runs, `${temporaryPrefix}${run}`);

  async function names(folder: string): Promise<Result<string[]>> {
    try {
      return ok((await readdir(folder)).sort());
    } catch (error) {
      return isMissing(error) ? ok([]) : fail(fileFailure(folder, error));
    }
  }

  async function readBytes(path: string): Promise<Result<Uint8Array | null>> {
    try {
      return ok(new Uint8Array(await readFile(path)));
    } catch (error) {
      return isMissing(error) ? ok(null) : fail(fileFailure(path, error));
    }
  }

  async function readStage(run: RunId, folder: string): Promise<Result<StageManifest | null>> {
    const path = join(runs, run, 'stages', folder, 'manifest.json');
    const bytes = await readBytes(path);
    if (!bytes.ok || bytes.value === null) return bytes as Result<null>;
    try {
      const manifest = JSON.parse(Buffer.from(bytes.value).toString('utf8')) as StageManifest;
      if (manifest.schema_version === 1 && Array.isArray(manifest.outputs)) return ok(manifest);
      return fail(
        failure('run-record-invalid', { path, why: 'it is not a stage manifest of schema version 1' }),
      );
    } catch (error) {
      return fail(failure('run-record-invalid', { path, why: 'it is not JSON' }, error));
    }
  }

  return {
    async list() {
      const found = await names(runs);
      if (!found.ok) return found;
      return ok(found.value.filter(isRunId).filter((run) => existsSync(join(runs, run, 'run.json'))));
    },
    async create(record, binaries) {
      const run = record.run_id;
      const temporary = temporaryOf(run);
      const text = `${JSON.stringify(record, null, 2)}\n`;
      const marked = await publishFile(join(markers, run), '');
      if (!marked.ok) return marked;
      try {
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
    async readInput(run, digest) {
      const path = join(runs, run, 'inputs', digest);
      const bytes = await readBytes(path);
      if (!bytes.ok) return bytes;
      if (bytes.value !== null && sha256(bytes.value) === digest) return ok(bytes.value);
      return fail(
        failure('run-record-invalid', { path, why: bytes.value === null ? 'it is missing' : 'it changed' }),
      );
    },
    readStage,
    async stageFolders(run) {
      const found = await names(join(runs, run, 'stages'));
      return found.ok ? ok(found.value.filter((name) => !name.startsWith(temporaryPrefix))) : found;
    },
    async publishStage(run, folder, manifest, outputs) {
      const place = join(runs, run, 'stages', folder);
      const there = await readStage(run, folder);
      if (!there.ok) return there;
      if (there.value !== null) return ok(there.value);
      for (const [name, bytes] of outputs) {
        const path = join(place, 'out', name);
        let kept = await publishFile(path, bytes, 0o444);
        if (!kept.ok && kept.failure.kind === 'file-differs') {
          // Without a manifest beside it the file is the leaving of a crash, and nothing speaks of it.
          await unlink(path).catch(() => undefined);
          kept = await publishFile(path, bytes, 0o444);
        }
        if (!kept.ok) return kept;
      }
      const written = await publishFile(
        join(place, 'manifest.json'),
        `${JSON.stringify(manifest, null, 2)}\n`,
        0o444,
      );
      if (written.ok) return ok(manifest);
      if (written.failure.kind !== 'file-differs') return written;
      const winner = await readStage(run, folder);
      return winner.ok ? ok(winner.value ?? manifest) : winner;
    },
    async pending() {
      const found = await names(markers);
      if (!found.ok) return found;
      const standing: RunId[] = [];
      for (const run of found.value.filter(isRunId)) {
        if (existsSync(join(runs, run, 'run.json'))) standing.push(run);
        else await dropAbandoned(run);
      }
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
    const path = join(runs, run, 'run.json');
    const bytes = await readBytes(path);
    if (!bytes.ok) return bytes;
    if (bytes.value === null) return fail(failure('run-not-found', { run }));
    const record = parseRunRecord(Buffer.from(bytes.value).toString('utf8'));
    if (typeof record === 'string')
      return fail(failure('run-record-invalid', { path: `runs/${run}/run.json`, why: record }));
    if (record.run_id !== run) {
      return fail(
        failure('run-record-invalid', {
          path: `runs/${run}/run.json`,
          why: `it is the record of ${record.run_id}`,
        }),
      );
    }
    return ok({ record, digest: sha256(bytes.value) });
  }

  /** Takes back what `create` made before it could not go on. */
  async function abandon<T>(run: RunId, outcome: Result<T>): Promise<Result<T>> {
    await rm(temporaryOf(run), { recursive: true, force: true }).catch(() => undefined);
    await unlink(join(markers, run)).catch(() => undefined);
    return outcome;
  }

  /** A marker without its folder: the maker was killed before the rename, unless it is at work this moment. */
  async function dropAbandoned(run: RunId): Promise<void> {
    const marked = await stat(join(markers, run)).catch(() => null);
    if (marked === null || Date.now() - marked.mtimeMs < abandonedAfterMs) return;
    await abandon(run, ok(null));
  }
}
