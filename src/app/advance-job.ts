import { failure } from '../domain/failure.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { isBackendStage, type PipelineStage } from '../domain/run/pipeline.ts';
import type { RunCell, RunRecord } from '../domain/run/run-record.ts';
import type { AbortSignalLike } from '../ports/backend.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { ClaimedJob, StoredCandidate, WorkerQueue } from '../ports/worker-queue.ts';
import { readRunRecipe } from './read-run-recipe.ts';
import type { StageRight } from './run-stage.ts';
import { runStages, type DonePhase, type StagesDeps } from './run-stages.ts';
import type { CellContext } from './stage-work.ts';
import { storeArt } from './store-art.ts';

export interface AdvanceDeps extends StagesDeps {
  readonly queue: WorkerQueue;
  readonly files: ProjectFiles;
}

/** What became of a claimed job. */
export type Advance =
  | { readonly kind: 'moved'; readonly state: string }
  | { readonly kind: 'lease-lost' }
  | { readonly kind: 'right-taken' };

type Phase = 'concept' | 'final';
type Stopped = Exclude<Advance, { kind: 'moved' }>;

/**
 * Carries a claimed job to its next gate, from the run folder and the store alone. Every state change is one fenced
 * statement, and comes after the bytes that it speaks of. A failure is returned, not recorded: the caller knows
 * whether to try again.
 */
export async function advanceJob(
  deps: AdvanceDeps,
  job: ClaimedJob,
  signal: AbortSignalLike,
  leaseMs: number,
): Promise<Result<Advance>> {
  const loaded = await loadRun(deps, job);
  if (!loaded.ok) return loaded;
  const { record, context } = loaded.value;
  const right: StageRight = {
    take: (fingerprint) => deps.queue.takeRight(job.lease, fingerprint, leaseMs),
    give: async (fingerprint) => {
      // A right that cannot be given back runs out by itself.
      await deps.queue.giveRight(job.lease, fingerprint);
    },
    isLeaseLive: () => (signal.aborted ? Promise.resolve(ok(false)) : deps.queue.holds(job.lease)),
  };
  const stages = record.pipelines[context.cell.backend] ?? [];

  switch (job.state) {
    case 'ConceptGenerating': {
      const made = await runStages(deps, right, record, context, phaseOf(stages, 'concept'), null, signal);
      if (!made.ok || 'kind' in made.value) return made as Result<Stopped>;
      const live = await right.isLeaseLive();
      if (!live.ok || !live.value) return live.ok ? ok({ kind: 'lease-lost' }) : live;
      const stored = await storeAll(
        deps,
        record,
        context.cell,
        'concepts',
        job.conceptBackend ?? job.backend,
        made.value,
      );
      if (!stored.ok) return stored;
      const [concept] = stored.value;
      if (concept === undefined)
        return fail(failure('stage-failed', { stage: 'concept', why: 'it gave no picture' }));
      return moved(await deps.queue.enterConceptGate(job.lease, concept));
    }
    case 'RotationGenerating': {
      const made = await runStages(
        deps,
        right,
        record,
        context,
        finalOnly(stages),
        job.conceptDigest,
        signal,
      );
      if (!made.ok || 'kind' in made.value) return made as Result<Stopped>;
      const state = await deps.queue.finalStored(job.lease);
      if (!state.ok || state.value === null) return moved(state);
      return advanceJob(deps, { ...job, state: state.value }, signal, leaseMs);
    }
    case 'Persisting': {
      const made = await runStages(
        deps,
        right,
        record,
        context,
        phaseOf(stages, 'final'),
        job.conceptDigest,
        signal,
      );
      if (!made.ok || 'kind' in made.value) return made as Result<Stopped>;
      const live = await right.isLeaseLive();
      if (!live.ok || !live.value) return live.ok ? ok({ kind: 'lease-lost' }) : live;
      const stored = await storeAll(deps, record, context.cell, 'candidates', job.backend, made.value);
      if (!stored.ok) return stored;
      if (stored.value.length === 0)
        return fail(failure('stage-failed', { stage: 'normalize', why: 'it gave no picture' }));
      return moved(await deps.queue.enterReviewGate(job.lease, stored.value));
    }
    case 'Pending':
    case 'AwaitingConceptApproval':
    case 'AwaitingReview':
    case 'Approved':
    case 'Rejected':
    case 'Failed':
      throw new Error(`a job in ${job.state} cannot be held`);
  }
}

const phaseOf = (stages: readonly PipelineStage[], phase: Phase) => stages.filter((s) => s.phase === phase);
const finalOnly = (stages: readonly PipelineStage[]) => phaseOf(stages, 'final').filter(isBackendStage);

const moved = (fenced: Awaited<ReturnType<WorkerQueue['release']>>): Result<Advance> => {
  if (!fenced.ok) return fenced;
  return ok(fenced.value === null ? { kind: 'lease-lost' } : { kind: 'moved', state: fenced.value });
};

async function loadRun(
  deps: AdvanceDeps,
  job: ClaimedJob,
): Promise<Result<{ record: RunRecord; context: CellContext }>> {
  const [read, queued] = await Promise.all([
    deps.runs.read(job.id.runId),
    deps.queue.recordDigest(job.id.runId),
  ]);
  if (!read.ok) return read;
  if (!queued.ok) return queued;
  const { record, digest } = read.value;
  const cell = record.cells[job.id.cell - 1];
  if (digest !== queued.value || cell === undefined) {
    return fail(failure('run-record-differs', { run: job.id.runId }));
  }
  const recipe = readRunRecipe(record, deps.registry);
  if (!recipe.ok) return recipe;
  const texts = new Map(record.files.flatMap((f) => (f.text === null ? [] : [[f.path, f.text] as const])));
  const digests = new Map(record.files.map((f) => [f.path, f.digest] as const));
  return ok({ record, context: { recipe: recipe.value, cell, texts, digests } });
}

async function storeAll(
  deps: AdvanceDeps,
  record: RunRecord,
  cell: RunCell,
  pool: 'concepts' | 'candidates',
  backend: string,
  made: DonePhase,
): Promise<Result<StoredCandidate[]>> {
  const stored: StoredCandidate[] = [];
  // A backend that is gone cannot speak for itself any more: then the careful answer is the right one.
  const ai = deps.registry.backends.get(backend)?.ai ?? 'generated';
  for (const piece of made.pieces) {
    const { stages, model } = made;
    const kept = await storeArt(deps, {
      record,
      cell,
      pool,
      backend,
      piece,
      stages,
      prompt: null,
      model,
      ai,
    });
    if (!kept.ok) return kept;
    stored.push(kept.value);
  }
  return ok(stored);
}
