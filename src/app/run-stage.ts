import { failure } from '../domain/failure.ts';
import { spritesDigest, type Sprite } from '../domain/candidate/sprite.ts';
import type { Digest, Fingerprint, RecipeId, RunId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { fingerprintOf, type Ingredients } from '../domain/run/fingerprint.ts';
import { isPaidStage, stageFolder, type PipelineStage } from '../domain/run/pipeline.ts';
import type { Rebuild, RunCell } from '../domain/run/run-record.ts';
import {
  spriteTableOf,
  type ActionResult,
  type StageManifest,
  type StageOutput,
} from '../domain/run/stage-manifest.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PictureDecoder } from '../ports/picture-decoder.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { ActionCache, BlobStore } from '../ports/store.ts';
import {
  findBytes,
  findResult,
  refusal,
  type FindDeps,
  type FoundResult,
  type ParentStage,
  type TakenResult,
  type WantedStage,
} from './find-result.ts';
import { putBack } from './restore-outputs.ts';
import { spritesIn } from './sprite-table.ts';
import { storeOutputs, type Executed } from './store-outputs.ts';

/** One picture between two stages, as it lies in the store. */
export interface StoredPiece {
  readonly picture: StageOutput;
  readonly sprites: readonly Sprite[];
  readonly spritesDigest: Digest;
  readonly raw: StageOutput | null;
}

export interface StageWork {
  readonly runId: RunId;
  readonly recipeId: RecipeId;
  readonly cell: RunCell;
  readonly stage: PipelineStage;
  readonly ingredients: Ingredients;
  readonly reproducibility: StageManifest['reproducibility'];
  readonly hasParent: boolean;
  readonly parent: ParentStage | null;
  readonly rebuild: Rebuild;
  readonly execute: () => Promise<Result<Executed>>;
}

/** Guards an execution: one holder per fingerprint, and a publication only while the lease is live. */
export interface StageRight {
  take(fingerprint: Fingerprint): Promise<Result<boolean>>;
  give(fingerprint: Fingerprint): Promise<void>;
  isLeaseLive(): Promise<Result<boolean>>;
}

export interface StageDeps extends FindDeps {
  readonly runs: RunFolders;
  readonly blobs: BlobStore;
  readonly cache: ActionCache;
  readonly decoder: PictureDecoder;
  readonly clock: Clock;
  readonly log: Log;
}

export type StageAnswer =
  | { readonly kind: 'done'; readonly manifest: StageManifest; readonly pieces: readonly StoredPiece[] }
  /** Another worker executes the same fingerprint: give the slot back and look again later. */
  | { readonly kind: 'right-taken' }
  | { readonly kind: 'lease-lost' };

/** A stage at work. */
interface Doing {
  readonly deps: StageDeps;
  readonly right: StageRight;
  readonly work: StageWork;
  readonly wanted: WantedStage;
  readonly startedAt: string;
}

/**
 * Brings one stage of a cell to its committed manifest: what stands in the run already, else a result from elsewhere
 * (see `findResult`), else an execution. Bytes are in the store before a manifest speaks of them.
 *
 * Failures of its own: `approved-bytes-missing`, `paid-output-lost`, `stage-not-repeatable`.
 */
export async function runStage(
  deps: StageDeps,
  right: StageRight,
  work: StageWork,
): Promise<Result<StageAnswer>> {
  const folder = stageFolder(work.cell.binding_hash, work.cell.child_index, work.stage);
  const fingerprint = fingerprintOf(work.ingredients, deps.sha256);
  const wanted: WantedStage = { ...work, folder, fingerprint };
  const doing: Doing = { deps, right, work, wanted, startedAt: deps.clock.now() };

  const there = await deps.runs.readStage(work.runId, folder);
  if (!there.ok) return there;
  if (there.value !== null) return keepCommitted(doing, there.value);

  const found = await findResult(deps, wanted);
  if (!found.ok) return found;
  if (found.value.kind === 'take') return publishTaken(doing, found.value);
  return withRight(doing, async () => {
    // Whoever held the right a moment ago may have finished what we are about to begin.
    const again = await findResult(deps, wanted);
    if (!again.ok) return again;
    return again.value.kind === 'take' ? publishTaken(doing, again.value) : execute(doing, again.value);
  });
}

async function withRight(
  { right, wanted: { fingerprint } }: Doing,
  act: () => Promise<Result<StageAnswer>>,
): Promise<Result<StageAnswer>> {
  const taken = await right.take(fingerprint);
  if (!taken.ok) return taken;
  if (!taken.value) return ok({ kind: 'right-taken' });
  try {
    return await act();
  } finally {
    await right.give(fingerprint);
  }
}

/** A committed stage stands. Bytes that the store has lost since are put back, or made again and found alike. */
async function keepCommitted(doing: Doing, manifest: StageManifest): Promise<Result<StageAnswer>> {
  const { deps, wanted, work } = doing;
  const { folder } = wanted;
  const kept = { run_id: work.runId, folder, outputs: manifest.outputs };
  const bytes = await findBytes(deps, wanted, kept);
  if (bytes.kind === 'found') {
    const back = await giveBack(doing, bytes);
    return back.ok ? done(deps, folder, manifest) : back;
  }
  const refused = await refusal(deps, wanted, manifest.outputs);
  if (refused !== null) return fail(refused);
  return withRight(doing, async () => {
    // Made again meanwhile by whoever held the right.
    if ((await findBytes(deps, wanted, kept)).kind === 'found') return done(deps, folder, manifest);
    deps.log.warn('stage-made-again', { ...nameOf(doing), why: `output-${bytes.state}` });
    const executed = await work.execute();
    if (!executed.ok) return executed;
    const stored = await storeOutputs(deps, executed.value);
    if (!stored.ok) return stored;
    const made = new Set(stored.value.outputs.map((output) => output.bytes));
    const other = manifest.outputs.find((output) => !made.has(output.bytes));
    if (other === undefined) return done(deps, folder, manifest);
    const { stage, backend } = work.stage;
    return fail(failure('stage-not-repeatable', { run: work.runId, stage, backend, digest: other.bytes }));
  });
}

async function execute(
  doing: Doing,
  { reason }: Extract<FoundResult, { kind: 'execute' }>,
): Promise<Result<StageAnswer>> {
  const { deps, right, work, wanted } = doing;
  if (reason === 'output-missing' || reason === 'output-corrupt')
    deps.log.warn('stage-made-again', { ...nameOf(doing), why: reason });
  const executed = await work.execute();
  if (!executed.ok) return executed;
  const stored = await storeOutputs(deps, executed.value);
  if (!stored.ok) return stored;
  const result: ActionResult = {
    schema_version: 1,
    fingerprint: wanted.fingerprint,
    run_id: work.runId,
    folder: wanted.folder,
    outputs: stored.value.outputs,
    model: executed.value.model,
    reproducibility: work.reproducibility,
    created_at: deps.clock.now(),
  };
  const live = await right.isLeaseLive();
  // What was paid for is recorded whoever has the lease by now: it is bought, and must not be bought again.
  if (isPaidStage(work.stage) || (live.ok && live.value)) {
    const recorded = await deps.cache.record(result);
    if (!recorded.ok) return recorded;
  }
  if (!live.ok) return live;
  if (!live.value) return ok({ kind: 'lease-lost' });
  const outcome = { kind: 'executed', from: null, reasons: [reason] } as const;
  const manifest = manifestOf(doing, result, work.ingredients, outcome);
  return publish(doing, manifest, stored.value.bytes);
}

/** Commits a result that stands elsewhere as this stage's own. */
async function publishTaken(doing: Doing, taken: TakenResult): Promise<Result<StageAnswer>> {
  const { deps, right } = doing;
  const { result, how, reasons } = taken;
  const back = await giveBack(doing, taken);
  if (!back.ok) return back;
  const bytes = new Map<string, Uint8Array>();
  for (const output of result.outputs) {
    const read = await deps.blobs.read(output.bytes);
    if (!read.ok) return read;
    bytes.set(output.name, read.value);
  }
  const live = await right.isLeaseLive();
  if (!live.ok) return live;
  if (!live.value) return ok({ kind: 'lease-lost' });
  const kinds = { reuse: 'reused', pin: 'pinned', own: 'executed' } as const;
  const outcome = { kind: kinds[how], from: how === 'own' ? null : result.run_id, reasons };
  return publish(doing, manifestOf(doing, result, taken.ingredients, outcome), bytes);
}

/** Puts back into the store what it had lost, and says so. */
async function giveBack(doing: Doing, { copies }: Pick<TakenResult, 'copies'>): Promise<Result<void>> {
  const back = await putBack(doing.deps, copies);
  if (!back.ok) return back;
  for (const [digest, { path }] of copies)
    doing.deps.log.warn('output-restored', { ...nameOf(doing), digest, from: path });
  return ok(undefined);
}

const nameOf = ({ work }: Doing) => ({
  job: `${work.runId}/${work.cell.n}`,
  stage: work.stage.stage,
  backend: work.stage.backend,
});

async function publish(
  { deps, work, wanted: { folder } }: Doing,
  manifest: StageManifest,
  bytes: ReadonlyMap<string, Uint8Array>,
): Promise<Result<StageAnswer>> {
  const published = await deps.runs.publishStage(work.runId, folder, manifest, bytes);
  return published.ok ? done(deps, folder, published.value) : published;
}

function manifestOf(
  { deps, work, startedAt }: Doing,
  result: ActionResult,
  ingredients: Ingredients,
  outcome: StageManifest['outcome'],
): StageManifest {
  const { cell, stage } = work;
  const endedAt = deps.clock.now();
  const attempt = { n: 1, started_at: startedAt, ended_at: endedAt, failure: null };
  return {
    schema_version: 1,
    run_id: work.runId,
    place: stage.place,
    stage: stage.stage,
    phase: stage.phase,
    backend: stage.backend,
    binding_hash: cell.binding_hash,
    child_index: cell.child_index,
    fingerprint: result.fingerprint,
    ingredients,
    outcome,
    outputs: result.outputs,
    attempts: outcome.kind === 'executed' ? [attempt] : [],
    environment: ingredients.environment,
    model: result.model,
    cost: { reserved_micro_usd: 0, reported_micro_usd: null },
    reproducibility: result.reproducibility,
    started_at: startedAt,
    ended_at: endedAt,
  };
}

async function done(deps: StageDeps, folder: string, manifest: StageManifest): Promise<Result<StageAnswer>> {
  const pieces: StoredPiece[] = [];
  const byName = new Map(manifest.outputs.map((output) => [output.name, output]));
  for (const picture of manifest.outputs.filter((output) => output.name.endsWith('.png'))) {
    const table = spriteTableOf(manifest.outputs, picture);
    if (table === undefined) continue;
    const bytes = await deps.blobs.read(table.bytes);
    if (!bytes.ok) return bytes;
    const sprites = spritesIn(bytes.value);
    if (sprites === null) {
      const path = `runs/${manifest.run_id}/stages/${folder}/manifest.json`;
      return fail(failure('run-record-invalid', { path, why: `${table.name} is no sprite table` }));
    }
    const raw = byName.get(picture.name.replace(/\.png$/, '.raw')) ?? null;
    pieces.push({ picture, sprites, spritesDigest: spritesDigest(sprites, deps.sha256), raw });
  }
  return ok({ kind: 'done', manifest, pieces });
}
