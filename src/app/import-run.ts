import { failure } from '../domain/failure.ts';
import type { ProjectId, RunId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ActionResult } from '../domain/run/stage-manifest.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { ProjectFolders } from '../ports/folders.ts';
import type { ArchiveMember, OpenArchive, RunArchives } from '../ports/run-archives.ts';
import type { RunImports } from '../ports/run-imports.ts';
import type { ActionCache, BlobStore } from '../ports/store.ts';
import { checkArchive } from './check-archive.ts';
import type { CheckArchiveDeps, CheckedArchive } from './checked-archive.ts';

export interface ImportDeps extends CheckArchiveDeps {
  readonly projectId: ProjectId;
  readonly files: ProjectFiles;
  readonly folders: ProjectFolders;
  readonly imports: RunImports;
  readonly archives: RunArchives;
  readonly blobs: BlobStore;
  readonly cache: ActionCache;
  readonly clock: Clock;
}

export interface ImportRequest {
  readonly archive: string;
  /** Whether its results may be reused here. */
  readonly trusts: boolean;
  readonly isDryRun: boolean;
  readonly actor: string;
}

/** How much of the run is here already. */
export type ImportStanding =
  /** Nothing: it comes as an imported run. */
  | 'new'
  /** All of it but pictures, as git carries a run: they are put in their places. */
  | 'completed'
  /** All of it, byte for byte. */
  | 'already';

export interface ImportOutcome {
  readonly run: RunId;
  /** Of the project that made it. */
  readonly projectId: ProjectId;
  readonly isSealed: boolean;
  readonly standing: ImportStanding;
  /** Whether the run counts as imported here; false for a run of this project that was only completed. */
  readonly isImported: boolean;
  /** Files of the archive. */
  readonly files: number;
  /** In bytes. */
  readonly size: number;
  /** Files that were written, or would be. */
  readonly written: number;
  /** Results that may be reused from now on, or would be. */
  readonly trusted: number;
}

/**
 * Takes a run over from an archive: checked whole first, then written under a temporary name, then named. Decisions and
 * art that came with it stay beside the run (`imports/<run>/`) and count for nothing here. Only with `trusts` do its
 * results enter the store and the action cache: each fingerprint was recomputed from its ingredients and each picture
 * decoded by then, but that these ingredients truly gave these bytes is the exporter's word.
 */
export function importRun(deps: ImportDeps, request: ImportRequest): Promise<Result<ImportOutcome>> {
  return deps.archives.open(request.archive, async (archive) => {
    const checked = await checkArchive(deps, archive);
    if (!checked.ok) return checked;
    const { index } = checked.value;
    const here = await standingHere(deps, checked.value);
    if (!here.ok) return here;
    const marked = await deps.imports.read(index.run_id);
    if (!marked.ok) return marked;
    const { standing, missing } = here.value;
    const isOwn = standing !== 'new' && marked.value === null && index.project_id === deps.projectId;
    const outcome = {
      run: index.run_id,
      projectId: index.project_id,
      isSealed: index.sealed,
      isImported: !isOwn,
      files: index.files.length,
      size: archive.size,
      trusted: request.trusts ? resultsOf(checked.value).length : 0,
    };
    if (request.isDryRun) {
      const written = standing === 'new' ? index.files.length : missing.length;
      return ok({ ...outcome, standing, written });
    }
    const written = await write(deps, request, archive, checked.value, here.value, isOwn);
    if (!written.ok) return written;
    if (request.trusts) {
      const trusted = await trust(deps, archive, checked.value);
      if (!trusted.ok) return trusted;
      const noted = isOwn
        ? ok(undefined)
        : await deps.imports.trust(index.run_id, deps.clock.now(), request.actor);
      if (!noted.ok) return noted;
    }
    return ok({ ...outcome, ...written.value });
  });
}

interface Here {
  readonly standing: ImportStanding;
  /** Files of the run folder that are not here. */
  readonly missing: readonly string[];
}

