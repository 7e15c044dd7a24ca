import { spritesDigest } from '../domain/candidate/sprite.ts';
import type { Digest, Fingerprint, RunId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { fingerprintOf, type Ingredients } from '../domain/run/fingerprint.ts';
import { isBackendStage, isPaidStage, stageFolder, type PipelineStage } from '../domain/run/pipeline.ts';
import type { Rebuild, RunRecord } from '../domain/run/run-record.ts';
import { spriteTableOf } from '../domain/run/stage-manifest.ts';
import type { PlannedAction } from '../domain/spend/estimate.ts';
import type { Environments, PublishedEnvironment } from '../ports/environments.ts';
import {
  findResult,
  type FindDeps,
  type ParentStage,
  type TakenResult,
  type WantedStage,
} from './find-result.ts';
import { parentStages } from './parent-stages.ts';
import { spritesIn } from './sprite-table.ts';
import {
  planBackendStage,
  planPostStage,
  type CellContext,
  type PlannedStage,
  type Registry,
} from './stage-work.ts';

/** What would become of a stage, and why. */
export interface PlannedStageRow {
  readonly cell: number;
  readonly place: number;
  readonly stage: string;
  /** Tells the `normalize` of the concept from that of the final picture. */
  readonly phase: 'concept' | 'final';
  readonly backend: string;
  readonly action: PlannedAction;
  readonly why: string;
  /** What its manifest would give as reasons; of a refusal the kind of failure. Empty while unknown. */
  readonly reasons: readonly string[];
  /** The run whose result would be taken. */
  readonly from: RunId | null;
  readonly fingerprint: Fingerprint | null;
  /** What the fingerprint is of; `null` while it depends on a stage that has not run. */
  readonly ingredients: Ingredients | null;
  /** When a worker found the environment that is in its ingredients; `null` where none plays a part. */
  readonly environmentAt: string | null;
  /** What it may cost at the highest price known, in micro-USD; `null` for a paid call that has no known price. */
  readonly priceMicroUsd: number | null;
}

export interface PlanDeps extends FindDeps {
  readonly registry: Registry;
  readonly environments: Environments;
}

/** What a planned run would go on from, and execute anew. */
export interface PlanBasis {
  /** The run that it would continue, as Recover & Continue does. */
  readonly parent: RunId | null;
  readonly rebuild: Rebuild;
}

/** What the cells of a plan have in common. */
export interface PlanOfAll {
  readonly deps: PlanDeps;
  readonly basis: PlanBasis;
  readonly pipelines: RunRecord['pipelines'];
  readonly prices: ReadonlyMap<string, number | null>;
  /** Published environments, read once: one plan speaks of one moment. */
  readonly environments: Map<string, PublishedEnvironment | null>;
  /** What executes a stage first, by what makes two stages the same: cells before this one. */
  readonly firstCells: Map<string, number>;
}

/** What the next stage works on. */
interface Given {
  readonly pieces: readonly { readonly pixels: Digest; readonly sprites: Digest }[];
  /** What a call gave. */
  readonly files: readonly Digest[];
  readonly concept: Digest | null;
}

interface Step {
  readonly row: PlannedStageRow;
  /** `null`: what comes after cannot be known yet. */
  readonly given: Given | null;
}

/** A stage that is looked at, with what its fingerprint is of as far as that is known. */
interface Facts {
  readonly planned: PlannedStage;
  readonly fingerprint: Fingerprint;
  readonly environmentAt: string | null;
}

/** The plan of one cell. After a stage whose result is not there its successors are unknown. */
export async function planCell(
  all: PlanOfAll,
  context: CellContext,
): Promise<Result<readonly PlannedStageRow[]>> {
  const { cell } = context;
  const rows: PlannedStageRow[] = [];
  const parentOf = await parentStages(
    all.deps.runs,
    all.deps.decisions.projectId,
    all.basis.parent,
    all.pipelines,
    cell,
  );
  if (!parentOf.ok) return parentOf;
  let given: Given | null = { pieces: [], files: [], concept: null };
  let last = '';
  for (const stage of all.pipelines[cell.backend] ?? []) {
    const parent = await parentOf.value(stage);
    if (!parent.ok) return parent;
    if (given === null) {
      rows.push(unknownRow(all, context, stage, `unknown until ${last} has run`));
      continue;
    }
    const step = await planStage(all, context, stage, given, parent.value);
    if (!step.ok) return step;
    rows.push(step.value.row);
    given = step.value.given;
    if (given === null) last = stage.stage;
  }
  return ok(rows);
}

async function planStage(
  all: PlanOfAll,
  context: CellContext,
  stage: PipelineStage,
  given: Given,
  parent: ParentStage | null,
): Promise<Result<Step>> {
  const looked = await factsOf(all, context, stage, given);
  if (!looked.ok) {
    if (looked.failure.kind !== 'backend-unavailable') return looked;
    return ok(executed(all, context, stage, null, `${stage.backend} cannot run here yet`, []));
  }
  const facts = looked.value;
  if (facts === null) {
    const why = `unknown until ${stage.stage} has run: no worker has told what ${stage.backend} runs on`;
    return ok({ row: unknownRow(all, context, stage, why), given: null });
  }
  const wanted: WantedStage = {
    runId: null,
    recipeId: context.recipe.recipe_id,
    cell: context.cell,
    stage,
    folder: stageFolder(context.cell.binding_hash, context.cell.child_index, stage),
    ...facts.planned,
    fingerprint: facts.fingerprint,
    hasParent: all.basis.parent !== null,
    parent,
    rebuild: all.basis.rebuild,
  };
  const found = await findResult(all.deps, wanted);
  if (!found.ok) {
    const { kind } = found.failure;
    if (kind !== 'approved-bytes-missing' && kind !== 'paid-output-lost') return found;
    const why = kind === 'paid-output-lost' ? 'what was paid for is gone' : 'what was approved is gone';
    const row = rowOf(context, stage, facts, { action: 'refuse', why, reasons: [kind] });
    return ok({ row, given: null });
  }
  if (found.value.kind === 'take') return taken(all, context, stage, facts, given, found.value);
  const { reason } = found.value;
  return ok(executed(all, context, stage, facts, executeWords[reason] ?? reason, [reason]));
}

/** `null`: the backend's environment was never published, so that the fingerprint cannot be known. */
async function factsOf(
  all: PlanOfAll,
  context: CellContext,
  stage: PipelineStage,
  given: Given,
): Promise<Result<Facts | null>> {
  const { registry, sha256 } = all.deps;
  const backend = registry.backends.get(stage.backend);
  let published: PublishedEnvironment | null = null;
  // A decoder has no surroundings, and those of a deterministic backend are its own code's.
  const isRead =
    backend?.runner !== undefined &&
    backend.reproducibility !== 'deterministic' &&
    isBackendStage(stage) &&
    stage.stage !== 'decode';
  if (isRead) {
    const read = await environmentOf(all, stage.backend);
    if (!read.ok) return read;
    if (read.value === null) return ok(null);
    published = read.value;
  }
  const { environment, publishedAt } = published ?? { environment: null, publishedAt: null };
  const concept = stage.phase === 'final' ? given.concept : null;
  const planned = isBackendStage(stage)
    ? await planBackendStage(
        context,
        stage,
        registry,
        { concept, files: given.files },
        environment === null ? undefined : () => Promise.resolve(ok(environment)),
      )
    : planPostStage(context, stage, registry, given.pieces);
  if (!planned.ok) return planned;
  const fingerprint = fingerprintOf(planned.value.ingredients, sha256);
  return ok({ planned: planned.value, fingerprint, environmentAt: publishedAt });
}

async function environmentOf(
  { deps, environments }: PlanOfAll,
  backend: string,
): Promise<Result<PublishedEnvironment | null>> {
  const known = environments.get(backend);
  if (known !== undefined) return ok(known);
  const read = await deps.environments.read(backend);
  if (read.ok) environments.set(backend, read.value);
  return read;
}

/** A stage whose result is there, with what the next one works on. */
async function taken(
  all: PlanOfAll,
  context: CellContext,
  stage: PipelineStage,
  facts: Facts,
  before: Given,
  found: TakenResult,
): Promise<Result<Step>> {
  const { result, reasons, copies, how, ingredients } = found;
  const from = result.run_id;
  const [copy] = copies.values();
  const action = copy !== undefined ? 'restore' : how === 'pin' ? 'pin' : 'reuse';
  const words = [
    how === 'pin'
      ? `kept from ${from} (${reasons.filter((reason) => reason !== 'restored').join(', ')})`
      : `same fingerprint as in ${from}`,
    ...(copy === undefined ? [] : [`its bytes are fetched back from ${copy.path}`]),
  ];
  const row = {
    ...rowOf(context, stage, facts, { action, why: words.join('; '), reasons, from }),
    fingerprint: result.fingerprint,
    ingredients,
  };
  const pieces: { pixels: Digest; sprites: Digest }[] = [];
  for (const picture of result.outputs) {
    if (!picture.name.endsWith('.png') || picture.pixels === null) continue;
    const table = spriteTableOf(result.outputs, picture);
    if (table === undefined) continue;
    const kept = copies.get(table.bytes)?.bytes;
    const read = kept === undefined ? await all.deps.blobs.read(table.bytes) : ok(kept);
    if (!read.ok) return fail(read.failure);
    pieces.push({
      pixels: picture.pixels,
      sprites: spritesDigest(spritesIn(read.value) ?? [], all.deps.sha256),
    });
  }
  const files = stage.stage === 'call' ? result.outputs.map(({ bytes }) => bytes) : [];
  const concept = stage.phase === 'concept' ? (pieces[0]?.pixels ?? null) : before.concept;
  return ok({ row, given: { pieces, files, concept } });
}

const executeWords: { readonly [reason: string]: string } = {
  'never-run': 'never run with these ingredients',
  'output-missing': 'an output is missing',
  'output-corrupt': 'an output is damaged',
  forced: 'rebuilt, as asked',
};

/** A stage that would be executed: by the first cell that has it, and reused by those after. */
function executed(
  all: PlanOfAll,
  context: CellContext,
  stage: PipelineStage,
  facts: Facts | null,
  why: string,
  reasons: readonly string[],
): Step {
  const { cell } = context;
  const key =
    facts?.fingerprint ?? `${stage.stage} ${stage.backend} ${cell.binding_hash} ${cell.child_index}`;
  const first = all.firstCells.get(key);
  if (first === undefined) all.firstCells.set(key, cell.n);
  const row =
    first === undefined
      ? rowOf(context, stage, facts, { action: 'execute', why, reasons, priceMicroUsd: priceOf(all, stage) })
      : rowOf(context, stage, facts, {
          action: 'reuse',
          why: `the same as in cell ${first}`,
          reasons: ['same-fingerprint'],
        });
  return { row, given: null };
}

const unknownRow = (all: PlanOfAll, context: CellContext, stage: PipelineStage, why: string) =>
  rowOf(context, stage, null, { action: 'unknown', why, reasons: [], priceMicroUsd: priceOf(all, stage) });

/** Of a call its price, `null` where nobody knows it; everything else is free. */
const priceOf = ({ prices }: PlanOfAll, stage: PipelineStage): number | null =>
  isPaidStage(stage) ? (prices.get(stage.backend) ?? null) : 0;

const rowOf = (
  { cell }: CellContext,
  { place, stage, phase, backend }: PipelineStage,
  facts: Facts | null,
  said: Pick<PlannedStageRow, 'action' | 'why' | 'reasons'> & {
    readonly from?: RunId;
    readonly priceMicroUsd?: number | null;
  },
): PlannedStageRow => ({
  ...{ cell: cell.n, place, stage, phase, backend },
  fingerprint: facts?.fingerprint ?? null,
  ingredients: facts?.planned.ingredients ?? null,
  environmentAt: facts?.environmentAt ?? null,
  from: null,
  priceMicroUsd: 0,
  ...said,
});
