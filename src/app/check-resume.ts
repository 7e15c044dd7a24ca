import { parseSpriteTable } from '../domain/candidate/side-record.ts';
import { spritesDigest } from '../domain/candidate/sprite.ts';
import { failure } from '../domain/failure.ts';
import type { Digest, Sha256 } from '../domain/ids.ts';
import { formatJobId } from '../domain/job/job-id.ts';
import { isObject } from '../domain/json-object.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { changeText } from '../domain/run/change-text.ts';
import { explainChanges } from '../domain/run/explain.ts';
import { hasItsFingerprint, type Ingredients, type InputIngredient } from '../domain/run/fingerprint.ts';
import { stageFolder, type PipelineStage } from '../domain/run/pipeline.ts';
import type { RunCell, RunRecord } from '../domain/run/run-record.ts';
import { spriteTableOf, type StageManifest } from '../domain/run/stage-manifest.ts';
import type { Environments } from '../ports/environments.ts';
import { asWanted, outlined } from './continue-run.ts';
import type { RunRecipe, RunRecipeDeps } from './run-recipe.ts';
import { isBackendStage, planBackendStage, planPostStage, type CellContext } from './stage-work.ts';

export interface ResumeCheckDeps extends RunRecipeDeps {
  readonly environments: Pick<Environments, 'read'>;
}

/** A field in which a finished stage is not what would be made today. */
export interface ResumeMismatch {
  /** In words: `version of final 2 -> 3`. */
  readonly field: string;
  /** A job whose stage shows it. */
  readonly job: string;
}

/**
 * Recomputes the fingerprint of every finished stage of a run from what would be read today: the recipe's text in the
 * run, the stages' and backends' versions, the environment. Gives each field that differs once. What was pinned was
 * made elsewhere, by what its own ingredients say, and is compared with nothing but its own fingerprint. A manifest that
 * contradicts itself is `run-record-invalid`.
 */
export async function resumeMismatches(
  deps: ResumeCheckDeps,
  record: RunRecord,
  { loaded }: RunRecipe,
): Promise<Result<readonly ResumeMismatch[]>> {
  const texts = new Map(loaded.files.flatMap((f) => (f.text === null ? [] : [[f.path, f.text] as const])));
  const digests = new Map(loaded.files.map((f) => [f.path, f.digest] as const));
  const found = new Map<string, ResumeMismatch>();
  const known = { ...deps, environments: remembered(deps.environments) };
  // Cells of several final backends share their concept's stages.
  const seen = new Map<string, StageManifest | null>();
  for (const cell of record.cells) {
    const context: CellContext = { recipe: loaded.recipe, cell, texts, digests };
    const differing = await cellMismatches(known, record, context, seen);
    if (!differing.ok) return differing;
    const job = formatJobId({ runId: record.run_id, cell: cell.n, try: 1 });
    for (const field of differing.value) if (!found.has(field)) found.set(field, { field, job });
  }
  return ok([...found.values()]);
}

/**
 * The cells of a record must be those that its own recipe gives: a stranger's record could have anything made under a
 * recipe's name (`run-record-invalid`). Where the recipe goes through other stages today, gives which.
 */
export function stageListMismatches(
  record: RunRecord,
  { loaded }: RunRecipe,
  sha256: Sha256,
): Result<readonly ResumeMismatch[]> {
  const outline = outlined(record, loaded, record.cells.map(asWanted), sha256);
  if (!outline.ok) return outline;
  const { cells, pipelines } = outline.value;
  if (textOf(cells) !== textOf(record.cells)) {
    const path = `runs/${record.run_id}/run.json`;
    return fail(failure('run-record-invalid', { path, why: 'its cells are not those of its recipe' }));
  }
  const found: ResumeMismatch[] = [];
  for (const [backend, now] of Object.entries(pipelines)) {
    const was = record.pipelines[backend] ?? [];
    if (textOf(was) === textOf(now)) continue;
    const names = (stages: typeof now): string => stages.map(({ stage }) => stage).join(', ');
    const field =
      names(was) === names(now)
        ? `parameters of the stages of ${backend} changed`
        : `stages of ${backend} ${names(was)} -> ${names(now)}`;
    const n = cells.find((cell) => cell.backend === backend)?.n ?? 1;
    found.push({ field, job: formatJobId({ runId: record.run_id, cell: n, try: 1 }) });
  }
  return ok(found);
}

