import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  importFolder,
  importMarkerName,
  importMarkerText,
  importsFolder,
  importTrustName,
  importTrustText,
  parseImportMarker,
  parseImportTrust,
} from '../../domain/archive/import-marker.ts';
import { archiveIndexName } from '../../domain/archive/index-file.ts';
import { isRunId, type RunId } from '../../domain/ids.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ProjectFiles } from '../../ports/files.ts';
import type { ArchiveMember } from '../../ports/run-archives.ts';
import type { ImportedRun, RunImports } from '../../ports/run-imports.ts';
import { checkedPath, isMissing } from './checked-path.ts';
import { fileFailure, makeFolders, publishFile, syncFolder, temporaryPrefix } from './durable.ts';

const isTaken = (error: unknown): boolean =>
  ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Imported runs of a project. */
export function runImports(files: ProjectFiles): RunImports {
  const root = realpathSync(files.root);
  const imports = join(root, importsFolder);

  async function read(run: RunId): Promise<Result<ImportedRun | null>> {
    const folder = importFolder(run);
    if (!(await files.exists(folder))) return ok(null);
    const text = await files.readText(`${folder}/${importMarkerName}`);
    const marker = parseImportMarker(text.ok ? (text.value ?? '') : '');
    const said = await files.readText(`${folder}/${importTrustName}`);
    const trust = parseImportTrust(said.ok ? (said.value ?? '') : '');
    return ok({
      marker: marker.ok && marker.value.run_id === run ? marker.value : null,
      trustedAt: trust.ok && trust.value.run_id === run ? trust.value.trusted_at : null,
    });
  }

  return {
    read,
    async list() {
      const names = await files.list(importsFolder);
      if (!names.ok) return names;
      const found = new Map<RunId, ImportedRun>();
      for (const run of names.value.filter(isRunId)) {
        // Without its run folder it is what an interrupted import left, and nothing was imported.
        if (!existsSync(join(root, 'runs', run, 'run.json'))) continue;
        const one = await read(run);
        if (!one.ok) return one;
        if (one.value !== null) found.set(run, one.value);
      }
      return ok(found);
    },
    async publish(marker, indexText, members) {
      const run = marker.run_id;
      for (const path of [`runs/${run}`, importFolder(run)]) {
        const place = await checkedPath(root, path);
        if (!place.ok) return place;
      }
      const half = join(imports, `${temporaryPrefix}${run}-${randomBytes(6).toString('hex')}`);
      try {
        const written = await writeHalf(half, marker.run_id, members, [
          [importMarkerName, importMarkerText(marker)],
          [archiveIndexName, indexText],
        ]);
        if (!written.ok) return written;
        await claim(join(half, 'beside'), join(imports, run), join(half, 'old'), join(root, 'runs', run));
        await syncFolder(imports);
        await makeFolders(join(root, 'runs'));
        // rename() over an empty folder succeeds: only a name without any folder is free.
        if (existsSync(join(root, 'runs', run))) return ok(false);
        await rename(join(half, 'run'), join(root, 'runs', run));
        await syncFolder(join(root, 'runs'));
        return ok(true);
      } catch (error) {
        return isTaken(error) ? ok(false) : fail(fileFailure(half, error));
      } finally {
        await rm(half, { recursive: true, force: true }).catch(() => undefined);
      }
    },
    async restore(path, bytes) {
      const place = await checkedPath(root, path);
      return place.ok ? publishFile(place.value, bytes, 0o444) : place;
    },
    async trust(run, at, actor) {
      const path = `${importFolder(run)}/${importTrustName}`;
      const text = importTrustText({ schema_version: 1, run_id: run, trusted_at: at, actor });
      const written = await files.publish(path, text);
      // Said before, by whomever: that stands.
      return !written.ok && written.failure.kind === 'file-differs' ? ok(undefined) : written;
    },
  };
}

/** Puts `from` in the place of `to`. What an interrupted import left there gives way; beside a run folder it stays. */
async function claim(from: string, to: string, old: string, runFolder: string): Promise<void> {
  try {
    await rename(from, to);
    return;
  } catch (error) {
    if (!isTaken(error) || existsSync(runFolder)) throw error;
  }
  await rename(to, old).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
  await rename(from, to);
}

/** Writes a new file and flushes it; its folders too, at the end. */
async function writeHalf(
  half: string,
  run: RunId,
  members: readonly ArchiveMember[],
  more: readonly (readonly [name: string, text: string])[],
): Promise<Result<void>> {
  const folders = new Set<string>();
  const write = async (path: string, bytes: Uint8Array | string, mode: number): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
    for (let at = dirname(path); at.length >= half.length; at = dirname(at)) folders.add(at);
    const handle = await open(path, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  };
  const prefix = `runs/${run}/`;
  for (const member of members) {
    const bytes = await member.bytes();
    if (!bytes.ok) return bytes;
    const isOfRun = member.path.startsWith(prefix);
    const place = isOfRun ? ['run', member.path.slice(prefix.length)] : ['beside', member.path];
    await write(join(half, ...place), bytes.value, 0o444);
  }
  for (const [name, text] of more) await write(join(half, 'beside', name), text, 0o444);
  for (const folder of [...folders].sort().reverse()) await syncFolder(folder);
  return ok(undefined);
}