/** Compares the run folder that is here with the archive. Anything but pictures that git left out is `run-exists`. */
async function standingHere(
  { files, folders, sha256 }: ImportDeps,
  { index }: CheckedArchive,
): Promise<Result<Here>> {
  const prefix = `runs/${index.run_id}/`;
  const tree = await folders.tree(`runs/${index.run_id}`);
  if (!tree.ok) return tree;
  if (tree.value.length === 0) return ok({ standing: 'new', missing: [] });
  const ours = index.files.filter(({ path }) => path.startsWith(prefix));
  const known = new Set(ours.map(({ path }) => path));
  const differ = tree.value.map((path) => `${prefix}${path}`).filter((path) => !known.has(path));
  const missing: string[] = [];
  for (const { path, bytes } of ours) {
    const there = await files.read(path);
    if (!there.ok) return there;
    if (there.value !== null) {
      if (sha256(there.value) !== bytes) differ.push(path);
    } else if (path.includes('/out/')) missing.push(path);
    else differ.push(path);
  }
  if (differ.length > 0) return fail(failure('run-exists', { run: index.run_id, files: differ.sort() }));
  return ok({ standing: missing.length > 0 ? 'completed' : 'already', missing });
}

async function write(
  deps: ImportDeps,
  request: ImportRequest,
  archive: OpenArchive,
  checked: CheckedArchive,
  { standing, missing }: Here,
  isOwn: boolean,
): Promise<Result<{ readonly standing: ImportStanding; readonly written: number }>> {
  const { index, indexText } = checked;
  if (standing === 'new') {
    const marker = {
      schema_version: 1,
      run_id: index.run_id,
      project_id: index.project_id,
      archive: archive.digest,
      index: deps.sha256(indexText),
      imported_at: deps.clock.now(),
      actor: request.actor,
    } as const;
    const members = index.files.map(({ path }): ArchiveMember => memberAs(deps, archive, checked, path));
    const published = await deps.imports.publish(marker, indexText, members);
    if (!published.ok) return published;
    if (published.value) return ok({ standing, written: index.files.length });
    // Another import was faster: then what it made is what there is to compare with.
    const again = await standingHere(deps, checked);
    if (!again.ok) return again;
    return ok({ standing: again.value.standing, written: 0 });
  }
  let written = 0;
  const prefix = `runs/${index.run_id}/`;
  const art = isOwn ? index.files.map(({ path }) => path).filter((path) => path.startsWith('art_pool/')) : [];
  // A side record says that its picture is there, so it comes after it.
  const [records, pictures] = [art.filter(isJson), art.filter((path) => !isJson(path))];
  for (const path of [...missing, ...pictures, ...records]) {
    if (!path.startsWith(prefix) && (await deps.files.exists(path))) continue;
    const bytes = await memberAs(deps, archive, checked, path).bytes();
    if (!bytes.ok) return bytes;
    const put = path.startsWith(prefix)
      ? await deps.imports.restore(path, bytes.value)
      : await deps.files.publish(path, bytes.value);
    if (!put.ok) return put;
    written += 1;
  }
  return ok({ standing, written });
}

const isJson = (path: string): boolean => path.endsWith('.json');

/** A file of the archive once more; it must still be what was checked, whoever wrote to the archive meanwhile. */
function memberAs(
  { sha256 }: Pick<ImportDeps, 'sha256'>,
  archive: OpenArchive,
  { index }: CheckedArchive,
  path: string,
): ArchiveMember {
  const expected = index.files.find((file) => file.path === path)?.bytes;
  return {
    path,
    async bytes() {
      const bytes = await archive.read(path);
      if (!bytes.ok || sha256(bytes.value) === expected) return bytes;
      const refused = { archive: archive.path, entry: path, fault: 'digest-differs', detail: null } as const;
      return fail(failure('archive-refused', refused));
    },
  };
}

/** What the action cache gets of a trusted run: one result for each stage, of a pinned one under its own fingerprint. */
function resultsOf({ manifests, index }: CheckedArchive): readonly (readonly [string, ActionResult])[] {
  return [...manifests].map(([folder, manifest]) => [
    folder,
    {
      schema_version: 1,
      fingerprint: manifest.fingerprint,
      run_id: index.run_id,
      folder,
      outputs: manifest.outputs,
      model: manifest.model,
      reproducibility: manifest.reproducibility,
      created_at: manifest.ended_at,
    },
  ]);
}

/** Bytes first, then the entries that speak of them, as a worker does it. */
async function trust(deps: ImportDeps, archive: OpenArchive, checked: CheckedArchive): Promise<Result<void>> {
  for (const [folder, result] of resultsOf(checked)) {
    for (const { name } of result.outputs) {
      const path = `runs/${checked.index.run_id}/stages/${folder}/out/${name}`;
      const bytes = await memberAs(deps, archive, checked, path).bytes();
      if (!bytes.ok) return bytes;
      const put = await deps.blobs.put(bytes.value);
      if (!put.ok) return put;
    }
    const recorded = await deps.cache.record(result);
    if (!recorded.ok) return recorded;
  }
  return ok(undefined);
}