/** As text that does not hang on the order in which a file has its fields; a stranger's may have no canonical form. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    isObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
  );

async function cellMismatches(
  deps: ResumeCheckDeps,
  record: RunRecord,
  context: CellContext,
  seen: Map<string, StageManifest | null>,
): Promise<Result<readonly string[]>> {
  const { cell } = context;
  const fields: string[] = [];
  let before: StageManifest | null = null;
  let concept: StageManifest | null = null;
  for (const stage of record.pipelines[cell.backend] ?? []) {
    const folder = stageFolder(cell.binding_hash, cell.child_index, stage);
    const isKnown = seen.has(folder);
    const manifest = isKnown
      ? ok(seen.get(folder) ?? null)
      : await manifestOf(deps, record, cell, stage, folder);
    if (!manifest.ok) return manifest;
    seen.set(folder, manifest.value);
    // Nothing after a stage that is not finished can be finished.
    if (manifest.value === null) break;
    if (!isKnown && manifest.value.outcome.kind !== 'pinned') {
      const differing = await stageMismatches(deps, context, stage, manifest.value, before, concept);
      if (!differing.ok) return differing;
      fields.push(...differing.value);
    }
    before = manifest.value;
    if (stage.phase === 'concept') concept = manifest.value;
  }
  return ok(fields);
}

/** The record of a finished stage that is what its place in the run says; `null` while it is not finished. */
async function manifestOf(
  deps: ResumeCheckDeps,
  { run_id }: RunRecord,
  cell: RunCell,
  stage: PipelineStage,
  folder: string,
): Promise<Result<StageManifest | null>> {
  const read = await deps.runs.readStage(run_id, folder);
  if (!read.ok || read.value === null) return read;
  const manifest = read.value;
  const isOfIts =
    manifest.run_id === run_id &&
    manifest.stage === stage.stage &&
    manifest.place === stage.place &&
    manifest.binding_hash === cell.binding_hash &&
    manifest.child_index === cell.child_index;
  const why = !isOfIts
    ? 'it is the record of another stage'
    : hasItsFingerprint(manifest, deps.sha256)
      ? null
      : 'its fingerprint is not that of its ingredients';
  if (why === null) return ok(manifest);
  return fail(failure('run-record-invalid', { path: `runs/${run_id}/stages/${folder}/manifest.json`, why }));
}

async function stageMismatches(
  deps: ResumeCheckDeps,
  context: CellContext,
  stage: PipelineStage,
  manifest: StageManifest,
  before: StageManifest | null,
  concept: StageManifest | null,
): Promise<Result<readonly string[]>> {
  const stored = manifest.ingredients;
  const environment = await environmentNow(deps, stage, stored);
  if (!environment.ok) return environment;
  const known = environment.value;
  const feed = {
    concept: stage.phase === 'final' ? (picturesOf(concept)[0]?.pixels ?? null) : null,
    files: (before?.outputs ?? []).filter(({ name }) => name.endsWith('.raw')).map(({ bytes }) => bytes),
  };
  const planned = isBackendStage(stage)
    ? await planBackendStage(
        context,
        stage,
        deps.registry,
        feed,
        known === null ? undefined : () => Promise.resolve(ok(known)),
      )
    : planPostStage(context, stage, deps.registry, await piecesOf(deps, before, stored.inputs));
  if (!planned.ok) return planned;
  const changes = explainChanges(stored, planned.value.ingredients);
  // What follows from another change is told by that one.
  return ok(changes.filter(({ isConsequence }) => !isConsequence).map(changeText));
}

/**
 * The environment to compare with, where it is not for the backend's own code to say (`null`): what workers last
 * published. Where none ever did on this machine, nothing speaks against what the stage was made in.
 */
async function environmentNow(
  deps: ResumeCheckDeps,
  stage: PipelineStage,
  stored: Ingredients,
): Promise<Result<Ingredients['environment'] | null>> {
  const backend = deps.registry.backends.get(stage.backend);
  if (!isBackendStage(stage) || stage.stage === 'decode' || backend?.reproducibility === 'deterministic')
    return ok(null);
  const published = await deps.environments.read(stage.backend);
  return published.ok ? ok(published.value?.environment ?? stored.environment) : published;
}

/** Reads each backend's environment once: it is compared for every stage of every cell. */
function remembered({ read }: Pick<Environments, 'read'>): Pick<Environments, 'read'> {
  const known = new Map<string, ReturnType<Environments['read']>>();
  return {
    read(backend) {
      const reading = known.get(backend) ?? read(backend);
      known.set(backend, reading);
      return reading;
    },
  };
}

const picturesOf = (manifest: StageManifest | null): StageManifest['outputs'] =>
  manifest?.outputs.filter(({ name }) => name.endsWith('.png')) ?? [];

/**
 * What the stage before gave. Its sprite tables are files, which a clone need not have: of one that is not here the
 * stage's own record is believed, since nothing says otherwise.
 */
async function piecesOf(
  deps: ResumeCheckDeps,
  before: StageManifest | null,
  inputs: readonly InputIngredient[],
): Promise<readonly { readonly pixels: Digest; readonly sprites: Digest }[]> {
  const pieces: { pixels: Digest; sprites: Digest }[] = [];
  for (const [k, picture] of picturesOf(before).entries()) {
    const table = spriteTableOf(before?.outputs ?? [], picture);
    const bytes = table === undefined ? null : await deps.blobs.read(table.bytes);
    const sprites = bytes?.ok === true ? parseSpriteTable(new TextDecoder().decode(bytes.value)) : null;
    const believed = inputs.find(({ role }) => role === `${k}.sprites`)?.digest ?? ('' as Digest);
    pieces.push({
      pixels: picture.pixels ?? ('' as Digest),
      sprites: sprites === null ? believed : spritesDigest(sprites, deps.sha256),
    });
  }
  return pieces;
}
