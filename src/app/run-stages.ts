import { failure } from '../domain/failure.ts';
import { pixelsDigest } from '../domain/candidate/pixels-digest.ts';
import { poolPlace } from '../domain/candidate/paths.ts';
import type { Digest, Fingerprint } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { isBackendStage, stageFolder, type PipelineStage } from '../domain/run/pipeline.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import type { StageOutput } from '../domain/run/stage-manifest.ts';
import type { Rgba } from '../pixels/rgba.ts';
import type { AbortSignalLike, VendorFile } from '../ports/backend.ts';
import type { Environments } from '../ports/environments.ts';
import { continuedBy, parentStages } from './parent-stages.ts';
import { publishingEnvironment } from './publish-environment.ts';
import { findCopies, putBack } from './restore-outputs.ts';
import {
  runStage,
  type StageAnswer,
  type StageDeps,
  type StageRight,
  type StoredPiece,
} from './run-stage.ts';
import {
  executeBackend,
  executePost,
  planBackendStage,
  planPostStage,
  type CellContext,
  type PlannedStage,
  type Registry,
} from './stage-work.ts';

export interface StagesDeps extends StageDeps {
  readonly registry: Registry;
  readonly environments: Environments;
  /** Name of the worker, beside what it publishes. */
  readonly workerId: string;
}

/** The stages of a phase, all committed. */
export interface DonePhase {
  readonly pieces: readonly StoredPiece[];
  readonly stages: readonly { readonly stage: string; readonly fingerprint: Fingerprint }[];
  readonly model: string | null;
}

interface Feed {
  readonly picture: Rgba;
  readonly pixels: Digest;
}

type Done = Extract<StageAnswer, { kind: 'done' }>;

/** Runs stages in order, each on what the one before gave; the last one's pieces are the phase's result. */
export async function runStages(
  deps: StagesDeps,
  right: StageRight,
  record: RunRecord,
  context: CellContext,
  stages: readonly PipelineStage[],
  concept: Digest | null,
  signal: AbortSignalLike,
): Promise<Result<DonePhase | Exclude<StageAnswer, Done>>> {
  const feed = await readConcept(deps, record, context, concept);
  if (!feed.ok) return feed;
  const continued = continuedBy(record);
  const parentOf = await parentStages(
    deps.runs,
    record.project_id,
    continued,
    record.pipelines,
    context.cell,
  );
  if (!parentOf.ok) return parentOf;
  let before: Done | null = null;
  let files: readonly StageOutput[] = [];
  let model: string | null = null;
  const ran: { stage: string; fingerprint: Fingerprint }[] = [];
  for (const stage of stages) {
    const last: Done | null = before;
    const planned = await plan(deps, context, stage, last, feed.value?.pixels ?? null);
    if (!planned.ok) return planned;
    const parent = await parentOf.value(stage);
    if (!parent.ok) return parent;
    const answer = await runStage(deps, right, {
      runId: record.run_id,
      recipeId: record.recipe.recipe_id,
      cell: context.cell,
      stage,
      ...planned.value,
      hasParent: continued !== null,
      parent: parent.value,
      rebuild: record.rebuild,
      execute: () =>
        isBackendStage(stage)
          ? executeBackendStage(deps, context, stage, feed.value, signal, last)
          : decodeAndRun(deps, context, stage, last?.pieces ?? []),
    });
    if (!answer.ok) return answer;
    if (answer.value.kind !== 'done') return ok(answer.value);
    const { manifest } = answer.value;
    if (stage.stage === 'call') files = manifest.outputs;
    before = answer.value;
    model = manifest.model ?? model;
    ran.push({ stage: stage.stage, fingerprint: manifest.fingerprint });
  }
  return ok({ pieces: withVendorFiles(before?.pieces ?? [], files), stages: ran, model });
}

/** Each piece with the vendor's file that it was decoded from: one for each, or one for all. */
function withVendorFiles(
  pieces: readonly StoredPiece[],
  files: readonly StageOutput[],
): readonly StoredPiece[] {
  return pieces.map((piece, k) => {
    const file = files.length === pieces.length ? files[k] : files[0];
    return piece.raw !== null || file === undefined ? piece : { ...piece, raw: file };
  });
}

