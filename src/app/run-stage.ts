import { pixelsDigest } from '../domain/candidate/pixels-digest.ts';
import { parseSpriteTable } from '../domain/candidate/side-record.ts';
import { spritesDigest, type Sprite } from '../domain/candidate/sprite.ts';
import { failure, type Failure } from '../domain/failure.ts';
import type { Digest, Fingerprint, RunId, Sha256 } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { fingerprintOf, type Ingredients } from '../domain/run/fingerprint.ts';
import { stageFolder, type PipelineStage } from '../domain/run/pipeline.ts';
import type { RunCell } from '../domain/run/run-record.ts';
import {
  spriteTableOf,
  type ActionResult,
  type StageManifest,
  type StageOutput,
} from '../domain/run/stage-manifest.ts';
import { encodePng } from '../pixels/png.ts';
import type { Rgba } from '../pixels/rgba.ts';
import type { Clock } from '../ports/clock.ts';
import type { PictureDecoder } from '../ports/picture-decoder.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { ActionCache, BlobStore } from '../ports/store.ts';

/** One picture between two stages, as it lies in the store. */
export interface StoredPiece {
  readonly picture: StageOutput;
  readonly sprites: readonly Sprite[];
  readonly spritesDigest: Digest;
  readonly raw: StageOutput | null;
}

/** What executing a stage gives. */
export interface Executed {
  readonly pieces: readonly {
    readonly picture: Rgba;
    readonly sprites: readonly Sprite[];
    readonly raw: { readonly bytes: Uint8Array; readonly mediaType: string } | null;
  }[];
  readonly model: string | null;
}

export interface StageWork {
  readonly runId: RunId;
  readonly cell: RunCell;
  readonly stage: PipelineStage;
  readonly ingredients: Ingredients;
  readonly reproducibility: StageManifest['reproducibility'];
  readonly execute: () => Promise<Result<Executed>>;
}

/** Guards an execution: one holder per fingerprint, and a publication only while the lease is live. */
export interface StageRight {
  take(fingerprint: Fingerprint): Promise<Result<boolean>>;
  give(fingerprint: Fingerprint): Promise<void>;
  isLeaseLive(): Promise<Result<boolean>>;
}

export interface StageDeps {
  readonly runs: RunFolders;
  readonly blobs: BlobStore;
  readonly cache: ActionCache;
  readonly decoder: PictureDecoder;
  readonly sha256: Sha256;
  readonly clock: Clock;
}

export type StageAnswer =
  | { readonly kind: 'done'; readonly manifest: StageManifest; readonly pieces: readonly StoredPiece[] }
  /** Another worker executes the same fingerprint: give the slot back and look again later. */
  | { readonly kind: 'right-taken' }
  | { readonly kind: 'lease-lost' };

/**
 * Brings one stage of a cell to its committed manifest: what stands in the run already, else a result from the
 * action cache, else an execution. Bytes are in the store before the manifest speaks of them.
 */
export async function runStage(
  deps: StageDeps,
  right: StageRight,
  work: StageWork,
): Promise<Result<StageAnswer>> {
  const folder = stageFolder(work.cell.binding_hash, work.cell.child_index, work.stage);
  const startedAt = deps.clock.now();
  const fingerprint = fingerprintOf(work.ingredients, deps.sha256);

  const there = await deps.runs.readStage(work.runId, folder);
  if (!there.ok) return there;
  if (there.value !== null && (await intact(deps, there.value.outputs)) !== null)
    return done(deps, folder, there.value);

  const found = await reuse(deps, right, work, folder, fingerprint, startedAt);
  if (!found.ok || found.value !== null) return found as Result<StageAnswer>;

  const taken = await right.take(fingerprint);
  if (!taken.ok) return taken;
  if (!taken.value) return ok({ kind: 'right-taken' });
  try {
    // Whoever held the right a moment ago may have finished what we are about to begin.
    const again = await reuse(deps, right, work, folder, fingerprint, startedAt);
    if (!again.ok || again.value !== null) return again as Result<StageAnswer>;
    const executed = await work.execute();
    if (!executed.ok) return executed;
    const stored = await store(deps, executed.value);
    if (!stored.ok) return stored;
    const live = await right.isLeaseLive();
    if (!live.ok) return live;
    if (!live.value) return ok({ kind: 'lease-lost' });
    const result: ActionResult = {
      schema_version: 1,
      fingerprint,
      run_id: work.runId,
      outputs: stored.value.outputs,
      model: executed.value.model,
      reproducibility: work.reproducibility,
      created_at: deps.clock.now(),
    };
    const recorded = await deps.cache.record(result);
    if (!recorded.ok) return recorded;
    const reason = there.value === null ? 'never-run' : 'output-missing';
    const manifest = manifestOf(work, result, 'executed', null, [reason], startedAt, deps.clock.now());
    return await publish(deps, work, folder, manifest, stored.value.bytes);
  } finally {
    await right.give(fingerprint);
  }
}

