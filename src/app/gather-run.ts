import { parsePoolPath, picturePathOf, poolFolder, poolPlace } from '../domain/candidate/paths.ts';
import { parseSideRecord } from '../domain/candidate/side-record.ts';
import { importFolder } from '../domain/archive/import-marker.ts';
import { archiveIndexName, parseArchiveIndex, type ArchiveIndex } from '../domain/archive/index-file.ts';
import { memberOf } from '../domain/archive/member.ts';
import { failure } from '../domain/failure.ts';
import { decisionPath, type DecisionId } from '../domain/gate/decision.ts';
import { reviewersPath } from '../domain/gate/reviewers.ts';
import type { Digest, RunId, Sha256 } from '../domain/ids.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { lockPath, parseLock } from '../domain/recipe/lock.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import { runSealName, type RunSeal } from '../domain/run/seal.ts';
import type { StageManifest } from '../domain/run/stage-manifest.ts';
import type { DecisionFiles } from '../ports/decision-files.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { ProjectFolders } from '../ports/folders.ts';
import type { ArchiveMember } from '../ports/run-archives.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { RunImports } from '../ports/run-imports.ts';
import type { BlobStore } from '../ports/store.ts';

export interface GatherDeps {
  readonly files: ProjectFiles;
  readonly folders: ProjectFolders;
  readonly runs: RunFolders;
  readonly imports: RunImports;
  readonly blobs: BlobStore;
  readonly decisions: { readonly decisions: DecisionFiles };
  readonly sha256: Sha256;
}

/** All that an archive of a run holds, and how its bytes are read. */
export interface GatheredRun {
  readonly index: ArchiveIndex;
  readonly members: readonly ArchiveMember[];
  /** Files that were not as recorded here, and come out of the store. */
  readonly fromStore: number;
}

/** A file on its way into an archive. */
interface Wanted {
  /** In the archive. */
  readonly path: string;
  /** Where it lies here. */
  readonly source: string;
  /** What it must be; `null`: as it is. */
  readonly bytes: Digest | null;
  /** Whether the store may have its bytes. */
  readonly mayRestore: boolean;
}

/**
 * Finds everything of a run, reads each file once, and says what each must be when it is read again. What was lost or
 * changed here comes out of the store by its digest; what that has not either is named in `run-not-whole`.
 */
export async function gatherRun(deps: GatherDeps, run: RunId): Promise<Result<GatheredRun>> {
  const [record, seal, imported] = [
    await deps.runs.read(run),
    await deps.runs.readSeal(run),
    await deps.imports.read(run),
  ];
  if (!record.ok) return record;
  if (!seal.ok) return seal;
  if (!imported.ok) return imported;
  const lost: string[] = [];
  const wanted =
    imported.value === null
      ? await wantedOf(deps, record.value.record, seal.value, lost)
      : await wantedAgain(deps, run);
  if (!wanted.ok) return wanted;

  const files: ArchiveIndex['files'][number][] = [];
  const members: ArchiveMember[] = [];
  let fromStore = 0;
  const byPath = new Map(wanted.value.map((one) => [one.path, one]));
  for (const path of [...byPath.keys()].sort()) {
    const one = byPath.get(path) as Wanted;
    const read = await readWanted(deps, one);
    if (!read.ok) return read;
    if (read.value === null) {
      lost.push(path);
      continue;
    }
    const { bytes } = read.value;
    const digest = deps.sha256(bytes);
    if (read.value.isFromStore) fromStore += 1;
    files.push({ path, bytes: digest, size: bytes.length });
    members.push({ path, bytes: () => readAgain(deps, run, { ...one, bytes: digest }) });
  }
  if (lost.length > 0) return fail(failure('run-not-whole', { run, files: [...new Set(lost)].sort() }));
  const index: ArchiveIndex = {
    schema_version: 1,
    format: 'artkiln-run',
    run_id: run,
    project_id: record.value.record.project_id,
    sealed: seal.value !== null,
    files,
  };
  return ok({ index, members, fromStore });
}

