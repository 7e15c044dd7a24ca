import { generate } from '../../src/app/generate.ts';
import { loadRecipe } from '../../src/app/load-recipe.ts';
import { outlineRun } from '../../src/app/plan-run.ts';
import { readRunRecipe } from '../../src/app/read-run-recipe.ts';
import { runStages } from '../../src/app/run-stages.ts';
import type { StageRight, StoredPiece } from '../../src/app/run-stage.ts';
import type { Project } from '../../src/compose.ts';
import type { Failure } from '../../src/domain/failure.ts';
import type { Digest, RunId } from '../../src/domain/ids.ts';
import { ok, type Result } from '../../src/domain/result.ts';
import { stageFolder } from '../../src/domain/run/pipeline.ts';
import type { RunRecord } from '../../src/domain/run/run-record.ts';
import type { StageManifest } from '../../src/domain/run/stage-manifest.ts';
import type { BindingChildren } from '../../src/domain/recipe/children.ts';
import type { RunQueue } from '../../src/ports/run-queue.ts';
import { must } from './database.ts';
import type { Told } from './project.ts';

/** Runs without a database: the folder is made, nothing is queued. */
export async function makeRun(
  project: Project,
  recipeId: string,
  wanted: readonly BindingChildren[],
  basis: Partial<Pick<RunRecord, 'origin' | 'parent' | 'rebuild'>> = {},
): Promise<RunId> {
  const loaded = must(await loadRecipe(project, recipeId));
  const queue = { queueRun: () => Promise.resolve(ok(true)) } as unknown as RunQueue;
  const made = await generate(
    { ...project, queue },
    {
      projectId: project.projectId,
      loaded,
      outline: outlineRun(loaded, wanted, project.sha256),
      actor: 'tester',
      toolVersion: '0',
      maxMicroUsd: null,
      asksAgain: false,
      rebuild: 'none',
      origin: 'generate',
      parent: null,
      ...basis,
      ui: {},
    },
  );
  return must(made).runId;
}

/** A right that nobody else wants. */
export const freeRight: StageRight = {
  take: () => Promise.resolve(ok(true)),
  give: () => Promise.resolve(),
  isLeaseLive: () => Promise.resolve(ok(true)),
};

export interface CarriedOut {
  /** Of all cells, in the order of their stages. */
  readonly manifests: readonly StageManifest[];
  /** Of each cell, what its last stage gave. */
  readonly pictures: readonly (readonly Digest[])[];
  /** The vendor's file of each of them. */
  readonly raws: readonly (readonly (Digest | null)[])[];
  readonly told: readonly Told[];
}

/** Does what a worker does with every cell of a run, one after the other; each concept is taken as approved. */
export async function carryOut(
  project: Project,
  run: RunId,
  right: StageRight = freeRight,
): Promise<Result<CarriedOut>> {
  const { record } = must(await project.runs.read(run));
  const recipe = must(readRunRecipe(record, project.registry));
  const told: Told[] = [];
  const hear = (event: string, fields = {}): void => void told.push({ event, fields });
  const deps = { ...project, workerId: 'w', log: { info: hear, warn: hear, error: hear } };
  const texts = new Map(record.files.flatMap((f) => (f.text === null ? [] : [[f.path, f.text] as const])));
  const digests = new Map(record.files.map((f) => [f.path, f.digest] as const));
  const manifests: StageManifest[] = [];
  const pictures: Digest[][] = [];
  const raws: (Digest | null)[][] = [];
  for (const cell of record.cells) {
    const context = { recipe, cell, texts, digests };
    const stages = record.pipelines[cell.backend] ?? [];
    let concept: Digest | null = null;
    let last: readonly StoredPiece[] = [];
    for (const phase of ['concept', 'final'] as const) {
      const own = stages.filter((stage) => stage.phase === phase);
      const signal = { aborted: false };
      const done = await runStages(deps, right, record, context, own, concept, signal);
      if (!done.ok) return done;
      if ('kind' in done.value) throw new Error(done.value.kind);
      last = done.value.pieces;
      if (phase === 'concept') concept = last[0]?.picture.bytes ?? null;
    }
    pictures.push(last.map(({ picture }) => picture.bytes));
    raws.push(last.map(({ raw }) => raw?.bytes ?? null));
    for (const stage of stages) {
      const folder = stageFolder(cell.binding_hash, cell.child_index, stage);
      const manifest = must(await project.runs.readStage(run, folder));
      if (manifest !== null) manifests.push(manifest);
    }
  }
  return ok({ manifests, pictures, raws, told });
}

/** `final executed never-run`, one line for each stage. */
export const outcomesOf = ({ manifests }: Pick<CarriedOut, 'manifests'>): string[] =>
  manifests.map(({ stage, outcome }) => [stage, outcome.kind, ...outcome.reasons].join(' '));

/** The failure that something is expected to end with. */
export function failed<T>(result: Result<T>): Failure {
  if (result.ok) throw new Error('it was expected to fail');
  return result.failure;
}
