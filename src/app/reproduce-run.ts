import { pixelsDigest } from '../domain/candidate/pixels-digest.ts';
import { spritesDigest } from '../domain/candidate/sprite.ts';
import { failure } from '../domain/failure.ts';
import type { Digest, RunId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { compareIngredients } from '../domain/run/compare-ingredients.ts';
import { isPaidStage, stageFolder, type PipelineStage } from '../domain/run/pipeline.ts';
import {
  verdictOn,
  type ReproducedOutput,
  type ReproducedStage,
  type ReproductionReason,
} from '../domain/run/reproduction.ts';
import type { RunCell, RunRecord } from '../domain/run/run-record.ts';
import { difference } from '../pixels/difference.ts';
import type { Rgba } from '../pixels/rgba.ts';
import type { AbortSignalLike, VendorFile } from '../ports/backend.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { Scratch } from '../ports/scratch.ts';
import { readRunRecipe } from './read-run-recipe.ts';
import {
  outputPath,
  recordedBytes,
  recordedPieces,
  type Piece,
  type RecordedBytesDeps,
  type RecordedStage,
} from './recorded-bytes.ts';
import { filesOf, type Executed } from './store-outputs.ts';
import {
  executeBackend,
  executePost,
  isBackendStage,
  planBackendStage,
  planPostStage,
  type CellContext,
  type PlannedStage,
  type Registry,
} from './stage-work.ts';

export interface ReproduceDeps extends RecordedBytesDeps {
  readonly runs: RunFolders;
  readonly registry: Registry;
}

export interface ReproduceRequest {
  readonly run: RunId;
  /** Only this cell; `null` for all. */
  readonly cell: number | null;
  /** Only stages of this name; `null` for all. */
  readonly stage: string | null;
  readonly allowsPaid: boolean;
}

export interface Reproduction {
  readonly record: RunRecord;
  readonly stages: readonly ReproducedStage[];
}

/** What feeds a stage: what was made again where it is the very same, else what was recorded. */
interface Fed {
  readonly pieces: readonly Piece[];
  readonly concept: Piece | null;
  /** What a call gave, for `decode`. */
  readonly files: readonly VendorFile[];
}

/**
 * Makes the stages of a run again from its record, in memory, past every cache, and compares them with what is recorded.
 * Each stage works on its recorded inputs, and since those are taken from the stages that were just made again wherever
 * they are the same, a run without a difference is one whole chain made anew, in a clone without any bytes as well.
 * Writes nothing but pictures that differ, into `scratch`. Needs no database. Failures: `run-record-invalid`,
 * `nothing-to-reproduce`, `interrupted`.
 */
export async function reproduceRun(
  deps: ReproduceDeps,
  request: ReproduceRequest,
  scratch: Scratch,
  signal: AbortSignalLike,
): Promise<Result<Reproduction>> {
  const read = await deps.runs.read(request.run);
  if (!read.ok) return read;
  const { record } = read.value;
  const recipe = readRunRecipe(record, deps.registry);
  if (!recipe.ok) return recipe;
  const texts = new Map(record.files.flatMap((f) => (f.text === null ? [] : [[f.path, f.text] as const])));
  const digests = new Map(record.files.map((f) => [f.path, f.digest] as const));
  const seen = new Map<string, Seen>();
  for (const cell of record.cells) {
    if (request.cell !== null && cell.n !== request.cell) continue;
    const context: CellContext = { recipe: recipe.value, cell, texts, digests };
    const done = await reproduceCell({ deps, request, scratch, signal, record, context, seen }, cell);
    if (!done.ok) return done;
  }
  const stages = [...seen.values()].flatMap(({ reproduced }) => (reproduced === null ? [] : [reproduced]));
  if (stages.length === 0) return fail(failure('nothing-to-reproduce', { run: request.run }));
  return ok({ record, stages });
}

/** A stage that was walked past. */
interface Seen {
  readonly recorded: RecordedStage;
  /** `null` where it was not asked for. */
  readonly reproduced: ReproducedStage | null;
  /** What it made now, where it is the same as what was recorded. */
  readonly pieces: readonly Piece[] | null;
}

interface Walk {
  readonly deps: ReproduceDeps;
  readonly request: ReproduceRequest;
  readonly scratch: Scratch;
  readonly signal: AbortSignalLike;
  readonly record: RunRecord;
  readonly context: CellContext;
  /** By folder: cells of several final backends share their concept's stages. */
  readonly seen: Map<string, Seen>;
}

async function reproduceCell(walk: Walk, cell: RunCell): Promise<Result<void>> {
  const { deps, request, record, seen } = walk;
  let before: Seen | null = null;
  let concept: Seen | null = null;
  for (const stage of record.pipelines[cell.backend] ?? []) {
    // What a phase begins with works on no stage before it but the concept; a decoder on its call.
    if (isBackendStage(stage) && stage.stage !== 'decode') before = null;
    const folder = stageFolder(cell.binding_hash, cell.child_index, stage);
    const earlier = seen.get(folder);
    if (earlier !== undefined) {
      before = earlier;
      if (stage.phase === 'concept') concept = earlier;
      continue;
    }
    const manifest = await deps.runs.readStage(request.run, folder);
    if (!manifest.ok) return manifest;
    if (manifest.value === null) return ok(undefined);
    if (walk.signal.aborted) return fail(failure('interrupted', {}));
    const recorded: RecordedStage = { folder, manifest: manifest.value };
    const isWanted = request.stage === null || request.stage === stage.stage;
    const now: Seen = isWanted
      ? await reproduceStage(walk, stage, recorded, before, concept)
      : { recorded, reproduced: null, pieces: null };
    seen.set(folder, now);
    before = now;
    if (stage.phase === 'concept') concept = now;
  }
  return ok(undefined);
}

async function reproduceStage(
  walk: Walk,
  stage: PipelineStage,
  recorded: RecordedStage,
  before: Seen | null,
  concept: Seen | null,
): Promise<Seen> {
  const { deps, request, context, signal } = walk;
  const { manifest, folder } = recorded;
  const facts = {
    cell: context.cell.n,
    folder,
    place: stage.place,
    stage: stage.stage,
    phase: stage.phase,
    backend: stage.backend,
  };
  const without = (reason: ReproductionReason, planned?: PlannedStage): Seen => ({
    recorded,
    pieces: null,
    reproduced: {
      ...facts,
      differences: planned === undefined ? [] : compareIngredients(manifest.ingredients, planned.ingredients),
      outputs: manifest.outputs.map(({ name }) => ({
        name,
        verdict: 'not-reproducible',
        reason,
        recorded: null,
        made: null,
        difference: null,
      })),
    },
  });

  if (isPaidStage(stage) && !request.allowsPaid) return without('paid');
  // A paid call needs an intent in the ledger, which only a worker writes: here none is ever made.
  if (isPaidStage(stage) || manifest.reproducibility === 'vendor') return without('vendor');
  const fed = await inputsOf(walk, stage, recorded, before, concept);
  if (fed === null) return without('input-missing');
  const planned = isBackendStage(stage)
    ? await planBackendStage(context, stage, deps.registry, {
        concept: fed.concept?.pixels ?? null,
        files: fed.files.map(({ bytes }) => deps.sha256(bytes)),
      })
    : planPostStage(
        context,
        stage,
        deps.registry,
        fed.pieces.map(({ pixels, spritesDigest: sprites }) => ({ pixels, sprites })),
      );
  if (!planned.ok)
    return without(planned.failure.kind === 'backend-unavailable' ? 'backend-unavailable' : 'stage-failed');
  const executed = isBackendStage(stage)
    ? await executeBackend(context, stage, deps.registry, fed.concept?.picture ?? null, signal, fed.files)
    : executePost(context, stage, deps.registry, fed.pieces);
  if (!executed.ok) return without('stage-failed', planned.value);

  const made = madeOutputs(deps, executed.value);
  const outputs: ReproducedOutput[] = [];
  for (const output of manifest.outputs) {
    const again = made.get(output.name);
    outputs.push(await judge(walk, folder, output, again ?? null));
    made.delete(output.name);
  }
  for (const name of made.keys()) {
    const reason = 'output-new';
    outputs.push({ name, verdict: 'different', reason, recorded: null, made: null, difference: null });
  }
  const isSame = outputs.every(({ verdict }) => verdict !== 'different');
  return {
    recorded,
    pieces: isSame ? piecesOf(deps, executed.value) : null,
    reproduced: {
      ...facts,
      differences: compareIngredients(manifest.ingredients, planned.value.ingredients),
      outputs,
    },
  };
}

/** What the stage was made of, as its ingredients name it; `null` where that is nowhere to be had. */
async function inputsOf(
  { deps, request }: Walk,
  stage: PipelineStage,
  { manifest }: RecordedStage,
  before: Seen | null,
  concept: Seen | null,
): Promise<Fed | null> {
  const piecesOfStage = async (seen: Seen | null): Promise<readonly Piece[] | null> =>
    seen === null ? null : (seen.pieces ?? (await recordedPieces(deps, request.run, seen.recorded)));
  const none: Fed = { pieces: [], concept: null, files: [] };
  if (stage.stage === 'decode') {
    const files = before === null ? null : await vendorFiles(deps, request.run, before.recorded);
    const digests = files?.map(({ bytes }) => deps.sha256(bytes));
    const isNamed = manifest.ingredients.inputs.every(({ digest }, i) => digests?.[i] === digest);
    return files === null || !isNamed ? null : { ...none, files };
  }
  if (isBackendStage(stage)) {
    const wanted = manifest.ingredients.inputs.find(({ role }) => role === 'concept');
    if (wanted === undefined) return none;
    const approved = (await piecesOfStage(concept))?.find(({ pixels }) => pixels === wanted.digest);
    return approved === undefined ? null : { ...none, concept: approved };
  }
  const pieces = await piecesOfStage(before);
  const named = (pieces ?? []).flatMap((piece) => [piece.pixels, piece.spritesDigest]);
  const isNamed = manifest.ingredients.inputs.every(({ digest }, i) => named[i] === digest);
  return pieces !== null && isNamed && named.length === manifest.ingredients.inputs.length
    ? { ...none, pieces }
    : null;
}

interface MadeOutput {
  readonly data: Uint8Array;
  readonly bytes: Digest;
  readonly pixels: Digest | null;
  readonly picture: Rgba | null;
}

/** The files that what was executed would be stored as, by name. */
function madeOutputs({ sha256 }: ReproduceDeps, executed: Executed): Map<string, MadeOutput> {
  const made = new Map<string, MadeOutput>();
  for (const { name, bytes, picture } of filesOf(executed)) {
    const pixels = picture === null ? null : pixelsDigest(picture, sha256);
    made.set(name, { data: bytes, bytes: sha256(bytes), pixels, picture });
  }
  return made;
}

/** What a call gave, as it was recorded; `null` where any of it is nowhere. */
async function vendorFiles(
  deps: ReproduceDeps,
  run: RunId,
  { folder, manifest }: RecordedStage,
): Promise<readonly VendorFile[] | null> {
  const files: VendorFile[] = [];
  for (const output of manifest.outputs) {
    const bytes = await recordedBytes(deps, run, folder, output);
    if (bytes === null) return null;
    files.push({ bytes, mediaType: output.media_type });
  }
  return files;
}

const piecesOf = ({ sha256 }: ReproduceDeps, executed: Executed): readonly Piece[] =>
  executed.pieces.map(({ picture, sprites }) => ({
    picture,
    pixels: pixelsDigest(picture, sha256),
    sprites,
    spritesDigest: spritesDigest(sprites, sha256),
  }));

/** Compares an output with what was made now; of pictures that differ, says where and keeps the new one for a look. */
async function judge(
  { deps, request, scratch }: Walk,
  folder: string,
  output: RecordedStage['manifest']['outputs'][number],
  made: MadeOutput | null,
): Promise<ReproducedOutput> {
  const { name } = output;
  const path = outputPath(request.run, folder, name);
  if (made === null) {
    return {
      name,
      verdict: 'different',
      reason: 'output-gone',
      recorded: path,
      made: null,
      difference: null,
    };
  }
  const verdict = verdictOn(output, made);
  if (verdict !== 'different')
    return { name, verdict, reason: null, recorded: null, made: null, difference: null };
  const kept = await scratch.write(`${folder}/${name}`, made.data);
  const bytes = await recordedBytes(deps, request.run, folder, output);
  const before = bytes === null || made.picture === null ? null : await deps.decoder.decode(bytes, path);
  const found = before?.ok === true && made.picture !== null ? difference(before.value, made.picture) : null;
  return {
    name,
    verdict,
    reason: null,
    recorded: (await deps.files.exists(path)) ? path : null,
    made: kept.ok ? kept.value : null,
    difference: found === null ? null : { changed: found.changed, pixels: found.pixels, box: found.box },
  };
}