/** The bytes of a file as they must be, from where it lies or from the store; `null` where neither has them. */
async function readWanted(
  { files, blobs, sha256 }: GatherDeps,
  { source, bytes, mayRestore }: Wanted,
): Promise<Result<{ readonly bytes: Uint8Array; readonly isFromStore: boolean } | null>> {
  const there = await files.read(source);
  if (!there.ok) return there;
  if (there.value !== null && (bytes === null || sha256(there.value) === bytes))
    return ok({ bytes: there.value, isFromStore: false });
  if (bytes === null || !mayRestore) return ok(null);
  const stored = await blobs.read(bytes);
  return ok(stored.ok ? { bytes: stored.value, isFromStore: true } : null);
}

async function readAgain(deps: GatherDeps, run: RunId, wanted: Wanted): Promise<Result<Uint8Array>> {
  const read = await readWanted(deps, wanted);
  if (!read.ok) return read;
  if (read.value === null) return fail(failure('run-not-whole', { run, files: [wanted.path] }));
  return ok(read.value.bytes);
}

/** What belongs to a run that was made here. Files that no run has are put into `lost`: they would be lost silently. */
async function wantedOf(
  deps: GatherDeps,
  record: RunRecord,
  seal: RunSeal | null,
  lost: string[],
): Promise<Result<readonly Wanted[]>> {
  const run = record.run_id;
  const wanted: Wanted[] = [];
  const manifests = await readManifests(deps, run);
  if (!manifests.ok) return manifests;
  const outputs = new Map<string, Digest>();
  for (const [folder, { outputs: its }] of manifests.value)
    for (const { name, bytes } of its) outputs.set(`stages/${folder}/out/${name}`, bytes);
  const sealed = new Map(seal?.files.map(({ path, bytes }) => [path, bytes]) ?? []);
  const tree = await deps.folders.tree(`runs/${run}`);
  if (!tree.ok) return tree;
  const paths = new Set([
    ...tree.value,
    ...sealed.keys(),
    ...outputs.keys(),
    ...record.files.flatMap(({ text, digest }) => (text === null ? [`inputs/${digest}`] : [])),
  ]);
  for (const path of paths) {
    const full = `runs/${run}/${path}`;
    const [, folder] = /^stages\/([^/]+)\//.exec(path) ?? [];
    // A stage without a manifest is not done: whatever lies there is of no run yet.
    if (seal === null && folder !== undefined && !manifests.value.has(folder)) continue;
    const isSealedAway = seal !== null && path !== runSealName && !sealed.has(path);
    if (memberOf(full, run) === null || isSealedAway) {
      lost.push(`${full} (no file of the run)`);
      continue;
    }
    const bytes = sealed.get(path) ?? outputs.get(path) ?? null;
    wanted.push({ path: full, source: full, bytes, mayRestore: outputs.has(path) });
  }
  const made = new Set(outputs.values());
  const art = await wantedArt(deps, record, made);
  if (!art.ok) return art;
  const gates = await wantedGates(deps, record, seal, made);
  return gates.ok ? ok([...wanted, ...art.value, ...gates.value]) : gates;
}

async function readManifests(
  { runs }: GatherDeps,
  run: RunId,
): Promise<Result<ReadonlyMap<string, StageManifest>>> {
  const folders = await runs.stageFolders(run);
  if (!folders.ok) return folders;
  const manifests = new Map<string, StageManifest>();
  for (const folder of folders.value) {
    const manifest = await runs.readStage(run, folder);
    if (!manifest.ok) return manifest;
    if (manifest.value !== null) manifests.set(folder, manifest.value);
  }
  return ok(manifests);
}