async function plan(
  deps: StagesDeps,
  context: CellContext,
  stage: PipelineStage,
  before: Done | null,
  concept: Digest | null,
): Promise<Result<PlannedStage>> {
  if (isBackendStage(stage)) {
    const feed = { concept, files: filesOf(before).map(({ bytes }) => bytes) };
    return planBackendStage(context, stage, deps.registry, feed, publishingEnvironment(deps));
  }
  const inputs = (before?.pieces ?? []).map((piece) => ({
    pixels: piece.picture.pixels as Digest,
    sprites: piece.spritesDigest,
  }));
  return planPostStage(context, stage, deps.registry, inputs);
}

/** What a call gave, in the vendor's order. */
const filesOf = (call: Done | null): readonly StageOutput[] =>
  call === null || call.manifest.stage !== 'call' ? [] : call.manifest.outputs;

async function executeBackendStage(
  deps: StagesDeps,
  context: CellContext,
  stage: PipelineStage,
  feed: Feed | null,
  signal: AbortSignalLike,
  call: Done | null,
) {
  const files: VendorFile[] = [];
  for (const file of filesOf(call)) {
    const bytes = await deps.blobs.read(file.bytes);
    if (!bytes.ok) return bytes;
    files.push({ bytes: bytes.value, mediaType: file.media_type });
  }
  return executeBackend(context, stage, deps.registry, feed?.picture ?? null, signal, files);
}

async function decodeAndRun(
  deps: StagesDeps,
  context: CellContext,
  stage: PipelineStage,
  pieces: readonly StoredPiece[],
) {
  const decoded: { picture: Rgba; sprites: StoredPiece['sprites'] }[] = [];
  for (const piece of pieces) {
    const picture = await readPicture(deps, piece.picture.bytes);
    if (!picture.ok) return picture;
    // Its fingerprint was made of what the record says of the picture: a wrong one would be cached for another picture.
    if (pixelsDigest(picture.value, deps.sha256) !== piece.picture.pixels) {
      const { name, bytes } = piece.picture;
      const why = `${name} (${bytes.slice(0, 12)}) does not show what the record of the stage before says`;
      return fail(failure('stage-failed', { stage: stage.stage, why }));
    }
    decoded.push({ picture: picture.value, sprites: piece.sprites });
  }
  return executePost(context, stage, deps.registry, decoded);
}

async function readPicture(deps: StagesDeps, digest: Digest): Promise<Result<Rgba>> {
  const bytes = await deps.blobs.read(digest);
  return bytes.ok ? deps.decoder.decode(bytes.value, `${digest.slice(0, 12)}.png`) : bytes;
}

/**
 * The approved concept, read by what it shows: its pixels digest enters the fingerprint of what it feeds. Where the
 * store has lost it, it is put back, else `approved-bytes-missing`: another picture was never approved.
 */
async function readConcept(
  deps: StagesDeps,
  record: RunRecord,
  { cell }: CellContext,
  concept: Digest | null,
): Promise<Result<Feed | null>> {
  if (concept === null) return ok(null);
  if ((await deps.blobs.look(concept)) !== 'intact') {
    const stages = (record.pipelines[cell.backend] ?? []).filter(({ phase }) => phase === 'concept');
    const backend = cell.concept_backend ?? cell.backend;
    const copies = await findCopies(deps, [{ name: '000.png', bytes: concept }], {
      stages: stages.map((stage) => ({
        run: record.run_id,
        folder: stageFolder(cell.binding_hash, cell.child_index, stage),
      })),
      pool: poolPlace(record.recipe.recipe_id, cell.binding_hash, backend),
    });
    if (copies === null) {
      const where = { run: record.run_id, stage: 'normalize', backend, digest: concept };
      return fail(failure('approved-bytes-missing', where));
    }
    const back = await putBack(deps, copies);
    if (!back.ok) return back;
    const job = `${record.run_id}/${cell.n}`;
    for (const { path } of copies.values())
      deps.log.warn('output-restored', { job, stage: 'concept', backend, digest: concept, from: path });
  }
  const picture = await readPicture(deps, concept);
  if (!picture.ok) return picture;
  return ok({ picture: picture.value, pixels: pixelsDigest(picture.value, deps.sha256) });
}