async function reuse(
  deps: StageDeps,
  right: StageRight,
  work: StageWork,
  folder: string,
  fingerprint: Fingerprint,
  startedAt: string,
): Promise<Result<StageAnswer | null>> {
  let bytes: ReadonlyMap<string, Uint8Array> | null = null;
  // A blob that is gone or changed on disk is a reason to look further, and in the end to execute: no failure.
  const found = await deps.cache.lookup(fingerprint, async (result) => {
    bytes = await intact(deps, result.outputs);
    return bytes !== null;
  });
  if (!found.ok) return found;
  if (found.value === null || bytes === null) return ok(null);
  const live = await right.isLeaseLive();
  if (!live.ok) return live;
  if (!live.value) return ok({ kind: 'lease-lost' });
  const reasons = ['same-fingerprint'];
  const manifest = manifestOf(
    work,
    found.value,
    'reused',
    found.value.run_id,
    reasons,
    startedAt,
    deps.clock.now(),
  );
  return publish(deps, work, folder, manifest, bytes);
}

async function publish(
  deps: StageDeps,
  work: StageWork,
  folder: string,
  manifest: StageManifest,
  bytes: ReadonlyMap<string, Uint8Array>,
): Promise<Result<StageAnswer>> {
  const published = await deps.runs.publishStage(work.runId, folder, manifest, bytes);
  return published.ok ? done(deps, folder, published.value) : published;
}

function manifestOf(
  work: StageWork,
  result: ActionResult,
  kind: 'executed' | 'reused',
  from: RunId | null,
  reasons: readonly string[],
  startedAt: string,
  endedAt: string,
): StageManifest {
  const { cell, stage, ingredients } = work;
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
    outcome: { kind, from, reasons },
    outputs: result.outputs,
    attempts: kind === 'executed' ? [{ n: 1, started_at: startedAt, ended_at: endedAt, failure: null }] : [],
    environment: ingredients.environment,
    model: result.model,
    cost: { reserved_micro_usd: 0, reported_micro_usd: null },
    reproducibility: result.reproducibility,
    started_at: startedAt,
    ended_at: endedAt,
  };
}

/** The bytes of all outputs by name; `null` when any is missing, not what its digest says, or no sprite table. */
async function intact(
  deps: StageDeps,
  outputs: readonly StageOutput[],
): Promise<ReadonlyMap<string, Uint8Array> | null> {
  const bytes = new Map<string, Uint8Array>();
  for (const output of outputs) {
    const read = await deps.blobs.read(output.bytes);
    if (!read.ok) return null;
    if (output.name.endsWith('.json') && parseSpriteTable(textOf(read.value)) === null) return null;
    bytes.set(output.name, read.value);
  }
  return bytes;
}

/** Puts the pieces into the store: `000.png`, its sprite table `000.json`, and the vendor's file `000.raw`. */
async function store(
  deps: StageDeps,
  executed: Executed,
): Promise<Result<{ outputs: StageOutput[]; bytes: Map<string, Uint8Array> }>> {
  const outputs: StageOutput[] = [];
  const bytes = new Map<string, Uint8Array>();
  async function keep(
    name: string,
    data: Uint8Array,
    mediaType: string,
    picture: Rgba | null,
  ): Promise<Failure | null> {
    const put = await deps.blobs.put(data);
    if (!put.ok) return put.failure;
    bytes.set(name, data);
    outputs.push({
      name,
      bytes: put.value,
      pixels: picture === null ? null : pixelsDigest(picture, deps.sha256),
      size: data.length,
      media_type: mediaType,
      width: picture?.width ?? null,
      height: picture?.height ?? null,
    });
    return null;
  }
  for (const [k, piece] of executed.pieces.entries()) {
    const stem = String(k).padStart(3, '0');
    const table = utf8(`${JSON.stringify(piece.sprites, null, 2)}\n`);
    const refused =
      (await keep(`${stem}.png`, encodePng(piece.picture), 'image/png', piece.picture)) ??
      (await keep(`${stem}.json`, table, 'application/json', null)) ??
      (piece.raw === null ? null : await keep(`${stem}.raw`, piece.raw.bytes, piece.raw.mediaType, null));
    if (refused !== null) return fail(refused);
  }
  return ok({ outputs, bytes });
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

async function done(deps: StageDeps, folder: string, manifest: StageManifest): Promise<Result<StageAnswer>> {
  const pieces: StoredPiece[] = [];
  const byName = new Map(manifest.outputs.map((output) => [output.name, output]));
  for (const picture of manifest.outputs.filter((output) => output.name.endsWith('.png'))) {
    const table = spriteTableOf(manifest.outputs, picture);
    if (table === undefined) continue;
    const bytes = await deps.blobs.read(table.bytes);
    if (!bytes.ok) return bytes;
    const sprites = parseSpriteTable(textOf(bytes.value));
    if (sprites === null) {
      const path = `runs/${manifest.run_id}/stages/${folder}/manifest.json`;
      return fail(failure('run-record-invalid', { path, why: `${table.name} is no sprite table` }));
    }
    const raw = byName.get(picture.name.replace(/\.png$/, '.raw')) ?? null;
    pieces.push({ picture, sprites, spritesDigest: spritesDigest(sprites, deps.sha256), raw });
  }
  return ok({ kind: 'done', manifest, pieces });
}
