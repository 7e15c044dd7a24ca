import { firstPath, parsePoolPath, poolFolder, poolPlace } from '../domain/candidate/paths.ts';
import type { Digest, RunId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import { stageFolder, type PipelineStage } from '../domain/run/pipeline.ts';
import type { RunCell, RunRecord } from '../domain/run/run-record.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { GateCandidate, RestoredJob, RunQueue } from '../ports/run-queue.ts';
import type { BlobStore } from '../ports/store.ts';
import { indexDecisions, type IndexDecisions } from './index-decisions.ts';
import { readSideRecord } from './read-side-record.ts';

export interface RebuildDeps extends IndexDecisions {
  readonly runs: RunFolders;
  readonly blobs: BlobStore;
  readonly queue: RunQueue;
}

export interface Rebuilt {
  readonly runs: number;
  readonly jobs: number;
  readonly decisions: number;
  /** Runs whose folder cannot be read, with why. */
  readonly skipped: readonly { readonly run: RunId; readonly kind: string }[];
}

/**
 * Makes the rows that the files prove: decisions, runs, and each job in the state that its stage manifests and the art
 * pool show. What was in the middle of a stage begins that stage again; bytes come back into the store from the run
 * folders. Safe to repeat: rows that are there stay.
 */
export async function rebuild(deps: RebuildDeps): Promise<Result<Rebuilt>> {
  const decisions = await indexDecisions(deps);
  if (!decisions.ok) return decisions;
  const folders = await deps.runs.list();
  if (!folders.ok) return folders;
  const skipped: { run: RunId; kind: string }[] = [];
  let runs = 0;
  let jobs = 0;
  for (const run of folders.value) {
    // Another project's, or brought along by hand: nothing of it is this project's to carry on.
    if (await deps.runs.isImported(run)) continue;
    const read = await deps.runs.read(run);
    if (!read.ok) {
      skipped.push({ run, kind: read.failure.kind });
      continue;
    }
    const queued = await deps.queue.queueRun(read.value.record, read.value.digest);
    // One folder of another project, or one that changed since it was queued, holds up no other.
    if (!queued.ok && queued.failure.kind.startsWith('run-record-')) {
      skipped.push({ run, kind: queued.failure.kind });
      continue;
    }
    if (!queued.ok) return queued;
    if (queued.value) runs += 1;
    const restored = await restoreRun(deps, read.value.record);
    if (!restored.ok) return restored;
    jobs += restored.value;
    const ended = await endSealed(deps, run);
    if (!ended.ok) return ended;
    const cleared = await deps.runs.clearPending(run);
    if (!cleared.ok) return cleared;
  }
  return ok({ runs, jobs, decisions: decisions.value, skipped });
}

/**
 * What a sealed run says has failed stays so: no file proves a failure but its seal, and a worker that took the job up
 * again would find no place for its stages. A seal that cannot be read is for `art verify` to name.
 */
async function endSealed({ runs, queue }: RebuildDeps, run: RunId): Promise<Result<void>> {
  const seal = await runs.readSeal(run);
  for (const cell of seal.ok ? (seal.value?.cells ?? []) : []) {
    if (cell.state !== 'Failed') continue;
    const ended = await queue.cancel({ runId: run, cell: cell.n, try: 1 });
    if (!ended.ok) return ended;
  }
  return ok(undefined);
}

/** Puts the jobs of a run that has just got its rows where its files prove that they are. Gives how many moved. */
export async function restoreRun(deps: RebuildDeps, record: RunRecord): Promise<Result<number>> {
  const proven: RestoredJob[] = [];
  for (const cell of record.cells) {
    const stages = record.pipelines[cell.backend] ?? [];
    const concept = await provenBy(deps, record, cell, stages, 'concept');
    if (!concept.ok) return concept;
    const final = await provenBy(deps, record, cell, stages, 'final');
    if (!final.ok) return final;
    proven.push({
      runId: record.run_id,
      cell: cell.n,
      concept: concept.value[0] ?? null,
      candidates: final.value,
    });
  }
  return deps.queue.restoreJobs(proven);
}

/** What the last stage of a phase made, where its manifest, its bytes and its place in the art pool all stand. */
async function provenBy(
  deps: RebuildDeps,
  record: RunRecord,
  cell: RunCell,
  stages: readonly PipelineStage[],
  phase: 'concept' | 'final',
): Promise<Result<readonly GateCandidate[]>> {
  const last = stages.findLast((stage) => stage.phase === phase);
  if (last === undefined) return ok([]);
  const manifest = await deps.runs.readStage(
    record.run_id,
    stageFolder(cell.binding_hash, cell.child_index, last),
  );
  if (!manifest.ok) return manifest;
  const pictures = (manifest.value?.outputs ?? []).filter((output) => output.name.endsWith('.png'));
  const found: GateCandidate[] = [];
  for (const picture of pictures) {
    const candidate = await inArtPool(deps.files, record, cell, phase, picture.bytes);
    if (!candidate.ok) return candidate;
    if (candidate.value === null) return ok([]);
    const bytes = await deps.files.read(candidate.value.path);
    if (!bytes.ok) return bytes;
    if (bytes.value !== null) {
      const stored = await deps.blobs.put(bytes.value);
      if (!stored.ok) return stored;
    }
    found.push(candidate.value);
  }
  return ok(found);
}

async function inArtPool(
  files: ProjectFiles,
  record: RunRecord,
  cell: RunCell,
  phase: 'concept' | 'final',
  digest: Digest,
): Promise<Result<GateCandidate | null>> {
  const backend = phase === 'concept' ? (cell.concept_backend ?? cell.backend) : cell.backend;
  const place = poolPlace(record.recipe.recipe_id, cell.binding_hash, backend);
  const pool = phase === 'concept' ? 'concepts' : 'candidates';
  const folder = poolFolder(pool, place);
  const names = await files.list(folder);
  if (!names.ok) return names;
  const first = firstPath(pool, place, cell.child_index);
  const paths = names.value.map((name) => `${folder}/${name}`).filter((path) => path.endsWith('.png'));
  for (const path of [first, ...paths.filter((one) => one !== first)]) {
    if (parsePoolPath(path)?.child_index !== cell.child_index) continue;
    const side = await readSideRecord(files, path);
    if (!side.ok) return side;
    if (side.value?.bytes !== digest || side.value.recipe_digest !== record.recipe.digest) continue;
    const { pixels, sprites_digest: sprites } = side.value;
    return ok({ digest, pixels, sprites, path });
  }
  return ok(null);
}
