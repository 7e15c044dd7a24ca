import type { Json } from '../domain/canonical-json.ts';
import { failure } from '../domain/failure.ts';
import type { Digest, ProjectId, RunId } from '../domain/ids.ts';
import type { JobId } from '../domain/job/job-id.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { nextRunId } from '../domain/run/run-id.ts';
import type { Rebuild, RunOrigin, RunRecord } from '../domain/run/run-record.ts';
import type { Clock } from '../ports/clock.ts';
import type { RandomBytes } from '../ports/randomness.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { RunQueue } from '../ports/run-queue.ts';
import { writeLock, type LoadedRecipe, type RecipeDeps } from './load-recipe.ts';
import type { RunOutline } from './plan-run.ts';
import type { Registry } from './stage-work.ts';

export interface GenerateDeps extends RecipeDeps {
  readonly runs: RunFolders;
  readonly queue: RunQueue;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

export interface GenerateRequest {
  readonly projectId: ProjectId;
  readonly loaded: LoadedRecipe;
  readonly outline: RunOutline;
  readonly actor: string;
  readonly toolVersion: string;
  readonly asksAgain: boolean;
  /** What the run may cost, in micro-USD; `null` where the caller named no amount. */
  readonly maxMicroUsd: number | null;
  readonly origin: RunOrigin;
  readonly parent: RunId | null;
  readonly rebuild: Rebuild;
  readonly ui: { readonly [name: string]: Json };
}

export interface GeneratedRun {
  readonly runId: RunId;
  readonly jobs: readonly JobId[];
}

/** Each backend of the outline can run in this version, or `backend-unavailable` before anything is written. */
export function requireRunnable(outline: Pick<RunOutline, 'cells'>, registry: Registry): Result<void> {
  const names = new Set(
    outline.cells.flatMap((cell) => [cell.concept_backend ?? cell.backend, cell.backend]),
  );
  for (const name of [...names].sort()) {
    if (registry.backends.get(name)?.runner === undefined) {
      const why = 'it is declared, but not part of this version';
      return fail(failure('backend-unavailable', { backend: name, why }));
    }
  }
  return ok(undefined);
}

/**
 * Makes a run: its folder first, then its rows in one transaction. Killed at any point it leaves nothing, or a
 * folder whose marker has the next command queue it.
 */
export async function generate(deps: GenerateDeps, request: GenerateRequest): Promise<Result<GeneratedRun>> {
  const runnable = requireRunnable(request.outline, deps.registry);
  if (!runnable.ok) return runnable;
  if (request.loaded.needsLock) {
    const locked = await writeLock(deps, request.loaded);
    if (!locked.ok) return locked;
  }
  const binaries = new Map<Digest, Uint8Array>(
    request.loaded.files.filter((file) => file.text === null).map((file) => [file.digest, file.bytes]),
  );
  for (;;) {
    const names = await deps.runs.list();
    if (!names.ok) return names;
    const record = recordOf(request, nextRunId(names.value, deps.random(4)), deps.clock.now());
    const made = await deps.runs.create(record, binaries);
    if (!made.ok) return made;
    if (made.value === null) continue;
    const queued = await deps.queue.queueRun(record, made.value.digest);
    if (!queued.ok) return queued;
    const cleared = await deps.runs.clearPending(record.run_id);
    if (!cleared.ok) return cleared;
    return ok({
      runId: record.run_id,
      jobs: record.cells.map((cell) => ({ runId: record.run_id, cell: cell.n, try: 1 })),
    });
  }
}

function recordOf(request: GenerateRequest, runId: RunId, createdAt: string): RunRecord {
  const { loaded, outline } = request;
  const { recipe } = loaded;
  return {
    schema_version: 1,
    run_id: runId,
    project_id: request.projectId,
    created_at: createdAt,
    origin: request.origin,
    parent: request.parent,
    tool: { name: 'artkiln', version: request.toolVersion },
    actor: request.actor,
    recipe: {
      recipe_id: recipe.recipe_id,
      digest: loaded.digest,
      kind: recipe.kind,
      is_draft: recipe.isDraft,
      text: loaded.text,
    },
    files: loaded.files.map((file) => ({
      path: file.path,
      digest: file.digest,
      size: file.bytes.length,
      text: file.text,
    })),
    gated: recipe.isGated,
    asks_again: request.asksAgain,
    rebuild: request.rebuild,
    seeds: { production: recipe.locked.seed_production },
    cells: outline.cells,
    pipelines: outline.pipelines,
    catalogue: catalogueOf(loaded),
    ui: request.ui,
    limits: { max_micro_usd: request.maxMicroUsd },
  };
}

/** The models and files that the result owes something to. Digests of models are known where a backend reports them. */
function catalogueOf(loaded: LoadedRecipe): RunRecord['catalogue'] {
  const { checkpoint, loras } = loaded.recipe.locked;
  const model = (name: Json | undefined, role: string) =>
    typeof name === 'string' ? [{ name, role, digest: null, size: null, licence: null }] : [];
  const named = Array.isArray(loras)
    ? (loras as { name?: Json }[]).flatMap((lora) => model(lora.name, 'lora'))
    : [];
  return [
    ...model(checkpoint, 'checkpoint'),
    ...named,
    ...loaded.files.map((file) => ({
      name: file.path,
      role: 'file',
      digest: file.digest,
      size: file.bytes.length,
      licence: null,
    })),
  ];
}
