import { failure } from '../domain/failure.ts';
import { verdictOn } from '../domain/gate/standing.ts';
import type { RunId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { stageFolder, type PipelineStage } from '../domain/run/pipeline.ts';
import type { NamedChange } from '../domain/run/explain.ts';
import type { RunCell, RunRecord } from '../domain/run/run-record.ts';
import type { RunSeal } from '../domain/run/seal.ts';
import type {
  OutcomeKind,
  StageManifest,
  StageReason as StageReasonCode,
} from '../domain/run/stage-manifest.ts';
import { nearest } from '../domain/source/nearest.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import { earlierRuns, nearestIn, type Predecessors } from './nearest-stage.ts';
import { readDecisions, type ReadDecisions } from './read-decisions.ts';
import { stageLedger, type StageLedger } from './stage-ledger.ts';

export interface WhyDeps {
  readonly runs: RunFolders;
  readonly decisions: ReadDecisions;
}

export interface WhyRequest {
  readonly run: RunId;
  /** Only stages of that name. */
  readonly stage: string | null;
  /** Only the cell at that place. */
  readonly cell: number | null;
  /** Compare with this run instead of the nearest earlier one; then also what was reused is compared. */
  readonly against: RunId | null;
}

/** What a stage that has no result waits for, as far as files tell. */
export type Waiting =
  | { readonly kind: 'stage'; readonly stage: string; readonly phase: 'concept' | 'final' }
  | { readonly kind: 'worker' | 'concept-gate' | 'concept-rejected' }
  /** The run was closed without it. */
  | { readonly kind: 'sealed'; readonly state: string };

/** What a stage was compared with, and what came of it; `null` where there was nothing to compare. */
export type Comparison =
  | {
      readonly kind: 'with';
      readonly run: RunId;
      readonly cell: number;
      readonly changes: readonly NamedChange[];
    }
  | { readonly kind: 'first' | 'too-many' };

/** Why one stage of one cell has the result that it has, or none. */
export interface StageReason {
  readonly cell: number;
  readonly stage: PipelineStage;
  readonly outcome: OutcomeKind | 'not-run';
  /** The run whose result was taken. */
  readonly from: RunId | null;
  /** Codes of the manifest, such as `never-run`. */
  readonly reasons: readonly string[];
  readonly waitsFor: Waiting | null;
  readonly compared: Comparison | null;
}

export interface Why {
  readonly record: RunRecord;
  readonly isSealed: boolean;
  /** By cell, then by place. */
  readonly stages: readonly StageReason[];
}

/** Codes of an execution that its ingredients do not explain. */
const explained: ReadonlySet<string> = new Set<StageReasonCode>([
  'output-missing',
  'output-corrupt',
  'forced',
]);

/**
 * Why each stage of a run was executed, reused or pinned, or what it waits for: from stored records alone. Reads
 * nothing of the store and asks no database, so it is the same in a clone.
 */
export async function why(deps: WhyDeps, request: WhyRequest): Promise<Result<Why>> {
  const { runs } = deps;
  const read = await runs.read(request.run);
  if (!read.ok) return read;
  const { record } = read.value;
  const chosen = chooseCells(record, request);
  if (!chosen.ok) return chosen;
  const ledger = stageLedger(runs);
  const compare = await comparer(runs, ledger, record, request.against);
  if (!compare.ok) return compare;
  // A seal that cannot be read closes the run all the same; `art verify` says what is wrong with it.
  const seal = await runs.readSeal(request.run);
  const gates = conceptGates(deps, record);
  const known = new Map<string, Omit<StageReason, 'cell'>>();
  const stages: StageReason[] = [];
  for (const cell of chosen.value) {
    let missing: PipelineStage | null = null;
    let before: StageManifest | null = null;
    for (const stage of record.pipelines[cell.backend] ?? []) {
      const folder = stageFolder(cell.binding_hash, cell.child_index, stage);
      const manifest = await runs.readStage(record.run_id, folder);
      if (!manifest.ok) return manifest;
      const isAsked = request.stage === null || stage.stage === request.stage;
      if (manifest.value === null) {
        const waitsFor = await waiting(cell, stage, missing, before, seal.ok ? seal.value : null, gates);
        if (isAsked) stages.push({ cell: cell.n, stage, ...notRun, waitsFor });
        missing ??= stage;
        continue;
      }
      before = manifest.value;
      if (!isAsked) continue;
      // Cells of several final backends share the stages of their concept.
      const reason = known.get(folder) ?? (await reasonOf(cell, stage, manifest.value));
      known.set(folder, reason);
      stages.push({ ...reason, cell: cell.n });
    }
  }
  return ok({ record, isSealed: !seal.ok || seal.value !== null, stages });

  async function reasonOf(
    cell: RunCell,
    stage: PipelineStage,
    { outcome }: StageManifest,
  ): Promise<Omit<StageReason, 'cell'>> {
    const { kind, from, reasons } = outcome;
    const isOpen =
      request.against !== null || (kind === 'executed' && !reasons.some((code) => explained.has(code)));
    const view = isOpen ? await ledger.view(record, cell, stage) : null;
    const compared = view === null || !compare.ok ? null : await compare.value(view);
    return { stage, outcome: kind, from, reasons, waitsFor: null, compared };
  }
}

const notRun = { outcome: 'not-run', from: null, reasons: [], compared: null } as const;

function chooseCells(record: RunRecord, { run, stage, cell }: WhyRequest): Result<readonly RunCell[]> {
  const stages = [
    ...new Set(Object.values(record.pipelines).flatMap((list) => list.map((one) => one.stage))),
  ];
  if (stage !== null && !stages.includes(stage))
    return fail(failure('stage-not-found', { run, stage, near: nearest(stage, stages), stages }));
  if (cell === null) return ok(record.cells);
  const found = record.cells[cell - 1];
  const of = { run, cells: record.cells.length };
  return found === undefined ? fail(failure('job-not-found', { job: `${run}/${cell}`, of })) : ok([found]);
}

type Compare = (view: Parameters<Predecessors['nearest']>[0]) => Promise<Comparison>;

async function comparer(
  runs: RunFolders,
  ledger: StageLedger,
  record: RunRecord,
  against: RunId | null,
): Promise<Result<Compare>> {
  if (against !== null) {
    const read = await runs.read(against);
    if (!read.ok) return read;
    const other = [read.value.record];
    return ok(async (view) => {
      const found = await nearestIn(ledger, other, view);
      return found === null ? { kind: 'first' } : { kind: 'with', ...found };
    });
  }
  const earlier = await earlierRuns(runs, ledger, record.recipe.recipe_id, record);
  if (!earlier.ok) return earlier;
  return ok(async (view) => {
    const found = await earlier.value.nearest(view);
    if (found === 'none') return { kind: 'first' };
    return found === 'too-many' ? { kind: 'too-many' } : { kind: 'with', ...found };
  });
}

/** What a cell whose concept is made waits for. */
type ConceptGate = (concept: StageManifest) => Promise<'worker' | 'concept-gate' | 'concept-rejected'>;

/** Decisions are read once, and only for a run that has a concept waiting. */
function conceptGates({ decisions }: WhyDeps, record: RunRecord): ConceptGate {
  let book: ReturnType<typeof readDecisions> | null = null;
  return async (concept) => {
    if (!record.gated) return 'worker';
    const picture = concept.outputs.find(({ pixels }) => pixels !== null);
    const read = await (book ??= readDecisions(decisions));
    if (picture === undefined || !read.ok) return 'concept-gate';
    const about = { gate: 'concept', recipe_id: record.recipe.recipe_id, bytes: picture.bytes } as const;
    const found = verdictOn(read.value.trusted, about);
    const isOld =
      record.asks_again && found !== null && found.decision.payload.decided_at < record.created_at;
    if (found === null || isOld) return 'concept-gate';
    return found.verdict === 'approve' ? 'worker' : 'concept-rejected';
  };
}

async function waiting(
  cell: RunCell,
  stage: PipelineStage,
  missing: PipelineStage | null,
  before: StageManifest | null,
  seal: RunSeal | null,
  gate: ConceptGate,
): Promise<Waiting> {
  const sealed = seal?.cells[cell.n - 1];
  if (sealed !== undefined) return { kind: 'sealed', state: sealed.state };
  if (missing !== null) return { kind: 'stage', stage: missing.stage, phase: missing.phase };
  const isGate = before !== null && before.phase === 'concept' && stage.phase === 'final';
  return { kind: isGate ? await gate(before) : 'worker' };
}