/** Concepts and candidates of the run's cells whose bytes the run made, with their side records. */
async function wantedArt(
  { files }: GatherDeps,
  record: RunRecord,
  made: ReadonlySet<Digest>,
): Promise<Result<readonly Wanted[]>> {
  const wanted: Wanted[] = [];
  const { recipe_id: recipeId, digest: recipeDigest } = record.recipe;
  const children = new Map<string, Set<number>>();
  for (const { binding_hash: hash, backend, concept_backend: concept, child_index: child } of record.cells) {
    const folders = [
      poolFolder('candidates', poolPlace(recipeId, hash, backend)),
      ...(concept === null ? [] : [poolFolder('concepts', poolPlace(recipeId, hash, concept))]),
    ];
    for (const folder of folders) children.set(folder, (children.get(folder) ?? new Set()).add(child));
  }
  for (const [folder, its] of children) {
    const names = await files.list(folder);
    if (!names.ok) return names;
    for (const name of names.value.filter((one) => one.endsWith('.json'))) {
      const path = `${folder}/${name}`;
      const picture = picturePathOf(path);
      const text = parsePoolPath(picture) === null ? ok(null) : await files.readText(path);
      if (!text.ok) return text;
      const side = text.value === null ? null : parseSideRecord(text.value);
      if (side?.ok !== true) continue;
      const { child_index: child, recipe_digest: digest, bytes, raw } = side.value;
      if (!its.has(child) || digest !== recipeDigest || !made.has(bytes)) continue;
      wanted.push(
        { path, source: path, bytes: null, mayRestore: false },
        { path: picture, source: picture, bytes, mayRestore: true },
      );
      if (raw !== null) wanted.push({ path: raw, source: raw, bytes: null, mayRestore: false });
    }
  }
  return ok(wanted);
}

/** The decisions about what the run made, the keys to read them by, and the lock of the recipe. */
async function wantedGates(
  { files, decisions }: GatherDeps,
  record: RunRecord,
  seal: RunSeal | null,
  made: ReadonlySet<Digest>,
): Promise<Result<readonly Wanted[]>> {
  const read = await decisions.decisions.readAll();
  if (!read.ok) return read;
  const ids = new Set<string>(seal?.cells.flatMap(({ decision }) => decision ?? []) ?? []);
  for (const { payload } of read.value.decisions) {
    const isAbout = payload.recipe_id === record.recipe.recipe_id && made.has(payload.bytes);
    if (isAbout && payload.project_id === record.project_id) ids.add(payload.id);
  }
  const paths = [...ids].map((id) => decisionPath(id as DecisionId));
  if (paths.length > 0 && (await files.exists(reviewersPath))) paths.push(reviewersPath);
  const lock = lockPath(record.recipe.recipe_id);
  const text = await files.readText(lock);
  if (!text.ok) return text;
  const parsed = text.value === null ? null : parseLock(record.recipe.recipe_id, text.value);
  // The lock of another text of the same recipe says nothing of this run.
  if (parsed?.ok === true && parsed.value.digest === record.recipe.digest) paths.push(lock);
  return ok(paths.map((path) => ({ path, source: path, bytes: null, mayRestore: false })));
}

/** Of an imported run, what came with it: then it gives the same archive again. */
async function wantedAgain({ files }: GatherDeps, run: RunId): Promise<Result<readonly Wanted[]>> {
  const path = `${importFolder(run)}/${archiveIndexName}`;
  const text = await files.readText(path);
  if (!text.ok) return text;
  const parsed = parseArchiveIndex(text.value ?? '');
  if (!parsed.ok)
    return fail(failure('run-record-invalid', { path, why: parsed.faults.map(faultText).join('; ') }));
  return ok(
    parsed.value.files.map(({ path: one, bytes }) => ({
      path: one,
      source: one.startsWith(`runs/${run}/`) ? one : `${importFolder(run)}/${one}`,
      bytes,
      mayRestore: /\/out\/|\.png$/.test(one),
    })),
  );
}
