import { failure, type Failure } from '../domain/failure.ts';
import { poolPlace } from '../domain/candidate/paths.ts';
import type { Fingerprint, RecipeId, RunId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import {
  compareIngredients,
  isToolOrEnvironment,
  toolDifferenceText,
} from '../domain/run/compare-ingredients.ts';
import { hasItsFingerprint, type Ingredients } from '../domain/run/fingerprint.ts';
import { isPaidStage, type PipelineStage } from '../domain/run/pipeline.ts';
import type { Rebuild, RunCell } from '../domain/run/run-record.ts';
import type { ActionResult, StageManifest, StageOutput, StageReason } from '../domain/run/stage-manifest.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { ActionCache, BlobStore } from '../ports/store.ts';
import { approvedAmong } from './approved-bytes.ts';
import type { ReadDecisions } from './read-decisions.ts';
import { findCopies, type Copies, type RestoreDeps, type Whereabouts } from './restore-outputs.ts';
import { spritesIn } from './sprite-table.ts';

export interface FindDeps extends RestoreDeps {
  readonly runs: Pick<
    RunFolders,
    'isImported' | 'list' | 'read' | 'readOutput' | 'readStage' | 'runsWithStage'
  >;
  readonly blobs: Pick<BlobStore, 'look' | 'put' | 'read'>;
  readonly cache: Pick<ActionCache, 'lookup'>;
  readonly decisions: ReadDecisions;
}

/** The stage of the run that this one continues, as it was committed there. */
export interface ParentStage {
  readonly folder: string;
  readonly manifest: StageManifest;
  /** Brought in from elsewhere: believed only as far as the action cache has it. */
  readonly isImported: boolean;
}

/** A stage whose result is wanted. */
export interface WantedStage {
  /** `null` for a run that is only planned. */
  readonly runId: RunId | null;
  readonly recipeId: RecipeId;
  readonly cell: Pick<RunCell, 'binding_hash' | 'child_index'>;
  readonly stage: PipelineStage;
  readonly folder: string;
  readonly ingredients: Ingredients;
  readonly fingerprint: Fingerprint;
  readonly reproducibility: StageManifest['reproducibility'];
  readonly hasParent: boolean;
  readonly parent: ParentStage | null;
  readonly rebuild: Rebuild;
}

/** A result that stands somewhere, with its bytes. */
export interface TakenResult {
  readonly kind: 'take';
  /** `own`: this very stage executed before it was interrupted. */
  readonly how: 'reuse' | 'pin' | 'own';
  readonly result: ActionResult;
  readonly ingredients: Ingredients;
  readonly reasons: readonly string[];
  /** Bytes that the store had lost, and where they are; empty as a rule. */
  readonly copies: Copies;
}

export type FoundResult = TakenResult | { readonly kind: 'execute'; readonly reason: StageReason };

/** Results whose bytes are nowhere. */
interface Lost {
  readonly outputs: readonly StageOutput[];
  readonly state: 'missing' | 'corrupt';
}

/**
 * Where the result of a stage comes from: the parent run's, pinned, where nothing but tool or environment differs; the
 * action cache; any run of this project that has committed it; else it is to be executed. Bytes that the store has lost are looked for first. What was paid for and is nowhere is
 * `paid-output-lost`, what a person approved `approved-bytes-missing`. Writes nothing.
 */
export async function findResult(deps: FindDeps, wanted: WantedStage): Promise<Result<FoundResult>> {
  const { stage, folder, fingerprint, parent, rebuild, runId } = wanted;
  const isRebuilt = isPaidStage(stage) ? rebuild === 'all' : rebuild !== 'none';
  const isForced = isRebuilt && !wanted.hasParent;
  const lost: Lost[] = [];
  const take = async (
    how: TakenResult['how'],
    result: ActionResult,
    ingredients: Ingredients,
    reasons: readonly string[],
  ): Promise<TakenResult | null> => {
    const bytes = await findBytes(deps, wanted, result);
    if (bytes.kind === 'lost') lost.push({ outputs: result.outputs, state: bytes.state });
    if (bytes.kind === 'lost') return null;
    const { copies } = bytes;
    const all = copies.size === 0 ? reasons : [...reasons, 'restored'];
    return { kind: 'take', how, result, ingredients, reasons: all, copies };
  };
  const reuse = (result: ActionResult): Promise<TakenResult | null> => {
    // Made anew means in this run: once, whichever of its cells was first.
    if (isForced && result.run_id !== runId) return Promise.resolve(null);
    return result.run_id === runId && result.folder === folder
      ? take('own', result, wanted.ingredients, ['interrupted'])
      : take('reuse', result, wanted.ingredients, ['same-fingerprint']);
  };

  const differences =
    parent === null ? [] : compareIngredients(parent.manifest.ingredients, wanted.ingredients);
  if (parent !== null && !hasItsFingerprint(parent.manifest, deps.sha256)) {
    const path = `runs/${parent.manifest.run_id}/stages/${parent.folder}/manifest.json`;
    return fail(
      failure('run-record-invalid', { path, why: 'its fingerprint is not that of its ingredients' }),
    );
  }
  if (parent !== null && (await isTrusted(deps, parent))) {
    const { manifest } = parent;
    if (differences.length === 0) {
      // Preferred to what the cache has under this fingerprint: it is this run's own line.
      const taken = isForced ? null : await reuse(resultOf(manifest, parent.folder));
      if (taken !== null) return ok(taken);
    } else if (!isRebuilt && differences.every(isToolOrEnvironment)) {
      const reasons = differences.map((difference) => toolDifferenceText(stage.stage, difference));
      const taken = await take('pin', resultOf(manifest, parent.folder), manifest.ingredients, reasons);
      if (taken !== null) return ok(taken);
    }
  }

  let taken: TakenResult | null = null;
  const found = await deps.cache.lookup(fingerprint, async (result) => {
    taken = await reuse(result);
    return taken !== null;
  });
  if (!found.ok) return found;
  if (taken !== null) return ok(taken);

  if (!isForced) {
    for await (const result of committedElsewhere(deps, wanted)) {
      if (!result.ok) return result;
      const elsewhere = await reuse(result.value);
      if (elsewhere !== null) return ok(elsewhere);
    }
  }
  for (const { outputs } of lost) {
    const refused = await refusal(deps, wanted, outputs);
    if (refused !== null) return fail(refused);
  }
  const [first] = lost;
  if (first !== undefined) return ok({ kind: 'execute', reason: `output-${first.state}` });
  return ok({ kind: 'execute', reason: isForced ? 'forced' : 'never-run' });
}

/** Why lost bytes may not be made anew; `null` where they may: they are free, and nobody approved them. */
export async function refusal(
  deps: Pick<FindDeps, 'decisions'>,
  { stage, runId }: Pick<WantedStage, 'stage' | 'runId'>,
  outputs: readonly StageOutput[],
): Promise<Failure | null> {
  const [first] = outputs;
  if (first === undefined) return null;
  const where = { run: runId, stage: stage.stage, backend: stage.backend };
  if (isPaidStage(stage)) return failure('paid-output-lost', { ...where, digest: first.bytes });
  const approved = await approvedAmong(
    deps.decisions,
    outputs.map(({ bytes }) => bytes),
  );
  if (!approved.ok) return approved.failure;
  const [digest] = approved.value;
  return digest === undefined ? null : failure('approved-bytes-missing', { ...where, digest });
}

type FoundBytes =
  | { readonly kind: 'found'; readonly copies: Copies }
  | { readonly kind: 'lost'; readonly state: 'missing' | 'corrupt' };

/** Whether all bytes of a result are in the store, or can be put back there. */
export async function findBytes(
  deps: FindDeps,
  wanted: Pick<WantedStage, 'runId' | 'recipeId' | 'cell' | 'stage' | 'folder'>,
  result: Pick<ActionResult, 'run_id' | 'folder' | 'outputs'>,
): Promise<FoundBytes> {
  const lost: StageOutput[] = [];
  let state: 'missing' | 'corrupt' = 'missing';
  for (const output of result.outputs) {
    const seen = await deps.blobs.look(output.bytes);
    if (seen !== 'intact') lost.push(output);
    if (seen === 'corrupt') state = 'corrupt';
    // Entries of the cache are unsigned: what it calls a sprite table may be anything.
    if (seen === 'intact' && output.name.endsWith('.json')) {
      const table = await deps.blobs.read(output.bytes);
      if (!table.ok || spritesIn(table.value) === null) return { kind: 'lost', state: 'corrupt' };
    }
  }
  if (lost.length === 0) return { kind: 'found', copies: new Map() };
  const copies = await findCopies(deps, lost, whereabouts(wanted, result));
  if (copies === null) return { kind: 'lost', state };
  const tables = lost.filter(({ name }) => name.endsWith('.json')).map(({ bytes }) => copies.get(bytes));
  const isSound = tables.every((copy) => copy !== undefined && spritesIn(copy.bytes) !== null);
  return isSound ? { kind: 'found', copies } : { kind: 'lost', state: 'corrupt' };
}

function whereabouts(
  {
    runId,
    recipeId,
    cell,
    stage,
    folder,
  }: Pick<WantedStage, 'runId' | 'recipeId' | 'cell' | 'stage' | 'folder'>,
  result: Pick<ActionResult, 'run_id' | 'folder'>,
): Whereabouts {
  return {
    stages: [
      ...(runId === null ? [] : [{ run: runId, folder }]),
      { run: result.run_id, folder: result.folder ?? folder },
    ],
    pool: poolPlace(recipeId, cell.binding_hash, stage.backend),
  };
}

/** A committed stage as the action cache would have it. */
const resultOf = (manifest: StageManifest, folder: string): ActionResult => ({
  schema_version: 1,
  fingerprint: manifest.fingerprint,
  run_id: manifest.run_id,
  folder,
  outputs: manifest.outputs,
  model: manifest.model,
  reproducibility: manifest.reproducibility,
  created_at: manifest.ended_at,
});

/** What was imported satisfies no reuse until somebody trusts it, and then its results stand in the action cache. */
async function isTrusted(deps: FindDeps, { manifest, isImported }: ParentStage): Promise<boolean> {
  if (!isImported) return true;
  const known = await deps.cache.lookup(manifest.fingerprint, (result) =>
    Promise.resolve(sameOutputs(result.outputs, manifest.outputs)),
  );
  return known.ok && known.value !== null;
}

const sameOutputs = (a: readonly StageOutput[], b: readonly StageOutput[]): boolean =>
  a.length === b.length && a.every(({ name, bytes }, i) => name === b[i]?.name && bytes === b[i].bytes);

/**
 * Results of this fingerprint that runs have committed, newest first. The action cache may be deleted at any time:
 * nothing is bought again because of that, nothing approved made again, and what a run folder has is at hand. The
 * record of something paid for that cannot be read is a failure: it may be this very result.
 */
async function* committedElsewhere(
  { runs, decisions: { projectId } }: FindDeps,
  { folder, fingerprint, runId, stage }: WantedStage,
): AsyncGenerator<Result<ActionResult>> {
  for (const run of runs.runsWithStage(folder)) {
    if (run === runId) continue;
    const committed = await runs.readStage(run, folder);
    if (!committed.ok && isPaidStage(stage)) yield committed;
    if (!committed.ok || committed.value?.fingerprint !== fingerprint) continue;
    const read = await runs.read(run);
    if (!read.ok || read.value.record.project_id !== projectId) continue;
    if (!(await runs.isImported(run))) yield ok(resultOf(committed.value, folder));
  }
}
